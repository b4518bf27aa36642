import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { check, outcome, type Report } from '../engine/index.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bylaw-bad-input-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

const noEval = `id: no-eval
title: Nobody calls eval
severity: high
forbid: {code: 'eval(...)'}
`;

async function run(paths: readonly string[] = ['.']): Promise<Report> {
  return check({ cwd: root, paths, policies: ['policies'] });
}

function summary(report: Report): object {
  return {
    findings: report.findings.map(({ policy, place }) => `${policy} ${place.path}:${place.region?.startLine}`),
    problems: report.problems.map(({ kind, level, message, path, region }) => ({
      kind,
      level,
      at: region ? `${path}:${region.startLine}:${region.startColumn}` : path,
      message,
    })),
    files: report.files.filter(({ status }) => status !== 'parsed').map(({ path, status }) => `${status} ${path}`),
    outcome: outcome(report, { failOn: 'medium', failOnReview: false }),
  };
}

test('files that cannot be read are said, the run goes on, and the exit code is 3 if a policy needed them', async () => {
  write({
    'policies/no-eval.yaml': noEval,
    'ok.ts': 'let x;\n',
    'broken.ts': 'const = ;\n',
    'binary.ts': Buffer.from([0x63, 0x00, 0x01, 0x02]),
    'latin1.ts': Buffer.from([0x2f, 0x2f, 0xe9, 0x0a]),
    'utf16.ts': Buffer.from('\ufefflet x;', 'utf16le'),
    'large.ts': Buffer.alloc(6_000_000, 'x'),
    'key.kbx': Buffer.from([0x00, 0x01]),
    'picture.png': Buffer.from([0x89, 0x50]),
    'notes.md': 'text\n',
  });
  expect(summary(await run())).toMatchSnapshot();
});

test.skipIf(process.getuid?.() === 0)('a file without permission is said', async () => {
  write({ 'policies/no-eval.yaml': noEval, 'secret.ts': 'eval(x)\n' });
  chmodSync(join(root, 'secret.ts'), 0o000);
  expect(summary(await run())).toMatchSnapshot();
});

test('an unread file that no policy speaks of does not change the exit code', async () => {
  write({ 'policies/no-eval.yaml': noEval, 'ok.ts': 'let x;\n', 'broken.yaml': 'a: [\n' });
  expect(summary(await run())).toMatchSnapshot();
});

test('a finding outweighs an unread file: 1 comes before 3', async () => {
  write({ 'policies/no-eval.yaml': noEval, 'a.ts': 'eval(x);\n', 'broken.ts': 'const = ;\n' });
  expect(summary(await run())).toMatchSnapshot();
});

test('an invalid policy stops everything: file, line, column, and what is allowed', async () => {
  write({
    'policies/good.yaml': noEval,
    'policies/bad.yaml': `id: bad
title: Bad
severity: extreme
forbid: {code: 'f($X', hsa: {code: 'g()'}}
`,
    'policies/worse.yaml': 'id: worse\n  title: [\n',
    'a.ts': 'eval(x);\n',
  });
  expect(summary(await run())).toMatchSnapshot();
});

test('no policy and no file are said', async () => {
  write({ 'policies/readme.md': 'nothing here\n', 'a.ts': 'eval(x);\n' });
  expect(summary(await run())).toMatchSnapshot();
  write({ 'policies/no-eval.yaml': noEval });
  mkdirSync(join(root, 'empty'));
  expect(summary(await run(['empty']))).toMatchSnapshot();
});

test('a check that cannot finish a file is a problem; the other checks go on', async () => {
  const properties = Array.from({ length: 2_500 }, (_, i) => `k${i}: 'v${i}'`).join(', ');
  write({
    'policies/no-eval.yaml': noEval,
    'policies/pairs.yaml': `id: pairs
title: No two values are alike
severity: low
forbid: {code: 'f({..., $K: $V, ...})'}
`,
    'a.ts': `f({${properties}});\neval(x);\n`,
  });
  expect(summary(await run())).toMatchSnapshot();
});
