import type { Condition, RangeFormula } from '../../model/range-formula.ts';

/** Whether some range of a formula may bind the metavariable, by the names that its patterns mention. */
export function mayBind(formula: RangeFormula, name: string): boolean {
  switch (formula.kind) {
    case 'pattern':
      return mentions(formula.pattern, name);
    case 'regex':
      // Groups are bound by their number, or by their name.
      return /^\d+$/.test(name) || formula.regex.includes(`<${name}>`);
    case 'not':
      return false;
    case 'inside':
    case 'anywhere':
      return mayBind(formula.of, name);
    case 'any':
    case 'all':
      return (
        formula.of.some((part) => mayBind(part, name)) ||
        (formula.conditions ?? []).some((condition) => conditionMayBind(condition, name))
      );
  }
}

/** The metavariables that conditions and `focus` of a conjunction speak of and that nothing in it binds: with one of them it never matches. */
export function unboundIn(formula: Conjunction): readonly string[] {
  const named = [...formula.conditions.flatMap(({ name }) => name ?? []), ...formula.focus.flat()];
  return [...new Set(named)].filter((name) => !mayBind(formula, name));
}

type Conjunction = Extract<RangeFormula, { readonly kind: 'all' }>;

function conditionMayBind(condition: Condition, name: string): boolean {
  switch (condition.kind) {
    case 'pattern':
      return mayBind(condition.formula, name);
    case 'regex':
      return mayBind({ kind: 'regex', regex: condition.regex }, name);
    default:
      return false;
  }
}

function mentions(pattern: string, name: string): boolean {
  return [...pattern.matchAll(/\$(?:\.\.\.)?([A-Z_][A-Z_0-9]*|\d+)/g)].some(([, found]) => found === name);
}
