import { expect, test } from 'vitest';
import { parseFile } from '../../../engine/documents/parse.ts';
import { packageFact } from '../../../engine/facts/dependencies/package-fact.ts';
import { overriddenName } from '../../../engine/facts/dependencies/entries.ts';
import type { LockFact } from '../../../engine/model/package-fact.ts';
import { packageName, sourceOf } from '../../../engine/model/package-range.ts';

/** A fact with the text of each place in place of the place. */
function factOf(path: string, text: string): unknown {
  const document = parseFile({ path, text, bom: false, bytes: text.length });
  const fact = packageFact(document, (range) => text.slice(...range) as never);
  return JSON.parse(JSON.stringify(fact ?? null));
}

function lockOf(path: string, text: string): { resolved: unknown; recorded: unknown; importers: unknown } {
  const { resolved, recorded, importers } = factOf(path, text) as LockFact;
  return {
    resolved: resolved.map((one) => [one.name, one.version, one.kind, one.source, one.integrity, one.place]),
    recorded: recorded.map((one) => [one.importer, one.name, one.range, one.resolved, one.place]),
    importers,
  };
}

test('a manifest', () => {
  const text = JSON.stringify({
    name: 'web',
    version: '1.0.0',
    files: ['dist'],
    workspaces: { packages: ['apps/*'] },
    dependencies: { a: '^1.0.0', b: { no: 'range' } },
    peerDependencies: { a: '*' },
    resolutions: { '**/c': '1' },
    pnpm: { overrides: { 'd@>=1 <2': '2', 'x>@s/e@1': '1' } },
  });
  expect(factOf('apps/web/package.json', text)).toEqual({
    is: 'manifest',
    name: 'web',
    version: '1.0.0',
    isLibrary: true,
    workspaces: ['apps/*'],
    declared: [
      { name: 'a', range: '^1.0.0', kind: 'prod', place: '"a":"^1.0.0"' },
      { name: 'a', range: '*', kind: 'peer', place: '"a":"*"' },
    ],
    overridden: ['c', 'd', '@s/e'],
  });
});

test('npm 7: packages, where Node finds them, links and aliases', () => {
  const text = JSON.stringify({
    lockfileVersion: 3,
    packages: {
      '': { dependencies: { a: '^1.0.0', ui: '*' }, peerDependencies: { gone: '*' } },
      'apps/web': { devDependencies: { a: '^2.0.0', alias: 'npm:real@1' } },
      'packages/ui': { name: 'ui', version: '0.1.0' },
      'node_modules/a': {
        version: '1.2.0',
        resolved: 'https://registry.npmjs.org/a/-/a-1.2.0.tgz',
        integrity: 'sha512-x',
      },
      'apps/web/node_modules/a': { version: '2.0.0', dev: true },
      'node_modules/alias': { name: 'real', version: '1.0.0', dev: true },
      'node_modules/ui': { resolved: 'packages/ui', link: true },
      'node_modules/g': { version: '3.0.0', resolved: 'git+ssh://git@github.com/o/g.git#0a', optional: true },
    },
  });
  expect(lockOf('package-lock.json', text)).toEqual({
    resolved: [
      ['a', '1.2.0', 'prod', 'registry', true, '"1.2.0"'],
      ['a', '2.0.0', 'dev', 'registry', false, '"2.0.0"'],
      ['real', '1.0.0', 'dev', 'registry', false, '"1.0.0"'],
      ['ui', '0.1.0', 'prod', 'workspace', false, '"node_modules/ui"'],
      ['g', '3.0.0', 'optional', 'git', false, '"3.0.0"'],
    ],
    recorded: [
      ['', 'a', '^1.0.0', 0, '"^1.0.0"'],
      ['', 'ui', '*', 3, '"*"'],
      ['', 'gone', '*', undefined, '"*"'],
      ['apps/web', 'a', '^2.0.0', 1, '"^2.0.0"'],
      ['apps/web', 'alias', 'npm:real@1', 2, '"npm:real@1"'],
    ],
    importers: ['', 'apps/web', 'packages/ui'],
  });
});

