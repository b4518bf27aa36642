import type { Severity } from './policy.ts';

/** From the worst to the mildest. */
export const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** 0 for the worst. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity);
}
