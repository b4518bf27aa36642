import { existsSync } from 'node:fs';
import type { Log, Region, Result } from 'sarif';
import { expect, test } from 'vitest';
import { lineIndex } from '../../../engine/documents/lines.ts';
import type { Problem } from '../../../engine/model/problem.ts';
import type { Report } from '../../../engine/model/report.ts';
import { sarif } from '../../../engine/reports/sarif/sarif.ts';
import { errata, rtm5, schemaErrors } from '../sarif-schemas.ts';
import { cleanReport, emptyReport, sampleFiles, sampleReport } from '../sample-report.ts';

function render(report: Report, includeReview = false): string {
  return sarif.render(report, { colour: false, includeReview, evidence: false });
}

function log(report: Report, includeReview = false): Log {
  return JSON.parse(render(report, includeReview));
}

function results(report: Report, includeReview = false): readonly Result[] {
  return log(report, includeReview).runs[0]?.results ?? [];
}

function notifications(report: Report) {
  return log(report).runs[0]?.invocations?.[0]?.toolExecutionNotifications ?? [];
}

/** What Jenkins makes issues of. */
function configurationNotifications(report: Report) {
  return log(report).runs[0]?.invocations?.[0]?.toolConfigurationNotifications ?? [];
}

const reports = [
  ['sample', sampleReport],
  ['clean', cleanReport],
  ['empty', emptyReport],
] as const;

function errorsBy(schemaFile: string | URL, report: Report) {
  return schemaErrors(schemaFile, log(report, true));
}

test.each(reports)('the log of the %s report is valid by the schema of rtm.5', (_, report) => {
  expect(errorsBy(rtm5, report)).toBeNull();
});

test.skipIf(!existsSync(errata)).each(reports)('the log of the %s report is valid by errata 01', (_, report) => {
  expect(errorsBy(errata, report)).toBeNull();
});

test('the whole log, made readable', async () => {
  const readable = `${JSON.stringify(log(sampleReport, true), null, 2)}\n`;
  await expect(readable).toMatchFileSnapshot('../expected/sample.sarif.json');
});

test('it is compact, ends in a line break and is the same every time', () => {
  expect(render(sampleReport)).toBe(`${JSON.stringify(log(sampleReport))}\n`);
  expect(render(structuredClone(sampleReport))).toBe(render(sampleReport));
});

test('only failures are uploaded, reviews when asked for and then as notes', () => {
  const review = (result: Result) => result.message.text?.startsWith('To review: ');
  expect(results(sampleReport)).toHaveLength(4);
  expect(results(sampleReport).some(review)).toBe(false);
  expect(results(sampleReport, true).filter(review)).toMatchObject([{ ruleId: 'no-eval', level: 'note' }]);
});

test('a run without findings has an empty list of results, so that old alerts are closed', () => {
  expect(results(cleanReport)).toEqual([]);
  expect(log(cleanReport).runs[0]?.tool.driver.rules).toHaveLength(1);
});

test('every result has level, rule, place and, where its place has a region, a fingerprint', () => {
  const rules = log(sampleReport).runs[0]?.tool.driver.rules ?? [];
  for (const result of results(sampleReport)) {
    expect(rules[result.ruleIndex ?? -1]?.id).toBe(result.ruleId);
    expect(['error', 'warning', 'note']).toContain(result.level);
    expect(result.locations).toHaveLength(1);
  }
  expect(
    results(sampleReport).filter((result) => !result.partialFingerprints?.['primaryLocationLineHash']),
  ).toMatchObject([{ ruleId: 'has-lock-file', locations: [{ physicalLocation: { region: { startLine: 1 } } }] }]);
});

