import type { Region } from './region.ts';

/** What kept us from judging. `policy`, `configuration` stop the run (exit 2), the others are said and the run goes on; `refused-rule` makes it end with 2 all the same. */
export type ProblemKind =
  | 'unreadable'
  | 'vanished'
  | 'binary'
  | 'encoding'
  | 'too-large'
  | 'parse'
  | 'crash'
  | 'budget'
  | 'stale-exception'
  /** An exemption that matches nothing, has expired or soon will. */
  | 'exemption'
  /** A comment that is meant to exempt and does not: it is written wrongly, has expired, matches nothing or is forbidden. */
  | 'directive'
  | 'policy'
  /** A Semgrep rule that this version cannot run; the others of its file do. */
  | 'refused-rule'
  /** A Semgrep rule for languages that this version does not read. */
  | 'skipped-rule'
  | 'configuration';

/** Something in the user's files or policies that kept us from judging. Data: collected and reported, never thrown across stations. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly level: 'error' | 'warning';
  /** A full sentence that names the thing in quotes and, where there are any, the allowed values. */
  readonly message: string;
  /** Relative to the workspace root; a policy file outside it is named as the user named it. */
  readonly path?: string;
  readonly region?: Region;
  /** The policy that could not be judged because of it. */
  readonly policy?: string;
}

/** Whether nothing may be checked because of it: the policies in force are not those that were asked for. */
export function preventsRun({ level, kind }: Problem): boolean {
  return level === 'error' && kind !== 'refused-rule';
}
