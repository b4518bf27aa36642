import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** What users run: the built command. */
export const bin = join(import.meta.dirname, '../../bin/bylaw.js');

interface Surroundings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** One run of the built command in a process of its own, which knows nothing of the environment that the tests run in. */
export function runBuilt(argv: readonly string[], { cwd, env = {} }: Surroundings) {
  return spawn(process.execPath, [bin, ...argv], { cwd, env });
}

export function spawn(program: string, argv: readonly string[], { cwd, env = {} }: Surroundings) {
  const options = { cwd, env: { PATH: process.env.PATH, ...env }, encoding: 'utf8', maxBuffer: 1 << 29 } as const;
  const { status, stdout, stderr } = spawnSync(program, argv, options);
  return { exitCode: status, stdout, stderr };
}

/** The one that says why. */
export function lastLineOf({ stderr }: { readonly stderr: string }): string {
  return stderr.split('\n').at(-2) ?? '';
}
