import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { check } from '../../engine/scan.ts';
import { anchors } from '../../engine/matches/all.ts';
import { parseConfiguration } from '../../engine/policies/configuration.ts';
import { parseExemptions, type ParsedExemptions } from '../../engine/policies/exemptions.ts';
import { folderOf } from '../cli/run-cli.ts';

const entry = {
  policy: 'no-eval',
  files: 'src/legacy/**',
  reason: 'Goes with the old parser',
  owner: 'ana',
  created: '2026-10-01',
  expires: '2026-12-31',
};

function parsed(text: string, exemptions = 'exemptions.yaml', today = '2026-11-21'): ParsedExemptions {
  const { configuration, problems } = parseConfiguration('bylaw.yaml', `exemptions: ${exemptions}\n`, anchors);
  expect(problems).toEqual([]);
  return parseExemptions({ path: 'exemptions.yaml', text }, configuration!.exemptions, today, anchors);
}

function said(text: string, exemptions?: string, today?: string): readonly string[] {
  const { exemptions: read, problems } = parsed(text, exemptions, today);
  if (problems.length > 0) expect(read).toEqual([]);
  return problems.map(({ level, kind, path, region, message }) => {
    expect([level, kind, path]).toEqual(['error', 'configuration', 'exemptions.yaml']);
    return `${region?.startLine}:${region?.startColumn} ${message}`;
  });
}

/** The text of one entry: keys given as undefined are left out. */
function written(changes: Readonly<Record<string, string | undefined>> = {}): string {
  const keys = Object.entries({ ...entry, ...changes }).filter(([, value]) => value !== undefined);
  return `- ${keys.map(([key, value]) => `${key}: ${value}`).join('\n  ')}\n`;
}

test('entries with all that they say, and where they stand', () => {
  const text = `# yaml-language-server: $schema=../schemas/exemptions.schema.json
${written({ approver: 'ben', ticket: 'SEC-1' })}${written({ files: "['src/a.ts', 'app/(auth)/**']", subject: 'table public.*' })}`;
  expect(parsed(text)).toEqual({
    problems: [],
    exemptions: [
      {
        ...entry,
        files: ['src/legacy/**'],
        approver: 'ben',
        ticket: 'SEC-1',
        place: {
          path: 'exemptions.yaml',
          region: expect.objectContaining({ startLine: 2, startColumn: 3 }) as unknown,
        },
      },
      {
        ...entry,
        files: ['src/a.ts', 'app/(auth)/**'],
        subject: 'table public.*',
        place: {
          path: 'exemptions.yaml',
          region: expect.objectContaining({ startLine: 10, startColumn: 3 }) as unknown,
        },
      },
    ],
  });
});

test.each(['', '# nothing yet\n', '[]\n'])('a file without entries permits nothing: %j', (text) => {
  expect(parsed(text)).toEqual({ exemptions: [], problems: [] });
});

test.each([
  ['policy: a\n', '1:1 A file of exemptions must be a list, but it is a map.'],
  ['- a\n', "1:3 Item 1 of a file of exemptions must be a map, but it is 'a'."],
  [written({ owner: undefined }), "1:3 Item 1 of a file of exemptions needs the key 'owner'."],
  [written({ reason: '" "' }), "3:11 'reason' must be a text that is not empty, but it is ' '."],
  [
    written({ expiry: '2026-12-31' }),
    "7:3 Unknown key 'expiry'. Did you mean 'expires'? Allowed here: policy, subject, files, reason, owner, approver, created, expires, ticket.",
  ],
  [written({ files: undefined }), "1:3 An exemption must say what it speaks of: 'subject' or 'files', or both."],
  [written({ created: '1.10.2026' }), "5:12 'created' must be a day such as '2027-01-31', but it is '1.10.2026'."],
  [written({ created: '2026-02-30' }), "5:12 '2026-02-30' is no day of the calendar."],
  [written({ expires: '2026-13-01' }), "6:12 '2026-13-01' is no day of the calendar."],
  [written({ expires: '2026-09-30' }), "6:12 'expires' is 2026-09-30, which is before 'created', 2026-10-01."],
  [written({ created: '2026-11-23', expires: '2026-11-30' }), "5:12 'created' is 2026-11-23, which is in the future."],
  [
    written({ files: '/src/**' }),
    "2:10 The glob '/src/**' must be relative to the workspace root: leave out the leading '/'.",
  ],
  [
    written({ files: "['src/**', '!src/a.ts']" }),
    "2:21 The glob '!src/a.ts' is negated, and would permit all the rest. Name what is permitted.",
  ],
  [
    written().replace('- policy', '- __proto__: {owner: x}\n  policy'),
    "1:3 Unknown key '__proto__'. Allowed here: policy, subject, files, reason, owner, approver, created, expires, ticket.",
  ],
  [
    '- [\n',
    "2:1 'exemptions.yaml' is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ].",
  ],
])('%j', (text, message) => {
  expect(said(text)).toEqual([message]);
});

test('created tomorrow is no mistake east of Greenwich', () => {
  expect(said(written({ created: '2026-11-22' }))).toEqual([]);
});

test('aliases that unfold to billions of entries are refused', () => {
  const lines = Array.from({ length: 30 }, (_, i) => `- &a${i + 1} [${`*a${i}, `.repeat(9)}]`);
  expect(said(`- &a0 [x]\n${lines.join('\n')}\n`)).toEqual([
    "1:1 'exemptions.yaml' cannot be read: Excessive alias count indicates a resource exhaustion attack.",
  ]);
  expect(said('['.repeat(5000))).toEqual([expect.stringContaining("'exemptions.yaml' is nested deeper than")]);
});

