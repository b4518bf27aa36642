import { items } from './pg-tree.ts';
import { parsePostgres, type PgFields, type PgNode } from './postgres.ts';

const PRINTED: Readonly<Record<string, string>> = {
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  float4: 'real',
  float8: 'double precision',
  bool: 'boolean',
  varchar: 'character varying',
  bpchar: 'character',
  timestamptz: 'timestamp with time zone',
  timestamp: 'timestamp without time zone',
  timetz: 'time with time zone',
  time: 'time without time zone',
  int: 'integer',
  decimal: 'numeric',
  varbit: 'bit varying',
  char: '"char"',
};

/** A type without its modifiers and without `pg_catalog`, as PostgreSQL prints it; for comparing signatures. */
export function typeText({ names, arrayBounds }: PgFields): string {
  const parts = items(names).flatMap((part) => {
    const name = (part as unknown as PgNode).String?.sval;
    return typeof name === 'string' && name !== 'pg_catalog' ? [name] : [];
  });
  const base = parts.length === 1 ? (PRINTED[parts[0]!] ?? parts[0]!) : parts.join('.');
  return base + (items(arrayBounds).length > 0 ? '[]' : '');
}

/** The same of a type as it is written; what PostgreSQL takes in declarations only (`users.id%TYPE`) stays as it is. */
export function printedType(written: string): string {
  const parse = parsePostgres(`SELECT NULL::${written}`);
  const raw = 'error' in parse || /%/.test(written) ? undefined : parse.statements[0]?.node.SelectStmt;
  const target = (items(raw?.targetList)[0] as unknown as PgNode | undefined)?.ResTarget;
  const type = (target?.val as unknown as PgNode | undefined)?.TypeCast?.typeName;
  return type === undefined ? written.replace(/\s+/g, ' ').toLowerCase() : typeText(type as PgFields);
}
