import type { Log, Result } from 'sarif';
import { expect, test } from 'vitest';
import type { Report } from '../../../engine/model/report.ts';
import { sarifAudit } from '../../../engine/reports/sarif/audit.ts';
import { guidOf } from '../../../engine/reports/sarif/guid.ts';
import { cleanReport, sampleReport } from '../sample-report.ts';
import { fullReport } from './full-report.ts';

function runOf(report: Report) {
  const text = sarifAudit.render(report, { colour: false, includeReview: false, evidence: false });
  return (JSON.parse(text) as Log).runs[0]!;
}

function resultsOf(report: Report): readonly Result[] {
  return runOf(report).results ?? [];
}

test('the whole log, made readable', async () => {
  const readable = `${JSON.stringify(runOf(fullReport), null, 2)}\n`;
  await expect(readable).toMatchFileSnapshot('../expected/full.sarif-audit.json');
});

test('every verdict is there; what is not a failure has no level', () => {
  expect(
    resultsOf(sampleReport)
      .map(({ kind, level, rank, properties }) => [kind, level, rank, properties?.['verdict']])
      .sort(),
  ).toEqual([
    ['fail', 'error', 80, 'fail'],
    ['fail', 'error', 95, 'fail'],
    ['fail', 'note', 10, 'fail'],
    ['fail', 'warning', 55, 'fail'],
    ['notApplicable', 'none', undefined, 'notApplicable'],
    ['open', 'none', undefined, 'open'],
    ['open', 'none', undefined, 'open'],
    ['open', 'none', undefined, 'vacuous'],
    ['pass', 'none', undefined, 'pass'],
    ['pass', 'none', undefined, 'pass'],
    ['review', 'none', undefined, 'review'],
  ]);
});

test('a pass says what it rests on', () => {
  const [passed] = resultsOf(cleanReport);
  expect(passed).toMatchObject({
    ruleId: 'has-lock-file',
    kind: 'pass',
    message: { text: "A package.json has a lock file beside it: holds for 'package.json'." },
    locations: [{ physicalLocation: { artifactLocation: { uri: 'package.json' } } }],
  });
  const place = { path: 'package-lock.json' };
  const verdicts = cleanReport.verdicts.map((one) => ({
    ...one,
    key: 'the package',
    evidence: [{ message: 'exists: file', place }, { message: 'it is `young` {yes}' }],
  }));
  expect(resultsOf({ ...cleanReport, verdicts })[0]).toMatchObject({
    message: {
      text: "A package.json has a lock file beside it: holds for 'the package'. it is 'young' ｛yes｝. See [exists: file](1).",
    },
    locations: [{ logicalLocations: [{ fullyQualifiedName: 'the package' }] }],
    relatedLocations: [{ id: 1, physicalLocation: { artifactLocation: { uri: 'package-lock.json' } } }],
    properties: { evidence: ['exists: file', 'it is `young` {yes}'] },
  });
});

test('what could not be decided says why', () => {
  const open = resultsOf(sampleReport).find(({ kind, ruleId }) => kind === 'open' && ruleId === 'tables-have-rls');
  expect(open?.message.text).toMatch(/: not decided for 'supabase\/migrations\/0000_init\.sql'\. See \[/);
  expect(open?.properties?.['causes']).toEqual([
    { kind: 'not-read', message: "'supabase/migrations/0002_seed.sql' could not be parsed at line 3." },
  ]);
  const vacuous = resultsOf(sampleReport).find(({ properties }) => properties?.['verdict'] === 'vacuous');
  expect(vacuous?.message.text).toBe('No privileged pods: there was nothing to examine.');
});

test('suppressions say who answers for them and for how long, and stand on all results', () => {
  const results = resultsOf(fullReport);
  expect(results.every(({ suppressions }) => suppressions !== undefined)).toBe(true);
  const [comment, external] = results
    .flatMap(({ suppressions = [] }) => suppressions)
    .sort((a, b) => (a.kind > b.kind ? -1 : 1));
  expect(comment).toMatchObject({
    kind: 'inSource',
    status: 'accepted',
    justification: 'bylaw-ignore has-lock-file: built elsewhere',
    location: { physicalLocation: { artifactLocation: { uri: 'supabase/config.toml' }, region: { startLine: 3 } } },
    properties: { expires: '2026-12-31' },
  });
  expect(external).toMatchObject({
    kind: 'external',
    status: 'accepted',
    justification: "The vendor's 'script' ｛as is｝",
    location: { physicalLocation: { artifactLocation: { uri: 'bylaw-exemptions.yaml' } } },
    properties: {
      owner: 'shop@example.com',
      approver: 'security@example.com',
      ticket: 'SHOP-12',
      created: '2026-01-01',
      expires: '2026-12-31',
    },
  });
});

test('without an exemption no result has suppressions, without a baseline none has a state', () => {
  const keys = new Set(resultsOf(sampleReport).flatMap((result) => Object.keys(result)));
  expect([keys.has('suppressions'), keys.has('baselineState')]).toEqual([false, false]);
});

test('with a baseline every result has a state, and what is gone is there', () => {
  const states = resultsOf(fullReport).map(({ kind, baselineState }) => `${kind} ${baselineState}`);
  expect(states.filter((state) => /absent|updated/.test(state)).sort()).toEqual([
    'fail absent',
    'fail updated',
    'review absent',
  ]);
  expect(states.every((state) => !state.endsWith('undefined'))).toBe(true);
  const [gone] = resultsOf(fullReport).filter(({ baselineState }) => baselineState === 'absent');
  expect(gone).toMatchObject({
    ruleId: 'no-eval',
    ruleIndex: 1,
    message: { text: "'x' is run as ｛code｝." },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: 'old/%5Bgone%5D.ts' }, region: { startLine: 7 } },
        logicalLocations: [{ fullyQualifiedName: 'Orders.create' }],
      },
    ],
    partialFingerprints: { 'bylawMatch/v1': '0123456789abcdef:1' },
  });
});