test('what the organisation asks of them', () => {
  const rules = '{file: e.yaml, longest-days: 30, required: [approver, ticket]}';
  expect(said(written({ created: '2026-11-01', expires: '2026-12-02' }), rules)).toEqual([
    "1:3 An exemption needs the key 'approver' in this workspace.",
    "1:3 An exemption needs the key 'ticket' in this workspace.",
    '6:12 The exemption lasts 31 days, but in this workspace at most 30 are allowed.',
  ]);
  const whole = { created: '2026-11-01', expires: '2026-12-01', approver: 'ben', ticket: 'SEC-1' };
  expect(said(written(whole), rules)).toEqual([]);
});

function configured(exemptions: string): unknown {
  const { configuration, problems } = parseConfiguration('bylaw.yaml', `exemptions: ${exemptions}\n`, anchors);
  if (problems.length > 0) return problems.map(({ message }) => message);
  const { file, rules, required } = configuration!.exemptions;
  return { file, rules, required };
}

test.each([
  ['e.yaml', { file: 'e.yaml', rules: { warningDays: 14, directives: true }, required: [] }],
  [
    '{file: e.yaml, longest-days: 90, warning-days: 0, directives: forbid, required: [ticket]}',
    { file: 'e.yaml', rules: { longestDays: 90, warningDays: 0, directives: false }, required: ['ticket'] },
  ],
  ['{directives: forbid}', { file: undefined, rules: { warningDays: 14, directives: false }, required: [] }],
  ['[e.yaml]', ["'exemptions' must be the path of a file, or a map, but it is a list."]],
  ['{}', ["'exemptions' must not be empty."]],
  ['{longest-days: 0}', ["'longest-days' must be >= 1."]],
  ['{longest: 30}', ["Unknown key 'longest'. Allowed here: file, longest-days, warning-days, directives, required."]],
  [
    '{directives: forbidden}',
    ["'directives' must be one of 'allow', 'forbid', but it is 'forbidden'. Did you mean 'forbid'?"],
  ],
])('bylaw.yaml: exemptions: %s', (text, meaning) => {
  expect(configured(text)).toEqual(meaning);
});

const policy = 'id: no-eval\ntitle: Nothing is evaluated\nseverity: high\nforbid: {code: eval(...)}\n';

async function problemsIn(folder: string): Promise<readonly string[]> {
  const { problems } = await check({ cwd: folder, paths: ['.'], workers: 1, today: '2026-11-21' });
  return problems.map(({ path, message }) => `${path}: ${message}`);
}

test('the file lies in the workspace, wherever links lead', async () => {
  const outer = folderOf({
    'outside.yaml': written(),
    'inner/bylaw.yaml': 'extends: [./policies]\nexemptions: exemptions.yaml\n',
    'inner/policies/p.yaml': policy,
    'inner/src/legacy/a.ts': 'eval(x)\n',
  });
  const inner = join(outer, 'inner');
  expect(await problemsIn(inner)).toEqual(["bylaw.yaml: The file of exemptions 'exemptions.yaml' does not exist."]);
  symlinkSync(join(outer, 'outside.yaml'), join(inner, 'exemptions.yaml'));
  expect(await problemsIn(inner)).toEqual([
    "bylaw.yaml: The file of exemptions 'exemptions.yaml' lies outside of the workspace.",
  ]);
  writeFileSync(join(inner, 'bylaw.yaml'), 'extends: [./policies]\nexemptions: ../outside.yaml\n');
  expect(await problemsIn(inner)).toEqual([
    "bylaw.yaml: The file of exemptions '../outside.yaml' lies outside of the workspace.",
  ]);
  rmSync(join(inner, 'exemptions.yaml'));
  mkdirSync(join(inner, 'ops'));
  writeFileSync(join(inner, 'ops/exemptions.yaml'), written());
  writeFileSync(join(inner, 'bylaw.yaml'), 'extends: [./policies]\nexemptions: ops/exemptions.yaml\n');
  expect(await problemsIn(inner)).toEqual([]);
});

test('beside a configuration that is named it may lie outside of the workspace', async () => {
  const outer = folderOf({
    'central/bylaw.yaml': 'extends: [./policies]\nexemptions: exemptions.yaml\n',
    'central/exemptions.yaml': written(),
    'central/policies/p.yaml': policy,
    'project/package.json': '{}\n',
    'project/src/legacy/a.ts': 'eval(x)\n',
  });
  const request = { cwd: join(outer, 'project'), paths: ['.'], config: '../central/bylaw.yaml', workers: 1 };
  const report = await check({ ...request, today: '2026-11-21' });
  expect(report.problems).toEqual([]);
  expect(report.findings).toEqual([]);
  expect(report.suppressed.map(({ place, suppression }) => [place.path, suppression!.place!.path])).toEqual([
    ['src/legacy/a.ts', '../central/exemptions.yaml'],
  ]);
});

test('a mistake in the file stops the run: what is permitted is not known', async () => {
  const folder = folderOf({
    'bylaw.yaml': 'extends: [./policies]\nexemptions: exemptions.yaml\n',
    'exemptions.yaml': written({ owner: undefined }),
    'policies/p.yaml': policy,
    'src/legacy/a.ts': 'eval(x)\n',
  });
  const report = await check({ cwd: folder, paths: ['.'], workers: 1, today: '2026-11-21' });
  expect(report.policies).toEqual([]);
  expect(report.problems.map(({ path, kind }) => [path, kind])).toEqual([['exemptions.yaml', 'configuration']]);
});

test('the day of a request is a day', async () => {
  const folder = folderOf({ 'bylaw.yaml': 'extends: [./policies]\n', 'policies/p.yaml': policy });
  await expect(check({ cwd: folder, paths: ['.'], today: '2026-02-30' })).rejects.toThrow(
    "'2026-02-30' is no day of the calendar, written as 2027-01-31.",
  );
});
