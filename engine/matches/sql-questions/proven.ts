import type { PgFields } from '../../documents/sql/postgres.ts';
import type { Json } from '../../model/document.ts';
import { fieldsOf, items, strings } from '../../documents/sql/pg-tree.ts';
import { tagOfJson } from './raw.ts';
import { columnKey } from './scope.ts';

const COMPARISONS = new Set([
  '=',
  '<',
  '>',
  '<=',
  '>=',
  '<>',
  '!=',
  '~',
  '~*',
  '!~',
  '!~*',
  '~~',
  '~~*',
  '@>',
  '<@',
  '&&',
]);
const OPERAND_ON_THE_LEFT = new Set<Json>([
  'AEXPR_IN',
  'AEXPR_LIKE',
  'AEXPR_ILIKE',
  'AEXPR_SIMILAR',
  'AEXPR_BETWEEN',
  'AEXPR_NOT_BETWEEN',
  'AEXPR_OP_ANY',
]);

/** The columns that are not NULL in the rows that a query goes on with: those of which WHERE and inner joins ask something. */
export function provenColumns(query: PgFields): ReadonlySet<string> {
  const joins = [...items(query.fromClause), ...items(query.usingClause)].flatMap(joinConditions);
  return new Set([query.whereClause ?? null, ...joins].flatMap(provenBy));
}

/** The conditions of inner joins that no outer join stands around. */
function joinConditions(item: Json): readonly Json[] {
  if (tagOfJson(item) !== 'JoinExpr') return [];
  const { jointype, larg, rarg, quals } = fieldsOf(item);
  if (jointype !== 'JOIN_INNER') return [];
  return [quals ?? null, ...joinConditions(larg ?? null), ...joinConditions(rarg ?? null)];
}

/** The columns that are not NULL where a condition is true. */
export function provenBy(condition: Json): readonly string[] {
  const node = fieldsOf(condition);
  switch (tagOfJson(condition)) {
    case 'BoolExpr':
      if (node.boolop === 'AND_EXPR') return items(node.args).flatMap(provenBy);
      return node.boolop === 'NOT_EXPR' ? items(node.args).flatMap(column) : [];
    case 'NullTest':
      return node.nulltesttype === 'IS_NOT_NULL' ? column(node.arg) : [];
    case 'BooleanTest':
      return node.booltesttype === 'IS_TRUE' || node.booltesttype === 'IS_FALSE' ? column(node.arg) : [];
    case 'A_Expr':
      if (OPERAND_ON_THE_LEFT.has(node.kind ?? null)) return column(node.lexpr);
      return node.kind === 'AEXPR_OP' && COMPARISONS.has(strings(node.name).at(-1) ?? '')
        ? [...column(node.lexpr), ...column(node.rexpr)]
        : [];
    default:
      return column(condition);
  }
}

/** The columns that are not NULL where a condition is not true: false or NULL. */
export function provenByNot(condition: Json): readonly string[] {
  const node = fieldsOf(condition);
  switch (tagOfJson(condition)) {
    case 'BoolExpr':
      if (node.boolop === 'OR_EXPR') return items(node.args).flatMap(provenByNot);
      return node.boolop === 'NOT_EXPR' ? items(node.args).flatMap(provenByTest) : [];
    case 'NullTest':
      return node.nulltesttype === 'IS_NULL' ? column(node.arg) : [];
    case 'BooleanTest':
      return node.booltesttype === 'IS_UNKNOWN' ? column(node.arg) : [];
    default:
      return [];
  }
}

/** Of `x IS NOT NULL`, which is never NULL itself, what is proven where its negation is not true. */
function provenByTest(condition: Json): readonly string[] {
  return tagOfJson(condition) === 'NullTest' ? provenBy(condition) : [];
}

/** Of `CASE a WHEN b`, which compares the two: only they themselves. */
export function provenByEqual(a: Json, b: Json): readonly string[] {
  return [...column(a), ...column(b)];
}

/** The columns for which a CHECK asks `IS NOT NULL`; of anything else about a NULL it is not false, and so holds. */
export function checkedColumns(condition: Json): readonly string[] {
  const { boolop, args } = fieldsOf(condition);
  if (tagOfJson(condition) === 'BoolExpr') return boolop === 'AND_EXPR' ? items(args).flatMap(checkedColumns) : [];
  return tagOfJson(condition) === 'NullTest' ? provenBy(condition) : [];
}

function column(node: Json | undefined): readonly string[] {
  const tag = tagOfJson(node);
  if (tag === 'TypeCast') return column(fieldsOf(node).arg);
  return tag === 'ColumnRef' ? [columnKey(strings(fieldsOf(node).fields))] : [];
}
