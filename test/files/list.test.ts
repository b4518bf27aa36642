import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listFiles } from '../../engine/files/list.ts';
import { git, onDisk } from './workspace-on-disk.ts';

const tree = {
  '.gitignore': 'dist/\n*.log\n!keep.log\n',
  'b.ts': '',
  'a.ts': '',
  'Z.ts': '',
  'dist/out.js': '',
  'x.log': '',
  'keep.log': '',
  'node_modules/dep/index.js': '',
  'pkg/node_modules/dep/index.js': '',
  'pkg/.gitignore': 'local.txt\n/gen/\n',
  'pkg/local.txt': '',
  'pkg/gen/a.ts': '',
  'pkg/src/gen/b.ts': '',
  'pkg/src/[id].ts': '',
  'pkg/.env': '',
};

const visible = [
  '.gitignore',
  'Z.ts',
  'a.ts',
  'b.ts',
  'keep.log',
  'pkg/.env',
  'pkg/.gitignore',
  'pkg/src/[id].ts',
  'pkg/src/gen/b.ts',
];

test('lists what git tracks and what it does not ignore', () => {
  const root = onDisk(tree);
  git(root, 'init', '-q');
  git(root, 'add', 'a.ts', 'pkg');
  git(root, 'add', '-f', 'x.log', 'dist/out.js', 'node_modules/dep/index.js');
  const tracked = ['a.ts', 'dist/out.js', 'pkg/.env', 'pkg/.gitignore', 'pkg/src/[id].ts', 'pkg/src/gen/b.ts', 'x.log'];
  const paths = [...visible, 'dist/out.js', 'x.log'].sort();
  expect(listFiles(root, [])).toEqual({
    entries: paths.map((path) => ({ path, tracked: tracked.includes(path) })),
    problems: [],
    git: true,
  });
});

test('lists the same files without git', () => {
  const root = onDisk(tree);
  expect(listFiles(root, [])).toEqual({ entries: visible.map((path) => ({ path })), problems: [], git: false });
});

test('lists a project inside a larger repository with paths of its own', () => {
  const root = onDisk(tree);
  git(root, 'init', '-q');
  git(root, 'add', 'pkg');
  expect(listFiles(join(root, 'pkg'), [])).toEqual({
    entries: ['.env', '.gitignore', 'src/[id].ts', 'src/gen/b.ts'].map((path) => ({ path, tracked: true })),
    problems: [],
    git: true,
  });
});

test('takes a folder that the repository around it ignores for a workspace of its own', () => {
  const root = onDisk(tree);
  git(root, 'init', '-q');
  expect(listFiles(join(root, 'dist'), [])).toEqual({ entries: [{ path: 'out.js' }], problems: [], git: false });
});

test.each([true, false])('includes what is named although it is ignored (git: %s)', (withGit) => {
  const root = onDisk(tree);
  if (withGit) git(root, 'init', '-q');
  const names = (...paths: string[]): string[] => listFiles(root, paths).entries.map(({ path }) => path);
  expect(names('x.log')).toEqual(['x.log']);
  expect(names('dist')).toEqual(['dist/out.js']);
  expect(names('pkg/src/[id].ts', 'pkg/gen')).toEqual(['pkg/gen/a.ts', 'pkg/src/[id].ts']);
  expect(names('node_modules/dep')).toEqual(['node_modules/dep/index.js']);
  expect(names('.')).toEqual(visible);
  expect(listFiles(root, ['src'], { cwd: join(root, 'pkg') }).entries.map(({ path }) => path)).toEqual([
    'pkg/src/[id].ts',
    'pkg/src/gen/b.ts',
  ]);
});

test('says which named paths cannot be checked', () => {
  const root = onDisk(tree);
  expect(listFiles(root, ['nope', '../', 'a.ts'])).toEqual({
    entries: [{ path: 'a.ts' }],
    problems: [
      { kind: 'configuration', level: 'error', message: "'nope' does not exist." },
      { kind: 'configuration', level: 'error', message: `'../' lies outside the workspace '${root}'.` },
    ],
    git: false,
  });
});

test.each([true, false])('follows no links (git: %s)', (withGit) => {
  const outside = onDisk({ 'secret.txt': '' });
  const root = onDisk({ 'real/a.ts': '' });
  symlinkSync(outside, join(root, 'out'));
  symlinkSync('real', join(root, 'inside'));
  symlinkSync('real/a.ts', join(root, 'link.ts'));
  symlinkSync('nowhere', join(root, 'broken'));
  symlinkSync('..', join(root, 'real/loop'));
  if (withGit) {
    git(root, 'init', '-q');
    git(root, 'add', '.');
  }
  const { entries, problems } = listFiles(root, []);
  const links = ['broken', 'inside', 'link.ts', 'out', 'real/loop'];
  expect(entries.filter(({ isLink }) => isLink).map(({ path }) => path)).toEqual(links);
  expect(entries.filter(({ isLink }) => !isLink).map(({ path }) => path)).toEqual(['real/a.ts']);
  expect(problems.length).toBe(3);
  expect(listFiles(root, ['out/secret.txt']).problems.map(({ message }) => message)).toEqual([
    `'out/secret.txt' lies outside the workspace '${root}'.`,
  ]);
});

