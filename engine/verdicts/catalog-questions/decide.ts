import type { Bindings, Cause } from '../../model/binding.ts';
import type { Formula } from '../../model/formula.ts';
import type { Decision, Question } from '../question.ts';
import { tableExistedBefore } from './existed-before.ts';
import { liveDecisions } from './live.ts';
import { mayBeNull } from './nullable.ts';

/** What only the folded catalog tells about SQL found in the map. */
export function catalogDecisions(
  { ask }: Extract<Formula, { op: 'catalog' }>,
  bindings: Bindings,
  question: Question,
): readonly Decision[] {
  const { world } = question.facts;
  if (ask.kind === 'live') return liveDecisions(ask, bindings, question);
  if (ask.kind === 'existed-before') return decided(tableExistedBefore(ask, bindings, world), true, bindings);
  return decided(mayBeNull(ask, world), ask.is, bindings);
}

function decided(answer: boolean | Cause, wanted: boolean, bindings: Bindings): readonly Decision[] {
  if (typeof answer === 'boolean') return answer === wanted ? [{ bindings, causes: [], evidence: [] }] : [];
  return [{ bindings, causes: [answer], evidence: [] }];
}
