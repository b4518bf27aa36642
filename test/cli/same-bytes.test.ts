import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { formats } from '../../engine/index.ts';
import { runBuilt } from './built.ts';
import { folderOf, noEval } from './run-cli.ts';

/* The same input gives the same bytes, in every format, wherever and however it is checked. */

vi.setConfig({ testTimeout: 120_000 });

const examples = join(import.meta.dirname, '../../examples');

/** Code, SQL and configuration, with failures, reviews, joins, what is not decided and what cannot be read, under names that locales sort differently. */
function generated(): Readonly<Record<string, string>> {
  const names = ['ä', 'Z', 'a', 'İ', 'ı', 'i', 'ß', '😀', '10', '9', 'a b', '[id]'];
  const code = names.map((name, i) => [
    `src/${name}/page.ts`,
    `export const a${i} = eval(input);\nfetch(url, { id: '${name}' });\ndb.from('t${i}');\nprocess.env.KEY_${i};\n`,
  ]);
  const tables = names.map((name, i) => [
    `db/migrations/00${i + 10}_${name}.sql`,
    `create table public.t${i} (id int, amount numeric);\n${i % 2 ? '' : `alter table t${i} enable row level security;\n`}`,
  ]);
  return {
    ...Object.fromEntries([...code, ...tables]),
    'policies/no-eval.yaml': noEval('high'),
    'bylaw.yaml': 'extends: [bylaw:all, ./policies]\n',
    'package.json': '{"dependencies": {"next": "^15.0.0"}}\n',
    'src/broken.ts': 'const = ;\n',
    'db/migrations/0099_broken.sql': 'create tabel x (;\n',
    'config/app.yaml': 'a: 1\nb: [\n',
    '.env.example': 'KEY_1=\n',
  };
}

interface Way {
  readonly argv?: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** All formats of one check of a folder. */
function reportsOf(workspace: string, { argv = [], cwd = workspace, env = {} }: Way): Readonly<Record<string, string>> {
  const out = folderOf({});
  const outputs = formats.flatMap(({ name }) => ['--output', `${name}=${join(out, name)}`]);
  const where = cwd === workspace ? [] : [workspace];
  const { exitCode, stderr } = runBuilt(['check', '--include-review', ...argv, ...outputs, ...where], { cwd, env });
  expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/^bylaw: exit 1: .*\n$/)]);
  return Object.fromEntries(readdirSync(out).map((name) => [name, readFileSync(join(out, name), 'latin1')]));
}

function copyOf(folder: string, name: string): string {
  const copy = join(folderOf({}), name);
  mkdirSync(copy);
  cpSync(folder, copy, { recursive: true });
  return copy;
}

describe.each([
  ['the storefront', () => copyOf(join(examples, 'storefront/before'), 'shop')],
  ['a generated repository', () => folderOf(generated())],
])('%s', (_, make) => {
  test('again, with several workers, in another place and under another locale', () => {
    const workspace = make();
    const elsewhere = {
      cwd: folderOf({}),
      env: { LC_ALL: 'tr_TR.UTF-8', LANG: 'de_DE.UTF-8', TZ: 'Pacific/Kiritimati' },
    };
    const first = reportsOf(workspace, { argv: ['--workers', '1'] });
    expect(Object.keys(first).sort()).toEqual(formats.map(({ name }) => name).sort());
    for (const text of Object.values(first)) expect(text.length).toBeGreaterThan(100);
    const ways = {
      again: reportsOf(workspace, { argv: ['--workers', '1'], env: { LC_ALL: 'C', TZ: 'America/New_York' } }),
      'three workers, another locale and current folder': reportsOf(workspace, {
        argv: ['--workers', '3'],
        ...elsewhere,
      }),
      'another checkout': reportsOf(copyOf(workspace, 'a (copy) of it'), { argv: ['--workers', '3'] }),
    };
    for (const [way, reports] of Object.entries(ways)) {
      const different = Object.keys(first).filter((name) => reports[name] !== first[name]);
      expect([way, different]).toEqual([way, []]);
    }
  });
});

test('a report that an earlier run wrote into the workspace is no file to check', () => {
  const folder = folderOf(generated());
  const argv = ['check', '.', '--output', 'json=out/report.json', '--output', 'sarif=bylaw.sarif'];
  const written = () => {
    expect(runBuilt(argv, { cwd: folder }).exitCode).toBe(1);
    return ['out/report.json', 'bylaw.sarif'].map((path) => readFileSync(join(folder, path), 'utf8'));
  };
  expect(written()).toEqual(written());
});
