import type { Json } from '../../../model/document.ts';
import { fields, fieldsOf, items, strings } from '../../../documents/sql/pg-tree.ts';
import { constantOf } from '../../changes/expression.ts';
import { comparison } from './functions.ts';
import type { Row } from './value.ts';

/** Columns of the one table in FROM, each with the text it must equal. */
export type Wanted = readonly { readonly column: string; readonly value: string }[];

/**
 * The conditions `column = 'text'` that a row of the table `name` must fulfil whatever else WHERE asks for. A chain of
 * thousands of tables has as many blocks that look for one name: most rows are put aside before anything is made of them.
 */
export function wantedValues(where: Json | undefined, name: string): Wanted {
  const inner = fieldsOf(where);
  if ('BoolExpr' in fields(where))
    return inner.boolop === 'AND_EXPR' ? items(inner.args).flatMap((one) => wantedValues(one, name)) : [];
  if (inner.kind !== 'AEXPR_OP' || strings(inner.name).join() !== '=' || !('A_Const' in fields(inner.rexpr))) return [];
  const parts = 'ColumnRef' in fields(inner.lexpr) ? strings(fieldsOf(inner.lexpr).fields) : [];
  const [column, table = name] = [parts.at(-1), parts.at(-2)];
  const value = constantOf(inner.rexpr);
  return column !== undefined && table === name && typeof value === 'string' ? [{ column, value }] : [];
}

export function fits(row: Row, wanted: Wanted): boolean {
  return wanted.every(({ column, value }) => comparison('=', row[column] ?? null, value) !== false);
}