test('every file is an artifact with what became of it', () => {
  const report: Report = {
    ...cleanReport,
    files: [
      { path: 'a [b].ts', status: 'parsed', language: 'javascript', bytes: 3, sha256: 'ab'.repeat(32) },
      {
        path: 'c.sql',
        status: 'partial',
        language: 'sql',
        bytes: 9,
        sha256: 'cd'.repeat(32),
        unparsed: [{ start: 0, end: 2, startLine: 1, startColumn: 1, endLine: 1, endColumn: 3 }],
      },
      { path: 'huge.js', status: 'unread', language: 'javascript', bytes: 0 },
      { path: 'logo.png', status: 'skipped', language: 'text', bytes: 0 },
    ],
  };
  const isRead = { roles: ['analysisTarget'], encoding: 'UTF-8' };
  expect(runOf(report).artifacts).toEqual([
    {
      location: { uri: 'a%20%5Bb%5D.ts' },
      length: 3,
      hashes: { 'sha-256': 'ab'.repeat(32) },
      ...isRead,
      mimeType: 'text/plain',
      properties: { status: 'parsed', language: 'javascript' },
    },
    {
      location: { uri: 'c.sql' },
      length: 9,
      hashes: { 'sha-256': 'cd'.repeat(32) },
      ...isRead,
      mimeType: 'application/sql',
      properties: {
        status: 'partial',
        language: 'sql',
        unparsed: [{ startLine: 1, startColumn: 1, endLine: 1, endColumn: 3 }],
      },
    },
    { location: { uri: 'huge.js' }, properties: { status: 'unread', language: 'javascript' } },
    { location: { uri: 'logo.png' }, properties: { status: 'skipped', language: 'text' } },
  ]);
  expect(runOf(report).properties).toEqual({ coverage: { parsed: 1, files: 3 } });
});

test('packs are policies, with the rules that they configure', () => {
  const packs = runOf(fullReport).policies ?? [];
  expect(packs.map(({ name, guid, rules = [] }) => [name, guid, rules.length])).toEqual([
    ['own', guidOf('pack', 'own'), 5],
    ['supabase', guidOf('pack', 'supabase'), 1],
  ]);
  expect(packs[1]?.rules).toEqual([
    { id: 'supabase-unverified-function-must-authenticate', defaultConfiguration: { level: 'error' } },
  ]);
});

test('where it comes from is said with a root that has no address', () => {
  const { versionControlProvenance, originalUriBaseIds } = runOf(fullReport);
  expect(versionControlProvenance).toEqual([
    {
      repositoryUri: 'https://example.com/shop.git',
      revisionId: fullReport.revision?.commit,
      branch: 'main',
      mappedTo: { uriBaseId: 'SRCROOT' },
    },
  ]);
  expect(originalUriBaseIds).toEqual({
    SRCROOT: { description: { text: 'The root of the workspace that was checked.' } },
  });
  const { repository: _, ...nowhere } = fullReport.revision!;
  expect(runOf({ ...fullReport, revision: nowhere })).not.toHaveProperty('versionControlProvenance');
});