test('npm 6: a tree without ranges; of an unknown version nothing is known', () => {
  const inner = { b: { version: 'npm:real@2.0.0', dev: true } };
  const text = JSON.stringify({ lockfileVersion: 1, dependencies: { a: { version: '1.0.0', dependencies: inner } } });
  expect(lockOf('npm-shrinkwrap.json', text)).toEqual({
    resolved: [
      ['a', '1.0.0', 'prod', 'registry', false, '"1.0.0"'],
      ['real', '2.0.0', 'dev', 'registry', false, '"npm:real@2.0.0"'],
    ],
    recorded: [['', 'a', undefined, 0, undefined]],
    importers: [''],
  });
  expect(factOf('package-lock.json', '{"lockfileVersion": 9}')).toMatchObject({
    unknown: 'Lock files of npm of version 9 are not known.',
  });
});

test.each([
  [
    '5.4',
    `lockfileVersion: 5.4
specifiers: { a: ^1.0.0, alias: 'npm:@s/b@2' }
dependencies: { a: 1.2.0_react@18.0.0, alias: /@s/b/2.0.0 }
packages:
  /a/1.2.0_react@18.0.0: { resolution: { integrity: sha512-x }, dev: false }
  /@s/b/2.0.0: { resolution: { integrity: sha512-y }, dev: true }
`,
    ['/a/1.2.0_react@18.0.0', '/@s/b/2.0.0'],
  ],
  [
    '6.0',
    `lockfileVersion: '6.0'
dependencies:
  a: { specifier: ^1.0.0, version: 1.2.0(react@18.0.0) }
  alias: { specifier: 'npm:@s/b@2', version: /@s/b@2.0.0 }
packages:
  /a@1.2.0(react@18.0.0): { resolution: { integrity: sha512-x }, dev: false }
  /a@1.2.0(react@19.0.0): { resolution: { integrity: sha512-x }, dev: false }
  /@s/b@2.0.0: { resolution: { integrity: sha512-y }, dev: true }
`,
    ['/a@1.2.0(react@18.0.0)', '/@s/b@2.0.0'],
  ],
])('pnpm with lock files of version %s', (_version, text, [a, b]) => {
  expect(lockOf('pnpm-lock.yaml', text)).toEqual({
    resolved: [
      ['a', '1.2.0', 'prod', 'registry', true, a],
      ['@s/b', '2.0.0', 'dev', 'registry', true, b],
    ],
    recorded: [
      ['', 'a', '^1.0.0', 0, '^1.0.0'],
      ['', 'alias', 'npm:@s/b@2', 1, "'npm:@s/b@2'"],
    ],
    importers: [''],
  });
});

test('pnpm 9: importers, links, git, and a first document for pnpm itself', () => {
  const text = `lockfileVersion: '9.0'
importers:
  .: { configDependencies: {} }
---
lockfileVersion: '9.0'
overrides: { c: '1' }
pnpmfileChecksum: sha256-x
importers:
  .:
    dependencies:
      ui: { specifier: 'workspace:*', version: link:packages/ui }
  packages/ui:
    devDependencies:
      g: { specifier: github:o/g, version: https://codeload.github.com/o/g/tar.gz/0a }
packages:
  g@https://codeload.github.com/o/g/tar.gz/0a:
    resolution: { tarball: https://codeload.github.com/o/g/tar.gz/0a }
    version: 3.0.0
`;
  expect(lockOf('pnpm-lock.yaml', text)).toEqual({
    resolved: [['g', '3.0.0', undefined, 'git', false, 'g@https://codeload.github.com/o/g/tar.gz/0a']],
    recorded: [
      ['', 'ui', 'workspace:*', undefined, "'workspace:*'"],
      ['packages/ui', 'g', 'github:o/g', 0, 'github:o/g'],
    ],
    importers: ['', '', 'packages/ui'],
  });
  expect(factOf('pnpm-lock.yaml', text)).toMatchObject({ overridden: ['c'], isHooked: true });
  expect(factOf('pnpm-lock.yaml', 'lockfileVersion: 10')).toMatchObject({
    unknown: 'Lock files of pnpm of version 10 are not known.',
  });
});

