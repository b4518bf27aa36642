import type { Json } from '../../../model/document.ts';
import { fields, fieldsOf, items, strings, text } from '../../../documents/sql/pg-tree.ts';
import { figuredName } from '../expression-shape.ts';
import { evaluate, type Scope } from './evaluate.ts';
import { DOUBTFUL } from './doubtful.ts';
import { tableRows } from './tables.ts';
import { fits, wantedValues } from './wanted.ts';
import { UNKNOWN, type Row, type Value } from './value.ts';

/** A row of FROM: the rows of its tables by their names. */
interface Joined {
  readonly tables: Readonly<Record<string, Row>>;
}

const mostRows = 100_000;

/** The rows that a query surely has, and those that it may have. */
interface Found {
  readonly sure: readonly Row[];
  readonly unsure: readonly Row[];
}

/**
 * The rows of a query on the catalog, as far as it is one of plain tables, joins and conditions. `exists`: it only
 * matters whether there is one, so that a certain row outweighs those that are not.
 */
export function queryRows(query: Json | null, scope: Scope, exists = false): readonly Row[] | typeof UNKNOWN {
  const found = foundRows(query, scope, exists);
  if (found === UNKNOWN) return UNKNOWN;
  return found.unsure.length > 0 && !(exists && found.sure.length > 0) ? UNKNOWN : found.sure;
}

/** The same, with the rows of which it is not known whether the query has them. What is not known of a row is UNKNOWN in it. */
export function foundRows(query: Json | null, scope: Scope, exists = false): Found | typeof UNKNOWN {
  const select = fieldsOf(query ?? undefined);
  if (query === null || !('SelectStmt' in fields(query))) return UNKNOWN;
  if (select.valuesLists !== undefined)
    return { sure: items(select.valuesLists).map((row) => valuesRow(row, scope)), unsure: [] };
  if (!isPlain(select)) return UNKNOWN;
  const joined = product(items(select.fromClause), select.whereClause, scope);
  if (joined === UNKNOWN) return UNKNOWN;
  const kept: Joined[] = [];
  const unsure: Joined[] = [];
  for (const row of joined) {
    const inner = scopeOf(row, scope);
    const holds = select.whereClause === undefined ? true : evaluate(select.whereClause, inner);
    if (holds === false || holds === null) continue;
    const isSure = holds === true && !Object.values(row.tables).some((one) => one[DOUBTFUL] === true);
    (isSure ? kept : unsure).push(row);
  }
  const targets = items(select.targetList);
  if (unsure.length > 0 && (select.limitCount !== undefined || aggregated(targets, [], scope)) && !exists)
    return UNKNOWN;
  const aggregate = aggregated(targets, kept, scope);
  if (!aggregate && !exists && select.limitCount !== undefined && !isWithin(kept.length, select.limitCount, scope))
    return UNKNOWN;
  if (aggregate) return { sure: aggregate, unsure: unsure.map((row) => targetRow(targets, row, scope)) };
  const [rows, others] = [kept, unsure].map((some) => some.map((row) => targetRow(targets, row, scope)));
  if (select.distinctClause === undefined) return { sure: rows!, unsure: others! };
  return { sure: distinct(rows!), unsure: distinct(others!) };
}

/** Without what decides over more than one row, apart from DISTINCT and aggregates over all. */
function isPlain(select: ReturnType<typeof fieldsOf>): boolean {
  const { op, groupClause, withClause, limitOffset, havingClause, distinctClause } = select;
  if ((op !== undefined && op !== 'SETOP_NONE') || withClause !== undefined) return false;
  const isDistinctOn = items(distinctClause).some((one) => Object.keys(fields(one)).length > 0);
  return !isDistinctOn && [groupClause, limitOffset, havingClause].every((one) => one === undefined);
}

/** Which rows a LIMIT leaves is only known where it leaves all. */
function isWithin(rows: number, limit: Json, scope: Scope): boolean {
  const most = evaluate(limit, scope);
  return typeof most === 'number' && rows <= most;
}

