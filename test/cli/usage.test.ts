import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formats, severities, version } from '../../engine/index.ts';
import { folderOf, noEval, runCli } from './run-cli.ts';

const formatNames = formats.map((format) => format.name).join(', ');
const checkHelp = "'bylaw check --help' says what can be written.";

describe('wrong usage is one line on stderr and exit 2', () => {
  test.each([
    [['chek'], "Unknown command 'chek' (Did you mean check?) 'bylaw --help' says what can be written."],
    [['check', '--fromat', 'json'], `Unknown option '--fromat' (Did you mean --format?) ${checkHelp}`],
    [['check', '--config'], `Option '--config <file>' argument missing. ${checkHelp}`],
    [
      ['check', '--format', 'html'],
      `Option '--format <format>' argument 'html' is invalid. Allowed choices are ${formatNames}. ${checkHelp}`,
    ],
    [
      ['check', '--fail-on', 'bad'],
      `Option '--fail-on <severity>' argument 'bad' is invalid. Allowed choices are ${severities.join(', ')}. ${checkHelp}`,
    ],
    [
      ['check', '--output', 'bylaw.sarif'],
      `Option '-o, --output <format=file>' argument 'bylaw.sarif' is invalid. Write FORMAT=FILE, for example sarif=bylaw.sarif; the formats are ${formatNames}. ${checkHelp}`,
    ],
    [
      ['check', '-o', 'html=a'],
      `Option '-o, --output <format=file>' argument 'html=a' is invalid. There is no format 'html'; the formats are ${formatNames}. ${checkHelp}`,
    ],
    [
      ['check', '-o', 'json=a', '-o', 'sarif=a'],
      `Option '-o, --output <format=file>' argument 'sarif=a' is invalid. Two reports cannot go to the same file 'a'; name another file. ${checkHelp}`,
    ],
    [
      ['check', '-o', 'json=a', '-o', 'sarif=./a'],
      `Option '-o, --output <format=file>' argument 'sarif=./a' is invalid. Two reports cannot go to the same file './a'; name another file. ${checkHelp}`,
    ],
    [
      ['check', '--min-coverage', '101'],
      `Option '--min-coverage <percent>' argument '101' is invalid. A number from 0 to 100 is expected. ${checkHelp}`,
    ],
    [
      ['check', '--baseline', 'a.json', '--since', 'main'],
      `Option '--baseline <file>' cannot be used with option '--since <ref>'. ${checkHelp}`,
    ],
    [
      ['init', 'something'],
      "Too many arguments for 'init'. Expected 0 arguments but got 1. 'bylaw init --help' says what can be written.",
    ],
  ])('bylaw %j', async (argv, message) => {
    expect(await runCli(argv)).toEqual({ exitCode: 2, stdout: '', stderr: `bylaw: exit 2: ${message}\n` });
  });

  test('a report that cannot be written hides neither the findings nor the other reports', async () => {
    const cwd = folderOf({ 'p/no-eval.yaml': noEval('high'), 'a.ts': 'eval(x)', file: '' });
    const argv = ['check', '--policies', 'p', '-o', 'json=file/report.json', '-o', 'text=report.txt'];
    const run = await runCli(argv, { cwd });
    expect(run.exitCode).toBe(2);
    expect(run.stdout).toContain('a.ts:1:1');
    expect(readFileSync(join(cwd, 'report.txt'), 'utf8')).toBe(run.stdout);
    expect(run.stderr.split('\n').at(-2)).toMatch(
      /^bylaw: exit 2: the report cannot be written to 'file\/report\.json' \(E[A-Z]+\), name a file that can be written; 1 failure at or above 'medium'$/,
    );
  });

  test.each(['yesterday', '-1', '1.5', '253402300800'])('SOURCE_DATE_EPOCH is no time: %s', async (epoch) => {
    const cwd = folderOf({ 'p/no-eval.yaml': noEval('high'), 'a.ts': 'eval(x)' });
    const run = await runCli(['check', '--policies', 'p'], { cwd, env: { SOURCE_DATE_EPOCH: epoch } });
    expect(run).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `bylaw: exit 2: SOURCE_DATE_EPOCH is '${epoch}'; write seconds since 1970, such as 1767225600 for 2026-01-01, or unset it.\n`,
    });
  });

  test('no command: the help, and what to write', async () => {
    const [run, help] = [await runCli([]), await runCli(['--help'])];
    const line = "bylaw: exit 2: No command was given; write for example 'bylaw check .'.\n";
    expect(run).toEqual({ exitCode: 2, stdout: '', stderr: help.stdout + line });
  });
});

describe('help', () => {
  test('the version', async () => {
    expect(await runCli(['--version'])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('names every command', async () => {
    const { exitCode, stdout, stderr } = await runCli(['--help']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    for (const command of ['check', 'test', 'list', 'lint', 'init']) expect(stdout).toContain(`\n  ${command} `);
  });

  test('formats and severities come from their registries', async () => {
    const { stdout } = await runCli(['check', '--help']);
    const text = stdout.replace(/\s+/g, ' ');
    for (const { name, description } of formats) expect(text).toContain(`${name}: ${description}`);
    expect(text).toContain(severities.map((severity) => `"${severity}"`).join(', '));
  });
});
