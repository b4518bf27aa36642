import { importedName } from '../../documents/javascript/imported.ts';
import type { DrizzleExtra } from '../../model/drizzle.ts';
import type { Expression } from '../../model/sql.ts';
import { actionsOf, targetOf } from './drizzle-columns.ts';
import {
  builderName,
  chainOf,
  keyName,
  propertyOf,
  resolved,
  returned,
  stringOf,
  unwrapped,
  type Call,
  type Chain,
  type Node,
  type Reading,
} from './drizzle-read.ts';
import { sqlExpression, type ColumnNames } from './drizzle-sql.ts';

/** What stands behind the columns of a table: indexes, keys, checks, policies. */
export function extrasOf(reading: Reading, node: Node | undefined, names: ColumnNames): readonly DrizzleExtra[] {
  if (!node) return [];
  const plain = resolved(reading, node);
  const list = returned(plain) ?? plain;
  const unknown = (one: Node): DrizzleExtra => ({ kind: 'unknown', place: reading.place(one.range) });
  if (list.type === 'ArrayExpression')
    return list.elements.flatMap((one) => (one ? [extraOf(reading, one, names) ?? unknown(one)] : []));
  if (list.type !== 'ObjectExpression') return [unknown(list)];
  return list.properties.map((one) => (one.type === 'Property' && extraOf(reading, one.value, names)) || unknown(one));
}

type ToExtra = (reading: Reading, chain: Chain, names: ColumnNames) => DrizzleExtra | undefined;

const EXTRAS: Readonly<Record<string, ToExtra>> = {
  index: indexOf,
  uniqueIndex: indexOf,
  unique: uniqueOf,
  primaryKey: primaryKeyOf,
  foreignKey: foreignKeyOf,
  check: checkOf,
  pgPolicy: policyOf,
};

/** Undefined: not static. */
export function extraOf(reading: Reading, node: Node, names: ColumnNames): DrizzleExtra | undefined {
  const chain = chainOf(resolved(reading, node));
  const builder = chain && builderName(reading, chain.base.callee);
  return builder === undefined ? undefined : EXTRAS[builder]?.(reading, chain!, names);
}

function method({ methods }: Chain, name: string | RegExp): Call | undefined {
  return methods.find((one) => (typeof name === 'string' ? one.name === name : name.test(one.name)))?.call;
}

function nameArgument(reading: Reading, { base }: Chain): { readonly name?: string } {
  const name = stringOf(reading, base.arguments[0]);
  return name === undefined ? {} : { name };
}

/** Keys of columns: `t.a`, with what orders an index behind it (`t.a.desc()`). */
function keyOf(node: Node): string | undefined {
  const chain = chainOf(node);
  const member = unwrapped(chain ? chainStart(node) : node);
  return member.type === 'MemberExpression' ? keyName(member) : undefined;
}

/** `t.a.op('text_pattern_ops').desc().nullsLast()`, in the words of SQL. */
function orderingOf(reading: Reading, node: Node): string {
  const calls = callsOn(node);
  const descends = calls.some(({ name }) => name === 'desc');
  const nulls = calls.map(({ name }) => /^nulls(First|Last)$/.exec(name)?.[1]?.toLowerCase()).find(Boolean);
  const parts = [
    ...calls.flatMap(({ name, call }) => (name === 'op' ? (stringOf(reading, call.arguments[0]) ?? '') : [])),
    ...(descends ? ['desc'] : []),
    ...(nulls === undefined || (nulls === 'first') === descends ? [] : [`nulls ${nulls}`]),
  ];
  return parts.join(' ');
}

function callsOn(node: Node): readonly { readonly name: string; readonly call: Call }[] {
  const plain = unwrapped(node);
  if (plain.type !== 'CallExpression' || plain.callee.type !== 'MemberExpression') return [];
  const { object, property } = plain.callee;
  return property.type === 'Identifier' ? [...callsOn(object), { name: property.name, call: plain }] : callsOn(object);
}

function chainStart(node: Node): Node {
  const plain = unwrapped(node);
  const isCall = plain.type === 'CallExpression' && plain.callee.type === 'MemberExpression';
  return isCall ? chainStart((plain.callee as { object: Node }).object) : plain;
}

function keysOf(nodes: readonly Node[]): readonly string[] | undefined {
  const keys = nodes.map(keyOf);
  return keys.every((key) => key !== undefined) ? keys : undefined;
}

/** Written out, an array of a constant, or nothing. */
function listOf(reading: Reading, node: Node | undefined): readonly Node[] {
  const list = node && resolved(reading, node);
  return list?.type === 'ArrayExpression' ? list.elements.flatMap((one) => one ?? []) : [];
}

/** An expression that the code alone does not say keeps its text. */
function whereOf(reading: Reading, node: Node, names: ColumnNames): Expression {
  const text = reading.view.document.file.text.slice(...node.range);
  return sqlExpression(reading, node, names) ?? { text, tree: null };
}