function valuesRow(row: Json, scope: Scope): Row {
  const cells = items(fieldsOf(row).items);
  return Object.fromEntries(cells.map((cell, i) => [`column${i + 1}`, evaluate(cell, scope)]));
}

function scopeOf({ tables }: Joined, outer: Scope): Scope {
  return {
    state: outer.state,
    rows: queryRows,
    column: (parts) => {
      const name = parts.at(-1) ?? '';
      if (parts.length > 1) {
        const table = tables[parts.at(-2)!];
        return table ? cell(table, name) : outer.column(parts);
      }
      const found = Object.values(tables).filter((one) => name in one);
      if (found.length === 1) return found[0]![name];
      // PL/pgSQL would call it ambiguous; a column of a table that we do not know in full is not known
      const outside = outer.column(parts);
      return found.length > 1 ? UNKNOWN : outside === undefined ? tables[name] : outside;
    },
  };
}

/** NULL is a value; a column that the row does not have is not known. */
export function cell(row: Row, column: string): Value {
  return column in row ? row[column]! : UNKNOWN;
}

function product(from: readonly Json[], where: Json | undefined, scope: Scope): readonly Joined[] | typeof UNKNOWN {
  let rows: readonly Joined[] = [{ tables: {} }];
  const only = from.length === 1 ? where : undefined;
  for (const item of from) {
    const more = joinedRows(item, scope, only);
    if (more === UNKNOWN || more.length * rows.length > mostRows) return UNKNOWN;
    rows = rows.flatMap((one) => more.map((other) => ({ tables: { ...one.tables, ...other.tables } })));
  }
  return rows;
}

/** `where`: the condition that decides of these rows alone. */
function joinedRows(item: Json, scope: Scope, where?: Json): readonly Joined[] | typeof UNKNOWN {
  const [tag = ''] = Object.keys(fields(item));
  const inner = fieldsOf(item);
  const alias = text(fields(inner.alias).aliasname);
  if (tag === 'RangeVar') {
    const name = text(inner.relname);
    const as = alias || name;
    const wanted = wantedValues(where, as);
    const rows = tableRows(scope.state, text(inner.schemaname), name, wanted);
    return rows === UNKNOWN
      ? UNKNOWN
      : rows.filter((row) => fits(row, wanted)).map((row) => ({ tables: { [as]: row } }));
  }
  if (tag === 'RangeSubselect') {
    const rows = queryRows(inner.subquery ?? null, scope);
    const names = strings(fields(inner.alias).colnames);
    return rows === UNKNOWN ? UNKNOWN : rows.map((row) => ({ tables: { [alias]: renamed(row, names) } }));
  }
  if (tag === 'RangeFunction') return functionRows(inner, alias, scope);
  return tag === 'JoinExpr' ? join(inner, scope) : UNKNOWN;
}

function renamed(row: Row, names: readonly string[]): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value], i) => [names[i] ?? name, value]));
}

/** `unnest(ARRAY[…])`, and the commands for which an event trigger is run. */
function functionRows(
  inner: ReturnType<typeof fields>,
  alias: string,
  scope: Scope,
): readonly Joined[] | typeof UNKNOWN {
  const call = fieldsOf(items(fieldsOf(items(inner.functions)[0]).items)[0]);
  const called = strings(call.funcname).at(-1) ?? '';
  if (called === 'pg_event_trigger_ddl_commands')
    return scope.state.commands?.map((row) => ({ tables: { [alias || called]: row } })) ?? UNKNOWN;
  if (called !== 'unnest') return UNKNOWN;
  const [array] = items(call.args).map((one) => evaluate(one, scope));
  if (!Array.isArray(array)) return UNKNOWN;
  const name = strings(fields(inner.alias).colnames)[0] ?? (alias || 'unnest');
  return (array as readonly Value[]).map((value) => ({ tables: { [alias || 'unnest']: { [name]: value } } }));
}

