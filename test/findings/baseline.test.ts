import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { newBaseline, UsageError } from '../../engine/index.ts';
import { baselineSchema, baselineText } from '../../engine/findings/baseline-file.ts';
import type { Request } from '../../engine/model/request.ts';
import { onDisk } from '../files/workspace-on-disk.ts';
import { checked, policyFiles, states } from './checks.ts';

const usual = 'bylaw-baseline.json';

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** A workspace with these files whose findings are all known. */
async function withBaseline(files: Readonly<Record<string, string>>): Promise<string> {
  const root = onDisk({ ...policyFiles, ...files });
  await writeBaseline(root);
  return root;
}

async function writeBaseline(root: string, request: Partial<Request> = {}): Promise<string> {
  const { text } = await newBaseline({ cwd: root, paths: ['.'], policies: ['policies'], ...request });
  write(root, usual, text!);
  return text!;
}

const baseline = usual;

test('one finding on a line, nothing of the machine or the day', async () => {
  const root = onDisk({
    ...policyFiles,
    'b.ts': 'eval(b);\n',
    'a.ts': '\nfunction f() {\n  eval(a);\n}\n',
    'c.txt': 'LOOK\n',
  });
  expect(await writeBaseline(root)).toMatchInlineSnapshot(`
    "{
      "version": 1,
      "findings": [
        {"policy":"no-eval","kind":"fail","severity":"high","path":"a.ts","line":3,"key":"f","fingerprint":"7df3b492de9a4efa:1","message":"It is not as it should be."},
        {"policy":"no-eval","kind":"fail","severity":"high","path":"b.ts","line":1,"fingerprint":"c14828f5b443826e:1","message":"It is not as it should be."},
        {"policy":"two-eyes","kind":"review","severity":"high","path":"c.txt","line":1,"fingerprint":"135ee538576657c5:1","message":"It is not as it should be."}
      ]
    }
    "
  `);
  const report = await checked(root, { baseline });
  expect(states(report)).toEqual(['a.ts:3 unchanged', 'b.ts:1 unchanged', 'c.txt:1 unchanged']);
  expect(report.findings).toEqual([]);
  expect(report.baseline).toEqual({ name: usual, absent: [] });
});

test('no findings are a baseline too', async () => {
  const root = await withBaseline({ 'a.ts': 'ok();\n' });
  write(root, 'a.ts', 'eval(a);\n');
  expect(states(await checked(root, { baseline }))).toEqual(['a.ts:1 new']);
});

test('without a baseline nothing is said of one', async () => {
  const report = await checked(onDisk({ ...policyFiles, 'a.ts': 'eval(a);\n' }));
  expect(states(report)).toEqual(['a.ts:1 none']);
  expect(report).not.toHaveProperty('baseline');
});

test('of twins as many are known as there were', async () => {
  const root = await withBaseline({ 'a.ts': 'eval(a);\n'.repeat(3) });
  write(root, 'a.ts', 'eval(a);\n'.repeat(4));
  const { findings, known } = await checked(root, { baseline });
  expect([findings.length, known.length]).toEqual([1, 3]);
  write(root, 'a.ts', 'eval(a);\n'.repeat(2));
  const fewer = await checked(root, { baseline });
  expect([fewer.findings.length, fewer.known.length, fewer.baseline?.absent.length]).toEqual([0, 2, 1]);
});

test('a file that moved keeps its findings, a copy has its own', async () => {
  const root = await withBaseline({ 'a.ts': 'eval(a);\n' });
  write(root, 'copy/a.ts', 'eval(a);\n');
  expect(states(await checked(root, { baseline }))).toEqual(['a.ts:1 unchanged', 'copy/a.ts:1 new']);
  rmSync(join(root, 'a.ts'));
  expect(states(await checked(root, { baseline }))).toEqual(['copy/a.ts:1 updated']);
});

test('what was mended is absent, and one like it elsewhere is new', async () => {
  const root = await withBaseline({ 'a.ts': 'eval(a);\n' });
  write(root, 'a.ts', 'ok();\n');
  write(root, 'b.ts', 'eval(a);\n');
  const report = await checked(root, { baseline });
  expect(states(report)).toEqual(['b.ts:1 new']);
  expect(report.baseline?.absent).toMatchObject([{ policy: 'no-eval', path: 'a.ts', line: 1 }]);
});

test('another severity changes nothing but the state; a review that has become a failure is new, not the reverse', async () => {
  const root = await withBaseline({ 'a.ts': 'eval(a); // LOOK\n' });
  const failing = policyFiles['policies/two-eyes.yaml'].replace('confidence: low', '');
  const graver = policyFiles['policies/no-eval.yaml'].replace('severity: high', 'severity: critical');
  write(root, 'policies/two-eyes.yaml', failing);
  write(root, 'policies/no-eval.yaml', graver);
  const { findings, known } = await checked(root, { baseline });
  expect(findings).toMatchObject([{ policy: 'two-eyes', kind: 'fail', baseline: 'new' }]);
  expect(known).toMatchObject([{ policy: 'no-eval', severity: 'critical', baseline: 'updated' }]);
  await writeBaseline(root);
  write(root, 'policies/two-eyes.yaml', policyFiles['policies/two-eyes.yaml']);
  const report = await checked(root, { baseline });
  expect(report.findings).toEqual([]);
  expect(report.known).toMatchObject([
    { baseline: 'unchanged' },
    { policy: 'two-eyes', kind: 'review', baseline: 'updated' },
  ]);
});

