import type { PolicyInfo, Severity, VerdictKind } from './policy.ts';
import type { Problem } from './problem.ts';
import type { Place, Region } from './region.ts';
import type { Evidence, FlowPlace, Suppression, Verdict } from './verdict.ts';
import type { ReadStatus } from './document.ts';

/** A failing or review verdict made presentable. */
export interface Finding {
  readonly policy: string;
  readonly kind: 'fail' | 'review';
  readonly severity: Severity;
  /** One plain sentence or more with all metavariables filled in. */
  readonly message: string;
  readonly place: Place;
  /** Other side of a join, history, nearest candidates. */
  readonly related: readonly Evidence[];
  /** SARIF `primaryLocationLineHash`; absent when the place has no region. */
  readonly lineHash?: string;
  readonly fix?: { readonly safe: boolean; readonly region: Region; readonly text: string };
  /** Present exactly where it is one of `Report.suppressed`. */
  readonly suppression?: Suppression;
  /** The way on which tainted data arrives there, from its source. */
  readonly flow?: readonly FlowPlace[];
}

/** What became of a file. */
export interface FileReport {
  readonly path: string;
  readonly status: ReadStatus;
  readonly language: string;
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
  /** Sorted by path, line, column, policy. */
  readonly findings: readonly Finding[];
  /** Findings that do not count, in the same order. */
  readonly suppressed: readonly Finding[];
  readonly verdicts: readonly Verdict[];
  /** Sorted by path. */
  readonly files: readonly FileReport[];
  readonly problems: readonly Problem[];
}

/** How many subjects a policy has examined: all verdicts that were decided. */
export function examined(report: PolicyReport): number {
  const { pass, fail, review, notApplicable } = report.verdicts;
  return pass + fail + review + notApplicable;
}
