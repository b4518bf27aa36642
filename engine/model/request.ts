import type { Check, Example, PolicyInfo, VerdictKind } from './policy.ts';
import type { Problem } from './problem.ts';

/** What the user asked for; paths are as typed, resolved against `cwd`. */
export interface Request {
  readonly cwd: string;
  /** Files and folders to check; the workspace root is the first folder's nearest `bylaw.yaml` or git root, else the folder itself. */
  readonly paths: readonly string[];
  /** `bylaw.yaml` to use instead of the one found. */
  readonly config?: string;
  /** Folders or files of policies to use instead of what the configuration extends. */
  readonly policies?: readonly string[];
  /** Semgrep rule files, or folders of them, likewise; beside `policies` both are in force. */
  readonly semgrep?: readonly string[];
  /** Policy ids (globs) to run, or to leave out. */
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  /** How many threads examine files; absent: by cores and amount of work. What comes out does not depend on it. */
  readonly workers?: number;
  /** Files that reports will be written to: an old report is nothing to check. */
  readonly written?: readonly string[];
  /** A file of known findings, which do not count. */
  readonly baseline?: string;
  /** A commit: what was found there already does not count. Of a branch it means where this one left it. */
  readonly since?: string;
  /** `YYYY-MM-DD`, the day on which exemptions are judged; absent: today in UTC. */
  readonly today?: string;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly stage: 'policies' | 'files' | 'map' | 'reduce';
  readonly done: number;
  readonly total: number;
}

/** A policy as loaded, with what the commands `list`, `lint` and `test` need. */
export interface LoadedPolicy {
  readonly check: Check;
  readonly info: PolicyInfo;
  readonly examples: readonly Example[];
  readonly enabled: boolean;
  /** Why it is off or changed: `severity overridden in bylaw.yaml`, … */
  readonly notes: readonly string[];
}

/** All policies in force. With any problem of level `error` nothing may be checked. */
export interface PolicySet {
  readonly policies: readonly LoadedPolicy[];
  /** The configuration file in use, as the user would name it. */
  readonly configuration?: string;
  readonly root: string;
  readonly problems: readonly Problem[];
}

/** How an example of a policy came out. `noisy`: a finding where none was expected; `missing`: none where one was; `wrong`: another verdict or place. */
export interface ExampleResult {
  readonly policy: string;
  readonly example: string;
  readonly outcome: 'ok' | 'noisy' | 'missing' | 'wrong';
  readonly expected: VerdictKind;
  readonly actual: VerdictKind;
  /** `path:line` of what was expected and not found, and of what was found and not expected. */
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
  /** Problems the example ran into (a file that does not parse …). */
  readonly problems: readonly Problem[];
}
