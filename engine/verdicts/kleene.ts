import type { Cause } from '../model/binding.ts';

/** Kleene's three values, where an unknown is told by its causes. */
export type Answer = boolean | readonly Cause[];

/** Yes if one way is certain, unknown if there are only uncertain ones, no if there is none. */
export function answerOf(decisions: readonly { readonly causes: readonly Cause[] }[]): Answer {
  if (decisions.some(({ causes }) => causes.length === 0)) return true;
  return decisions.length === 0 ? false : decisions.flatMap(({ causes }) => causes);
}

export function negateKleene(decisions: readonly { readonly causes: readonly Cause[] }[]): Answer {
  const answer = answerOf(decisions);
  return typeof answer === 'boolean' ? !answer : answer;
}
