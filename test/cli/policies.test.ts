import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { starterFiles } from '../../engine/index.ts';
import { folderOf, noEval, runCli } from './run-cli.ts';

const policies = ['--policies', 'p'];

describe('test', () => {
  test('all examples come out as expected', async () => {
    const cwd = folderOf({ 'p/no-eval.yaml': noEval('high') });
    const { exitCode, stdout, stderr } = await runCli(['test', ...policies], { cwd });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^(\d+) examples? of .+: \1 ok, 0 noisy, 0 missing, 0 wrong\.\n$/);
  });

  test('noisy and missing examples', async () => {
    const swapped = noEval('high')
      .replace('verdict: fail', 'verdict: swap')
      .replace('verdict: pass', 'verdict: fail')
      .replace('verdict: swap', 'verdict: pass');
    const { exitCode, stdout, stderr } = await runCli(['test', ...policies], {
      cwd: folderOf({ 'p/no-eval.yaml': swapped }),
    });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: 'bylaw: exit 1: 2 examples did not come out as expected\n',
    });
    expect(stdout).toContain(`noisy  no-eval: an evaluation
    found something where nothing was expected: expected pass, got fail
missing  no-eval: none
    found nothing where something was expected: expected fail, got pass
`);
    expect(stdout).toMatch(/ ok, 1 noisy, 1 missing, 0 wrong\.\n$/);
  });

  test('a policy without examples is named', async () => {
    const [policy = ''] = noEval('high').split('examples:');
    const { stdout } = await runCli(['test', ...policies], { cwd: folderOf({ 'p/no-eval.yaml': policy }) });
    expect(stdout).toContain('Without examples: no-eval.\n');
  });
});

describe('list', () => {
  test('as a table', async () => {
    const cwd = folderOf({ 'p/no-eval.yaml': noEval('high') });
    expect(await runCli(['list', 'p'], { cwd })).toEqual({
      exitCode: 0,
      stdout: `severity  policy   pack  title
high      no-eval  -     Nothing is evaluated

1 policy in force, 0 off; no configuration file.
`,
      stderr: '',
    });
  });

  test('overrides of the configuration, as JSON', async () => {
    const configuration = 'extends: [./p]\npolicies: {no-eval: {severity: info}}\n';
    const cwd = folderOf({ 'bylaw.yaml': configuration, 'p/no-eval.yaml': noEval('high') });
    const { exitCode, stdout } = await runCli(['list', '--format', 'json'], { cwd });
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      policies: [{ id: 'no-eval', enabled: true, severity: 'info', examples: 2 }],
    });
  });
});

describe('lint', () => {
  test('a sound policy', async () => {
    const cwd = folderOf({ 'p/no-eval.yaml': noEval('high') });
    const { exitCode, stdout, stderr } = await runCli(['lint', ...policies], { cwd });
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 0,
      stdout: '1 policy read: 0 errors, 0 warnings.\n',
      stderr: '',
    });
  });

  test('an unknown key has its place', async () => {
    const cwd = folderOf({ 'p/no-eval.yaml': noEval('high').replace('severity:', 'severty:') });
    const { exitCode, stdout, stderr } = await runCli(['lint', ...policies], { cwd });
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^p\/no-eval\.yaml:3:1: error: .*'severty'/m);
    expect(stderr).toMatch(/^bylaw: exit 2: \d errors? in the policies or the configuration\n$/);
  });
});

describe('init', () => {
  const paths = starterFiles().map((file) => file.path);

  test('writes the starter files, which lint, test and check as they are', async () => {
    const cwd = folderOf({});
    const run = await runCli(['init'], { cwd });
    expect(run.stdout).toBe(`wrote bylaw.yaml
wrote policies/no-console.yaml

Next:
  bylaw test     run the examples of your policies
  bylaw check    check this folder
`);
    for (const { path, text } of starterFiles()) expect(readFileSync(join(cwd, path), 'utf8')).toBe(text);
    expect(await runCli(['lint', '--only', 'no-console'], { cwd })).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await runCli(['test', '--only', 'no-console'], { cwd })).toMatchObject({ exitCode: 0, stderr: '' });
    writeFileSync(join(cwd, 'a.ts'), 'console.log(1);\n');
    const check = await runCli(['check', '--only', 'no-console', '--fail-on', 'low'], { cwd });
    expect(check.stderr).toMatch(/bylaw: exit 1: 1 failure at or above 'low'\n$/);
  });

  test('overwrites nothing', async () => {
    const cwd = folderOf({ 'bylaw.yaml': 'mine' });
    const { exitCode, stdout } = await runCli(['init'], { cwd });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('kept  bylaw.yaml (it exists already)\nwrote policies/no-console.yaml\n');
    expect(readFileSync(join(cwd, 'bylaw.yaml'), 'utf8')).toBe('mine');
    expect(paths.filter((path) => !existsSync(join(cwd, path)))).toEqual([]);
  });
});
