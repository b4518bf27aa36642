import type { VerdictKind } from '../../model/policy.ts';
import { examined, type PolicyReport } from '../../model/report.ts';
import { counted } from '../counted.ts';

/** In the order in which a reader wants them. */
export const verdictNames: Readonly<Record<VerdictKind, string>> = {
  fail: 'fail',
  review: 'review',
  open: 'open',
  pass: 'pass',
  notApplicable: 'not applicable',
  vacuous: 'vacuous',
};

/** How many subjects of a policy were examined, how many of them had which verdict, and how many were not decided. */
export function examinedCounts(policy: PolicyReport): string {
  const { verdicts } = policy;
  const decided = (['fail', 'review', 'pass', 'notApplicable'] as const)
    .filter((kind) => verdicts[kind] > 0)
    .map((kind) => `${verdicts[kind]} ${verdictNames[kind]}`);
  const total = examined(policy);
  return [
    total === 0 ? 'no subject examined' : `${counted(total, 'subject')} examined: ${decided.join(', ')}`,
    ...(verdicts.open > 0 ? [`${verdicts.open} not decided`] : []),
  ].join(' · ');
}
