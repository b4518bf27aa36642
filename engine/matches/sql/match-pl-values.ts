import type { PlStatement, SqlExpression, SqlStatement } from '../../documents/sql/node.ts';
import { tagOf } from '../../documents/sql/statement-kind.ts';
import type { Cause } from '../../model/binding.ts';
import type { Matching, Surroundings } from './bind.ts';
import { matchInto, matchName } from './match-pl-names.ts';
import { isAnything, matchNode } from './match-tree.ts';
import { matchList } from './match-lists.ts';
import { isAnyQuery } from './pl-placeholders.ts';

/** What the statements of a document have around them. */
export interface PlAround {
  of(node: SqlExpression | SqlStatement): Surroundings;
  /** Of a statement that does not parse. */
  unread(statement: SqlStatement): Cause;
}

/** A statement of SQL in a body, with the variables that it fills. */
export function* matchSql(
  pattern: SqlStatement,
  target: SqlStatement,
  matching: Matching,
  around: PlAround,
): Iterable<Matching> {
  if (target.kind === 'unparsed') return yield { ...matching, unknown: matching.unknown ?? around.unread(target) };
  if (!pattern.raw || !target.raw || tagOf(pattern.raw) !== tagOf(target.raw)) return;
  for (const one of matchNode(pattern.raw, target.raw, { ...matching, around: around.of(target) }))
    yield* matchInto(pattern.into, target.into, one);
}

export function matchExpression(
  pattern: SqlExpression | undefined,
  target: SqlExpression | undefined,
  matching: Matching,
  around: PlAround,
): Iterable<Matching> {
  if (!pattern || isAnything(pattern.raw)) return [matching];
  return target ? matchNode(pattern.raw, target.raw, { ...matching, around: around.of(target) }) : [];
}

/** What is returned, assigned, executed, looped over. */
export function matchSource(
  pattern: PlStatement,
  target: PlStatement,
  matching: Matching,
  around: PlAround,
): Iterable<Matching> {
  const { query } = pattern;
  if (query) {
    if (isAnyQuery(query.text)) return [matching];
    return target.query ? matchSql(query, target.query, matching, around) : [];
  }
  if (pattern.over !== target.over || (pattern.expressions.length > 0 && target.query)) return [];
  return pattern.conditions ? [matching] : matchExpressions(pattern, target, matching, around);
}

/** How many expressions are the statement's own; those behind them (USING, what fills a format, BY) may be left out. */
function ownExpressions({ kind, over }: PlStatement): number {
  if (over === 'range') return 2;
  return ['raise', 'assert', 'execute', 'return_query', 'open', 'for'].includes(kind) ? 1 : Infinity;
}

function matchExpressions(
  pattern: PlStatement,
  target: PlStatement,
  matching: Matching,
  around: PlAround,
): Iterable<Matching> {
  const wanted = withoutOptions(pattern);
  const actual = withoutOptions(target);
  const own = ownExpressions(pattern);
  if (wanted.length === 0) return [matching];
  if (wanted.length > own && actual.length <= own) return [];
  const meant = wanted.length <= own ? actual.slice(0, own) : actual;
  const match = (one: SqlExpression, other: SqlExpression, under: Matching): Iterable<Matching> =>
    matchExpression(one, other, under, around);
  return matchList(wanted, meant, matching, match, ({ raw }) => isAnything(raw));
}

function withoutOptions({ expressions, names = [] }: PlStatement): readonly SqlExpression[] {
  return expressions.slice(0, expressions.length - names.length);
}

/** USING of RAISE: each option that the pattern names, in any order. */
export function* matchOptions(
  pattern: PlStatement,
  target: PlStatement,
  matching: Matching,
  around: PlAround,
): Iterable<Matching> {
  yield* matchEach(optionsOf(pattern), optionsOf(target), matching, around);
}

type Option = readonly [name: string, value: SqlExpression];

function optionsOf({ kind, expressions, names = [] }: PlStatement): readonly Option[] {
  const first = expressions.length - names.length;
  return kind === 'raise' ? names.map((name, i) => [name, expressions[first + i]!]) : [];
}

function* matchEach(
  pattern: readonly Option[],
  target: readonly Option[],
  matching: Matching,
  around: PlAround,
): Iterable<Matching> {
  const [first, ...rest] = pattern;
  if (!first) return yield matching;
  for (const [name, value] of target) {
    if (name !== first[0]) continue;
    for (const one of matchExpression(first[1], value, matching, around)) yield* matchEach(rest, target, one, around);
  }
}

/** `RAISE EXCEPTION $M`: the name of an error, or the format of a message. */
export function matchRaised(
  pattern: PlStatement,
  target: PlStatement,
  matching: Matching,
  around: PlAround,
): Iterable<Matching> {
  const [name] = pattern.conditions ?? [];
  if (name === undefined || pattern.kind !== 'raise') return [matching];
  if (target.conditions) return matchName(name, target.conditions[0], matching);
  const [format] = target.expressions;
  if (!format) return [];
  const raw = { ColumnRef: { fields: [{ String: { sval: name } }] } };
  return matchExpression({ ...format, raw }, format, matching, around);
}
