import { expect, test } from 'vitest';
import { git } from '../../../engine/matches/git/git.ts';
import type { World, WorldMatch } from '../../../engine/matches/matcher.ts';
import type { Json } from '../../../engine/model/document.ts';
import type { Place } from '../../../engine/model/region.ts';

function world(ignores: World['ignores'], tracked: readonly string[] = [], untracked: readonly string[] = []): World {
  const files = [
    ...tracked.map((path) => ({ path, tracked: true })),
    ...[...untracked, ...ignores.map(({ path }) => path)].map((path) => ({ path, tracked: false })),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { catalogs: [], ignores, files, git: true };
}

interface Answer {
  readonly matches: readonly WorldMatch[];
  readonly refutations: readonly (readonly [message: string, place: Place | undefined])[];
}

function ask(value: Json, about: World): Answer {
  const anchor = git.prepare({ git: value });
  const refutations: (readonly [string, Place | undefined])[] = [];
  const object = { id: 'workspace', place: { path: '.gitignore' } };
  const matches = [...anchor.match(about, object, {}, (message, place) => refutations.push([message, place]))];
  expect([...anchor.range(about, {})]).toEqual(matches);
  return { matches, refutations };
}

const root = { path: '.gitignore', text: '# secrets\n.env*\n!.env.example\ndist/\n' };
const secretsLine: Place = {
  path: '.gitignore',
  region: { start: 10, end: 15, startLine: 2, startColumn: 1, endLine: 2, endColumn: 6 },
  frame: { firstLine: 1, lines: ['# secrets', '.env*', '!.env.example'] },
  snippet: '.env*',
  lineHash: expect.any(String),
};

test('holds when everything demanded holds, and points at the line that decided first', () => {
  const demand = {
    ignores: ['.env', 'dist/'],
    keeps: ['.env.example', 'src'],
    tracked: ['src', '*.md'],
    untracked: ['.env'],
  };
  expect(ask(demand, world([root], ['src/a.ts', 'README.md'], ['.env']))).toEqual({
    matches: [{ bindings: {}, object: { id: 'workspace', place: secretsLine } }],
    refutations: [],
  });
});

test('says what does not hold and which line decided', () => {
  const demand = {
    ignores: ['.env.example', 'dist', '.npmrc'],
    keeps: ['.env'],
    tracked: ['LICENSE'],
    untracked: ['.env', 'secrets/'],
  };
  const about = world([root], ['.env', 'a.ts', 'secrets/key.pem']);
  const workspace = { path: '.gitignore' };
  expect(ask(demand, about)).toEqual({
    matches: [],
    refutations: [
      [
        "'.env.example' is not ignored by git: '!.env.example' in line 3 of '.gitignore' decides.",
        expect.objectContaining({ snippet: '!.env.example' }),
      ],
      ["'dist' is not ignored by git: no pattern of a .gitignore file fits. As a folder, 'dist/', it is.", workspace],
      ["'.npmrc' is not ignored by git: no pattern of a .gitignore file fits.", workspace],
      ["'.env' is ignored by git: '.env*' in line 2 of '.gitignore' decides.", secretsLine],
      ["No file that git tracks fits 'LICENSE'.", workspace],
      ["'.env' is tracked by git.", { path: '.env' }],
      ["'secrets/key.pem' is tracked by git.", { path: 'secrets/key.pem' }],
    ],
  });
});

test('a glob over folders stands for each folder that holds a file', () => {
  const inner = { path: 'apps/web/.gitignore', text: '!.env\n' };
  const about = world([root, inner], ['apps/web/a.ts', 'apps/api/src/a.ts']);
  expect(ask({ ignores: ['apps/*/.env'] }, about).refutations).toEqual([
    [
      "'apps/web/.env' is not ignored by git: '!.env' in line 1 of 'apps/web/.gitignore' decides.",
      expect.objectContaining({ path: 'apps/web/.gitignore' }),
    ],
  ]);
  expect(ask({ ignores: ['**/.env'] }, about).refutations).toHaveLength(1);
  expect(ask({ ignores: ['**/.env'] }, world([], [])).refutations.map(([message]) => message)).toEqual([
    "'.env' is not ignored by git: no pattern of a .gitignore file fits.",
  ]);
});

test('without a .gitignore file the place is a file that exists', () => {
  expect(ask({ keeps: ['.env'] }, world([], ['a.ts', 'b.ts'])).matches.map(({ object }) => object.place)).toEqual([
    { path: 'a.ts' },
  ]);
});

test('what is tracked is unknown without git, unless something else is a clear no', () => {
  const about = { ...world([root], []), git: false };
  const message = 'The workspace is not a git repository: which files are tracked is not known.';
  expect(ask({ ignores: ['.env'], untracked: ['.env'] }, about)).toEqual({
    matches: [
      { bindings: {}, object: { id: 'workspace', place: secretsLine }, unknown: { kind: 'not-read', message } },
    ],
    refutations: [],
  });
  expect(ask({ keeps: ['.env'], untracked: ['.env'] }, about).matches).toEqual([]);
});

test('an unread file matters only if it says what is ignored', () => {
  const { speaksOf } = git.prepare({ git: { ignores: ['.env'] } });
  expect(['.gitignore', 'a/.gitignore', 'a.ts', 'x.gitignore'].map((path) => speaksOf(path, undefined))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('inspect names what is wrong', () => {
  const errors = (value: Json): readonly unknown[] =>
    git.inspect({ git: value }).errors.map(({ path, message }) => [path.join('.'), message]);
  expect(errors({ ignores: ['.env', 'apps/*/.env', 'dist/'], untracked: ['**/*.pem'] })).toEqual([]);
  expect(errors('x')).toEqual([
    ['git', "The value of 'git' must be an object with some of 'ignores', 'keeps', 'tracked', 'untracked'."],
  ]);
  expect(errors({})).toEqual([
    ['git', "'git' demands nothing; name some of 'ignores', 'keeps', 'tracked', 'untracked'."],
  ]);
  expect(errors({ ignored: ['x'], keeps: [], ignores: ['/x', '', '.env.*', 3] })).toEqual([
    ['git.ignored', "'git' has no key 'ignored'; allowed are 'ignores', 'keeps', 'tracked', 'untracked'."],
    ['git.keeps', "'keeps' must be a list of paths with at least one item."],
    [
      'git.ignores.0',
      "The path '/x' must be relative to the workspace root, without '/' at its start and without '.' and '..'.",
    ],
    ['git.ignores.1', "The path '' is empty."],
    ['git.ignores.2', "The path '.env.*' must end with a plain name: which files there would be, no glob can tell."],
    ['git.ignores.3', "The path '3' is not a string."],
  ]);
});
