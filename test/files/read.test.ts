import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readMemory } from '../../engine/files/memory.ts';
import { readSource } from '../../engine/files/read.ts';
import { onDisk } from './workspace-on-disk.ts';

const small = { maxBytes: 100 };

const digest = /^[0-9a-f]{64}$/;

test('reads text and tells its size and its BOM', () => {
  const root = onDisk({ 'a.ts': 'let ä = "😀";\r\n', 'bom.ts': '\ufeffx', 'empty.ts': '' });
  expect(readSource(root, { path: 'a.ts', tracked: true })).toEqual({
    path: 'a.ts',
    tracked: true,
    text: 'let ä = "😀";\r\n',
    bom: false,
    bytes: 18,
    sha256: expect.stringMatching(digest),
  });
  expect(readSource(root, { path: 'bom.ts' })).toEqual({
    path: 'bom.ts',
    text: 'x',
    bom: true,
    bytes: 4,
    sha256: createHash('sha256').update('\ufeffx').digest('hex'),
  });
  expect(readSource(root, { path: 'empty.ts' })).toEqual({
    path: 'empty.ts',
    text: '',
    bom: false,
    bytes: 0,
    sha256: expect.stringMatching(digest),
  });
});

test('a file that is read after a larger one holds its own text only', () => {
  const root = onDisk({ 'large.txt': 'x'.repeat(300_000), 'small.txt': 'y' });
  expect(readSource(root, { path: 'large.txt' })).toEqual({
    path: 'large.txt',
    text: 'x'.repeat(300_000),
    bom: false,
    bytes: 300_000,
    sha256: expect.stringMatching(digest),
  });
  expect(readSource(root, { path: 'small.txt' })).toEqual({
    path: 'small.txt',
    text: 'y',
    bom: false,
    bytes: 1,
    sha256: expect.stringMatching(digest),
  });
});

test.each([
  ['long.txt', 'too-large', "'long.txt' has 101 bytes; files of more than 100 bytes are not read."],
  ['nul.dat', 'binary', "'nul.dat' is a binary file: it contains a NUL byte."],
  ['latin1.txt', 'encoding', "'latin1.txt' is not valid UTF-8."],
  [
    'utf16.txt',
    'encoding',
    "'utf16.txt' is encoded as UTF-16; only UTF-8 is read. Save it as UTF-8 to have it checked.",
  ],
  ['gone.ts', 'vanished', "'gone.ts' was there when the files were listed, but is gone."],
  ['folder', 'unreadable', "'folder' is not a regular file."],
  ['pipe', 'unreadable', "'pipe' is not a regular file."],
  ['link.ts', 'unreadable', "'link.ts' is a symbolic link; links are not followed."],
])('says why %s is not read', (path, kind, message) => {
  const root = onDisk({
    'long.txt': 'x'.repeat(101),
    'nul.dat': 'a\0b',
    'latin1.txt': Buffer.from([0x61, 0xe4]),
    'utf16.txt': Buffer.from('\ufeffa', 'utf16le'),
    'a.ts': '',
  });
  mkdirSync(join(root, 'folder'));
  execFileSync('mkfifo', [join(root, 'pipe')]);
  symlinkSync('a.ts', join(root, 'link.ts'));
  expect(readSource(root, { path }, small)).toEqual({
    path,
    status: 'unread',
    problem: { kind, level: 'warning', message, path },
  });
});

test('does not even open what is binary by nature', () => {
  expect(readSource('/nowhere', { path: 'img/Logo.PNG', tracked: true })).toEqual({
    path: 'img/Logo.PNG',
    tracked: true,
    status: 'skipped',
  });
  expect(readSource('/nowhere', { path: '.zip' })).toMatchObject({ status: 'unread' });
});

test('memory reads as the disk does', () => {
  const files = {
    'a.ts': '\ufeffä',
    'nul.dat': 'a\0',
    'logo.png': 'x',
    'long.txt': 'x'.repeat(101),
    'utf16ish.txt': 'ÿþ',
  };
  const root = onDisk(files);
  for (const path of [...Object.keys(files), 'gone.ts']) {
    expect(readMemory(files, { path }, small)).toEqual(readSource(root, { path }, small));
  }
});
