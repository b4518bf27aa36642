import type { Json } from '../model/document.ts';
import type { Formula } from '../model/formula.ts';
import { holds } from './constraint.ts';
import { unknown } from './formula.ts';
import type { Inquiry, Solution } from './inquiry.ts';
import { subPatternOf } from './sub-pattern.ts';

type WhereFormula = Extract<Formula, { op: 'where' }>;

/** A constraint on a bound value; about a name that only the reduce binds it is left for the reduce. */
export function whereHolds(formula: WhereFormula, yes: Solution, inquiry: Inquiry): readonly Solution[] {
  const binding = yes.bindings[formula.name];
  if (!binding) return [{ ...yes, rest: formula }];
  const answer = holds(formula.constraint, binding, yes.bindings, subPatternOf(binding, inquiry.view));
  if (answer === false) return [];
  if (answer !== true) return [{ ...yes, rest: isForReduce(formula, yes) ? formula : unknown(answer) }];
  return [yes];
}

/** A `{ref: $X}` to a name that is not bound yet, or an imported constant: only the reduce can compare. */
function isForReduce({ name, constraint }: WhereFormula, { bindings }: Solution): boolean {
  return [name, ...referencesOf(constraint)].some((used) => !bindings[used] || bindings[used].imported !== undefined);
}

/** The metavariables that a constraint refers to by `{ref: $X}`, without `$`. */
export function referencesOf(constraint: Json): readonly string[] {
  if (Array.isArray(constraint)) return constraint.flatMap(referencesOf);
  if (constraint === null || typeof constraint !== 'object') return [];
  return Object.entries(constraint).flatMap(([key, value]) =>
    key === 'ref' && typeof value === 'string' ? [value.replace(/^\$/, '')] : referencesOf(value),
  );
}
