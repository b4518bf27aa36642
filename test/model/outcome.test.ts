import { expect, test } from 'vitest';
import { outcome } from '../../engine/model/outcome.ts';
import type { Problem, ProblemKind } from '../../engine/model/problem.ts';
import type { Report } from '../../engine/model/report.ts';
import { cleanReport, emptyReport, sampleReport } from '../reports/sample-report.ts';

const medium = { failOn: 'medium', failOnReview: false } as const;

function withProblem(report: Report, kind: ProblemKind): Report {
  return { ...report, problems: [...report.problems, { kind, level: 'error', message: 'Something happened.' }] };
}

test('a clean run has no reason', () => {
  expect(outcome(cleanReport, medium)).toEqual({ exitCode: 0, reasons: [] });
});

test('a failure at or above the threshold is 1, and all reasons are named', () => {
  expect(outcome(sampleReport, medium)).toEqual({
    exitCode: 1,
    reasons: ["3 failures at or above 'medium'", '2 subjects not decided', "1 failure below 'medium'"],
  });
});

test('reviews count when they are asked to', () => {
  expect(outcome(sampleReport, { failOn: 'medium', failOnReview: true }).reasons).toContain(
    "1 finding to review at or above 'medium'",
  );
});

test('failures below the threshold leave a run clean, and it says so', () => {
  const mild = { ...cleanReport, findings: sampleReport.findings.filter(({ severity }) => severity === 'info') };
  expect(outcome(mild, medium)).toEqual({ exitCode: 0, reasons: ["1 failure below 'medium'"] });
  expect(outcome(mild, { failOn: 'info', failOnReview: false }).exitCode).toBe(1);
});

test('a subject not decided, a crash or an exceeded budget is 3', () => {
  const undecided = { ...cleanReport, verdicts: sampleReport.verdicts.filter(({ kind }) => kind === 'open') };
  expect(outcome(undecided, medium)).toEqual({ exitCode: 3, reasons: ['2 subjects not decided'] });
  expect(outcome(withProblem(cleanReport, 'crash'), medium)).toEqual({ exitCode: 3, reasons: ['1 crashed check'] });
  expect(outcome(withProblem(cleanReport, 'budget'), medium)).toEqual({ exitCode: 3, reasons: ['1 exceeded budget'] });
});

test('an invalid policy or configuration is 2, before anything else', () => {
  expect(outcome(withProblem(sampleReport, 'policy'), medium).exitCode).toBe(2);
  expect(outcome(withProblem(sampleReport, 'configuration'), medium).reasons[0]).toBe('1 problem in the configuration');
});

test('other problems do not change the exit code', () => {
  for (const kind of ['unreadable', 'parse', 'too-large', 'stale-exception'] as const) {
    expect(outcome(withProblem(cleanReport, kind), medium)).toEqual({ exitCode: 0, reasons: [] });
  }
});

test('a run that examined nothing is clean but says so', () => {
  expect(outcome(emptyReport, medium)).toEqual({ exitCode: 0, reasons: ['no policy found a subject to examine'] });
});

test('a run without a policy is 2: whoever set it up meant something else', () => {
  const bare = { ...emptyReport, policies: [] };
  expect(outcome(bare, medium)).toEqual({ exitCode: 2, reasons: ['no policy ran'] });
  expect(outcome(withProblem(bare, 'skipped-rule'), medium)).toEqual({
    exitCode: 2,
    reasons: ['no policy ran', '1 rule for other languages skipped'],
  });
});

test('a comment that exempts nothing because it is malformed is 2; other comments to look at are not', () => {
  const malformed = withProblem(cleanReport, 'directive');
  expect(outcome(malformed, medium)).toEqual({
    exitCode: 2,
    reasons: ['1 malformed comment that is meant to exempt'],
  });
  const unused: Problem = { kind: 'directive', level: 'warning', message: 'It exempts nothing.' };
  expect(outcome({ ...cleanReport, problems: [unused] }, medium)).toEqual({ exitCode: 0, reasons: [] });
});

test('findings that are exempted or known count for nothing', () => {
  const { findings } = sampleReport;
  const softened: Report = { ...cleanReport, suppressed: findings, known: findings };
  expect(outcome(softened, { failOn: 'info', failOnReview: true })).toEqual({ exitCode: 0, reasons: [] });
});

test('less read than asked for is 3, after all that was found', () => {
  const demanding = { ...medium, minCoverage: 66.7 };
  expect(outcome({ ...cleanReport, files: sampleReport.files }, demanding)).toEqual({
    exitCode: 3,
    reasons: ['only 66.6% of 9 files parsed wholly, 66.7% are asked for'],
  });
  expect(outcome({ ...cleanReport, files: sampleReport.files }, { ...medium, minCoverage: 66 }).exitCode).toBe(0);
  expect(outcome({ ...cleanReport, files: [] }, { ...medium, minCoverage: 1 }).reasons).toEqual([
    'only 0% of 0 files parsed wholly, 1% are asked for',
  ]);
  expect(outcome(sampleReport, { ...medium, minCoverage: 100 }).exitCode).toBe(1);
});
