import type { TypeName } from '../../model/sql.ts';
import { postgresType } from './literals.ts';
import {
  isParameter,
  numberOf,
  propertyOf,
  resolved,
  stringOf,
  type Call,
  type Node,
  type Reading,
} from './drizzle-read.ts';

/** Builders of drizzle-orm/pg-core and the internal names of their types; others are called as their type. */
const POSTGRES: Readonly<Record<string, string>> = {
  integer: 'int4',
  smallint: 'int2',
  bigint: 'int8',
  serial: 'int4',
  smallserial: 'int2',
  bigserial: 'int8',
  boolean: 'bool',
  char: 'bpchar',
  decimal: 'numeric',
  real: 'float4',
  doublePrecision: 'float8',
};

const AS_THEY_ARE =
  /^(text|varchar|numeric|json|jsonb|uuid|time|timestamp|date|interval|point|line|inet|cidr|macaddr|macaddr8|vector|halfvec|sparsevec|bit|geometry|bytea)$/;

/** Builders of MySQL and SQLite whose types have other names. */
const OTHERS: Readonly<Record<string, string>> = { serial: 'bigint unsigned', mysqlEnum: 'enum' };

const OTHER_NAMES =
  /^(int|integer|tinyint|smallint|mediumint|bigint|serial|decimal|numeric|double|float|real|boolean|char|varchar|text|tinytext|mediumtext|longtext|json|date|datetime|timestamp|time|year|binary|varbinary|blob|mysqlEnum)$/;

/** `text('name', config)`: the name may be left out, and the configuration. Undefined where the name is not static. */
export function builderArguments(
  reading: Reading,
  { arguments: [first, second] }: Call,
): { readonly name?: string; readonly config?: Node } | undefined {
  const name = stringOf(reading, first);
  const start = first && resolved(reading, first);
  const isConfig = start?.type === 'ObjectExpression' || start?.type === 'ArrayExpression';
  // who calls the function that it stands in gives the name
  const isHanded = start?.type === 'Identifier' && isParameter(reading.view, start);
  if (start && name === undefined && !isConfig && !isHanded) return undefined;
  const config = isConfig ? start : second && resolved(reading, second);
  return { ...(name !== undefined && { name }), ...(config && { config }) };
}

export function isSerial(builder: string): boolean {
  return /^(small|big)?serial$/.test(builder);
}

/** Undefined: no builder that we know. */
export function builderType(reading: Reading, builder: string, config: Node | undefined): TypeName | undefined {
  return reading.dialect === 'postgres'
    ? postgresBuilder(reading, builder, config)
    : otherBuilder(reading, builder, config);
}

function postgresBuilder(reading: Reading, builder: string, config: Node | undefined): TypeName | undefined {
  const name = POSTGRES[builder] ?? (AS_THEY_ARE.test(builder) ? builder : undefined);
  if (name === undefined) return undefined;
  const type = postgresType(withZone(name, config), modifiersOf(reading, name, config));
  return isSerial(builder) ? { ...type, name: type.text } : type;
}

function withZone(name: string, config: Node | undefined): string {
  const zone = propertyOf(config, 'withTimezone');
  return /^time(stamp)?$/.test(name) && zone?.type === 'Literal' && zone.value === true ? `${name}tz` : name;
}

function modifiersOf(reading: Reading, name: string, config: Node | undefined): readonly number[] {
  const number = (property: string): number | undefined => numberOf(reading, propertyOf(config, property));
  if (name === 'numeric') {
    const [precision, scale] = [number('precision'), number('scale')];
    return [precision, precision === undefined ? undefined : scale].filter((one) => one !== undefined);
  }
  const given = number('length') ?? number('precision') ?? number('dimensions');
  if (given !== undefined) return [given];
  return name === 'bpchar' || name === 'bit' ? [1] : [];
}

function otherBuilder(reading: Reading, builder: string, config: Node | undefined): TypeName | undefined {
  if (!OTHER_NAMES.test(builder)) return undefined;
  const name = OTHERS[builder] ?? builder;
  const sizes = ['length', 'precision', 'scale', 'fsp'].flatMap(
    (one) => numberOf(reading, propertyOf(config, one)) ?? [],
  );
  const hasSize = sizes.length > 0 && reading.dialect === 'mysql';
  return { text: hasSize ? `${name}(${sizes.join(',')})` : name, name, array: false };
}
