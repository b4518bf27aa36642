import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, chmodSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listFiles } from '../../engine/files/list.ts';
import { listMemory } from '../../engine/files/memory.ts';
import { findUp, kindOf, listFolder, readText, resolvePackage } from '../../engine/files/workspace.ts';
import { writeAtomic } from '../../engine/files/write.ts';
import { git, onDisk } from './workspace-on-disk.ts';

test('finds the nearest file upwards', () => {
  const root = onDisk({ 'bylaw.yaml': '', 'a/b/c.ts': '', 'a/bylaw.yaml': '' });
  expect(findUp(join(root, 'a/b'), 'bylaw.yaml')).toBe(join(root, 'a/bylaw.yaml'));
  expect(findUp(root, 'bylaw.yaml')).toBe(join(root, 'bylaw.yaml'));
  expect(findUp(join(root, 'a/b/c.ts'), 'bylaw.yaml')).toBe(join(root, 'a/bylaw.yaml'));
  expect(findUp(root, 'no-such-file-anywhere.yaml')).toBeUndefined();
});

test('tells files from folders', () => {
  const root = onDisk({ 'a/b.ts': '' });
  expect([
    kindOf(join(root, 'a')),
    kindOf(join(root, 'a/b.ts')),
    kindOf(join(root, 'a/b.ts/c')),
    kindOf(join(root, 'x')),
  ]).toEqual(['folder', 'file', undefined, undefined]);
});

test('reads a policy file; what is wrong with it stops the run', () => {
  const root = onDisk({ 'p.yaml': 'id: x\n', 'bad.yaml': Buffer.from([0xe4]) });
  const problem = (message: string, path: string): object => ({
    path,
    status: 'unread',
    problem: { kind: 'configuration', level: 'error', message, path },
  });
  expect(readText(join(root, 'p.yaml'), 'p.yaml')).toEqual({
    path: 'p.yaml',
    text: 'id: x\n',
    bom: false,
    bytes: 6,
    sha256: expect.any(String),
  });
  expect(readText(join(root, 'bad.yaml'), 'bad.yaml')).toEqual(problem("'bad.yaml' is not valid UTF-8.", 'bad.yaml'));
  expect(readText(join(root, 'no.yaml'), 'no.yaml')).toEqual(problem("'no.yaml' does not exist.", 'no.yaml'));
  expect(readText(root, 'policies')).toEqual(problem("'policies' is not a regular file.", 'policies'));
});

test('lists the files of a pack', () => {
  const root = onDisk({
    'pack.yaml': '',
    'definitions/a.yaml': '',
    'Z.yaml': '',
    'node_modules/x/y.yaml': '',
    '.gitignore': '*',
  });
  expect(listFolder(root)).toEqual({
    files: ['.gitignore', 'Z.yaml', 'definitions/a.yaml', 'pack.yaml'],
    links: [],
    problems: [],
  });
  expect(listFolder(join(root, 'no'))).toEqual({
    files: [],
    links: [],
    problems: [
      {
        kind: 'unreadable',
        level: 'warning',
        message: `The folder '${join(root, 'no')}' cannot be listed (ENOENT).`,
        path: '',
      },
    ],
  });
});

test('finds installed packages without running them', () => {
  const root = onDisk({
    'node_modules/@acme/policies/package.json': '{"exports": {}}',
    'node_modules/plain/package.json': '{}',
    'app/node_modules/plain/package.json': '{}',
    'app/src/a.ts': '',
  });
  const from = join(root, 'app/src');
  expect(resolvePackage('@acme/policies', from)).toBe(join(root, 'node_modules/@acme/policies'));
  expect(resolvePackage('plain', from)).toBe(join(root, 'app/node_modules/plain'));
  expect(resolvePackage('missing', from)).toBeUndefined();
  expect(resolvePackage('../app', from)).toBeUndefined();
});

test('writes atomically, creates folders, keeps mode and link, leaves nothing else behind', () => {
  const root = onDisk({ 'script.sh': 'old' });
  chmodSync(join(root, 'script.sh'), 0o755);
  symlinkSync('script.sh', join(root, 'link.sh'));
  writeAtomic(join(root, 'new/deep/report.sarif'), '{}');
  writeAtomic(join(root, 'link.sh'), 'new');
  expect(readFileSync(join(root, 'new/deep/report.sarif'), 'utf8')).toBe('{}');
  expect(readFileSync(join(root, 'script.sh'), 'utf8')).toBe('new');
  expect(statSync(join(root, 'script.sh')).mode & 0o777).toBe(0o755);
  expect(lstatSync(join(root, 'link.sh')).isSymbolicLink()).toBe(true);
  mkdirSync(join(root, 'taken'));
  expect(() => writeAtomic(join(root, 'taken'), 'x')).toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
  expect(readdirSync(root).sort()).toEqual(['link.sh', 'new', 'script.sh', 'taken']);
});

test('memory lists as a git repository on disk does', () => {
  const files = {
    '.gitignore': '.env\nout/\n',
    '.env': '',
    'out/a.js': '',
    'out/b.js': '',
    'a.ts': '',
    'node_modules/x/a.js': '',
    'pkg/.gitignore': '!.env\n',
    'pkg/.env': '',
  };
  const untracked = ['.env', 'out/b.js', 'pkg/.env'];
  const root = onDisk(files);
  git(root, 'init', '-q');
  git(root, 'add', '-f', ...Object.keys(files).filter((path) => !untracked.includes(path)));
  expect(listMemory(files, untracked)).toEqual(listFiles(root, []));
  expect(listMemory(files, untracked).entries.map(({ path }) => path)).toEqual([
    '.gitignore',
    'a.ts',
    'out/a.js',
    'pkg/.env',
    'pkg/.gitignore',
  ]);
});
