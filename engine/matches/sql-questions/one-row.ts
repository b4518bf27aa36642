import { fields, fieldsOf, items, strings, text } from '../../documents/sql/pg-tree.ts';
import type { PgFields } from '../../documents/sql/postgres.ts';
import type { Json } from '../../model/document.ts';
import { isAggregate, returnsRows } from './functions.ts';
import { tagOfJson } from './raw.ts';

/** Whether a query surely returns a row. */
export function isOneRow(select: PgFields): boolean {
  const { fromClause, whereClause, groupClause, targetList, op, havingClause, limitCount, limitOffset } = select;
  if (op !== undefined && op !== 'SETOP_NONE') return false;
  if ([havingClause, limitCount, limitOffset].some((clause) => clause !== undefined)) return false;
  if (targetList === undefined || callsIn(targetList).some(givesRows)) return false;
  if (fromClause === undefined) return whereClause === undefined;
  return groupClause === undefined && callsIn(targetList).some((call) => isOwnAggregate(call, aliasesIn(fromClause)));
}

/** As many rows as it likes, or none: `unnest(…)` where a value stands. */
function givesRows({ funcname }: PgFields): boolean {
  return returnsRows(strings(funcname));
}

/** An aggregate over columns of an outer query alone is that one's. */
function isOwnAggregate({ funcname, over, args }: PgFields, aliases: ReadonlySet<string>): boolean {
  if (over !== undefined || !isAggregate(strings(funcname))) return false;
  const qualifiers = columnsIn(args).map((parts) => parts.at(-2));
  return qualifiers.length === 0 || qualifiers.some((one) => one === undefined || aliases.has(one));
}

/** The calls of a list, but for those of queries inside it. */
function callsIn(root: Json): readonly PgFields[] {
  return nodesIn(root, 'FuncCall');
}

function columnsIn(root: Json | undefined): readonly (readonly string[])[] {
  return nodesIn(root ?? null, 'ColumnRef').map((column) => strings(column.fields));
}

function nodesIn(root: Json, tag: string): readonly PgFields[] {
  const found: PgFields[] = [];
  const pending: Json[] = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null || tagOfJson(value) === 'SubLink') continue;
    if (tagOfJson(value) === tag) found.push(fieldsOf(value));
    pending.push(...(Object.values(value) as Json[]));
  }
  return found;
}

function aliasesIn(from: Json): ReadonlySet<string> {
  const names = new Set<string>();
  const pending: Json[] = [...items(from)];
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    const { alias, relname, larg, rarg } = fieldsOf(item);
    names.add(text(fields(alias).aliasname) || text(relname));
    for (const side of [larg, rarg]) if (side !== undefined) pending.push(side);
  }
  return names;
}