test('Yarn 1: whoever asks', () => {
  const text = `# yarn lockfile v1\na@^1.0.0, "b@npm:a@^1.1.0":\n  version "1.2.0"\n  integrity sha512-x\n`;
  expect(lockOf('yarn.lock', text)).toEqual({
    resolved: [['a', '1.2.0', undefined, 'registry', true, '"1.2.0"']],
    recorded: [
      [undefined, 'a', '^1.0.0', 0, undefined],
      [undefined, 'b', 'npm:a@^1.1.0', 0, undefined],
    ],
    importers: undefined,
  });
});

test('Yarn since 2: its workspaces', () => {
  const text = `__metadata:
  version: 8
"a@npm:^1.0.0, a@npm:^1.1.0":
  version: 1.2.0
  resolution: "a@npm:1.2.0"
  checksum: 10/x
"web@workspace:apps/web":
  version: 0.0.0-use.local
  resolution: "web@workspace:apps/web"
  dependencies:
    a: "npm:^1.1.0"
    odd: { no: range }
`;
  expect(lockOf('yarn.lock', text)).toEqual({
    resolved: [
      ['a', '1.2.0', undefined, 'registry', true, '1.2.0'],
      ['web', undefined, undefined, 'workspace', false, '0.0.0-use.local'],
    ],
    recorded: [['apps/web', 'a', 'npm:^1.1.0', 0, '"npm:^1.1.0"']],
    importers: ['apps/web'],
  });
});

test('Bun: what a workspace gets under its own name', () => {
  const text = `{
    "lockfileVersion": 1,
    "workspaces": { "": { "name": "root", "dependencies": { "a": "^1" } }, "apps/web": { "name": "web", "dependencies": { "a": "^2", }, }, },
    "packages": {
      "a": ["a@1.0.0", "", {}, "sha512-x"],
      "web": ["web@workspace:apps/web"],
      "web/a": ["a@2.0.0", "", {}, "sha512-y"],
      "odd": [{}],
    },
  }`;
  expect(lockOf('bun.lock', text)).toEqual({
    resolved: [
      ['a', '1.0.0', undefined, 'registry', true, '"a@1.0.0"'],
      ['web', undefined, undefined, 'workspace', false, '"web@workspace:apps/web"'],
      ['a', '2.0.0', undefined, 'registry', true, '"a@2.0.0"'],
    ],
    recorded: [
      ['', 'a', '^1', 0, '"^1"'],
      ['apps/web', 'a', '^2', 2, '"^2"'],
    ],
    importers: ['', 'apps/web'],
  });
});

test('no fact of other files, nor of one without a map', () => {
  expect(factOf('composer.lock', '{}')).toBeNull();
  expect(factOf('package.json', '7')).toBeNull();
  expect(factOf('package.json', '')).toBeNull();
});

test.each([
  ['a', 'a'],
  ['@s/a@^1', '@s/a'],
  ['x@1>a@>=2', 'a'],
  ['nanoid@>=3.0.0 <3.1.31', 'nanoid'],
  ['x/@s/a', '@s/a'],
  ['**/a', 'a'],
])('the override %s is about %s', (key, name) => {
  expect(overriddenName(key)).toBe(name);
});

test.each([
  ['^1.0.0', 'registry'],
  ['latest', 'registry'],
  ['https://registry.yarnpkg.com/a/-/a-1.0.0.tgz#x', 'registry'],
  ['https://npm.acme.test/a/-/a-1.0.0.tgz', 'registry'],
  ['https://acme.test/a.tgz', 'url'],
  ['user/repo#v1', 'git'],
  ['git+https://github.com/o/r.git', 'git'],
  ['workspace:^', 'workspace'],
  ['file:../a', 'file'],
])('%s is of %s', (written, source) => {
  expect(sourceOf(written)).toBe(source);
});

test('the name behind an alias', () => {
  expect(['npm:@s/b@1', 'npm:b', 'npm:^1.0.0', '^1'].map((range) => packageName('a', range))).toEqual([
    '@s/b',
    'b',
    'a',
    'a',
  ]);
});
