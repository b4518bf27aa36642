import { gzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import type { Log, Notification } from 'sarif';
import { expect, test } from 'vitest';
import type { Finding, Report } from '../../../engine/model/report.ts';
import { sarifAudit } from '../../../engine/reports/sarif/audit.ts';
import { sarif } from '../../../engine/reports/sarif/sarif.ts';
import { place, sampleReport } from '../sample-report.ts';
import { manyFindings } from './many-findings.ts';

const options = { colour: false, includeReview: true, evidence: false };
const at = place('supabase/config.toml', 'verify_jwt = false');

function runOf(text: string) {
  const run = (JSON.parse(text) as Log).runs[0]!;
  const notices = run.invocations?.[0]?.toolExecutionNotifications ?? [];
  const said = (id: string): readonly string[] =>
    notices.filter(({ descriptor }: Notification) => descriptor?.id === id).map(({ message }) => message.text ?? '');
  return { results: run.results ?? [], rules: run.tool.driver.rules ?? [], said };
}

function with1(more: Partial<Finding>): Report {
  return manyFindings(1, () => more);
}

test('of 30,000 findings the upload has the 5,000 most severe and says so, the audit all', { timeout: 60_000 }, () => {
  const report = manyFindings(30_000);
  const { results, said } = runOf(sarif.render(report, options));
  expect(results).toHaveLength(5000);
  expect(results.filter(({ level }) => level === 'error')).toHaveLength(3000);
  expect(said('results-left-out')).toEqual([
    '25000 findings of the lowest severity are left out: the log holds 5000 results at most.',
  ]);
  expect(runOf(sarifAudit.render(report, options)).results).toHaveLength(30_000);
});

test('what a person has to review goes before failures do', () => {
  const report = manyFindings(5001, (i) => ({ kind: i === 9 ? 'review' : 'fail' }));
  const { results, said } = runOf(sarif.render(report, options));
  expect(results.filter(({ message }) => message.text?.startsWith('To review'))).toEqual([]);
  expect(said('results-left-out')).toEqual([
    '1 finding of the lowest severity is left out: the log holds 5000 results at most.',
  ]);
});

test('a log of more than 10 MB when packed is cut to fit, the lightest first', { timeout: 120_000 }, () => {
  const noise = (i: number): string =>
    Array.from({ length: 60 }, (_, part) => createHash('sha512').update(`${i}.${part}`).digest('base64')).join('');
  const report = manyFindings(5000, (i) => ({ message: `${noise(i)}.` }));
  const text = sarif.render(report, options);
  const { results, said } = runOf(text);
  expect(gzipSync(text).length).toBeLessThanOrEqual(10_000_000);
  expect(results.length).toBeGreaterThan(1000);
  expect(results.filter(({ level }) => level === 'error')).toHaveLength(500);
  expect(said('results-left-out')).toEqual([
    `${5000 - results.length} findings of the lowest severity are left out: the log holds 10 MB when packed at most.`,
  ]);
});

test('of a result 100 related places are kept, the audit has all', () => {
  const related = Array.from({ length: 150 }, (_, i) => ({ message: `near ${i}`, place: at }));
  const { results, said } = runOf(sarif.render(with1({ related }), options));
  expect(results[0]?.relatedLocations).toHaveLength(100);
  expect(said('details-left-out')).toEqual(['Of 1 result no more than 100 related places and 1000 steps are shown.']);
  const audit = runOf(sarifAudit.render(with1({ related }), options));
  expect(audit.results[0]?.relatedLocations).toHaveLength(150);
  expect(audit.said('details-left-out')).toEqual([]);
});

test('of a long way both ends are kept, 1,000 steps in all', () => {
  const flow = Array.from({ length: 1500 }, (_, i) => ({ message: `Step ${i}.`, place: at }));
  const { results, said } = runOf(sarif.render(with1({ flow }), options));
  const steps = results[0]?.codeFlows?.[0]?.threadFlows[0]?.locations ?? [];
  const told = steps.map(({ location }) => location?.message?.text);
  expect([told.length, told[0], told[499], told[500], told.at(-1)]).toEqual([
    1000,
    'Step 0.',
    'Step 499.',
    'Step 1000.',
    'Step 1499.',
  ]);
  expect(said('details-left-out')).toHaveLength(1);
});

test('a rule has 20 tags at most, weaknesses first', () => {
  const tags = Array.from({ length: 30 }, (_, i) => `tag-${i}`);
  const policies = sampleReport.policies.map(({ info, verdicts }) => ({ info: { ...info, tags }, verdicts }));
  const { rules, said } = runOf(sarif.render({ ...sampleReport, policies: policies.slice(1, 2) }, options));
  expect(rules[0]?.properties?.tags).toEqual(['security', 'external/cwe/cwe-095', ...tags.slice(0, 18)]);
  expect(said('details-left-out')).toEqual(["Only the first 20 tags are shown of 'no-eval'."]);
});
