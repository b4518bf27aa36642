import type { PlInto, PlStatement, PlTarget } from '../../documents/sql/node.ts';
import { bindName, bindTarget, type Matching } from './bind.ts';
import { matchList } from './match-lists.ts';
import { metavariable } from './placeholders.ts';

/** A name that a pattern may leave out: a label, an error. */
export function* matchName(
  pattern: string | undefined,
  target: string | undefined,
  matching: Matching,
): Iterable<Matching> {
  if (pattern === undefined || pattern === '...') return yield matching;
  if (target === undefined) return;
  const variable = metavariable(pattern);
  if (variable !== undefined) yield* bindName(variable, { name: target }, matching);
  else if (pattern === target) yield matching;
}

export function* matchInto(
  pattern: PlInto | undefined,
  target: PlInto | undefined,
  matching: Matching,
): Iterable<Matching> {
  if (!pattern) return yield matching;
  if (!target || (pattern.strict && !target.strict)) return;
  yield* matchList(pattern.targets, target.targets, matching, matchTarget, ({ name }) => name === '...');
}

/** A variable, or a field of one: `$R.amount` binds the record. */
export function* matchTarget(pattern: PlTarget, target: PlTarget | undefined, matching: Matching): Iterable<Matching> {
  if (!target) return;
  const variable = metavariable(pattern.name);
  if (variable !== undefined) return yield* bindTarget(variable, target, matching);
  const [record, field] = pattern.name.split('.');
  const [actual, ...rest] = target.name.split('.');
  if (metavariable(record) !== undefined && field !== undefined) {
    const first = { ...target, name: actual! };
    if (rest.join('.') === field) yield* bindTarget(metavariable(record)!, first, matching);
  } else if (pattern.name === '...' || pattern.name === target.name) yield matching;
}

/** GET DIAGNOSTICS: each item with what it is put into, in any order. */
export function* matchNames(pattern: PlStatement, target: PlStatement, matching: Matching): Iterable<Matching> {
  if (pattern.kind !== 'get_diagnostics') return yield matching;
  yield* matchPairs(pairsOf(pattern), pairsOf(target), matching);
}

type Pair = readonly [target: PlTarget, name: string];

function pairsOf({ into, names = [] }: PlStatement): readonly Pair[] {
  return (into?.targets ?? []).map((target, i) => [target, names[i] ?? '']);
}

function* matchPairs(pattern: readonly Pair[], target: readonly Pair[], matching: Matching): Iterable<Matching> {
  const [first, ...rest] = pattern;
  if (!first) return yield matching;
  for (const [into, name] of target) {
    for (const one of matchTarget(first[0], into, matching))
      for (const two of matchName(first[1], name, one)) yield* matchPairs(rest, target, two);
  }
}
