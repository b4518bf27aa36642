import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { DrizzleColumn, DrizzleForeignKey, DrizzleMember, DrizzleTarget } from '../../model/drizzle.ts';
import type { Expression } from '../../model/sql.ts';
import { builderArguments, builderType, isSerial } from './drizzle-types.ts';
import {
  builderName,
  chainOf,
  keyName,
  propertyName,
  propertyOf,
  referenceOf,
  resolved,
  returned,
  stringOf,
  stringsOf,
  unwrapped,
  type Call,
  type Chain,
  type Node,
  type Reading,
} from './drizzle-read.ts';
import { jsonExpression, sqlExpression } from './drizzle-sql.ts';
import { currentTimestamp } from './literals.ts';
import { expressionFromText } from './postgres-text.ts';

/** The columns of a table: an object, or a function that gives one. */
export function membersOf(reading: Reading, node: Node): readonly DrizzleMember[] {
  const plain = resolved(reading, node);
  const object = returned(plain) ?? plain;
  const unknown: DrizzleMember = { kind: 'unknown', place: reading.place(node.range) };
  return object.type === 'ObjectExpression' ? object.properties.flatMap((one) => memberOf(reading, one)) : [unknown];
}

function memberOf(reading: Reading, property: TSESTree.ObjectLiteralElement): readonly DrizzleMember[] {
  const unknown: DrizzleMember = { kind: 'unknown', place: reading.place(property.range) };
  if (property.type === 'SpreadElement') return spread(reading, property.argument) ?? [unknown];
  const key = propertyName(property);
  const column = key === undefined ? undefined : columnOf(reading, key, property.value, property.key);
  return [column ? { kind: 'column', column } : unknown];
}

/** `...timestamps`, of this file or another; `...{ … }`. */
function spread(reading: Reading, node: Node): readonly DrizzleMember[] | undefined {
  const plain = resolved(reading, node);
  if (plain.type === 'ObjectExpression') return membersOf(reading, plain);
  const inner = unwrapped(node);
  const of = referenceOf(reading, inner.type === 'CallExpression' ? inner.callee : inner);
  return of && [{ kind: 'spread', of, place: reading.place(node.range) }];
}

/** Undefined where the column is not a chain of builders that we know. */
export function columnOf(reading: Reading, key: string, value: Node, at: Node): DrizzleColumn | undefined {
  const chain = chainOf(resolved(reading, value));
  if (!chain) return undefined;
  const builder = builderName(reading, chain.base.callee);
  const written = builderArguments(reading, chain.base);
  if (!written) return undefined;
  const { name, config } = written;
  const type = builder === undefined ? referenceOf(reading, chain.base.callee) : builderType(reading, builder, config);
  if (!type) return undefined;
  const values = builder === 'mysqlEnum' ? stringsOf(reading, config) : undefined;
  const start: Draft = {
    key,
    ...(name !== undefined && { name }),
    place: reading.place(at.range),
    type,
    array: false,
    notNull: builder !== undefined && isSerial(builder),
    primaryKey: false,
    ...(builder !== undefined && isSerial(builder) && { generated: 'serial' as const }),
    ...(values && { values }),
  };
  return applied(reading, start, chain);
}

type Draft = DrizzleColumn;
type Method = (column: Draft, call: Call, reading: Reading) => Partial<Draft> | undefined;

/** Methods that say nothing to the database. */
const CLIENT = /^(\$|onUpdateNow$)/;

/** What each method adds; undefined: not static. */
const METHODS: Readonly<Record<string, Method>> = {
  notNull: () => ({ notNull: true }),
  primaryKey: (_, { arguments: [options] }) => ({
    primaryKey: true,
    notNull: true,
    ...(isTrue(propertyOf(options, 'autoIncrement')) && { generated: 'identity' as const }),
  }),
  autoincrement: () => ({ generated: 'identity' }),
  array: () => ({ array: true }),
  default: (_, { arguments: [value] }, reading) => value && withDefault(reading, value),
  defaultNow: (_, __, { dialect }) => ({
    default: (dialect === 'postgres' && expressionFromText('now()')) || currentTimestamp,
  }),
  defaultRandom: () => ({
    default: expressionFromText('gen_random_uuid()') ?? { text: 'gen_random_uuid()', tree: null },
  }),
  unique: (_, { arguments: [name] }, reading) => {
    const written = stringOf(reading, name);
    return { unique: { ...(written !== undefined && { name: written }) } };
  },
  references: (_, call, reading) => ({ references: referencesOf(reading, call) }),
  generatedAlwaysAsIdentity: () => ({ generated: 'identity', notNull: true }),
  generatedByDefaultAsIdentity: () => ({ generated: 'identity', notNull: true }),
  generatedAlwaysAs: () => ({ generated: 'stored' }),
};

function applied(reading: Reading, start: Draft, { methods }: Chain): DrizzleColumn | undefined {
  let column = start;
  for (const { name, call } of methods) {
    if (CLIENT.test(name)) continue;
    const added = METHODS[name]?.(column, call, reading);
    if (!added) return undefined;
    column = { ...column, ...added };
  }
  return column;
}

function withDefault(reading: Reading, value: Node): { readonly default: Expression } {
  const expression = sqlExpression(reading, value, (key) => key) ?? jsonExpression(reading, value);
  const text = reading.view.document.file.text.slice(...value.range);
  return { default: expression ?? { text, tree: null } };
}

function isTrue(node: Node | undefined): boolean {
  return node?.type === 'Literal' && node.value === true;
}

/** `.references(() => users.id, { onDelete: 'cascade' })`. */
function referencesOf(reading: Reading, { arguments: [to, options], range }: Call): DrizzleForeignKey {
  const column = returned(to);
  const target = column && targetOf(reading, [column]);
  return { place: reading.place((to ?? { range }).range), ...(target && { target }), ...actionsOf(reading, options) };
}

export function actionsOf(
  reading: Reading,
  options: Node | undefined,
): Pick<DrizzleForeignKey, 'onDelete' | 'onUpdate'> {
  const action = (name: string): string => stringOf(reading, propertyOf(options, name)) ?? 'no action';
  return { onDelete: action('onDelete'), onUpdate: action('onUpdate') };
}

/** `users.id`, all of the same table. */
export function targetOf(reading: Reading, columns: readonly Node[]): DrizzleTarget | undefined {
  const members = columns.map(unwrapped).filter((one) => one.type === 'MemberExpression');
  const keys = members.map(keyName);
  const table = members[0] && referenceOf(reading, members[0].object);
  if (!table || members.length !== columns.length || keys.includes(undefined)) return undefined;
  return { table, keys: keys as readonly string[] };
}
