import type { PrismaArgument } from '../../model/prisma.ts';
import type { Dialect, TypeName } from '../../model/sql.ts';
import { postgresType } from './literals.ts';
import { databaseName, nameOf, type Field, type PrismaSchema } from './prisma-schema.ts';

/** https://www.prisma.io/docs/orm/reference/prisma-schema-reference#model-field-scalar-types */
const POSTGRES: Readonly<Record<string, readonly [name: string, ...modifiers: number[]]>> = {
  String: ['text'],
  Boolean: ['bool'],
  Int: ['int4'],
  BigInt: ['int8'],
  Float: ['float8'],
  Decimal: ['numeric', 65, 30],
  DateTime: ['timestamp', 3],
  Json: ['jsonb'],
  Bytes: ['bytea'],
};

const POSTGRES_NATIVE: Readonly<Record<string, string>> = {
  SmallInt: 'int2',
  Integer: 'int4',
  BigInt: 'int8',
  Real: 'float4',
  DoublePrecision: 'float8',
  Decimal: 'numeric',
  Boolean: 'bool',
  Char: 'bpchar',
  Timestamp: 'timestamp',
  Timestamptz: 'timestamptz',
  Time: 'time',
  Timetz: 'timetz',
};

/** Without a length PostgreSQL takes one. */
const ONE: readonly string[] = ['bpchar', 'bit'];

/** As each database prints them; what stands in parentheses is a part of it. */
const OTHERS: Readonly<Record<Exclude<Dialect, 'postgres'>, Readonly<Record<string, string>> | undefined>> = {
  mysql: {
    String: 'varchar(191)',
    Boolean: 'tinyint(1)',
    Int: 'int',
    BigInt: 'bigint',
    Float: 'double',
    Decimal: 'decimal(65,30)',
    DateTime: 'datetime(3)',
    Json: 'json',
    Bytes: 'longblob',
  },
  sqlite: {
    String: 'text',
    Boolean: 'boolean',
    Int: 'integer',
    BigInt: 'bigint',
    Float: 'real',
    Decimal: 'decimal',
    DateTime: 'datetime',
    Json: 'jsonb',
    Bytes: 'blob',
  },
  transactsql: {
    String: 'nvarchar(1000)',
    Boolean: 'bit',
    Int: 'int',
    BigInt: 'bigint',
    Float: 'float(53)',
    Decimal: 'decimal(32,16)',
    DateTime: 'datetime2',
    Bytes: 'varbinary(max)',
  },
  mariadb: undefined,
  bigquery: undefined,
  snowflake: undefined,
};

/** The type of a column; undefined for a field that is none (a relation), or whose type is not in the schema. */
export function columnType(field: Field, { dialect, enums }: PrismaSchema): TypeName | undefined {
  const array = field.arity === 'list';
  const choice = enums.get(field.type);
  if (choice) {
    if (dialect !== 'postgres') return { text: 'enum', name: 'enum', array: false };
    const { schema, name } = nameOf(choice);
    return { text: name + (array ? '[]' : ''), ...(schema !== undefined && { schema }), name, array };
  }
  if (field.unsupported !== undefined) return field.unsupportedType ?? plain(field.unsupported);
  if (!(field.type in POSTGRES)) return undefined;
  return dialect === 'postgres' ? postgresColumn(field, array) : otherColumn(field, dialect);
}

function nativeOf({ attributes }: Field): { readonly name: string; readonly modifiers: readonly string[] } | undefined {
  const native = attributes.find(({ name }) => name.includes('.'));
  if (!native) return undefined;
  const modifiers = native.arguments.map(({ value }: PrismaArgument) => (value.kind === 'number' ? value.text : ''));
  return { name: native.name.slice(native.name.indexOf('.') + 1), modifiers };
}

function postgresColumn(field: Field, array: boolean): TypeName {
  const native = nativeOf(field);
  const [name, ...modifiers] = POSTGRES[field.type]!;
  if (!native) return postgresType(name, modifiers, array);
  const own = POSTGRES_NATIVE[native.name] ?? native.name.toLowerCase();
  const given = native.modifiers.map(Number);
  return postgresType(own, given.length === 0 && ONE.includes(own) ? [1] : given, array);
}

function otherColumn(field: Field, dialect: Exclude<Dialect, 'postgres'>): TypeName {
  const native = nativeOf(field);
  if (!native) return plain(OTHERS[dialect]?.[field.type] ?? field.type.toLowerCase());
  const unsigned = native.name.startsWith('Unsigned') ? ' unsigned' : '';
  const base = native.name.replace(/^Unsigned/, '').toLowerCase();
  return plain(base + (native.modifiers.length > 0 ? `(${native.modifiers.join(',')})` : '') + unsigned);
}

function plain(text: string): TypeName {
  return { text, name: text.replace(/\(.*$/, ''), array: false };
}

/** The values of an enum as the database has them. */
export function enumValues({ enums }: PrismaSchema, { type }: Field): readonly string[] | undefined {
  return enums.get(type)?.fields.map(databaseName);
}
