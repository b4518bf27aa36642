import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { check } from '../../../engine/scan.ts';

const root = mkdtempSync(join(tmpdir(), 'bylaw-outside-'));
afterAll(() => rmSync(root, { recursive: true }));

const policy = `
id: env-ignored
title: Environment files are ignored
severity: high
message: Not ignored.
project: true
require: { git: { ignores: [.env] } }
`;

test('what only one clone ignores (.git/info/exclude, core.excludesFile) is not ignored', async ({ skip }) => {
  skip(spawnSync('git', ['--version']).status !== 0, 'git is not installed');
  const write = (path: string, text: string): void => writeFileSync(join(root, path), text);
  execFileSync('git', ['init', '-q', root]);
  write('policy.yaml', policy);
  write('.gitignore', 'dist/\n');
  write('.git/info/exclude', '.env\n');
  write('.git/personal', '.env\n');
  execFileSync('git', ['config', 'core.excludesFile', join(root, '.git/personal')], { cwd: root });
  const verdicts = async (): Promise<unknown[]> => {
    const report = await check({ cwd: root, paths: [root], policies: [join(root, 'policy.yaml')] });
    return report.verdicts.map(({ kind }) => kind);
  };
  expect(await verdicts()).toEqual(['fail']);
  write('.gitignore', 'dist/\n.env\n');
  expect(await verdicts()).toEqual(['pass']);
});
