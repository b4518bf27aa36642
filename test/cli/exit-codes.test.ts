import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { lastLineOf, runBuilt } from './built.ts';
import { folderOf, noEval } from './run-cli.ts';

/* Each exit code of the built command, in a process of its own, with the reason in the last line on stderr. */

vi.setConfig({ testTimeout: 120_000 });

const check = ['check', '--policies', 'p'];

function run(files: Readonly<Record<string, string>>, argv: readonly string[] = check) {
  const ended = runBuilt(argv, { cwd: folderOf({ 'p/no-eval.yaml': noEval('high'), ...files }) });
  return { ...ended, last: lastLineOf(ended) };
}

const clean = { 'a.ts': 'run(x)\n' };
const failing = { 'a.ts': 'eval(x)\n' };
const unparsed = { 'b.ts': 'const = ;\n' };

describe('0', () => {
  test('nothing failed: not a word', () => {
    expect(run(clean)).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test('failures below the threshold are said', () => {
    const { exitCode, last } = run(failing, [...check, '--fail-on', 'critical']);
    expect({ exitCode, last }).toEqual({ exitCode: 0, last: "bylaw: exit 0: 1 failure below 'critical'" });
  });

  test('no policy found a subject: said, so that it does not pass for clean', () => {
    const forms = { subject: { config: 'nowhere.json' }, require: { path: 'a', value: true } };
    const policy = JSON.stringify({ id: 'a', title: 'A', severity: 'high', message: 'No a.', ...forms });
    const { exitCode, last } = run({ ...clean, 'q/a.yaml': policy }, ['check', '--policies', 'q']);
    expect({ exitCode, last }).toEqual({ exitCode: 0, last: 'bylaw: exit 0: no policy found a subject to examine' });
  });

  test('a comment exempts, as long as it says', () => {
    const files = { 'a.ts': 'eval(x); // bylaw-ignore no-eval until 2026-06-30: a trial\n' };
    const at = (epoch: string) => {
      const cwd = folderOf({ 'p/no-eval.yaml': noEval('high'), ...files });
      return runBuilt(check, { cwd, env: { SOURCE_DATE_EPOCH: epoch } });
    };
    // The last second of that day, and the next one.
    expect(at('1782863999')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(at('1782864000')).toMatchObject({ exitCode: 1 });
  });

  test('what the baseline has does not count', () => {
    const cwd = folderOf({ 'p/no-eval.yaml': noEval('high'), ...failing });
    expect(runBuilt(['baseline', 'write', '--policies', 'p'], { cwd }).exitCode).toBe(0);
    const ended = runBuilt([...check, '--baseline', 'bylaw-baseline.json'], { cwd });
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test('as much was read as was asked for', () => {
    expect(run(clean, [...check, '--min-coverage', '100'])).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

describe('1', () => {
  test('a failure at the threshold', () => {
    const { exitCode, last } = run(failing);
    expect({ exitCode, last }).toEqual({ exitCode: 1, last: "bylaw: exit 1: 1 failure at or above 'medium'" });
  });

  test('a review, if it is asked for', () => {
    const policy = `${noEval('high').split('forbid:')[0]}forbid: {code: eval($X), where: {$X: {pattern: '^a$'}}}\n`;
    const files = { 'a.ts': 'eval(location.hash)\n', 'q/p.yaml': policy };
    const without = run(files, ['check', '--policies', 'q']);
    expect(without.exitCode).toBe(0);
    expect(without.stdout).toContain('1 to review');
    const { exitCode, last } = run(files, ['check', '--policies', 'q', '--fail-on-review']);
    expect({ exitCode, last }).toEqual({
      exitCode: 1,
      last: "bylaw: exit 1: 1 finding to review at or above 'medium'",
    });
  });

  test('comes before 3, and both are named', () => {
    const { exitCode, last } = run({ ...failing, ...unparsed }, [...check, '--min-coverage', '90']);
    expect(exitCode).toBe(1);
    expect(last).toBe(
      "bylaw: exit 1: 1 failure at or above 'medium'; 1 subject not decided; only 66.6% of 3 files parsed wholly, 90% are asked for",
    );
  });
});

describe('2', () => {
  test.each([
    ['wrong usage', clean, ['check', '--fromat', 'json'], /Unknown option '--fromat'/],
    ['a folder that is not there', clean, [...check, 'nowhere'], /'nowhere' does not exist/],
    ['an invalid configuration', { ...clean, 'bylaw.yaml': 'extends: 7\n' }, ['check'], /1 problem in the/],
    ['an invalid policy', { ...clean, 'p/b.yaml': 'id: b\n' }, check, /problems? in the policies/],
    ['no policy', { ...clean, 'bylaw.yaml': 'policies: {no-eval: {enabled: false}}\n' }, check, /no policy ran$/],
    ['a policy that nobody has', clean, [...check, '--only', 'nothing'], /1 problem in the/],
  ])('%s', (_, files, argv, reason) => {
    const { exitCode, last } = run(files, argv);
    expect(exitCode).toBe(2);
    expect(last).toMatch(/^bylaw: exit 2: /);
    expect(last).toMatch(reason);
  });

  test('no file', () => {
    const cwd = folderOf({ 'policies/no-eval.yaml': noEval('high') });
    const empty = folderOf({});
    const ended = runBuilt(['check', '--policies', join(cwd, 'policies')], { cwd: empty });
    expect(ended.exitCode).toBe(2);
    expect(lastLineOf(ended)).toMatch(/^bylaw: exit 2: 1 problem in the configuration/);
    expect(ended.stdout).toContain('There is no file to check');
  });

  test('a comment that is to exempt, and says not why, exempts nothing', () => {
    const { exitCode, last } = run({ 'a.ts': 'eval(x); // bylaw-ignore no-eval\n' });
    expect({ exitCode, last }).toEqual({
      exitCode: 2,
      last: "bylaw: exit 2: 1 malformed comment that is meant to exempt; 1 failure at or above 'medium'",
    });
  });

  test('comes before 1, and both are named', () => {
    const rules = 'rules: [{id: r, message: m, severity: ERROR, languages: [js], patern: eval(...)}]\n';
    const { exitCode, last } = run({ ...failing, 'r.yaml': rules }, [...check, '--semgrep', 'r.yaml']);
    expect({ exitCode, last }).toEqual({
      exitCode: 2,
      last: "bylaw: exit 2: 1 refused rule; 1 failure at or above 'medium'",
    });
  });
});

describe('3', () => {
  test('a file that a policy asks about does not parse', () => {
    const { exitCode, last } = run({ ...clean, ...unparsed });
    expect({ exitCode, last }).toEqual({ exitCode: 3, last: 'bylaw: exit 3: 1 subject not decided' });
  });

  test('less was read than was asked for, though no policy asks about it', () => {
    const files = { ...clean, 'b.json': '{"a": ' };
    expect(run(files)).toMatchObject({ exitCode: 0, stderr: '' });
    const { exitCode, last } = run(files, [...check, '--min-coverage', '66.7']);
    expect({ exitCode, last }).toEqual({
      exitCode: 3,
      last: 'bylaw: exit 3: only 66.6% of 3 files parsed wholly, 66.7% are asked for',
    });
  });
});

test('4: an error of our own, with its stack', () => {
  const broken = 'process.stdout.write = () => { throw new TypeError("boom"); };\n';
  const cwd = folderOf({ 'p/no-eval.yaml': noEval('high'), ...failing, 'broken.mjs': broken });
  const ended = runBuilt(check, { cwd, env: { NODE_OPTIONS: '--import=./broken.mjs' } });
  expect(ended.exitCode).toBe(4);
  expect(ended.stderr).toMatch(/^TypeError: boom\n {4}at /);
  expect(lastLineOf(ended)).toBe('bylaw: exit 4: an internal error of bylaw, please report it: boom');
});
