import type { Exemption, ExemptionRules } from '../model/exemption.ts';
import type { FileFacts } from '../model/fact.ts';
import type { PolicyInfo } from '../model/policy.ts';
import type { Verdict } from '../model/verdict.ts';

/** What may exempt findings, on which day, and what of it could have been about something in this run. */
export interface Permissions {
  readonly exemptions: readonly Exemption[];
  readonly rules: ExemptionRules;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Ids of all policies that are loaded, whether they run or not; absent: there are others than usual, and none is unknown. */
  readonly known?: readonly string[];
  /** Whether policies were left out of this run alone. */
  readonly isSelection: boolean;
  /** Which files' findings are all there. */
  readonly isAskedFor: (path: string) => boolean;
  /** Globs as policies have them. */
  readonly compileGlobs: (globs: readonly string[]) => (path: string) => boolean;
}

/** The run whose findings are exempted. */
export interface Run {
  readonly policies: readonly PolicyInfo[];
  readonly verdicts: readonly Verdict[];
  readonly files: readonly FileFacts[];
}

/** Whether the policy ran and decided about everything: only then it can be said that it finds nothing somewhere. */
export function decidedIn({ policies, verdicts }: Run): (policy: string) => boolean {
  const ran = new Set(policies.map(({ id }) => id));
  for (const { policy, kind } of verdicts) if (kind === 'open') ran.delete(policy);
  return (policy) => ran.has(policy);
}
