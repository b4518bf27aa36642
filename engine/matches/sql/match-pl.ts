import type { BodyStatement, PlBranch, PlStatement } from '../../documents/sql/node.ts';
import type { Matching } from './bind.ts';
import { matchList } from './match-lists.ts';
import { matchInto, matchName, matchNames, matchTarget } from './match-pl-names.ts';
import { matchExpression, matchOptions, matchRaised, matchSource, matchSql, type PlAround } from './match-pl-values.ts';
import { isAnyStatements } from './pl-placeholders.ts';

/** All the ways in which a statement of a body is as a pattern's says; what it leaves out is free. */
export function matchStatement(
  pattern: BodyStatement,
  target: BodyStatement,
  matching: Matching,
  around: PlAround,
): Iterable<Matching> {
  if (target.type === 'statement' && target.kind === 'unparsed')
    return [{ ...matching, unknown: matching.unknown ?? around.unread(target) }];
  if (pattern.type === 'statement')
    return target.type === 'statement' ? matchSql(pattern, target, matching, around) : [];
  const isAlike = target.type === 'pl-statement' && target.kind === pattern.kind;
  return isAlike ? matchPl(pattern, target, matching, around) : [];
}

/** A whole list; `...` takes any statements. */
export function matchStatements(
  pattern: readonly BodyStatement[],
  target: readonly BodyStatement[],
  matching: Matching,
  around: PlAround,
): Iterable<Matching> {
  const match = (one: BodyStatement, other: BodyStatement, under: Matching): Iterable<Matching> =>
    matchStatement(one, other, under, around);
  return matchList(pattern, target, matching, match, ({ text }) => isAnyStatements(text));
}

type Step = (matching: Matching) => Iterable<Matching>;

function* inTurn(steps: readonly Step[], matching: Matching): Iterable<Matching> {
  const [first, ...rest] = steps;
  if (!first) return yield matching;
  for (const one of first(matching)) yield* inTurn(rest, one);
}

function matchPl(pattern: PlStatement, target: PlStatement, matching: Matching, around: PlAround): Iterable<Matching> {
  if (pattern.kind === 'raise' && !mayRaise(pattern, target)) return [];
  const steps: readonly Step[] = [
    (one) => matchName(pattern.label, target.label, one),
    (one) => matchName(pattern.target, target.target, one),
    (one) => (pattern.cursor ? matchTarget(pattern.cursor, target.cursor, one) : [one]),
    (one) => (pattern.kind === 'get_diagnostics' ? [one] : matchInto(pattern.into, target.into, one)),
    (one) => matchSource(pattern, target, one, around),
    (one) => matchExpression(pattern.condition, target.condition, one, around),
    (one) => matchNames(pattern, target, one),
    (one) => matchOptions(pattern, target, one, around),
    (one) => matchRaised(pattern, target, one, around),
    (one) => matchBranches(pattern.branches, target.branches, one, around),
  ];
  return inTurn(steps, matching);
}

/** RAISE alone raises again what was caught: it is no other RAISE with something left out. */
function mayRaise(pattern: PlStatement, target: PlStatement): boolean {
  const isBare = ({ expressions, conditions }: PlStatement): boolean => expressions.length === 0 && !conditions;
  return pattern.level === target.level && isBare(pattern) === isBare(target);
}

/** Each branch of the pattern meets one of the statement's, in the same order; further ones are free. */
function* matchBranches(
  pattern: readonly PlBranch[],
  target: readonly PlBranch[],
  matching: Matching,
  around: PlAround,
): Iterable<Matching> {
  const [first, ...rest] = pattern;
  if (!first) return yield matching;
  for (const [i, branch] of target.entries()) {
    if (roleOf(branch) !== roleOf(first)) continue;
    for (const one of matchBranch(first, branch, matching, around))
      yield* matchBranches(rest, target.slice(i + 1), one, around);
  }
}

/** IF and ELSIF are alike: a condition, and what is done then. */
function roleOf({ role }: PlBranch): PlBranch['role'] {
  return role === 'elsif' ? 'then' : role;
}

function* matchBranch(pattern: PlBranch, target: PlBranch, matching: Matching, around: PlAround): Iterable<Matching> {
  for (const asked of matchExpression(pattern.condition, target.condition, matching, around)) {
    for (const caught of matchErrors(pattern.conditions ?? [], target.conditions ?? [], asked)) {
      for (const one of matchStatements(pattern.statements, target.statements, caught, around))
        yield { ...one, branches: [...(one.branches ?? []), target] };
    }
  }
}

/** Every error that the pattern names is one of those that are caught. */
function* matchErrors(pattern: readonly string[], target: readonly string[], matching: Matching): Iterable<Matching> {
  const [first, ...rest] = pattern;
  if (first === undefined) return yield matching;
  for (const error of target)
    for (const one of matchName(first, error, matching)) yield* matchErrors(rest, target, one);
}