function indexOf(reading: Reading, chain: Chain, names: ColumnNames): DrizzleExtra | undefined {
  const using = method(chain, 'using');
  const on = method(chain, /^on(Only)?$/);
  const written = on?.arguments ?? using?.arguments.slice(1) ?? [];
  const columns = written.map((one) => keyOf(one) ?? sqlExpression(reading, one, names));
  if (columns.length === 0 || columns.includes(undefined)) return undefined;
  const where = method(chain, 'where')?.arguments[0];
  return {
    kind: 'index',
    ...nameArgument(reading, chain),
    place: reading.place(chain.base.range),
    unique: builderName(reading, chain.base.callee) === 'uniqueIndex',
    method: stringOf(reading, using?.arguments[0]) ?? 'btree',
    columns: columns as readonly (string | Expression)[],
    ordering: written.map((one) => orderingOf(reading, one)),
    ...(where && { where: whereOf(reading, where, names) }),
  };
}

function uniqueOf(reading: Reading, chain: Chain): DrizzleExtra | undefined {
  const columns = keysOf(method(chain, 'on')?.arguments ?? []);
  if (!columns || columns.length === 0) return undefined;
  return { kind: 'unique', ...nameArgument(reading, chain), place: reading.place(chain.base.range), columns };
}

/** `primaryKey({ columns: [t.a, t.b] })`, and as it was: `primaryKey(t.a, t.b)`. */
function primaryKeyOf(reading: Reading, { base }: Chain): DrizzleExtra | undefined {
  const [first] = base.arguments;
  const options = first?.type === 'ObjectExpression' ? first : undefined;
  const columns = keysOf(options ? listOf(reading, propertyOf(options, 'columns')) : base.arguments);
  const name = stringOf(reading, propertyOf(options, 'name'));
  if (!columns || columns.length === 0) return undefined;
  return { kind: 'primary-key', ...(name !== undefined && { name }), place: reading.place(base.range), columns };
}

function foreignKeyOf(reading: Reading, chain: Chain): DrizzleExtra | undefined {
  const [first] = chain.base.arguments;
  const options = returned(first) ?? first;
  const columns = keysOf(listOf(reading, propertyOf(options, 'columns')));
  const target = targetOf(reading, listOf(reading, propertyOf(options, 'foreignColumns')));
  const name = stringOf(reading, propertyOf(options, 'name'));
  if (!columns || columns.length === 0) return undefined;
  const action = (on: string): string => stringOf(reading, method(chain, on)?.arguments[0]) ?? 'no action';
  return {
    kind: 'foreign-key',
    ...actionsOf(reading, undefined),
    ...(name !== undefined && { name }),
    place: reading.place(chain.base.range),
    columns,
    ...(target && { target }),
    onDelete: action('onDelete'),
    onUpdate: action('onUpdate'),
  };
}

function checkOf(reading: Reading, { base }: Chain, names: ColumnNames): DrizzleExtra | undefined {
  const name = stringOf(reading, base.arguments[0]);
  const expression = base.arguments[1] && sqlExpression(reading, base.arguments[1], names);
  if (name === undefined || !expression) return undefined;
  return { kind: 'check', name, place: reading.place(base.range), expression };
}

function policyOf(reading: Reading, { base, methods }: Chain, names: ColumnNames): DrizzleExtra | undefined {
  const [first, options] = base.arguments;
  const name = stringOf(reading, first);
  const roles = rolesOf(reading, propertyOf(options, 'to'));
  if (name === undefined || !roles || methods.length > 0) return undefined;
  const expression = (key: string): Expression | undefined | null => {
    const written = propertyOf(options, key);
    return written && (sqlExpression(reading, written, names) ?? null);
  };
  const [using, check] = [expression('using'), expression('withCheck')];
  if (using === null || check === null) return undefined;
  return {
    kind: 'policy',
    name,
    place: reading.place(base.range),
    permissive: stringOf(reading, propertyOf(options, 'as')) !== 'restrictive',
    command: stringOf(reading, propertyOf(options, 'for')) ?? 'all',
    roles,
    ...(using && { using }),
    ...(check && { check }),
  };
}

/** The roles that drizzle-orm/supabase and drizzle-orm/neon export. */
const ROLES: Readonly<Record<string, string>> = {
  anonRole: 'anon',
  authenticatedRole: 'authenticated',
  serviceRole: 'service_role',
  postgresRole: 'postgres',
  supabaseAuthAdminRole: 'supabase_auth_admin',
  anonymousRole: 'anonymous',
};

function rolesOf(reading: Reading, node: Node | undefined): readonly string[] | undefined {
  if (!node) return ['public'];
  const plain = resolved(reading, node);
  const roles =
    plain.type === 'ArrayExpression'
      ? listOf(reading, plain).map((one) => roleOf(reading, one))
      : [roleOf(reading, plain)];
  return roles.every((role) => role !== undefined) ? roles : undefined;
}

/** A name, a role that Drizzle brings along, or one of the file's own: `pgRole('admin')`. */
function roleOf(reading: Reading, node: Node): string | undefined {
  const plain = resolved(reading, node);
  const imported = importedName(reading.view, plain);
  if (imported) return imported.from.startsWith('drizzle-orm/') ? ROLES[imported.name] : undefined;
  const chain = chainOf(plain);
  const isRole = chain && builderName(reading, chain.base.callee) === 'pgRole';
  return stringOf(reading, isRole ? chain.base.arguments[0] : plain);
}