test('leaves out tracked files that are gone, and those behind a folder that became a link', () => {
  const outside = onDisk({ 'a.ts': '' });
  const root = onDisk({ 'gone.ts': '', 'stays.ts': '', 'folder/a.ts': '' });
  git(root, 'init', '-q');
  git(root, 'add', '.');
  rmSync(join(root, 'gone.ts'));
  rmSync(join(root, 'folder'), { recursive: true });
  symlinkSync(outside, join(root, 'folder'));
  const { entries } = listFiles(root, []);
  expect(entries).toEqual([
    { path: 'folder', tracked: false, isLink: true },
    { path: 'stays.ts', tracked: true },
  ]);
});

test('says that submodules and repositories inside are not checked', () => {
  const library = onDisk({ 'lib.ts': '' });
  git(library, 'init', '-q');
  git(library, 'add', '.');
  git(library, 'commit', '-qm', 'x');
  const root = onDisk({ 'a.ts': '', 'other/b.ts': '' });
  git(root, 'init', '-q');
  git(root, 'submodule', '--quiet', 'add', library, 'vendor/lib');
  git(root, 'clone', '-q', library, 'other/clone');
  const listing = listFiles(root, []);
  expect(listing.entries.map(({ path }) => path)).toEqual(['.gitmodules', 'a.ts', 'other/b.ts']);
  expect(listing.problems).toEqual([
    {
      kind: 'unreadable',
      level: 'warning',
      message: "'vendor/lib' is a git submodule; its files are not checked.",
      path: 'vendor/lib',
    },
    {
      kind: 'unreadable',
      level: 'warning',
      message: "'other/clone' is a git repository of its own; its files are not checked.",
      path: 'other/clone',
    },
  ]);
  expect(listFiles(root, ['other/b.ts']).problems).toEqual([]);
  expect(listFiles(root, ['vendor/lib/lib.ts']).problems.map(({ path }) => path)).toEqual(['vendor/lib']);
});

test('walks the folder and says so when git cannot tell', () => {
  const root = onDisk({ 'a.ts': '', '.git': 'gitdir: /nowhere\n' });
  const { entries, problems, git: known } = listFiles(root, []);
  expect({ entries, known }).toEqual({ entries: [{ path: 'a.ts' }], known: false });
  expect(problems.map(({ level, message }) => `${level}: ${message}`)).toEqual([
    `warning: Which files of '${root}' git tracks or ignores is not known: git says: fatal: not a git repository: /nowhere. The folder was listed without git.`,
  ]);
});

test('never runs the file monitor that a repository configures', () => {
  const root = onDisk({ 'a.ts': '', 'monitor.sh': '#!/bin/sh\ntouch "$(dirname "$0")/ran"\n' });
  chmodSync(join(root, 'monitor.sh'), 0o755);
  git(root, 'init', '-q');
  git(root, 'add', '.');
  git(root, 'config', 'core.fsmonitor', join(root, 'monitor.sh'));
  expect(listFiles(root, []).entries.map(({ path }) => path)).toEqual(['a.ts', 'monitor.sh']);
});

test('obeys a folder that an inner .gitignore file re-includes', () => {
  const root = onDisk({ '.gitignore': 'gen/\n', 'pkg/.gitignore': '!gen/\n', 'pkg/gen/a.ts': '', 'gen/b.ts': '' });
  const walked = listFiles(root, []).entries.map(({ path }) => path);
  expect(walked).toEqual(['.gitignore', 'pkg/.gitignore', 'pkg/gen/a.ts']);
  git(root, 'init', '-q');
  expect(listFiles(root, []).entries.map(({ path }) => path)).toEqual(walked);
});

test('says which file names it cannot handle', () => {
  const root = onDisk({ 'a.ts': '' });
  git(root, 'init', '-q');
  writeFileSync(Buffer.concat([Buffer.from(`${root}/bad`), Buffer.from([0xff])]), '');
  mkdirSync(join(root, 'empty'));
  expect(listFiles(root, [])).toEqual({
    entries: [{ path: 'a.ts', tracked: false }],
    problems: [
      {
        kind: 'unreadable',
        level: 'warning',
        message: "'bad\ufffd' cannot be opened: its name is not valid UTF-8.",
        path: 'bad\ufffd',
      },
    ],
    git: true,
  });
});
