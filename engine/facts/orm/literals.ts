import type { Json } from '../../model/document.ts';
import type { Expression, TypeName } from '../../model/sql.ts';
import type { PgFields } from '../../documents/sql/postgres.ts';
import { typeOf } from '../changes/columns.ts';

/** Expressions as PostgreSQL's parser makes them of literals: without zero, false and locations. */
export function stringLiteral(value: string): Expression {
  const sval: Json = value === '' ? {} : { sval: value };
  return { text: `'${value.replaceAll("'", "''")}'`, tree: { A_Const: { sval } } };
}

export function numberLiteral(text: string): Expression {
  const value = Number(text);
  const isInteger = Number.isInteger(value) && Math.abs(value) < 2 ** 31 && !text.includes('.');
  const constant: Json = isInteger ? { ival: value === 0 ? {} : { ival: value } } : { fval: { fval: text } };
  return { text, tree: { A_Const: constant } };
}

export function booleanLiteral(value: boolean): Expression {
  return { text: String(value), tree: { A_Const: { boolval: value ? { boolval: true } : {} } } };
}

export const currentTimestamp: Expression = {
  text: 'CURRENT_TIMESTAMP',
  tree: { SQLValueFunction: { op: 'SVFOP_CURRENT_TIMESTAMP', typmod: -1 } },
};

/** Types that the grammar itself knows: it writes their schema. */
const KEYWORDS = /^(int[248]|float[48]|bool|numeric|varchar|bpchar|time(stamp)?(tz)?|(var)?bit|interval)$/;

/** `ARRAY['a', 'b']::text[]`. */
export function arrayLiteral(elements: readonly Expression[], { text, name, schema }: TypeName): Expression {
  const names = [schema ?? (KEYWORDS.test(name) ? 'pg_catalog' : undefined), name].flatMap((part) =>
    part === undefined ? [] : [{ String: { sval: part } }],
  );
  return {
    text: `ARRAY[${elements.map((element) => element.text).join(', ')}]::${text}`,
    tree: {
      TypeCast: {
        arg: { A_ArrayExpr: elements.length === 0 ? {} : { elements: elements.map(({ tree }) => tree) } },
        typeName: { names, typemod: -1, arrayBounds: [{ Integer: { ival: -1 } }] },
      },
    },
  };
}

/** A type of PostgreSQL by its internal name: `int4`, `varchar` with 10. */
export function postgresType(name: string, modifiers: readonly number[] = [], array = false): TypeName {
  const type: PgFields = {
    names: [{ String: { sval: name } }],
    ...(modifiers.length > 0 && { typmods: modifiers.map((ival) => ({ A_Const: { ival: { ival } } })) }),
    ...(array && { arrayBounds: [{ Integer: { ival: -1 } }] }),
  };
  return typeOf(type);
}
