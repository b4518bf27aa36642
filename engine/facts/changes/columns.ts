import { typeText } from '../../documents/sql/type-text.ts';
import type { PgFields } from '../../documents/sql/postgres.ts';
import type { Json } from '../../model/document.ts';
import type { ColumnSpec, ConstraintSpec, Generated, Name, TypeName } from '../../model/sql.ts';
import { columnsOf, constantOf, expressionOf, valueList } from './expression.ts';
import { fields, fieldsOf, items, strings, text } from '../../documents/sql/pg-tree.ts';
import { named, rangeVar, tokenPlace, type Source } from './writer.ts';

export function typeOf(type: PgFields): TypeName {
  const names = strings(type.names).filter((name) => name !== 'pg_catalog');
  const modifiers = items(type.typmods).map((modifier) => String(constantOf(modifier) ?? '?'));
  const plain = withModifiers(typeText({ ...type, arrayBounds: null }), modifiers);
  const array = items(type.arrayBounds).length > 0;
  const schema = names.length > 1 ? names.at(-2) : undefined;
  return {
    text: plain + (array ? '[]' : ''),
    name: names.at(-1) ?? '',
    array,
    ...(schema !== undefined && { schema }),
  };
}

/** As PostgreSQL prints them: `numeric(10,0)`, `timestamp(3) with time zone`. */
function withModifiers(type: string, modifiers: readonly string[]): string {
  // the modifiers of an interval are bits
  if (modifiers.length === 0 || type === 'interval') return type;
  const given = type === 'numeric' && modifiers.length === 1 ? [...modifiers, '0'] : modifiers;
  const [, base = type, rest = ''] = /^(time|timestamp)( with(?:out)? time zone)$/.exec(type) ?? [];
  return `${base}(${given.join(',')})${rest}`;
}

const SERIAL: Readonly<Record<string, string>> = {
  serial: 'integer',
  serial4: 'integer',
  bigserial: 'bigint',
  serial8: 'bigint',
  smallserial: 'smallint',
  serial2: 'smallint',
};

/** A column, and the constraints that are written behind it. */
export function columnOf(
  definition: PgFields,
  source: Source,
): { column: ColumnSpec; constraints: readonly ConstraintSpec[] } {
  const name = text(definition.colname);
  const written = items(definition.constraints).map(fieldsOf);
  const has = (kind: string): PgFields | undefined => written.find(({ contype }) => contype === kind);
  const type = typeOf(fields(definition.typeName));
  const serial = SERIAL[type.name];
  const fallback = has('CONSTR_DEFAULT')?.raw_expr;
  const generated = serial ? 'serial' : generatedBy(has('CONSTR_IDENTITY'), has('CONSTR_GENERATED'));
  const column: ColumnSpec = {
    name,
    place: tokenPlace(definition.location, source),
    type: serial ? { text: serial, name: serial, array: false } : type,
    notNull:
      generated === 'identity' ||
      generated === 'serial' ||
      [has('CONSTR_NOTNULL'), has('CONSTR_PRIMARY')].some(Boolean),
    ...(fallback !== undefined && !isNull(fallback) && { default: expressionOf(fallback, source) }),
    ...(generated && { generated }),
    ...identitySequence(has('CONSTR_IDENTITY'), source),
  };
  return { column, constraints: written.flatMap((constraint) => constraintOf(constraint, source, name) ?? []) };
}

/** `DEFAULT NULL` is no default. */
export function isNull(value: Json): boolean {
  return constantOf(value) === null;
}

/** `GENERATED … AS IDENTITY (SEQUENCE NAME s)`, as pg_dump writes it. */
export function identitySequence(identity: PgFields | undefined, source: Source): { readonly sequence?: Name } {
  const options = items(identity?.options).map(fieldsOf);
  const name = options.find(({ defname }) => defname === 'sequence_name')?.arg;
  return name === undefined ? {} : { sequence: named(strings(fieldsOf(name).items), source) };
}

function generatedBy(identity: PgFields | undefined, expression: PgFields | undefined): Generated | undefined {
  if (identity) return 'identity';
  if (!expression) return undefined;
  // without a word PostgreSQL 18 does not store it, older ones demand STORED
  return text(expression.generated_kind) === 's' ? 'stored' : 'virtual';
}

const KINDS: Readonly<Record<string, ConstraintSpec['kind']>> = {
  CONSTR_PRIMARY: 'primary-key',
  CONSTR_UNIQUE: 'unique',
  CONSTR_FOREIGN: 'foreign-key',
  CONSTR_CHECK: 'check',
  CONSTR_EXCLUSION: 'exclusion',
};

/** `column`: the one it is written behind. Undefined for NOT NULL, DEFAULT and the like. */
export function constraintOf(constraint: PgFields, source: Source, column?: string): ConstraintSpec | undefined {
  const kind = KINDS[text(constraint.contype)];
  if (!kind) return undefined;
  const name = text(constraint.conname);
  const index = text(constraint.indexname);
  return {
    kind,
    ...(name && { name }),
    place: name ? named([name], source, startOf(constraint, source)).place : tokenPlace(constraint.location, source),
    columns: column !== undefined && kind !== 'check' ? [column] : constrainedColumns(constraint, kind),
    ...(kind === 'foreign-key' && referenceOf(constraint, source)),
    ...(kind === 'check' && checkOf(constraint.raw_expr, source)),
    ...(index && { usingIndex: index }),
    ...(constraint.skip_validation === true && { notValid: true as const }),
  };
}

function startOf({ location }: PgFields, { statement }: Source): number {
  return typeof location === 'number' ? statement.at(location) : statement.range[0];
}

function constrainedColumns(constraint: PgFields, kind: ConstraintSpec['kind']): readonly string[] {
  if (kind === 'check') return columnsOf(constraint.raw_expr ?? null);
  if (kind === 'foreign-key') return strings(constraint.fk_attrs);
  if (kind !== 'exclusion') return strings(constraint.keys);
  return items(constraint.exclusions).flatMap((pair) => text(fieldsOf(items(fieldsOf(pair).items)[0]).name) || []);
}

export function checkOf(expression: Json | undefined, source: Source): Pick<ConstraintSpec, 'expression' | 'values'> {
  if (expression === undefined) return {};
  const values = columnsOf(expression).length === 1 ? valueList(expression) : undefined;
  return { expression: expressionOf(expression, source), ...(values && { values }) };
}

const REFERENTIAL: Readonly<Record<string, string>> = {
  a: 'no action',
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
};

function referenceOf(
  constraint: PgFields,
  source: Source,
): Pick<ConstraintSpec, 'references' | 'onDelete' | 'onUpdate'> {
  return {
    references: { table: rangeVar(constraint.pktable, source), columns: strings(constraint.pk_attrs) },
    onDelete: REFERENTIAL[text(constraint.fk_del_action)] ?? 'no action',
    onUpdate: REFERENTIAL[text(constraint.fk_upd_action)] ?? 'no action',
  };
}
