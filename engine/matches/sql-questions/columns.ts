import type { PgFields } from '../../documents/sql/postgres.ts';
import type { Json } from '../../model/document.ts';
import type { ColumnSource, NullabilityTerm } from '../../model/sql-question.ts';
import { fields, fieldsOf, items, strings, text } from '../../documents/sql/pg-tree.ts';
import { listItems, tagOfJson } from './raw.ts';
import {
  columnKey,
  combined,
  NEVER_NULL,
  unclear,
  type Level,
  type Scope,
  type Source,
  type SubQuery,
} from './scope.ts';
import { scopeWithin } from './sources.ts';

/** `nullabilityOf`, handed in: the two call each other. */
type TermOf = (node: Json, scope: Scope) => NullabilityTerm;

/** What a name in an expression is: a column of something in FROM, or a variable. `parts`: from the schema inwards. */
export function columnTerm(parts: readonly string[], scope: Scope, termOf: TermOf): NullabilityTerm {
  const [name = '', qualifier] = parts.toReversed();
  const levels = scope.levels.map(({ sources }) => meant(sources, qualifier));
  const nearest = levels.findIndex((sources) => sources.length > 0);
  const proven = scope.levels.findIndex((level) => isProven(parts, level.proven, level.sources));
  // behind a WHERE a query within may have a column of that name itself
  if (proven >= 0 && (nearest < 0 || proven <= nearest)) return NEVER_NULL;
  const variable = scope.variables.find(name, qualifier);
  // of a qualifier the nearest query that has such an alias
  const named = qualifier === undefined ? levels : levels.filter((_, i) => i === nearest);
  if (variable && (scope.variables.first || named.length === 0)) return proven < 0 ? variable : NEVER_NULL;
  if (named.length === 0) return unclear(`What '${parts.join('.')}' is cannot be told here.`);
  const found = named.map((sources, i) => {
    const columns = sources.flatMap((source) => columnSource(name, source, termOf));
    const isProvenHere = qualifier === undefined && proven >= 0 && i >= proven && columns.length > 0;
    return isProvenHere ? [{ from: 'star', sources: columns, proven: true } as const] : columns;
  });
  return { term: 'column', name, levels: found, ...(variable && { otherwise: variable }) };
}

/** `o.c IS NOT NULL` proves `o.c`; where `o` is all that is read from, `c` too. */
function isProven(parts: readonly string[], proven: Level['proven'], sources: Level['sources']): boolean {
  if (proven.has(columnKey(parts))) return true;
  const [only, ...others] = sources;
  if (!only || others.length > 0) return false;
  const name = parts.at(-1) ?? '';
  return parts.length === 1 ? proven.has(columnKey([only.alias, name])) : parts[0] === only.alias && proven.has(name);
}

function meant(sources: readonly Source[], qualifier: string | undefined): readonly Source[] {
  return qualifier === undefined ? sources : sources.filter(({ alias }) => alias === qualifier);
}

function columnSource(name: string, source: Source, termOf: TermOf): readonly ColumnSource[] {
  const { of, outer: filled, merged } = source;
  const isMerged = merged === 'all' || merged.includes(name);
  // only where nothing says which source is meant
  if (isMerged && !ROW_ALIASES.has(source.alias)) return [];
  const outer = filled ? { outer: true as const } : {};
  if ('relation' in of) return [{ ...outer, from: 'relation', relation: of.relation }];
  if ('cause' in of) return [{ ...outer, from: 'unknown', cause: of.cause }];
  return queryColumn(name, of, termOf).map((one) => ({ ...one, ...outer }));
}

const ROW_ALIASES = new Set(['excluded', 'new', 'old']);

/** The column of this name of what a query returns; none: it has no such column. */
export function queryColumn(name: string, query: SubQuery, termOf: TermOf): readonly ColumnSource[] {
  const tag = tagOfJson(query.query);
  const select = fieldsOf(query.query);
  if (tag !== 'SelectStmt') return [unclearSource('What a statement returns by RETURNING is not followed.')];
  const at = query.names.indexOf(name);
  if (isPlain(select) && at < 0) {
    const known = targetsOf(select).slice(query.names.length);
    return named(name, known, select, query.scope, termOf);
  }
  const position = at >= 0 ? at : positionOf(name, select);
  // a name that the query gives its columns hides the one that it had
  if (position === undefined || (at < 0 && position < query.names.length)) return [];
  const term = position === BEHIND_STAR ? undefined : columnAt(position, select, query.scope, termOf);
  return [term ? { from: 'query', of: term } : unclearSource(`Which column of a query '${name}' is cannot be told.`)];
}

