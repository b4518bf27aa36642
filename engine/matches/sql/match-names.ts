import type { PgFields, PgNode } from '../../documents/sql/postgres.ts';
import { tagOf } from '../../documents/sql/statement-kind.ts';
import type { Json } from '../../model/document.ts';
import { bindName, sameName, type Matching } from './bind.ts';
import { metavariable } from './placeholders.ts';

/** The schema of a name that has none: what migrations and PostgREST mean. */
export const DEFAULT_SCHEMA = 'public';

/** Fields that are qualified names, as lists of `String`. */
export const NAME_LISTS = new Set(['funcname', 'objname', 'names', 'typeName', 'domainname', 'items']);

/** `orders` is `public.orders`; `$T` takes a table of any schema and carries it. */
export function* matchTable(pattern: PgFields, target: PgFields, matching: Matching): Iterable<Matching> {
  if (pattern.relname === '...') return yield matching;
  const schema = typeof target.schemaname === 'string' ? target.schemaname : undefined;
  for (const inSchema of matchSchema(pattern, schema, matching)) {
    const variable = metavariable(pattern.relname);
    if (variable === undefined) {
      yield* sameName(pattern.relname, target.relname, inSchema);
    } else if (typeof target.relname === 'string') {
      const at = typeof target.location === 'number' ? { location: target.location } : {};
      yield* bindName(variable, { name: target.relname, ...(schema !== undefined && { schema }), ...at }, inSchema);
    }
  }
}

function* matchSchema(pattern: PgFields, schema: string | undefined, matching: Matching): Iterable<Matching> {
  const wanted = pattern.schemaname;
  const actual = schema ?? DEFAULT_SCHEMA;
  const variable = metavariable(wanted);
  if (variable !== undefined) yield* bindName(variable, { name: actual }, matching);
  else if (wanted === undefined && metavariable(pattern.relname) !== undefined) yield matching;
  else yield* sameName(wanted ?? DEFAULT_SCHEMA, actual, matching);
}

/** `id` also matches `o.id`: qualifiers left out are free. */
export function* matchColumn(pattern: PgFields, target: PgFields, matching: Matching): Iterable<Matching> {
  yield* matchSuffix(parts(pattern.fields), parts(target.fields), matching, -1);
}

/** Names of functions, types and dropped objects. Lists of other things are compared one by one. */
export function* matchNames(
  pattern: readonly PgNode[],
  target: readonly Json[],
  matching: Matching,
): Iterable<Matching> {
  const wanted = withoutCatalog(parts(pattern));
  if (wanted.at(-1) === '...') return yield matching;
  const actual = withoutCatalog(parts(target));
  const extra = actual.slice(0, Math.max(0, actual.length - wanted.length));
  const variable = metavariable(wanted.at(-1));
  // a literal name without a schema means the default one
  const free = wanted.length > 1 || variable !== undefined || extra.every((schema) => schema === DEFAULT_SCHEMA);
  if (!free) return;
  if (variable === undefined || wanted.length > 1)
    return yield* matchSuffix(wanted, actual, matching, matching.onTable ? 1 : 0);
  const name = actual.at(-1);
  const schema = actual.at(-2);
  if (name !== undefined) yield* bindName(variable, { name, ...(schema !== undefined && { schema }) }, matching);
}

/** `owner`: the part, counted from the end, that is in a schema; negative: none. */
function* matchSuffix(
  wanted: readonly string[],
  actual: readonly string[],
  matching: Matching,
  owner: number,
): Iterable<Matching> {
  if (wanted.length === 0) return yield matching;
  const last = actual.at(-1);
  if (last === undefined) return;
  const rest = (one: Matching): Iterable<Matching> =>
    matchSuffix(wanted.slice(0, -1), actual.slice(0, -1), one, owner - 1);
  const variable = metavariable(wanted.at(-1));
  if (variable === undefined) {
    for (const one of sameName(wanted.at(-1), last, matching)) yield* rest(one);
    return;
  }
  const schema = owner === 0 ? actual.at(-2) : undefined;
  for (const one of bindName(variable, { name: last, ...(schema !== undefined && { schema }) }, matching))
    yield* rest(one);
}

function withoutCatalog(names: readonly string[]): readonly string[] {
  return names[0] === 'pg_catalog' ? names.slice(1) : names;
}

function parts(list: Json | readonly PgNode[] | undefined): readonly string[] {
  return ((list ?? []) as readonly PgNode[]).map((part) =>
    tagOf(part) === 'A_Star' ? '*' : String(part.String?.sval ?? ''),
  );
}
