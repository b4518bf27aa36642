import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Report } from '../../../engine/model/report.ts';
import { check, checkTexts } from '../../../engine/scan.ts';
import { policies } from './policies-of-fixtures.ts';

/** Workspaces that are hard to describe: path → text. */
export const hardTexts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  plain: {
    'a.ts': 'const t = req.query;\ndb.query(t);\neval("x");\n// MARKED here, and MARKED there\n',
    'w.yaml': 'jobs:\n  a: {runs-on: x, limit: 1}\n  b: {runs-on: x}\n  c: {}\n',
    'supabase/migrations/1.sql': 'create table orders (id int);\n',
  },
  CRLF: { 'a.ts': 'const a = 1;\r\neval(b);\r\n// MARK\r\n', 'w.yaml': 'jobs:\r\n  b:\r\n    runs-on: x\r\n' },
  'byte order mark': { 'a.ts': '\ufeff// MARK\neval(b);\n', 'w.yaml': '\ufeffjobs:\n  b: {runs-on: x}\n' },
  'lone CR': { 'a.ts': 'let a;\r// MARK\rlet b;\n// MARK\reval(b);\n', 'a.txt': 'a\rMARK\r\nb\rMARK\n' },
  'U+2028 and U+2029': { 'a.ts': 'let a;\u2028// MARK\u2029eval(b);\n// MARK\n' },
  'emoji before the match': { 'a.ts': 'let s = "😀😀"; eval("👩‍👩‍👧"); // 😀 MARK 😀\n', 'b.txt': '😀MARK😀' },
  CJK: { 'a.ts': 'const 日本 = "語"; eval(日本); // 漢字 MARK漢\n', 'w.yaml': 'jobs:\n  日本: {runs-on: 語}\n' },
  tabs: { 'a.ts': '\t\t eval(b);\t// MARK\n', 'w.yaml': 'jobs:\n  b: {runs-on:\tx}\n' },
  'names that hurt': {
    'app/[id].tsx': 'eval(a);\n',
    'app/(group)/page.tsx': 'eval(a);\n',
    'db/a#b%.sql': '-- MARK\n',
    'x:y.yaml': 'jobs:\n  b: {runs-on: x}\n',
    'my file?.ts': 'eval(a);\n',
    'back\\slash.ts': 'eval(a);\n',
    'cafe\u0301.ts': 'eval(a);\n',
    'grüße/日本😀.ts': 'eval(a);\n',
  },
  'empty files': { 'empty.ts': '', 'bom.ts': '\ufeff', 'b.ts': '// MARK\n' },
  'at the end without a line break': { 'a.ts': 'eval(b)', 'b.txt': 'a\nMARK', 'w.yaml': 'jobs:\n  b: {runs-on: x}' },
  'one line of 1 MB': { 'a.js': `${'a=1;'.repeat(125_000)}eval("😀")/*MARK*/;${'b=2;'.repeat(125_000)}` },
  'syntax errors': {
    'a.ts': 'eval(b);\nfunction {{{ ]]\n',
    'w.yaml': 'jobs: [\n  b: {runs-on: x\n: }',
    'supabase/migrations/1.sql': 'create table orders (id int);\n',
    'supabase/migrations/2.sql': 'alter table orders enable row {0} level nonsense;\n',
  },
  'braces, backquotes and brackets': {
    'a.ts': 'eval(`a[${i}](x)`); eval({ a: [1](2) }); // MARK`{0}`[a](b)\n',
  },
  'two on a line': { 'a.ts': 'eval(a); eval(b); eval(a);\n// MARK MARK MARK\n', 'b.ts': 'eval(a);\neval(a);\n' },
  'prototype keys': {
    'w.yaml': 'jobs:\n  __proto__: {runs-on: x}\n  constructor: {runs-on: x}\n',
    'a.ts': 'eval(__proto__);\n',
  },
  nothing: { 'README.md': 'Nothing to see.\n' },
  'no file': {},
};

const bytes: Readonly<Record<string, Buffer>> = {
  'utf16.ts': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('eval(a); // MARK', 'utf16le')]),
  'broken.ts': Buffer.from([0x65, 0x76, 0xff, 0xfe, 0x0a]),
  'nul.ts': Buffer.from('eval(a);\0'),
  'logo.png': Buffer.from([0x89, 0x50, 0x4e, 0x47]),
  'cafe\u0301.ts': Buffer.from('eval(a);\n'),
  'real.ts': Buffer.from('eval(a); // MARK\n'),
  'supabase/migrations/1.sql': Buffer.from('create table orders (id int);\n'),
};

/** What only a disk can hold: other encodings, links. In a git repository with a remote. */
export async function checkDisk(): Promise<readonly [Report, Readonly<Record<string, string>>]> {
  const folder = mkdtempSync(join(tmpdir(), 'bylaw-sarif-'));
  try {
    for (const [path, content] of Object.entries(bytes)) writeBelow(folder, path, content);
    for (const { path, text } of policies) writeBelow(folder, path, text);
    writeBelow(folder, 'bylaw.yaml', 'policies: [rules]\n');
    symlinkSync('real.ts', join(folder, 'link.ts'));
    const git = (...argv: string[]): unknown => execFileSync('git', ['-C', folder, ...argv], { stdio: 'ignore' });
    git('init', '--initial-branch=main');
    git('remote', 'add', 'origin', 'https://someone:secret@example.com/shop.git');
    git('add', '.');
    git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-m', 'All of it.');
    const report = await check({ cwd: folder, paths: ['.'], policies: ['rules'] });
    const paths = report.files.map(({ path }) => path);
    const read = paths.filter((path) => !/utf16|broken|nul|png/.test(path));
    return [report, Object.fromEntries(read.map((path) => [path, readFileSync(join(folder, path), 'utf8')]))];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeBelow(folder: string, path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

export function checkHard(name: string): Promise<Report> {
  return checkTexts(policies, hardTexts[name]!);
}
