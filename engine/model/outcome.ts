import { coverageOf, isBelow, percentText } from './coverage.ts';
import type { Severity } from './policy.ts';
import type { Problem, ProblemKind } from './problem.ts';
import { examined, type Finding, type Report } from './report.ts';
import { severityRank } from './severity.ts';

/** From which severity on a finding counts, whether what a person has to review counts too, and how much must have been read. */
export interface Threshold {
  readonly failOn: Severity;
  readonly failOnReview: boolean;
  /** Percent of the files, see coverage.ts; absent: what no policy asks about may be unread. */
  readonly minCoverage?: number;
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

/** Where several apply, the first of these. */
const precedence: readonly Outcome['exitCode'][] = [2, 1, 3, 0];

/** The exit code has one definition whatever the format. */
export function outcome(report: Report, threshold: Threshold): Outcome {
  const grounds = [
    ...counted(report, threshold),
    ...belowThreshold(report, threshold),
    ...undecided(report),
    ...ofProblems(report),
    ...unread(report, threshold),
    ...emptyHanded(report),
  ];
  const sorted = precedence.flatMap((exitCode) => grounds.filter((ground) => ground.exitCode === exitCode));
  return { exitCode: sorted[0]?.exitCode ?? 0, reasons: sorted.map((ground) => ground.reason) };
}

type Noun = readonly [one: string, many: string];

/** What problems mean for the exit code, in the order in which they are named; those of other kinds mean nothing for it. */
const weights: readonly (readonly [ProblemKind, Outcome['exitCode'], ...Noun])[] = [
  ['policy', 2, 'problem in the policies', 'problems in the policies'],
  ['configuration', 2, 'problem in the configuration', 'problems in the configuration'],
  ['refused-rule', 2, 'refused rule', 'refused rules'],
  ['directive', 2, 'malformed comment that is meant to exempt', 'malformed comments that are meant to exempt'],
  ['crash', 3, 'crashed check', 'crashed checks'],
  ['budget', 3, 'exceeded budget', 'exceeded budgets'],
  ['skipped-rule', 0, 'rule for other languages skipped', 'rules for other languages skipped'],
];

/** The exit code that a problem leads to where nothing outweighs it. A warning about policies, configuration or comments is advice. */
export function exitCodeOf({ kind, level }: Problem): Outcome['exitCode'] {
  const exitCode = weights.find(([named]) => named === kind)?.[1] ?? 0;
  return exitCode === 2 && level === 'warning' ? 0 : exitCode;
}

function ofProblems({ problems }: Report): readonly Ground[] {
  return weights.flatMap(([kind, exitCode, ...noun]) => {
    const weighing = problems.filter((problem) => problem.kind === kind && exitCodeOf(problem) === exitCode);
    return ground(exitCode, weighing.length, noun);
  });
}

function counted(report: Report, { failOn, failOnReview }: Threshold): readonly Ground[] {
  const kinds = failOnReview ? (['fail', 'review'] as const) : (['fail'] as const);
  return kinds.flatMap((kind) => {
    const counts = findings(report, kind).filter((finding) => severityRank(finding.severity) <= severityRank(failOn));
    return ground(1, counts.length, nouns[kind], ` at or above '${failOn}'`);
  });
}

function undecided(report: Report): readonly Ground[] {
  const open = report.verdicts.filter((verdict) => verdict.kind === 'open').length;
  return ground(3, open, ['subject not decided', 'subjects not decided']);
}

/** Where nothing ran that is reason enough. */
function unread({ files, policies }: Report, { minCoverage }: Threshold): readonly Ground[] {
  const coverage = coverageOf(files);
  if (minCoverage === undefined || policies.length === 0 || !isBelow(coverage, minCoverage)) return [];
  const share = `${percentText(coverage)} of ${coverage.files} files`;
  return [{ exitCode: 3, reason: `only ${share} parsed wholly, ${minCoverage}% are asked for` }];
}

/** A clean exit in spite of findings says why. */
function belowThreshold(report: Report, { failOn }: Threshold): readonly Ground[] {
  const below = findings(report, 'fail').filter((finding) => severityRank(finding.severity) > severityRank(failOn));
  return ground(0, below.length, nouns.fail, ` below '${failOn}'`);
}

/** A run that has looked at nothing must not pass for a clean one unsaid. */
function emptyHanded(report: Report): readonly Ground[] {
  if (report.policies.length === 0) return [{ exitCode: 2, reason: 'no policy ran' }];
  const foundSubjects = report.policies.some((policy) => examined(policy) + policy.verdicts.open > 0);
  return foundSubjects ? [] : [{ exitCode: 0, reason: 'no policy found a subject to examine' }];
}

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
