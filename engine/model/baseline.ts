import type { Severity } from './policy.ts';

/** A finding as a baseline remembers it. */
export interface KnownFinding {
  readonly policy: string;
  readonly kind: 'fail' | 'review';
  readonly severity: Severity;
  readonly path: string;
  /** 1-based; absent: the file as a whole. For readers only, lines move. */
  readonly line?: number;
  /** As of `Finding`. */
  readonly key?: string;
  readonly fingerprint: string;
  readonly message: string;
}

/** What was found at an earlier time: in a file that was written then, or by a check of an earlier commit. */
export interface Baseline {
  /** The path of the file, or the commit. */
  readonly name: string;
  readonly findings: readonly KnownFinding[];
  /** All files that there were, where that is known. */
  readonly paths?: ReadonlySet<string>;
}

/** In SARIF's words; `updated`: in another file, of another severity or kind than then. */
export type BaselineState = 'new' | 'unchanged' | 'updated';