function unclearSource(message: string): ColumnSource {
  return { from: 'unknown', cause: { kind: 'not-static', message } };
}

function isPlain({ op, valuesLists }: PgFields): boolean {
  return (op === undefined || op === 'SETOP_NONE') && valuesLists === undefined;
}

function targetsOf(select: PgFields): readonly Json[] {
  return items(select.targetList);
}

/** By the names of what is selected, and of everything that a `*` stands for. */
function named(
  name: string,
  targets: readonly Json[],
  select: PgFields,
  outer: Scope,
  termOf: TermOf,
): readonly ColumnSource[] {
  const scope = scopeWithin('SelectStmt', select, outer, true);
  return targets.flatMap((target): readonly ColumnSource[] => {
    const { name: alias, val } = fieldsOf(target);
    const star = starOf(val);
    if (star === undefined) {
      const isMeant = (text(alias) || figuredName(val)) === name;
      return isMeant ? [{ from: 'query', of: termOf(val ?? null, scope) }] : [];
    }
    const level = scope.levels[0] ?? { sources: [], proven: new Set() };
    const qualifier = star.at(-1);
    const sources = meant(level.sources, qualifier).flatMap((source) => columnSource(name, source, termOf));
    const parts = qualifier === undefined ? [name] : [qualifier, name];
    return [{ from: 'star', sources, ...(isProven(parts, level.proven, level.sources) && { proven: true as const }) }];
  });
}

/** The qualifier of `o.*`; empty for `*`. */
function starOf(node: Json | undefined): readonly string[] | undefined {
  const parts = items(fieldsOf(node).fields);
  if (tagOfJson(node) !== 'ColumnRef' || tagOfJson(parts.at(-1)) !== 'A_Star') return undefined;
  return strings(parts.slice(0, -1));
}

/** The name that PostgreSQL gives a column without AS. */
function figuredName(node: Json | undefined): string {
  const value = fieldsOf(node);
  switch (tagOfJson(node)) {
    case 'ColumnRef':
      return strings(value.fields).at(-1) ?? '';
    case 'FuncCall':
      return strings(value.funcname).at(-1) ?? '';
    case 'CoalesceExpr':
      return 'coalesce';
    case 'TypeCast':
      return figuredName(value.arg) || (strings(fields(value.typeName).names).at(-1) ?? '');
    default:
      return '';
  }
}

/** Where a `*` leaves open which column it is. */
const BEHIND_STAR = Infinity;

/** Of the column that a query calls so; undefined: none. */
function positionOf(name: string, select: PgFields): number | undefined {
  if (select.valuesLists !== undefined) {
    const number = Number(/^column(\d+)$/.exec(name)?.[1] ?? 0);
    return number > 0 ? number - 1 : undefined;
  }
  if (!isPlain(select)) return positionOf(name, fields(select.larg));
  const targets = targetsOf(select);
  if (targets.some((target) => starOf(fieldsOf(target).val))) return BEHIND_STAR;
  const found = targets.findIndex(
    (target) => (text(fieldsOf(target).name) || figuredName(fieldsOf(target).val)) === name,
  );
  return found < 0 ? undefined : found;
}

/** What EXCEPT leaves is of the left side; what INTERSECT leaves is of both. */
const ARMS: Readonly<Record<string, 'left' | 'all'>> = { SETOP_EXCEPT: 'left', SETOP_INTERSECT: 'all' };

/** The column at a position, over all rows of VALUES and the arms of a UNION. */
export function columnAt(
  position: number,
  select: PgFields,
  outer: Scope,
  termOf: TermOf,
): NullabilityTerm | undefined {
  const rows = items(select.valuesLists).map(listItems);
  if (rows.length > 0) {
    return combined(
      'any',
      rows.map((row) => termOf(row[position] ?? null, outer)),
    );
  }
  if (!isPlain(select)) {
    const how = ARMS[text(select.op)] ?? 'any';
    const sides = how === 'left' ? [select.larg] : [select.larg, select.rarg];
    const arms = sides.map((arm) => columnAt(position, fields(arm), outer, termOf));
    return arms.every((arm) => arm !== undefined) ? combined(how === 'left' ? 'any' : how, arms) : undefined;
  }
  const targets = targetsOf(select).slice(0, position + 1);
  const target = targets[position];
  if (target === undefined || targets.some((one) => starOf(fieldsOf(one).val))) return undefined;
  return termOf(fieldsOf(target).val ?? null, scopeWithin('SelectStmt', select, outer, true));
}
