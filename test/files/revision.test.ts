import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { publicUrl, revisionOf } from '../../engine/files/revision.ts';
import { git, gitOutput, onDisk } from './workspace-on-disk.ts';

function repository(): string {
  const root = onDisk({ 'a.ts': '' });
  git(root, 'init', '-q', '-b', 'main');
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', 'x');
  return root;
}

test('commit, branch and remote', () => {
  const root = repository();
  const commit = gitOutput(root, 'rev-parse', 'HEAD');
  expect(revisionOf(root)).toEqual({ commit, branch: 'main' });
  git(root, 'remote', 'add', 'fork', 'https://example.org/me/fork.git');
  git(root, 'remote', 'add', 'a', '../elsewhere');
  expect(revisionOf(root)).toEqual({ commit, branch: 'main' });
  git(root, 'remote', 'add', 'origin', 'git@github.com:me/it.git');
  git(root, 'checkout', '-q', '--detach');
  expect(revisionOf(root)).toEqual({ commit, repository: 'https://github.com/me/it' });
});

test('nothing outside of git, and before the first commit', () => {
  const root = onDisk({});
  expect(revisionOf(root)).toBeUndefined();
  git(root, 'init', '-q');
  expect(revisionOf(root)).toBeUndefined();
});

test('nothing where there is no git', () => {
  const root = repository();
  vi.stubEnv('PATH', root);
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(revisionOf(root)).toBeUndefined();
});

test('nothing runs that the repository configures', () => {
  const root = repository();
  const script = join(root, '.git/evil');
  writeFileSync(script, `#!/bin/sh\ntouch '${join(root, 'ran')}'\n`);
  chmodSync(script, 0o755);
  for (const key of [
    'core.fsmonitor',
    'core.pager',
    'core.sshCommand',
    'core.editor',
    'alias.rev-parse',
    'gpg.program',
  ])
    git(root, 'config', key, script);
  expect(revisionOf(root)?.branch).toBe('main');
  expect(existsSync(join(root, 'ran'))).toBe(false);
  rmSync(script);
});

test.each([
  ['https://github.com/me/it.git', 'https://github.com/me/it'],
  ['https://me:secret@github.com/me/it.git?token=x#y', 'https://github.com/me/it'],
  ['git@github.com:me/it.git', 'https://github.com/me/it'],
  ['ssh://git@gitlab.com:22/group/sub/it.git/', 'https://gitlab.com/group/sub/it'],
  ['git@git.example.org:me/it.git', 'ssh://git.example.org/me/it.git'],
  ['git.example.org:/srv/it.git', 'ssh://git.example.org/srv/it.git'],
  ['ssh://me@example.org:2222/it.git', 'ssh://example.org:2222/it.git'],
  ['https://oauth2:token@git.example.org:8443/it.git', 'https://git.example.org:8443/it.git'],
  ['http://user@example.org/it', 'http://example.org/it'],
  ['https://dev.azure.com/org/a project/_git/it', 'https://dev.azure.com/org/a%20project/_git/it'],
  ['../it', undefined],
  ['/srv/git/it.git', undefined],
  ['file:///srv/git/it.git', undefined],
  [String.raw`C:\git\it`, undefined],
  ['C:/git/it', undefined],
  ['ext::sh -c evil', undefined],
  ['https://', undefined],
  ['', undefined],
])('%s is published as %s', (remote, url) => {
  expect(publicUrl(remote)).toBe(url);
});
