import { expect, test } from 'vitest';
import { parseFile } from '../../../engine/documents/parse.ts';
import { packageFact } from '../../../engine/facts/dependencies/package-fact.ts';
import { dependency } from '../../../engine/matches/inventory/dependency.ts';
import type { World, WorldFile } from '../../../engine/matches/matcher.ts';
import { viewOf } from '../../../engine/matches/view.ts';
import type { Json } from '../../../engine/model/document.ts';

type Files = Readonly<Record<string, string | object>>;

function worldOf(files: Files, unread: readonly string[] = []): World {
  const all = Object.entries(files).map(([path, content]): WorldFile => {
    const text = typeof content === 'string' ? content : JSON.stringify(content, null, 1);
    const document = parseFile({ path, text, bom: false, bytes: text.length });
    const view = viewOf(document);
    const packages = packageFact(document, (range) => view.place({ type: 'range', range }));
    const cause = { kind: 'not-read', message: 'It is broken.' } as const;
    return { path, ...(packages && { packages }), ...(unread.includes(path) && { unread: cause }) };
  });
  return { files: all, catalogs: [], ignores: [], git: true };
}

/** The values bound, `?` for one that is not known, and where; in the order of the names. */
function found(files: Files, wanted: { readonly [name: string]: Json }, unread?: readonly string[]): unknown[] {
  const world = worldOf(files, unread);
  return [...dependency.prepare({ dependency: wanted }).range(world, {})].map(({ bindings, object, unknown }) => [
    ...Object.values(bindings).map(({ value }) => value ?? '?'),
    `${object.place.path}:${object.place.region?.startLine}`,
    ...(unknown ? [unknown.message] : []),
  ]);
}

const manifest = { dependencies: { lodash: '^4.17.0' }, devDependencies: { alias: 'npm:real@^1.0.0' } };
const npm = {
  lockfileVersion: 3,
  packages: {
    '': manifest,
    'node_modules/lodash': { version: '4.17.20', integrity: 'sha512-x' },
    'node_modules/alias': { name: 'real', version: '1.2.0', dev: true },
    'node_modules/deep': { version: '2.0.0' },
    'node_modules/x/node_modules/deep': { version: '2.0.0' },
  },
};

test('direct ones and what else is locked, each version once, placed at its version', () => {
  const files = { 'package.json': manifest, 'package-lock.json': npm };
  const wanted = { name: '$N', version: '$V', kind: '$K', direct: '$D', manager: '$M', locked: true };
  expect(found(files, wanted)).toEqual([
    ['lodash', '4.17.20', 'prod', true, 'npm', 'package-lock.json:13'],
    ['real', '1.2.0', 'dev', true, 'npm', 'package-lock.json:18'],
    ['deep', '2.0.0', 'prod', false, 'npm', 'package-lock.json:22'],
  ]);
  expect(found(files, { alias: 'alias', name: '$N' })).toEqual([['real', 'package-lock.json:18']]);
  expect(found(files, { name: 'lodash', version: { semver: '<4.17.21' }, range: '$R' })).toEqual([
    ['^4.17.0', 'package-lock.json:13'],
  ]);
  expect(found(files, { name: 'lodash', version: { semver: '>=4.17.21' } })).toEqual([]);
});

test('the subject itself, and where it is asked for', () => {
  const world = worldOf({ 'package.json': manifest, 'package-lock.json': npm });
  const prepare = (wanted: Json) => dependency.prepare({ dependency: wanted });
  const [match] = [...prepare({ name: 'lodash' }).range(world, {})];
  expect(match?.object.history).toMatchObject([
    { message: `Asked for as '^4.17.0'.`, place: { path: 'package.json', region: { startLine: 3 } } },
  ]);
  expect([...prepare({ kind: 'prod' }).match(world, match!.object, {})]).toHaveLength(1);
  expect([...prepare({ kind: 'dev' }).match(world, match!.object, {})]).toEqual([]);
  expect([...prepare({ name: '$N' }).range(world, { N: { text: 'deep', value: 'deep' } })]).toHaveLength(1);
});

test('without a lock file: in the manifest, of an unknown version unless it names one', () => {
  const files = { 'package.json': { dependencies: { a: '^1.0.0', b: '2.0.0', ui: 'workspace:*' } } };
  expect(found(files, { name: '$N', version: '$V', locked: false })).toEqual([
    ['a', '?', 'package.json:3'],
    ['b', '2.0.0', 'package.json:4'],
  ]);
  expect(found(files, { name: 'a', version: { semver: '<2' } })).toEqual([
    ['package.json:3', `The value of 'the version of a' is not known statically.`],
  ]);
  expect(found(files, { lock: '$L' })).toEqual([]);
  expect(found(files, { name: 'a', managers: { maxItems: 0 }, project: '$P' })).toEqual([['.', 'package.json:3']]);
});

const yarn = `# yarn lockfile v1\na@^1.0.0:\n  version "1.0.0"\n`;
const pnpm = (range: string, more = ''): string => `lockfileVersion: '9.0'
${more}
importers:
  .: { dependencies: { a: { specifier: ${range}, version: 1.0.0 } } }
packages:
  a@1.0.0: {}
`;
const asks = (range: string, more: object = {}): object => ({ dependencies: { a: range }, ...more });
const npmOf = (recorded: string, version = '1.0.0'): object => ({
  lockfileVersion: 3,
  packages: { '': asks(recorded), 'node_modules/a': { version } },
});