test('every rule says all that GitHub requires', () => {
  for (const rule of log(sampleReport).runs[0]?.tool.driver.rules ?? []) {
    expect(rule.name).toMatch(/^[A-Z][A-Za-z0-9]*$/);
    expect(rule.shortDescription?.text).not.toBe('');
    expect(rule.fullDescription?.text).not.toBe('');
    expect(rule.help?.text).not.toBe('');
    expect(Number(rule.properties?.['security-severity'])).toBeGreaterThan(0);
    expect(rule.properties?.tags).toContain('security');
    expect(JSON.stringify([rule.shortDescription, rule.fullDescription, rule.help?.text])).not.toMatch(/[{}]{2}|\{\d/);
  }
});

function textOf(path: string, region: Region): string {
  const text = sampleFiles[path] ?? '';
  const lines = lineIndex(text);
  const starts = Array.from({ length: lines.count }, (_, i) => i + 1).map((line) => startOf(text, line));
  const offset = (line = 0, column = 0): number => (starts[line - 1] ?? Number.NaN) + column - 1;
  return text.slice(offset(region.startLine, region.startColumn), offset(region.endLine, region.endColumn));
}

function startOf(text: string, line: number): number {
  let start = 0;
  for (let i = 1; i < line; i++) start = text.indexOf('\n', start) + 1;
  return start;
}

test('snippets are the exact text of their regions, also after emoji and with CRLF', () => {
  const locations = results(sampleReport, true)
    .flatMap((result) => [...(result.locations ?? []), ...(result.relatedLocations ?? [])])
    .map((location) => location.physicalLocation);
  const checked = locations.flatMap((location) =>
    [location?.region, location?.contextRegion].flatMap((region) => {
      if (region?.snippet === undefined) return [];
      const path = decodeURIComponent(location?.artifactLocation?.uri ?? '');
      expect(region.snippet.text).toBe(textOf(path, region));
      return [path];
    }),
  );
  expect(checked.filter((path) => path === 'app/(shop)/greeting.tsx')).toHaveLength(2);
  expect(checked).toHaveLength(10);
});

test('messages have no braces, and no brackets that read as a link but ours', () => {
  const [review] = results(sampleReport, true).filter(({ level }) => level === 'note');
  expect(review?.message.text).toBe(
    "To review: 'run(｛a: \\[1\\](2)｝)' is run as code, if 'a\\[i\\](x)' is what it seems \ufffd.",
  );
  const route = results(sampleReport).find(({ ruleId }) => ruleId === 'route-checks-owner');
  expect(route?.message.text).toContain('app/api/orders/\\[id\\] with the service role');
  expect(route?.message.text).toMatch(/ See \[exists: table public\.orders\]\(1\)\.$/);
  expect(route?.relatedLocations?.map(({ id }) => id)).toEqual([1]);
});

test('results are in order of URI, line, column and rule, and none stands there twice', () => {
  const shuffled = [...sampleReport.findings, ...sampleReport.findings].reverse();
  expect(results({ ...sampleReport, findings: shuffled })).toEqual(
    results(sampleReport).map((result) => ({ ...result, occurrenceCount: 2 })),
  );
});

test('what was not read or decided is said, at level warning, without absolute paths', () => {
  const said = notifications(sampleReport);
  expect(said.map(({ descriptor, level }) => `${level} ${descriptor?.id}`)).toEqual([
    'warning too-large',
    'warning parse',
    'warning not-read',
    'warning not-decided',
  ]);
  expect(configurationNotifications(sampleReport)).toMatchObject([{ descriptor: { id: 'stale-exception' } }]);
  expect(configurationNotifications(sampleReport)[0]).not.toHaveProperty('locations');
  expect(render(sampleReport)).not.toContain('/home/me');
  expect(log(sampleReport).runs[0]?.invocations?.[0]?.executionSuccessful).toBe(true);
});

test('a path with every character that hurts is one valid URI', () => {
  const uris = results(sampleReport).map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri);
  expect(uris).toEqual([
    'app/api/orders/%5Bid%5D/route.ts',
    'packages/a%20b%23c%25.x/package.json',
    'public/vendor.js',
    'supabase/functions/provision/index.ts',
  ]);
});

test('a run that a policy or the configuration stopped was not successful', () => {
  const problem: Problem = { kind: 'policy', level: 'error', message: "Unknown key 'requires'." };
  const report = { ...cleanReport, problems: [problem] };
  expect(log(report).runs[0]?.invocations?.[0]?.executionSuccessful).toBe(false);
  expect(configurationNotifications(report)).toMatchObject([{ level: 'error', descriptor: { id: 'policy' } }]);
});

test.each(['refused-rule', 'directive', 'crash', 'parse'] as const)(
  'a problem of kind %s leaves the results valid, whatever its level and the exit code',
  (kind) => {
    const problem: Problem = { kind, level: 'error', message: 'Something is wrong.' };
    const report = { ...cleanReport, problems: [problem] };
    expect(log(report).runs[0]?.invocations?.[0]?.executionSuccessful).toBe(true);
    expect([...notifications(report), ...configurationNotifications(report)]).toMatchObject([{ level: 'warning' }]);
  },
);

test('a warning about the configuration does not make the run unsuccessful', () => {
  const problem: Problem = { kind: 'configuration', level: 'warning', message: 'That is not needed.' };
  expect(log({ ...cleanReport, problems: [problem] }).runs[0]?.invocations?.[0]?.executionSuccessful).toBe(true);
});

test('nothing of what is exempted, known or gone is in it', () => {
  const [finding] = sampleReport.findings;
  const report: Report = {
    ...cleanReport,
    suppressed: [{ ...finding!, suppression: { kind: 'inSource', justification: 'bylaw-ignore' } }],
    known: [{ ...finding!, baseline: 'unchanged' }],
    baseline: { name: 'b.json', absent: [{ ...finding!, path: 'gone.ts' }] },
  };
  expect(results(report, true)).toEqual([]);
});

test('a failure has the rank of its severity, a review that of the mildest', () => {
  const ranks = results(sampleReport, true).map(({ ruleId, rank }) => [ruleId, rank]);
  expect(Object.fromEntries(ranks.map(([rule, rank]) => [`${rule} ${rank}`, true]))).toEqual({
    'no-eval 10': true,
    'route-checks-owner 80': true,
    'has-lock-file 10': true,
    'no-eval 55': true,
    'supabase-unverified-function-must-authenticate 95': true,
  });
});

test('half a surrogate pair never appears', () => {
  expect(render(sampleReport, true)).not.toMatch(/\p{Surrogate}|\\ud[89a-f]/iu);
});
