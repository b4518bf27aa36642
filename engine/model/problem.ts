import type { Region } from './region.ts';

/** What kept us from judging. `policy`, `configuration` stop the run (exit 2), the others are said and the run goes on. */
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
  | 'policy'
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
