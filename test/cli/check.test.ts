import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../engine/index.ts';
import { folderOf, noEval, runCli } from './run-cli.ts';

const check = ['check', '--policies', 'p'];
const hint = 'For code scanning and editors, write the findings as SARIF: bylaw check --output sarif=bylaw.sarif\n';

function workspace(severity = 'high', files: Readonly<Record<string, string>> = { 'a.ts': 'eval(x)\n' }): string {
  return folderOf({ 'p/no-eval.yaml': noEval(severity), ...files });
}

describe('exit codes', () => {
  test('0 and silence on stderr when nothing fails', async () => {
    const { exitCode, stderr } = await runCli(check, { cwd: workspace('high', { 'a.ts': 'run(x)\n' }) });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });

  test('0 below the threshold, and it says so', async () => {
    const { exitCode, stderr } = await runCli(check, { cwd: workspace('low') });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: `${hint}bylaw: exit 0: 1 failure below 'medium'\n`,
    });
  });

  test('1 at the threshold', async () => {
    const { exitCode, stderr } = await runCli([...check, '--fail-on', 'low'], { cwd: workspace('low') });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: `${hint}bylaw: exit 1: 1 failure at or above 'low'\n`,
    });
  });

  test('2 for an invalid policy; nothing is checked', async () => {
    const cwd = folderOf({ 'p/a.yaml': `${noEval('high')}colour: red\n`, 'a.ts': 'eval(x)\n' });
    const { exitCode, stdout, stderr } = await runCli(check, { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^bylaw: exit 2: 1 problem in the policies.*\n$/);
    expect(stdout).toContain("'colour'");
    expect(stdout).not.toContain('a.ts:1');
  });

  test.each([
    ['a folder that does not exist', ['check', 'nowhere'], 'nowhere'],
    ['policies that do not exist', ['check', '--policies', 'nowhere'], 'nowhere'],
    ['a configuration that does not exist', ['check', '--config', 'nowhere.yaml'], 'nowhere.yaml'],
    ['a policy that nobody has', [...check, '--only', 'no-such-policy'], 'no-such-policy'],
  ])('2 for %s', async (_, argv, name) => {
    const run = await runCli(argv, { cwd: workspace() });
    expect(run.exitCode).toBe(2);
    expect(run.stdout + run.stderr).toContain(name);
    expect(run.stderr).toMatch(/bylaw: exit 2: .+\n$/);
  });

  test('3 for a file that does not parse', async () => {
    const { exitCode, stderr } = await runCli(check, { cwd: workspace('high', { 'a.ts': 'const = ;\n' }) });
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: 'bylaw: exit 3: 1 subject not decided\n' });
  });

  test('1 with 3: both reasons', async () => {
    const cwd = workspace('high', { 'a.ts': 'eval(x)\n', 'b.ts': 'const = ;\n' });
    const { exitCode, stderr } = await runCli(check, { cwd });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/bylaw: exit 1: 1 failure at or above 'medium'; 1 subject not decided\n$/);
  });
});

describe('output', () => {
  test('each format to a file of its own, without colours; no hint about SARIF then', async () => {
    const cwd = workspace();
    const [asText, asJson] = [await runCli(check, { cwd }), await runCli([...check, '--format', 'json'], { cwd })];
    const argv = [...check, '-o', 'sarif=out/bylaw.sarif', '--output', 'json=report.json', '-o', 'text=report.txt'];
    const { stdout, stderr } = await runCli(argv, { cwd, env: { FORCE_COLOR: '1' } });
    const read = (path: string) => readFileSync(join(cwd, path), 'utf8');
    expect(JSON.parse(read('out/bylaw.sarif'))).toMatchObject({ version: '2.1.0' });
    expect(read('report.json')).toBe(asJson.stdout);
    expect(stdout).toContain('\u001b[');
    expect(read('report.txt')).toBe(asText.stdout);
    expect(stderr).toBe("bylaw: exit 1: 1 failure at or above 'medium'\n");
  });

  test.each([
    ['no terminal', { isTTY: false }, false],
    ['a terminal', { isTTY: true }, true],
    ['NO_COLOR on a terminal', { isTTY: true, env: { NO_COLOR: '1' } }, false],
    ['an empty NO_COLOR on a terminal', { isTTY: true, env: { NO_COLOR: '' } }, true],
    ['a dumb terminal', { isTTY: true, env: { TERM: 'dumb' } }, false],
    ['FORCE_COLOR without a terminal', { isTTY: false, env: { FORCE_COLOR: '1' } }, true],
    ['FORCE_COLOR=0 on a terminal', { isTTY: true, env: { FORCE_COLOR: '0' } }, false],
    ['NO_COLOR against FORCE_COLOR', { isTTY: true, env: { NO_COLOR: '1', FORCE_COLOR: '1' } }, false],
  ])('%s', async (_, surroundings, hasColours) => {
    const { stdout } = await runCli(check, { cwd: workspace(), ...surroundings });
    expect(stdout.includes('\u001b[')).toBe(hasColours);
  });

  test.each(['document', 'subject', 'subject of app and api'])(
    'a value that a document asked about inherits from elsewhere is reported: %s',
    async (form) => {
      const whole = {
        subject: { config: 'app/tsconfig.json' },
        require: { path: 'compilerOptions.strict', value: true },
      };
      const key = { config: '*/tsconfig.json', path: 'compilerOptions.strict', effective: true };
      const rule = form.startsWith('subject')
        ? { subject: { ...key, value: '$V' }, forbid: { where: { $V: false } } }
        : { ...whole, require: { ...whole.require, effective: true } };
      const extending = '{ "extends": "../base.json" }';
      const cwd = folderOf({
        'p/strict.yaml': JSON.stringify({ id: 'strict', title: 'Strict', severity: 'high', message: 'Lax.', ...rule }),
        'package.json': '{}',
        'base.json': '{ "compilerOptions": { "strict": false } }',
        'app/tsconfig.json': extending,
        ...(form.endsWith('api') && { 'api/tsconfig.json': extending }),
      });
      const { stdout } = await runCli([...check, '--format', 'json', 'app'], { cwd });
      const { findings } = JSON.parse(stdout) as Report;
      expect(findings.map(({ kind, place: { path, region } }) => [kind, path, region?.startColumn])).toEqual([
        ['fail', 'base.json', 34],
      ]);
    },
  );

  test('--evidence says of what passes why it does', async () => {
    const cwd = workspace('high', { 'a.ts': 'run(x)\n' });
    const [brief, full] = [await runCli(check, { cwd }), await runCli([...check, '--evidence'], { cwd })];
    expect(full.stdout.length).toBeGreaterThan(brief.stdout.length);
    expect(full.exitCode).toBe(0);
  });

  test('the same command twice gives the same bytes', async () => {
    const cwd = workspace();
    const argv = [...check, '--format', 'sarif'];
    expect(await runCli(argv, { cwd })).toEqual(await runCli(argv, { cwd }));
  });
});
