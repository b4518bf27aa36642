import type { PgFields } from '../../documents/sql/postgres.ts';
import type { Json } from '../../model/document.ts';
import { provenColumns } from './proven.ts';
import { fields, fieldsOf, items, strings, text } from '../../documents/sql/pg-tree.ts';
import { tagOfJson } from './raw.ts';
import { columnKey, type Level, type NamedQuery, type Scope, type Source } from './scope.ts';

/** The scope inside a query. `filtered`: after its WHERE and joins, as in the list of what it selects. */
export function scopeWithin(tag: string, query: PgFields, outer: Scope, filtered: boolean): Scope {
  const queries = [...namedQueries(query, outer), ...outer.queries];
  const around = { ...outer, queries };
  const own = levelOf(tag, query, around, filtered);
  const level = own && filtered && hasGroupingSets(query) ? emptied(own) : own;
  return {
    ...around,
    grouped: query.groupClause !== undefined,
    levels: level ? [level, ...outer.levels] : outer.levels,
  };
}

function hasGroupingSets({ groupClause }: PgFields): boolean {
  return items(groupClause).some((item) => tagOfJson(item) === 'GroupingSet');
}

/** ROLLUP and its kin put NULL for what a row is not grouped by. */
function emptied({ sources }: Level): Level {
  return { sources: sources.map((source) => ({ ...source, outer: true })), proven: new Set() };
}

/** The same without its own FROM: what a query of WITH, or one in its FROM, sees of it. */
export function scopeBeside(query: PgFields, outer: Scope): Scope {
  return { ...outer, queries: [...namedQueries(query, outer), ...outer.queries] };
}

/** Each sees those before it, and of WITH RECURSIVE all. */
function namedQueries(query: PgFields, outer: Scope): readonly NamedQuery[] {
  const { ctes, recursive } = fields(query.withClause);
  return items(ctes)
    .map(fieldsOf)
    .reduce<readonly NamedQuery[]>((known, { ctename, ctequery, aliascolnames }) => {
      const own = { name: text(ctename), query: ctequery ?? null, names: strings(aliascolnames) };
      const scope: Scope = { ...outer, grouped: false, queries: [...known, ...outer.queries] };
      const seesItself: NamedQuery = {
        ...own,
        get scope() {
          return recursive === true ? { ...scope, queries: [seesItself, ...scope.queries] } : scope;
        },
      };
      return [seesItself, ...known];
    }, []);
}

/** The tables that a statement speaks of, by the tag of its node. */
function levelOf(tag: string, query: PgFields, scope: Scope, filtered: boolean): Level | undefined {
  const proven = filtered ? provenColumns(query) : new Set<string>();
  const from = [...items(query.fromClause), ...items(query.usingClause)].flatMap((item) => sourcesOf(item, scope));
  const target = query.relation ?? (tag.endsWith('PolicyStmt') ? query.table : undefined);
  const own = target === undefined ? [] : [tableSource(fields(target), '', [], scope)];
  const rows = (ROWS[tag] ?? []).flatMap((alias) => own.map((source): Source => ({ ...source, alias, merged: 'all' })));
  const sources = [...own, ...rows, ...from].map((source) =>
    isMet(source, proven) ? { ...source, outer: false } : source,
  );
  return sources.length > 0 || tag === 'SelectStmt' ? { sources, proven } : undefined;
}

/** Whether a condition has left out the rows of NULLs that an outer join would put for a source. */
function isMet({ alias, outer }: Source, proven: ReadonlySet<string>): boolean {
  return outer && [...proven].some((column) => column.startsWith(columnKey([alias, ''])));
}

/** Rows of the table that go by names of their own. */
const ROWS: Readonly<Record<string, readonly string[]>> = { InsertStmt: ['excluded'], CreateTrigStmt: ['new', 'old'] };

function sourcesOf(item: Json, scope: Scope): readonly Source[] {
  const node = fieldsOf(item);
  const alias = text(fields(node.alias).aliasname);
  const names = strings(fields(node.alias).colnames);
  switch (tagOfJson(item)) {
    case 'RangeVar':
      return [tableSource(node, alias, names, scope)];
    case 'RangeSubselect':
      return [{ ...plain, alias, of: { query: node.subquery ?? null, names, scope: { ...scope, grouped: false } } }];
    case 'JoinExpr':
      return joined(node, scope);
    default: {
      const message = 'What a function in FROM returns is not known to be NULL or not.';
      return [{ ...plain, alias, of: { cause: { kind: 'not-static', message } } }];
    }
  }
}

const plain = { outer: false, merged: [] } as const;

function tableSource(
  { schemaname, relname, alias: own }: PgFields,
  alias: string,
  names: readonly string[],
  scope: Scope,
): Source {
  const name = text(relname);
  const schema = text(schemaname);
  const called = alias || text(fields(own).aliasname) || name;
  const found = schema === '' ? scope.queries.find((query) => query.name === name) : undefined;
  if (!found) return { ...plain, alias: called, of: { relation: { ...(schema && { schema }), name } } };
  const { query, scope: within } = found;
  return { ...plain, alias: called, of: { query, names: names.length > 0 ? names : found.names, scope: within } };
}

/** Of columns that USING merges the ones of the side that is never filled with NULLs are left; of a FULL JOIN none. */
function joined({ jointype, larg, rarg, usingClause, isNatural }: PgFields, scope: Scope): readonly Source[] {
  const fillsLeft = jointype === 'JOIN_RIGHT' || jointype === 'JOIN_FULL';
  const fillsRight = jointype === 'JOIN_LEFT' || jointype === 'JOIN_FULL';
  const using = isNatural === true ? 'all' : strings(usingClause);
  const merge = (source: Source, hides: boolean, fills: boolean): Source => ({
    ...source,
    outer: source.outer || fills,
    merged: hides ? both(source.merged, using) : source.merged,
  });
  // with NATURAL the left side's columns come first anyway
  const hidesRight = isNatural === true ? jointype === 'JOIN_FULL' : jointype !== 'JOIN_RIGHT';
  return [
    ...sourcesOf(larg ?? null, scope).map((source) => merge(source, fillsLeft, fillsLeft)),
    ...sourcesOf(rarg ?? null, scope).map((source) => merge(source, hidesRight, fillsRight)),
  ];
}

function both(a: Source['merged'], b: Source['merged']): Source['merged'] {
  return a === 'all' || b === 'all' ? 'all' : [...a, ...b];
}