function join(inner: ReturnType<typeof fields>, scope: Scope): readonly Joined[] | typeof UNKNOWN {
  const left = joinedRows(inner.larg ?? null, scope);
  const right = joinedRows(inner.rarg ?? null, scope);
  if (left === UNKNOWN || right === UNKNOWN || left.length * right.length > mostRows) return UNKNOWN;
  if (inner.usingClause !== undefined || inner.isNatural === true) return UNKNOWN;
  const isLeft = inner.jointype === 'JOIN_LEFT';
  if (!isLeft && inner.jointype !== 'JOIN_INNER') return UNKNOWN;
  const rows: Joined[] = [];
  for (const one of left) {
    let found = false;
    for (const other of right) {
      const row = { tables: { ...one.tables, ...other.tables } };
      const holds = inner.quals === undefined ? true : evaluate(inner.quals, scopeOf(row, scope));
      if (holds === UNKNOWN) return UNKNOWN;
      if (holds === true) {
        rows.push(row);
        found = true;
      }
    }
    // a row without a partner has no value that we could name
    if (isLeft && !found) return UNKNOWN;
  }
  return rows;
}

function targetRow(targets: readonly Json[], row: Joined, scope: Scope): Row {
  const inner = scopeOf(row, scope);
  return Object.fromEntries(
    targets.flatMap((target) => {
      const { name, val } = fieldsOf(target);
      const parts = items(fieldsOf(val).fields);
      if (!parts.some((part) => 'A_Star' in fields(part)))
        return [[text(name) || figuredName(val), evaluate(val, inner)]];
      const of = strings(parts).find(Boolean);
      const meant = of === undefined ? Object.values(row.tables) : [row.tables[of] ?? {}];
      return meant.flatMap((one) => Object.entries(one));
    }),
  );
}

const AGGREGATES =
  /^(count|sum|avg|min|max|every|(bool|bit)_(and|or|xor)|(array|string|xml|jsonb?|jsonb?_object|range)_agg|any_value)$/;

/** An aggregate over the rows stands in it, not one of a query inside it. */
function aggregates(node: Json | undefined): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if (Array.isArray(node)) return node.some(aggregates);
  const [tag = ''] = Object.keys(node);
  if (tag === 'SubLink') return aggregates(fieldsOf(node).testexpr);
  const { funcname, over } = fieldsOf(node);
  if (tag === 'FuncCall' && over === undefined && AGGREGATES.test(strings(funcname).at(-1) ?? '')) return true;
  return Object.values(node).some(aggregates);
}

/** One row over all: `count(*)`, `array_agg(x)`, `string_agg(x, sep)` as the only thing selected, else one that is not known. */
function aggregated(targets: readonly Json[], rows: readonly Joined[], scope: Scope): readonly Row[] | undefined {
  const [target] = targets;
  const { name, val } = fieldsOf(target);
  const call = fieldsOf(val);
  const called = strings(call.funcname).at(-1) ?? '';
  if (!aggregates([...targets])) return undefined;
  const [of, separator] = items(call.args);
  const values = rows.map((row) => (of === undefined ? true : evaluate(of, scopeOf(row, scope))));
  const as = text(name) || figuredName(val);
  const isCall = 'FuncCall' in fields(val) && AGGREGATES.test(called);
  if (
    targets.length > 1 ||
    !isCall ||
    call.agg_filter !== undefined ||
    call.agg_distinct === true ||
    values.includes(UNKNOWN)
  )
    return [{ [as]: UNKNOWN }];
  if (called === 'count') return [{ [as]: values.filter((value) => value !== null).length }];
  if (called === 'array_agg') return [{ [as]: values.length > 0 ? values : null }];
  const between = separator === undefined ? undefined : evaluate(separator, scope);
  if (called !== 'string_agg' || typeof between !== 'string' || !values.every((value) => typeof value === 'string'))
    return [{ [as]: UNKNOWN }];
  return [{ [as]: values.length > 0 ? values.join(between) : null }];
}

function distinct(rows: readonly Row[]): readonly Row[] {
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}
