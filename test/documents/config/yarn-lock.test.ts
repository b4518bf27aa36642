import { expect, test } from 'vitest';
import { yarnLock } from '../../../engine/documents/config/yarn-lock.ts';
import { nodesOf, problems, rows } from './rows.ts';

const classic = `# yarn lockfile v1\r
\r
"@scope/a@^1.0.0", b@^2:\r
  version "1.0.0"\r
  resolved "https://r.test/a.tgz#x"\r
  optional true\r
  dependencies:\r
    c "^3.0.0 || ^4"\r
\r
__proto__@*:
  version 7
`;

test('Yarn 1: maps by indentation, several names before one colon', () => {
  const key = '@scope/a@^1.0.0, b@^2';
  expect(rows(yarnLock, classic)).toEqual([
    [`${key}.version`, 'version', '"1.0.0"', '1.0.0'],
    [`${key}.resolved`, 'resolved', '"https://r.test/a.tgz#x"', 'https://r.test/a.tgz#x'],
    [`${key}.optional`, 'optional', 'true', true],
    [`${key}.dependencies.c`, 'c', '"^3.0.0 || ^4"', '^3.0.0 || ^4'],
    ['__proto__@*.version', 'version', '7', 7],
  ]);
  const maps = nodesOf(yarnLock, classic).filter(({ type, parent }) => type === 'map' && parent);
  expect(maps.map(({ range, keyRange }) => [classic.slice(...keyRange!), classic.slice(...range)])).toEqual([
    ['"@scope/a@^1.0.0", b@^2', expect.stringMatching(/^version "1\.0\.0"[^]*"\^3\.0\.0 \|\| \^4"$/)],
    ['dependencies', 'c "^3.0.0 || ^4"'],
    ['__proto__@*', 'version 7'],
  ]);
  expect(problems(yarnLock, classic)).toEqual([]);
});

test('what is no entry is a problem, and the rest is read', () => {
  const text = `<<<<<<< HEAD\na@^1:\n  version "1.0.0"\n=======\na@^1:\n      version "1.0.1"\n>>>>>>> other\n  "open\n`;
  expect(problems(yarnLock, text)).toEqual([
    ['This line is no entry of a lock file.', '<<<<<<< HEAD'],
    ['This line is no entry of a lock file.', '======='],
    [`The key 'a@^1' is there twice.`, 'a@^1'],
    ['This line is no entry of a lock file.', 'version "1.0.1"'],
    ['This line is no entry of a lock file.', '>>>>>>> other'],
    ['This line is no entry of a lock file.', '"open'],
  ]);
  expect(rows(yarnLock, text)).toEqual([['a@^1.version', 'version', '"1.0.0"', '1.0.0']]);
});

test('later versions are YAML', () => {
  const text = `__metadata:\n  version: 8\n\n"a@npm:^1.0.0":\n  version: 1.0.0\n`;
  expect(rows(yarnLock, text)).toEqual([
    ['__metadata.version', 'version', '8', 8],
    ['a@npm:^1.0.0.version', 'version', '1.0.0', '1.0.0'],
  ]);
});

test('indentation without end', () => {
  const text = Array.from({ length: 5_000 }, (_, i) => `${'  '.repeat(i)}a:`).join('\n');
  expect(problems(yarnLock, text)[0]).toEqual(['This line is no entry of a lock file.', 'a:']);
});
