import type { Severity } from './policy.ts';
import type { ProblemKind } from './problem.ts';
import { examined, type Finding, type Report } from './report.ts';
import { severityRank } from './severity.ts';

/** From which severity on a finding counts, and whether what a person has to review counts too. */
export interface Threshold {
  readonly failOn: Severity;
  readonly failOnReview: boolean;
}

/** How a run ends. 4, an internal error, is not here: it leaves no report. */
export interface Outcome {
  readonly exitCode: 0 | 1 | 2 | 3;
  /** Every reason for the exit code or for not trusting a clean one, the weightiest first; phrases without a period. */
  readonly reasons: readonly string[];
}

interface Ground {
  readonly exitCode: Outcome['exitCode'];
  readonly reason: string;
}

/** The exit code has one definition whatever the format. Where several apply: 2, 1, 3. */
export function outcome(report: Report, threshold: Threshold): Outcome {
  const grounds = [
    ...stopped(report),
    ...counted(report, threshold),
    ...incomplete(report),
    ...belowThreshold(report, threshold),
    ...ground(
      0,
      problems(report, 'skipped-rule'),
      ['rule for other languages', 'rules for other languages'],
      ' skipped',
    ),
    ...emptyHanded(report),
  ];
  return { exitCode: grounds[0]?.exitCode ?? 0, reasons: grounds.map((ground) => ground.reason) };
}

function stopped(report: Report): readonly Ground[] {
  return [
    ...ground(2, problems(report, 'policy'), ['problem in the policies', 'problems in the policies']),
    ...ground(2, problems(report, 'configuration'), ['problem in the configuration', 'problems in the configuration']),
    ...ground(2, problems(report, 'refused-rule'), ['refused rule', 'refused rules']),
  ];
}

function counted(report: Report, { failOn, failOnReview }: Threshold): readonly Ground[] {
  const kinds = failOnReview ? (['fail', 'review'] as const) : (['fail'] as const);
  return kinds.flatMap((kind) => {
    const counts = findings(report, kind).filter((finding) => severityRank(finding.severity) <= severityRank(failOn));
    return ground(1, counts.length, nouns[kind], ` at or above '${failOn}'`);
  });
}

function incomplete(report: Report): readonly Ground[] {
  const open = report.verdicts.filter((verdict) => verdict.kind === 'open').length;
  return [
    ...ground(3, open, ['subject not decided', 'subjects not decided']),
    ...ground(3, problems(report, 'crash'), ['crashed check', 'crashed checks']),
    ...ground(3, problems(report, 'budget'), ['exceeded budget', 'exceeded budgets']),
  ];
}

/** A clean exit in spite of findings says why. */
function belowThreshold(report: Report, { failOn }: Threshold): readonly Ground[] {
  const below = findings(report, 'fail').filter((finding) => severityRank(finding.severity) > severityRank(failOn));
  return ground(0, below.length, nouns.fail, ` below '${failOn}'`);
}

/** A run that has looked at nothing must not pass for a clean one unsaid. */
function emptyHanded(report: Report): readonly Ground[] {
  if (report.policies.length === 0) return [{ exitCode: 0, reason: 'no policy ran' }];
  const foundSubjects = report.policies.some((policy) => examined(policy) + policy.verdicts.open > 0);
  return foundSubjects ? [] : [{ exitCode: 0, reason: 'no policy found a subject to examine' }];
}

type Noun = readonly [one: string, many: string];

const nouns: Readonly<Record<Finding['kind'], Noun>> = {
  fail: ['failure', 'failures'],
  review: ['finding to review', 'findings to review'],
};

function ground(exitCode: Outcome['exitCode'], count: number, [one, many]: Noun, rest = ''): readonly Ground[] {
  return count === 0 ? [] : [{ exitCode, reason: `${count} ${count === 1 ? one : many}${rest}` }];
}

function findings(report: Report, kind: Finding['kind']): readonly Finding[] {
  return report.findings.filter((finding) => finding.kind === kind);
}

function problems(report: Report, kind: ProblemKind): number {
  return report.problems.filter((problem) => problem.kind === kind).length;
}
