import type { Cause } from '../model/binding.ts';
import type { Formula, RangingMatcher } from '../model/formula.ts';
import type { Check, VerdictKind } from '../model/policy.ts';
import type { Verdict } from '../model/verdict.ts';
import { uniqueCauses } from './unique.ts';
import type { WorkspaceFacts } from './workspace-facts.ts';

/** Something we did not look at outweighs something a person could tell. */
export function unknownKind(causes: readonly Cause[]): VerdictKind {
  return causes.some(({ kind }) => kind === 'not-read') ? 'open' : 'review';
}

/** A file that could have held a subject and was not read: open, never a pass. */
export function unreadVerdicts(
  { policy }: Check,
  { formula, station }: RangingMatcher,
  facts: WorkspaceFacts,
): readonly Verdict[] {
  if (station === 'reduce') return doubtVerdicts(policy.id, formula, facts);
  return facts.unread(policy.id, formula).map(({ path, cause }) => ({
    policy: policy.id,
    kind: 'open',
    subject: path,
    place: { path },
    bindings: {},
    evidence: [],
    causes: [cause],
  }));
}

function doubtVerdicts(policy: string, formula: Formula, facts: WorkspaceFacts): readonly Verdict[] {
  const unread = facts.unread(policy, formula).map(({ cause }) => cause);
  return uniqueCauses(unread).map((cause) => ({
    policy,
    kind: unknownKind([cause]),
    subject: cause.place?.path ?? policy,
    ...(cause.place && { place: cause.place }),
    bindings: {},
    evidence: [],
    causes: [cause],
  }));
}
