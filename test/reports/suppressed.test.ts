import { expect, test } from 'vitest';
import { outcome } from '../../engine/model/outcome.ts';
import type { Report } from '../../engine/model/report.ts';
import { json } from '../../engine/reports/json.ts';
import { sarif } from '../../engine/reports/sarif/sarif.ts';
import { text } from '../../engine/reports/text/text.ts';
import { cleanReport, sampleReport } from './sample-report.ts';

const suppression = { kind: 'inSource', justification: 'nosemgrep: has-lock-file' } as const;
const finding = { ...sampleReport.findings[2]!, suppression };
const report: Report = { ...cleanReport, suppressed: [finding] };
const options = { colour: false, includeReview: false, evidence: false };

test('a suppressed finding does not count', () => {
  expect(outcome(report, { failOn: 'info', failOnReview: true })).toEqual({ exitCode: 0, reasons: [] });
});

test('as text it is counted and not listed', () => {
  const lines = text.render(report, options).split('\n');
  expect(lines.filter((line) => !text.render(cleanReport, options).split('\n').includes(line))).toEqual([
    '  Exempted      1 finding: 1 by comments',
  ]);
});

test('JSON keeps it apart, with its suppression', () => {
  const { findings, suppressed } = JSON.parse(json.render(report, options));
  expect({ findings, suppressed }).toEqual({ findings: [], suppressed: [finding] });
});

test('SARIF for upload has none of it', () => {
  const [run] = JSON.parse(sarif.render(report, options)).runs;
  expect(run.results).toEqual([]);
});
