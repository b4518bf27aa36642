import { expect, test } from 'vitest';
import type { DatabaseContext, ModuleAlias } from '../../engine/model/context.ts';
import type { PlatformName } from '../../engine/model/platform.ts';
import { contextOf } from '../../engine/run/context.ts';
import { memoryWorkspace } from '../../engine/scan.ts';
import { candidates } from '../../engine/verdicts/imports.ts';

type Files = Readonly<Record<string, string>>;

function aliasesOf(files: Files): readonly ModuleAlias[] {
  const { entries, read } = memoryWorkspace(files);
  return contextOf(entries, read).aliases;
}

/** The file of the workspace that a specifier means. */
function meant(files: Files, path: string, from: string): string | undefined {
  return candidates(path, from, aliasesOf(files)).find((candidate) => candidate in files);
}

const json = (value: object): string => JSON.stringify(value);
const options = (paths: object, baseUrl?: string): string =>
  json({ compilerOptions: { paths, ...(baseUrl !== undefined && { baseUrl }) } });

test.each<readonly [string, Files, string, string | undefined]>([
  ['paths', { 'tsconfig.json': options({ '@/*': ['src/*'] }), 'src/a.ts': '' }, '@/a', 'src/a.ts'],
  ['paths below baseUrl', { 'tsconfig.json': options({ '@/*': ['*'] }, 'src'), 'src/a.ts': '' }, '@/a', 'src/a.ts'],
  [
    'a whole name is no beginning',
    { 'tsconfig.json': options({ lib: ['src/a'] }), 'src/a.ts': '' },
    'library',
    undefined,
  ],
  ['a whole name', { 'tsconfig.json': options({ lib: ['src/a'] }), 'src/a.ts': '' }, 'lib', 'src/a.ts'],
  [
    'baseUrl alone',
    { 'tsconfig.json': json({ compilerOptions: { baseUrl: '.' } }), 'src/a.ts': '' },
    'src/a',
    'src/a.ts',
  ],
  [
    'inherited, and relative to the file that says them',
    { 'app/tsconfig.json': json({ extends: '../base' }), 'base.json': options({ '@/*': ['src/*'] }), 'src/a.ts': '' },
    '@/a',
    'src/a.ts',
  ],
  [
    'inherited from several, the last wins',
    {
      'app/tsconfig.json': json({ extends: ['../a.json', '../b.json'] }),
      'a.json': options({ '@/*': ['a/*'] }),
      'b.json': options({ '@/*': ['b/*'] }),
      'a/x.ts': '',
      'b/x.ts': '',
    },
    '@/x',
    'b/x.ts',
  ],
  [
    'its own go before what it inherits',
    {
      'app/tsconfig.json': json({ extends: '../base.json', compilerOptions: { paths: { '@/*': ['./*'] } } }),
      'base.json': options({ '@/*': ['src/*'] }),
      'app/x.ts': '',
      'src/x.ts': '',
    },
    '@/x',
    'app/x.ts',
  ],
  [
    'configurations that extend each other',
    {
      'app/tsconfig.json': json({ extends: './b.json' }),
      'app/b.json': json({ extends: './tsconfig.json' }),
      'a.ts': '',
    },
    '@/a',
    undefined,
  ],
])('tsconfig.json: %s', (_, files, from, expected) => {
  expect(meant(files, 'app/index.ts', from)).toBe(expected);
});

const root = { 'package.json': json({ workspaces: ['packages/*', '!packages/old'] }) };
const lib = (manifest: object): Files => ({ 'packages/lib/package.json': json({ name: '@acme/lib', ...manifest }) });
const source = { 'packages/lib/src/index.ts': '', 'packages/lib/src/a.ts': '' };

