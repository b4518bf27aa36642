import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOf, noEval, runCli } from './run-cli.ts';

const write = ['baseline', 'write', '--policies', 'policies'];
const usual = 'bylaw-baseline.json';

function workspace(files: Readonly<Record<string, string>> = {}): string {
  return folderOf({
    'package.json': '{}',
    'policies/no-eval.yaml': noEval('high'),
    'src/a.ts': 'eval(a);\n',
    ...files,
  });
}

test('writes what is found to the root of the workspace, and says what has changed since', async () => {
  const cwd = workspace();
  expect(await runCli(write, { cwd })).toEqual({ exitCode: 0, stdout: `${usual}: 1 finding.\n`, stderr: '' });
  expect(readFileSync(join(cwd, usual), 'utf8')).toMatchInlineSnapshot(`
    "{
      "version": 1,
      "findings": [
        {"policy":"no-eval","kind":"fail","severity":"high","path":"src/a.ts","line":1,"fingerprint":"5fd945b1eba0706c:1","message":"Text becomes code here."}
      ]
    }
    "
  `);
  writeFileSync(join(cwd, 'src/a.ts'), 'eval(b);\neval(c);\n');
  expect(await runCli(write, { cwd })).toMatchObject({
    exitCode: 0,
    stdout: `${usual}: 2 findings (2 new, 1 no longer found).\n`,
  });
});

test('twice the same is the same', async () => {
  const cwd = workspace();
  await runCli(write, { cwd });
  const before = readFileSync(join(cwd, usual), 'utf8');
  await runCli(['baseline', 'write', '--policies', '../policies', '-o', `../${usual}`, '..'], {
    cwd: join(cwd, 'src'),
  });
  expect(readFileSync(join(cwd, usual), 'utf8')).toBe(before);
});

test('to another file', async () => {
  const cwd = workspace();
  const { exitCode, stdout } = await runCli([...write, 'src', '--output', 'known/it.json'], { cwd });
  expect([exitCode, stdout]).toEqual([0, 'known/it.json: 1 finding.\n']);
  expect(JSON.parse(readFileSync(join(cwd, 'known/it.json'), 'utf8'))).toMatchObject({ version: 1 });
});

test('what is no baseline is left as it is', async () => {
  const cwd = workspace({ [usual]: '{"mine": 1}' });
  expect(await runCli(write, { cwd })).toEqual({
    exitCode: 2,
    stdout: '',
    stderr:
      `${usual}: error: The baseline '${usual}' is not valid: it must have required property 'version'. ` +
      "Write it anew with 'bylaw baseline write'.\n" +
      'bylaw: exit 2: 1 error; no baseline was written\n',
  });
  expect(readFileSync(join(cwd, usual), 'utf8')).toBe('{"mine": 1}');
});

test('what could not be judged is said', async () => {
  const cwd = workspace({ 'src/b.ts': 'eval(\0' });
  const { exitCode, stdout, stderr } = await runCli(write, { cwd });
  expect([exitCode, stdout]).toEqual([3, `${usual}: 1 finding.\n`]);
  expect(stderr.split('\n').at(-2)).toBe(
    'bylaw: exit 3: 1 subject not decided; what is wrong there is not in the baseline',
  );
});

test('a file that cannot be written is a usage error', async () => {
  const cwd = workspace();
  const { exitCode, stderr } = await runCli([...write, '-o', 'package.json/x.json'], { cwd });
  expect(exitCode).toBe(2);
  expect(stderr).toContain("The baseline cannot be written to 'package.json/x.json'");
});