test.each<[string, Files, unknown]>([
  ['npm, the same', { 'package.json': asks('^1.0.0'), 'package-lock.json': npmOf('^1.0.0') }, true],
  ['npm, another that fits', { 'package.json': asks('^1.2.0'), 'package-lock.json': npmOf('^1.0.0', '1.3.0') }, true],
  ['npm, another', { 'package.json': asks('^1.2.0'), 'package-lock.json': npmOf('^1.0.0') }, false],
  [
    'npm 6',
    { 'package.json': asks('^1.2.0'), 'package-lock.json': { dependencies: { a: { version: '1.2.5' } } } },
    true,
  ],
  [
    'npm 6, no fit',
    { 'package.json': asks('^2'), 'package-lock.json': { dependencies: { a: { version: '1.2.5' } } } },
    false,
  ],
  [
    'npm 6, a tag',
    { 'package.json': asks('next'), 'package-lock.json': { dependencies: { a: { version: '1.2.5' } } } },
    true,
  ],
  ['pnpm, another that would fit', { 'package.json': asks('^1'), 'pnpm-lock.yaml': pnpm('^1.0.0') }, false],
  [
    'pnpm, an override',
    { 'package.json': asks('^1'), 'pnpm-lock.yaml': pnpm('1.0.0', 'overrides: { a@<1: 1.0.0 }') },
    true,
  ],
  ['pnpm, a hook', { 'package.json': asks('^1'), 'pnpm-lock.yaml': pnpm('1.0.0', 'pnpmfileChecksum: x') }, '?'],
  ['Yarn 1', { 'package.json': asks('^1.0.0'), 'yarn.lock': yarn }, true],
  ['Yarn 1, another', { 'package.json': asks('^1.0.1'), 'yarn.lock': yarn }, false],
  ['Yarn 1, resolutions', { 'package.json': asks('^9', { resolutions: { a: '^1.0.0' } }), 'yarn.lock': yarn }, true],
  [
    'Yarn 1, its own workspace',
    { 'package.json': asks('^9'), 'a/package.json': { name: 'a' }, 'yarn.lock': yarn },
    true,
  ],
  ['of a later version', { 'package.json': asks('^1'), 'package-lock.json': { lockfileVersion: 9 } }, '?'],
])('in step: %s', (_name, files, expected) => {
  const [first] = found(files, { name: 'a', direct: true, 'in-step': '$S' }) as [unknown[]];
  expect(first[0]).toBe(expected);
  if (expected === false) expect(String(first[1])).toMatch(/^package\.json:/);
});

test('what was not wholly read leaves doubt; of a binary file only its presence is known', () => {
  const files = { 'package.json': asks('^2'), 'yarn.lock': yarn };
  expect(found(files, { name: 'a', range: '^2', 'in-step': '$S', locked: '$L' }, ['yarn.lock'])).toEqual([
    ['?', '?', 'package.json:3'],
  ]);
  const { doubt, speaksOf } = dependency.prepare({ dependency: {} });
  expect(doubt(worldOf(files, ['yarn.lock']), {})).toEqual({ kind: 'not-read', message: 'It is broken.' });
  expect(doubt(worldOf(files), {})).toBeUndefined();
  expect(['a/package.json', 'bun.lock', 'x.json'].map((path) => speaksOf(path, 'config'))).toEqual([true, true, false]);
  const binary = { 'package.json': asks('^2'), 'bun.lockb': '' };
  expect(found(binary, { name: 'a', lock: '$F', locked: '$L' })).toEqual([['bun.lockb', '?', 'package.json:3']]);
  expect(found(binary, { name: 'a', 'in-step': '$S' })).toEqual([]);
});

test('workspaces: listed by the lock file, by globs, or with a lock file of their own', () => {
  const root = { workspaces: ['apps/*', '!apps/old'] };
  const files = {
    'package.json': root,
    'yarn.lock': yarn,
    'apps/web/package.json': asks('^1.0.0'),
    'apps/old/package.json': asks('^1.0.0'),
    'apps/own/package.json': asks('^1.0.0'),
    'apps/own/pnpm-lock.yaml': pnpm('^1.0.0'),
  };
  expect(found(files, { name: 'a', manifest: '$M', managers: '$A', project: '$P' })).toEqual([
    ['apps/web/package.json', ['yarn'], '.', 'yarn.lock:3'],
    ['apps/old/package.json', [], 'apps/old', 'apps/old/package.json:3'],
    ['apps/own/package.json', ['pnpm'], 'apps/own', 'apps/own/pnpm-lock.yaml:6'],
  ]);
  const rush = {
    'apps/web/package.json': asks('^1.0.0'),
    'common/config/rush/pnpm-lock.yaml': pnpm('^1.0.0').replace('.:', '../../apps/web:'),
  };
  expect(found(rush, { name: 'a', lock: '$L', 'in-step': '$S' })).toEqual([
    ['common/config/rush/pnpm-lock.yaml', true, 'common/config/rush/pnpm-lock.yaml:6'],
  ]);
});

test('lock files beside each other; what Deno imports is another matter', () => {
  const both = {
    'package.json': asks('^1.0.0'),
    'yarn.lock': yarn,
    'pnpm-lock.yaml': pnpm('^1.0.0'),
    'deno.lock': '{}',
  };
  expect(found(both, { name: 'a', managers: { minItems: 2 }, manager: '$M' })).toEqual([
    ['yarn', 'yarn.lock:3'],
    ['pnpm', 'pnpm-lock.yaml:6'],
  ]);
  expect(found({ 'package.json': asks('^1'), 'deno.lock': '{}' }, { managers: '$M' })).toEqual([
    [['deno'], 'package.json:3'],
  ]);
});