test.each<readonly [string, Files, string, string | undefined]>([
  ['without any entry: src/index', { ...root, ...lib({}), ...source }, '@acme/lib', 'packages/lib/src/index.ts'],
  ['main', { ...root, ...lib({ main: './src/a.ts' }), ...source }, '@acme/lib', 'packages/lib/src/a.ts'],
  [
    'what main is built from',
    { ...root, ...lib({ main: 'dist/a.js' }), ...source },
    '@acme/lib',
    'packages/lib/src/a.ts',
  ],
  ['types', { ...root, ...lib({ types: './src/a.ts' }), ...source }, '@acme/lib', 'packages/lib/src/a.ts'],
  ['a file of it', { ...root, ...lib({}), ...source }, '@acme/lib/src/a', 'packages/lib/src/a.ts'],
  [
    'exports, one text',
    { ...root, ...lib({ exports: './src/a.ts' }), ...source },
    '@acme/lib',
    'packages/lib/src/a.ts',
  ],
  [
    'exports under conditions',
    { ...root, ...lib({ exports: { import: { types: './dist/a.d.ts', default: './dist/a.js' } } }), ...source },
    '@acme/lib',
    'packages/lib/src/a.ts',
  ],
  [
    'a subpath',
    { ...root, ...lib({ exports: { '.': './src/index.ts', './b': './src/a.ts' } }), ...source },
    '@acme/lib/b',
    'packages/lib/src/a.ts',
  ],
  [
    'a pattern',
    { ...root, ...lib({ exports: { './*': './src/*.ts' } }), ...source },
    '@acme/lib/a',
    'packages/lib/src/a.ts',
  ],
  [
    'what is not exported',
    { ...root, ...lib({ exports: { '.': './src/a.ts' } }), ...source },
    '@acme/lib/src/a',
    undefined,
  ],
  [
    'pnpm',
    { 'pnpm-workspace.yaml': 'packages:\n  - packages/*\n', ...lib({}), ...source },
    '@acme/lib',
    'packages/lib/src/index.ts',
  ],
  [
    'workspaces of Yarn',
    { 'package.json': json({ workspaces: { packages: ['packages/**/'] } }), ...lib({}), ...source },
    '@acme/lib',
    'packages/lib/src/index.ts',
  ],
  ['a package that is no member', { 'package.json': '{}', ...lib({}), ...source }, '@acme/lib', undefined],
  [
    'a package that is excluded',
    { ...root, 'packages/old/package.json': json({ name: 'old' }), 'packages/old/index.ts': '' },
    'old',
    undefined,
  ],
])('packages of the workspace: %s', (_, files, from, expected) => {
  expect(meant(files, 'apps/web/index.ts', from)).toBe(expected);
});

const config = `[api]
schemas = ["public", "api"]
auto_expose_new_tables = false

[db]
major_version = 14
`;
const all = {
  platform: 'supabase',
  exposedSchemas: ['public', 'graphql_public'],
  searchPath: ['public', 'extensions'],
};

test.each<readonly [string, Files, PlatformName | undefined, readonly DatabaseContext[]]>([
  ['nothing', { 'migrations/1.sql': '' }, undefined, []],
  ['a folder', { 'app/supabase/migrations/1.sql': '' }, undefined, [{ folder: 'app', schema: all } as DatabaseContext]],
  [
    'its configuration',
    { 'supabase/config.toml': config },
    undefined,
    [
      {
        folder: '',
        schema: {
          platform: 'supabase',
          exposedSchemas: ['public', 'api'],
          searchPath: ['public', 'extensions'],
          exposesNew: false,
          major: 14,
        },
      },
    ],
  ],
  ['said to be plain', { 'supabase/migrations/1.sql': '' }, 'postgres', []],
  [
    'said to be Supabase of a version',
    { 'migrations/1.sql': '' },
    'supabase@2026-08',
    [{ folder: '', schema: { ...all, version: '2026-08' } } as DatabaseContext],
  ],
])('the platform of a database: %s', (_, files, platform, expected) => {
  const { entries, read } = memoryWorkspace(files);
  expect(contextOf(entries, read, { dialects: [], ...(platform && { platform }) }).databases).toEqual(expected);
});
