import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { check, type Report } from '../../engine/index.ts';

export type Files = Readonly<Record<string, string | Buffer>>;

/** Finds one thing in code, one in any text and one in any configuration: what is not judged is missed by all of them. */
export const policies: Files = {
  'policies/no-eval.yaml': `id: no-eval
title: Nothing is evaluated
severity: high
forbid: {code: 'eval(...)'}
`,
  'policies/no-token.yaml': `id: no-token
title: No token is written down
severity: high
forbid: {text: 'TOKEN_[A-Z]{8}'}
`,
  'policies/no-debug.yaml': `id: no-debug
title: Nothing is debugged
severity: high
forbid: {config: '**', path: debug, value: true}
`,
};

/** What stands beside hostile files and is to be judged all the same. */
export const innocent: Files = {
  'innocent.js': 'eval(x);\n',
  'innocent.yaml': 'debug: true\n',
  'innocent.txt': 'TOKEN_ABCDEFGH\n',
};

export const judgedInnocent = ['no-debug innocent.yaml:1', 'no-eval innocent.js:1', 'no-token innocent.txt:1'];

/** An empty folder, gone when the test is over. */
export function folder(): string {
  const made = realpathSync(mkdtempSync(join(tmpdir(), 'bylaw-hostile-')));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A folder with policies, innocent files and these. */
export function hostile(files: Files): string {
  const root = folder();
  write(root, { ...policies, ...innocent, ...files });
  return root;
}

export function write(root: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** The repository's own settings only: nothing of the machine that the tests run on. */
export function git(root: string, ...args: readonly string[]): void {
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'protocol.file.allow=always'];
  const { status, stderr } = spawnSync('git', [...identity, ...args], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

export async function run(root: string, paths: readonly string[] = ['.']): Promise<Report> {
  return check({ cwd: root, paths, policies: ['policies'] });
}

/** `policy path:line`, in order. */
export function findingsOf({ findings }: Report): readonly string[] {
  return findings.map(({ policy, place }) => `${policy} ${place.path}:${place.region?.startLine}`).sort();
}

/** What became of the files that are not simply parsed. */
export function statusesOf({ files }: Report): Readonly<Record<string, string>> {
  return Object.fromEntries(files.flatMap(({ path, status }) => (status === 'parsed' ? [] : [[path, status]])));
}

export function messagesOf({ problems }: Pick<Report, 'problems'>): readonly string[] {
  return problems.map(({ message }) => message);
}