test('nothing is absent that was not looked for', async () => {
  const root = await withBaseline({
    'package.json': '{}',
    'a.ts': 'eval(a);\n',
    'b/b.ts': 'eval(b);\n',
    'c.txt': 'LOOK\n',
  });
  write(root, 'a.ts', 'ok();\n');
  write(root, 'c.txt', '\0');
  rmSync(join(root, 'b/b.ts'));
  write(root, 'b/c.ts', '');
  const absent = async (request: Partial<Request>): Promise<readonly string[] | undefined> =>
    (await checked(root, { baseline, ...request })).baseline?.absent.map(({ path }) => path);
  expect(await absent({})).toEqual(['a.ts', 'b/b.ts']);
  expect(await absent({ paths: ['a.ts'] })).toEqual(['a.ts']);
  expect(await absent({ paths: ['b'] })).toEqual(['b/b.ts']);
  expect(await absent({ paths: ['c.txt'] })).toEqual([]);
  expect(await absent({ only: ['two-eyes'] })).toEqual([]);
  write(root, 'a.ts', 'function (');
  expect(await absent({})).toEqual(['b/b.ts']);
});

test('an exempted finding is no new one, and is not written', async () => {
  const root = await withBaseline({ 'a.ts': 'eval(a);\neval(b);\n' });
  write(root, 'a.ts', 'eval(a); // bylaw-ignore no-eval: it is a constant\neval(b);\n');
  const report = await checked(root, { baseline });
  expect(report.suppressed).toMatchObject([{ baseline: 'unchanged' }]);
  expect(report.baseline?.absent).toEqual([]);
  expect(JSON.parse(await writeBaseline(root)).findings).toMatchObject([{ line: 2 }]);
});

test('written anew it keeps what was not looked at, and loses what is mended', async () => {
  const root = await withBaseline({ 'a.ts': 'eval(a);\neval(z);\n', 'b/b.ts': 'eval(b);\n', 'c.txt': 'LOOK\n' });
  write(root, 'a.ts', 'eval(a);\neval(c);\n');
  rmSync(join(root, 'b/b.ts'));
  const text = await writeBaseline(root, { paths: ['a.ts'], only: ['no-eval'] });
  const { findings } = JSON.parse(text) as { findings: { path: string; line: number }[] };
  expect(findings.map(({ path, line }) => `${path}:${line}`)).toEqual(['a.ts:1', 'a.ts:2', 'b/b.ts:1', 'c.txt:1']);
  expect(JSON.parse(await writeBaseline(root)).findings).toHaveLength(3);
});

test.each([
  ['[', 'is not JSON'],
  ['null', 'is not JSON'],
  ['['.repeat(100_000), 'is not JSON'],
  ['{}', "is not valid: it must have required property 'version'"],
  ['[]', 'is not valid: it must be object'],
  ['{"version": 2, "findings": []}', 'is of version 2, and this bylaw reads version 1'],
  ['{"version": 1, "findings": [{}]}', "is not valid: 'findings.0' must have required property 'policy'"],
  ['{"version": 1, "findings": [], "x": 1}', "is not valid: it must NOT have additional properties ('x')"],
  [
    '{"version": 1, "findings": [], "__proto__": {}}',
    "is not valid: it must NOT have additional properties ('__proto__')",
  ],
  ['\0', 'cannot be read as text'],
  [undefined, 'does not exist'],
])('a file that is no baseline stops the check: %#', async (text, what) => {
  const root = onDisk({ ...policyFiles, 'a.ts': 'eval(a);\n', ...(text !== undefined && { 'known.json': text }) });
  const report = await checked(root, { baseline: 'known.json' });
  const message = `The baseline 'known.json' ${what}. Write it anew with 'bylaw baseline write'.`;
  expect(report.problems).toEqual([{ kind: 'configuration', level: 'error', message, path: 'known.json' }]);
  expect(report.findings).toEqual([]);
});

test('what stands in the way of a baseline is not overwritten', async () => {
  const root = onDisk({ ...policyFiles, 'a.ts': 'eval(a);\n', [usual]: '{}' });
  const { text, report } = await newBaseline({ cwd: root, paths: ['.'], policies: ['policies'] });
  expect(text).toBeUndefined();
  expect(report.problems).toHaveLength(1);
});

test('a baseline and a commit at once are a usage error', async () => {
  const root = await withBaseline({});
  await expect(checked(root, { baseline, since: 'HEAD' })).rejects.toThrow(UsageError);
});

test('the folder may be another', async () => {
  const root = await withBaseline({ 'a/a.ts': 'eval(a);\n', 'package.json': '{}' });
  renameSync(join(root, usual), join(root, 'a/known.json'));
  const report = await checked(join(root, 'a'), { policies: ['../policies'], baseline: 'known.json' });
  expect([report.findings.length, report.known.length, report.baseline?.name]).toEqual([0, 1, 'known.json']);
});

test('schemas/baseline.schema.json is what is read', async () => {
  await expect(`${JSON.stringify(baselineSchema, null, 2)}\n`).toMatchFileSnapshot(
    '../../schemas/baseline.schema.json',
  );
});

test('an empty list stays readable', () => {
  expect(baselineText([])).toBe('{\n  "version": 1,\n  "findings": []\n}\n');
});
