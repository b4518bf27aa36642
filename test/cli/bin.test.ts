import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createProgram } from '../../engine/cli/program.ts';
import { main } from '../../engine/cli/main.ts';
import { bin, runBuilt, spawn } from './built.ts';
import { folderOf, noEval, runCli } from './run-cli.ts';

const storefront = join(import.meta.dirname, '../../examples/storefront');

describe('the built command', () => {
  test('says the same as the command in this process', async () => {
    const cwd = folderOf({ 'p/no-eval.yaml': noEval('high'), 'a.ts': 'eval(x)\n' });
    const argv = ['check', '--policies', 'p'];
    expect(runBuilt(argv, { cwd })).toEqual(await runCli(argv, { cwd }));
  });

  test('checks the storefront', () => {
    const before = runBuilt(['check', join(storefront, 'before'), '--no-progress'], { cwd: storefront });
    expect(before.exitCode).toBe(1);
    expect(before.stderr).toMatch(/bylaw: exit 1: \d+ failures at or above 'medium'/);
    expect(before.stdout).toContain('Summary');
  });

  test.skipIf(process.platform === 'win32')('is quiet when the reader of its output goes away', () => {
    const command = `"${process.execPath}" "${bin}" check --format json "${storefront}/before" 2>stderr | true`;
    const cwd = folderOf({});
    const { stderr } = spawn('sh', ['-c', `${command}; cat stderr >&2`], { cwd });
    expect(stderr).not.toMatch(/EPIPE|exit 4/);
  });

  test('says what to run when it is not built', () => {
    const cwd = folderOf({ 'package.json': '{"type":"module"}' });
    cpSync(bin, join(cwd, 'bin/bylaw.js'), { recursive: true });
    expect(spawn(process.execPath, ['bin/bylaw.js', 'check'], { cwd })).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: "bylaw: exit 2: bylaw is not built yet; run 'npm ci' (or 'npm run build') in its folder first.\n",
    });
  });
});

describe('a bug of ours', () => {
  test('has its stack, and exit 4 in the last line', async () => {
    let stderr = '';
    const stdout = {
      write: () => {
        throw new TypeError('boom');
      },
    };
    const exitCode = await main(['--version'], {
      stdout,
      stderr: { write: (text) => (stderr += text) },
      cwd: '.',
      env: {},
    });
    expect(exitCode).toBe(4);
    expect(stderr).toMatch(
      /^TypeError: boom\n {4}at [^]*\nbylaw: exit 4: an internal error of bylaw, please report it: boom\n$/,
    );
  });

  test('every command has a summary and a description', () => {
    const silent = { write: () => true };
    const { commands } = createProgram({ stdout: silent, stderr: silent, cwd: '.', env: {} }, () => undefined);
    for (const command of commands) expect([command.summary(), command.description()]).not.toContain('');
  });
});
