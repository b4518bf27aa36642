import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { ignoredBy, type IgnoreFile } from '../../../engine/matches/git/ignored.ts';

interface Case {
  readonly files: readonly IgnoreFile[];
  readonly paths: readonly string[];
}

const roots: string[] = [];
afterAll(() => roots.forEach((root) => rmSync(root, { recursive: true })), 60_000);

/** What git itself says, `file:line:pattern` or an empty text for each path; one folder for each case, one process for all. */
function askGit(cases: readonly Case[]): readonly (readonly string[])[] {
  const root = mkdtempSync(join(tmpdir(), 'bylaw-ignored-'));
  roots.push(root);
  execFileSync('git', ['init', '-q', root]);
  for (const [i, { files }] of cases.entries()) {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(root, `${i}`, path)), { recursive: true });
      writeFileSync(join(root, `${i}`, path), text);
    }
  }
  const input = cases.flatMap(({ paths }, i) => paths.map((path) => `${i}/${path}\0`)).join('');
  const args = ['-c', 'core.excludesFile=/dev/null', 'check-ignore', '--no-index', '-v', '-n', '-z', '--stdin'];
  const fields = execFileSync('git', args, { cwd: root, input, encoding: 'utf8', maxBuffer: Infinity }).split('\0');
  const answers = Array.from({ length: (fields.length - 1) / 4 }, (_, i) => fields.slice(i * 4, i * 4 + 3).join(':'));
  return cases.map(({ paths }) => answers.splice(0, paths.length).map((answer) => answer.replace(/^::$|^\d+\//, '')));
}

/** Our answer in git's words; git shows patterns without the spaces at their end. */
function ours(files: readonly IgnoreFile[], path: string): string {
  const { ignored, by } = ignoredBy(files, path);
  if (!by) return ignored ? 'no rule' : '';
  return ignored === by.pattern.startsWith('!')
    ? 'contradiction'
    : `${by.path}:${by.line}:${by.pattern.replace(/(?<!\\) +$/, '')}`;
}

test('names the line that ignores a path, or keeps it', () => {
  const files = [
    { path: '.gitignore', text: '# secrets\r\n.env*\r\n!.env.example\r\nbuild/\n' },
    { path: 'apps/web/.gitignore', text: '!.env.local\n!build/\n' },
  ];
  expect(
    [
      '.env',
      '.env.example',
      'apps/web/.env',
      'apps/web/.env.local',
      'apps/web/build/x',
      'apps/build/x',
      'src',
      'build',
      'build/',
    ].map((path) => [path, ignoredBy(files, path)]),
  ).toEqual([
    ['.env', { ignored: true, by: { path: '.gitignore', line: 2, pattern: '.env*' } }],
    ['.env.example', { ignored: false, by: { path: '.gitignore', line: 3, pattern: '!.env.example' } }],
    ['apps/web/.env', { ignored: true, by: { path: '.gitignore', line: 2, pattern: '.env*' } }],
    ['apps/web/.env.local', { ignored: false, by: { path: 'apps/web/.gitignore', line: 1, pattern: '!.env.local' } }],
    ['apps/web/build/x', { ignored: false }],
    ['apps/build/x', { ignored: true, by: { path: '.gitignore', line: 4, pattern: 'build/' } }],
    ['src', { ignored: false }],
    ['build', { ignored: false }],
    ['build/', { ignored: true, by: { path: '.gitignore', line: 4, pattern: 'build/' } }],
  ]);
});

test('the order of the files does not matter', () => {
  const outer = { path: '.gitignore', text: 'x\n' };
  const inner = { path: 'a/.gitignore', text: '!x\n' };
  expect(ignoredBy([inner, outer], 'a/x')).toEqual(ignoredBy([outer, inner], 'a/x'));
});

const name = fc.constantFrom('a', 'b', 'foo', '.env', 'x y', '[id]', 'é', 'à', '!n', '#h', 'B', 'b!');
const segment = fc.oneof(
  name,
  fc.constantFrom('*', '**', '?', '*.js', '.env*', '[ab]', '[!a]', 'a*', '\\*', '\\[id\\]', '[a-', '[[:alpha:]]'),
);
const pattern = fc
  .tuple(
    fc.constantFrom('', '', '', '!', '/', '!/', '\\!', '#'),
    fc.array(segment, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('', '', '/', '/**', ' ', '\\ ', '\r'),
  )
  .map(([start, segments, end]) => start + segments.join('/') + end);
const ignoreText = fc
  .array(fc.oneof({ weight: 8, arbitrary: pattern }, fc.constantFrom('', ' ', '/', '!', '\\', '//')), {
    minLength: 1,
    maxLength: 6,
  })
  .map((lines) => lines.join('\n'));
const folders = ['', 'a/', 'a/b/', 'foo/', '[id]/', 'x y/'];
const files = fc
  .tuple(
    ...folders.map((folder) =>
      fc.option(
        ignoreText.map((text) => ({ path: `${folder}.gitignore`, text })),
        { nil: undefined, freq: 2 },
      ),
    ),
  )
  .map((list) => list.filter((file) => file !== undefined));
const path = fc.oneof(
  fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/')),
  fc.tuple(fc.constantFrom(...folders), name).map(([folder, leaf]) => folder + leaf),
);

const cases = fc.record({ files, paths: fc.uniqueArray(path, { minLength: 10, maxLength: 30 }) });

/** What a character of a path may be written as, so that patterns often fit. */
const written = (character: string): fc.Arbitrary<string> => {
  const literal = character.replace(/[\\*?[]/, '\\$&');
  return fc.constantFrom(
    ...[literal, literal, literal, literal, '?', '*', '**', `${literal}*`, `\\${character}`, `[${character}]`],
    ...['[!z]', '[]x]', '[!]]', '[^]', '[a-z]', '[[:graph:]]', '[[:none:]]', '[', '\t', ''],
  );
};
const like = (asked: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom('', '', '!', '!', '/', '!/', '**/', '!**/', '\\', ' '),
      fc.array(fc.constantFrom(0, 1, 2), { minLength: 5, maxLength: 5 }),
      fc.tuple(...Array.from(asked, (one) => (one === '/' ? fc.constant(one) : written(one)))),
      fc.constantFrom('', '', '/', '/**', '/*', '**', ' ', '\\ ', '\r', '\t', '\r\r', '\\'),
    )
    .map(([start, kept, characters, end]) => {
      const names = characters.join('').split('/');
      const shown = names.map((one, i) => (kept[i] === 2 && i % 2 === 0 ? '**' : one));
      return start + shown.slice(kept[4] === 1 ? -1 : 0).join('/') + end;
    });
const likely = fc.uniqueArray(path, { minLength: 8, maxLength: 12 }).chain((paths) => {
  const text = (folder: string): fc.Arbitrary<string> => {
    const inside = paths.filter((one) => one.startsWith(folder)).map((one) => one.slice(folder.length));
    const line = fc.oneof(pattern, fc.constantFrom('*', '!*', '/*', 'a*'), ...inside.map(like));
    return fc.array(line, { minLength: 1, maxLength: 5 }).map((lines) => lines.join('\n'));
  };
  const all = folders.map((folder) =>
    fc.option(
      text(folder).map((one) => ({ path: `${folder}.gitignore`, text: one })),
      { nil: undefined, freq: 2 },
    ),
  );
  return fc.tuple(...all).map((list) => ({ paths, files: list.filter((one) => one !== undefined) }));
});

const hasGit = spawnSync('git', ['--version']).status === 0;

test.for([
  ['patterns of any kind', cases],
  ['patterns made from the paths that are asked about', likely],
] as const)('agrees with git check-ignore --no-index -v: %s', { timeout: 60_000 }, ([, given], { skip }) => {
  skip(!hasGit, 'git is not installed');
  const sample = fc.sample<Case>(given, { numRuns: 200, seed: Number(process.env['SEED'] ?? 7) });
  const wanted = askGit(sample);
  const wrong = sample.flatMap(({ files: list, paths }, i) => {
    // Git sees the folders that exist as folders; ask about them as such.
    const isFolder = (asked: string): boolean => list.some((file) => file.path.startsWith(`${asked}/`));
    const got = paths.map((asked) => ours(list, isFolder(asked) ? `${asked}/` : asked));
    return paths.flatMap((asked, k) =>
      got[k] === wanted[i]?.[k] ? [] : [{ list, asked, got: got[k], wanted: wanted[i]?.[k] }],
    );
  });
  expect(wrong).toEqual([]);
});

// What git said, found by comparing tens of thousands of generated cases with it.
test.each([
  ['a literal before stars', '/f**/x\n', { fx: true, 'f/x': true, 'fa/b/x': true, 'gf/x': false }],
  ['a literal before stars at the end', 'a/f**\n!a/f**\n', { 'a/f/b': false, 'a/b': false }],
  ['stars within a name', 'a**b\n', { axb: true, 'a/b': false }],
  ['many stars', '/b/****\n', { 'b/x/y': true, b: false }],
  ['a tab at the end counts', 'x\t\n', { x: false, 'x\t': true }],
  ['a bracket first in a class', '[!]]\n[]x]y\n', { a: true, ']': false, ']y': true }],
  ['a class without an end fits nothing', 'a[^]\nb[\n', { ab: false, 'b[': false, 'a[^]': false }],
])('%s', (_name, text, expected) => {
  const list = [{ path: '.gitignore', text }];
  const got = Object.keys(expected).map((asked) => [asked, ignoredBy(list, asked).ignored]);
  expect(Object.fromEntries(got)).toEqual(expected);
});
