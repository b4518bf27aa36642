import type { PolicyInfo, Severity, VerdictKind } from './policy.ts';
import type { Problem } from './problem.ts';
import type { Place, Region } from './region.ts';
import type { Evidence, FlowPlace, Suppression, Verdict } from './verdict.ts';
import type { ReadStatus } from './document.ts';
import type { BaselineState, KnownFinding } from './baseline.ts';
import type { ExemptionReport } from './exemption.ts';
import type { Revision } from './revision.ts';

/** A failing or review verdict made presentable. */
export interface Finding {
  readonly policy: string;
  readonly kind: 'fail' | 'review';
  readonly severity: Severity;
  /** One plain sentence or more with all metavariables filled in. */
  readonly message: string;
  readonly place: Place;
  /** Of its subject, as of `Verdict`. */
  readonly key?: string;
  /** The same after edits of other lines and moves of the file: 16 hexadecimal digits of policy, key and what matched, then `:` and which of its twins it is. */
  readonly fingerprint: string;
  /** Other side of a join, history, nearest candidates. */
  readonly related: readonly Evidence[];
  /** SARIF `primaryLocationLineHash`; absent when the place has no region. */
  readonly lineHash?: string;
  readonly fix?: { readonly safe: boolean; readonly region: Region; readonly text: string };
  /** Present exactly where it is one of `Report.suppressed`. */
  readonly suppression?: Suppression;
  /** The way on which tainted data arrives there, from its source. */
  readonly flow?: readonly FlowPlace[];
  /** In relation to the baseline, where there is one. */
  readonly baseline?: BaselineState;
}

/** What became of a file. */
export interface FileReport {
  readonly path: string;
  readonly status: ReadStatus;
  readonly language: string;
  readonly bytes: number;
  /** Of its bytes, in hexadecimal digits; absent where they were not read. */
  readonly sha256?: string;
  /** Which parts of it could not be parsed. */
  readonly unparsed?: readonly Region[];
}

/** What became of a policy: how many subjects had which verdict. */
export interface PolicyReport {
  readonly info: PolicyInfo;
  readonly verdicts: Readonly<Record<VerdictKind, number>>;
}

/** All that a report format sees. */
export interface Report {
  readonly tool: { readonly name: string; readonly version: string };
  /** In order of id; every policy that ran. */
  readonly policies: readonly PolicyReport[];
  /** Those that count. Sorted by path, line, column, policy. */
  readonly findings: readonly Finding[];
  /** Findings that a comment or an exemption permits, in the same order. */
  readonly suppressed: readonly Finding[];
  /** Findings that the baseline has as well, in the same order. */
  readonly known: readonly Finding[];
  /** What the findings were compared with, and what of it is no longer found. */
  readonly baseline?: { readonly name: string; readonly absent: readonly KnownFinding[] };
  /** In the order of their file. */
  readonly exemptions: readonly ExemptionReport[];
  readonly verdicts: readonly Verdict[];
  /** Sorted by path. */
  readonly files: readonly FileReport[];
  readonly problems: readonly Problem[];
  /** What was checked, where it is in a git repository. */
  readonly revision?: Revision;
}

/** How many subjects a policy has examined: all verdicts that were decided. */
export function examined(report: PolicyReport): number {
  const { pass, fail, review, notApplicable } = report.verdicts;
  return pass + fail + review + notApplicable;
}
