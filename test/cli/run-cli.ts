import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { main } from '../../engine/cli/main.ts';

interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
}

/** One run of the command line inside this process. */
export async function runCli(argv: readonly string[], { cwd = tmpdir(), env = {}, isTTY = false }: Surroundings = {}) {
  const texts = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({ isTTY, write: (text: string) => (texts[name] += text) });
  const exitCode = await main(argv, { stdout: output('stdout'), stderr: output('stderr'), cwd, env });
  return { exitCode, ...texts };
}

/** A folder with these files, gone when the test is over. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'bylaw-cli-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** A policy that fails each `eval(...)`, of any severity. */
export function noEval(severity: string): string {
  return `id: no-eval
title: Nothing is evaluated
severity: ${severity}
message: Text becomes code here.
remedy: Call a function.
forbid: {code: eval(...)}
examples:
  - name: an evaluation
    verdict: fail
    files: {a.ts: 'eval(x)'}
  - name: none
    verdict: pass
    files: {a.ts: 'evaluate(x)'}
`;
}
