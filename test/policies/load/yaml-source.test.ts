import { expect, test } from 'vitest';
import { readYaml, readYamlDocuments } from '../../../engine/policies/yaml-source.ts';
import { shown } from './shown.ts';

const text = `id: a
subject:
  code: |
    f({a: 1})
list:
  - one
  - {x: 1, y: two}
empty:
shared: &s {deep: 1}
alias: *s
`;

function slice(path: (string | number)[], at?: 'key' | 'value'): string | undefined {
  const region = readYaml('p.yaml', text).locate(path, at);
  return region && text.slice(region.start, region.end);
}

test('data is plain', () => {
  expect(readYaml('p.yaml', text).data).toEqual({
    id: 'a',
    subject: { code: 'f({a: 1})\n' },
    list: ['one', { x: 1, y: 'two' }],
    empty: null,
    shared: { deep: 1 },
    alias: { deep: 1 },
  });
});

test('a path leads to its key or its value', () => {
  expect(slice(['id'])).toBe('a');
  expect(slice(['id'], 'key')).toBe('id');
  expect(slice(['subject', 'code'])).toBe('|\n    f({a: 1})');
  expect(slice(['list', 1, 'y'])).toBe('two');
  expect(slice(['list', 0], 'key')).toBe('one');
  expect(slice([], 'key')).toBe('id');
});

test('a value left out is its key, what does not exist the nearest key above', () => {
  expect(slice(['empty'])).toBe('empty');
  expect(slice(['subject', 'nope', 'deeper'])).toBe('subject');
  expect(slice(['nope'])).toBe('id');
});

test('an alias leads to what it names', () => {
  expect(slice(['alias', 'deep'])).toBe('1');
  expect(slice(['alias'])).toBe('*s');
});

test('columns are right behind CRLF and emoji', () => {
  const source = readYaml('p.yaml', 'a: "😀"\r\nb: {c: "😀", d: 1}\r\n');
  expect(source.locate(['b', 'd'], 'key')).toMatchObject({ startLine: 2, startColumn: 14 });
});

test('keys are always text, and __proto__ is a key like any other', () => {
  const { data } = readYaml('p.yaml', '1: a\ntrue: b\n__proto__: {c: d}\n');
  expect(Object.keys(data as object)).toEqual(['1', 'true', '__proto__']);
});

test('documents are separated by ---, empty ones do not count', () => {
  const sources = readYamlDocuments('p.yaml', '---\n# nothing\n---\na: 1\n---\nb: 2\n...\n');
  expect(sources.map(({ data }) => data)).toEqual([{ a: 1 }, { b: 2 }]);
  expect(sources[1]!.locate(['b'], 'key')).toMatchObject({ startLine: 6, startColumn: 1 });
});

test('an empty file has no data and no problem', () => {
  expect(readYaml('p.yaml', '# nothing\n')).toMatchObject({ data: null, problems: [] });
});

test.each([
  ['flow', `a: ${'['.repeat(5000)}`],
  ['flow maps', '{a: '.repeat(5000)],
  ['compact lists', `${'- '.repeat(5000)}a`],
  ['indentation', Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')],
])('deep nesting is refused before the parser sees it: %s', (_, deep) => {
  expect(shown(readYaml('p.yaml', deep).problems)).toEqual([
    expect.stringMatching(/^p\.yaml:\d+:\d+-\S+ 'p\.yaml' is nested deeper than 256 levels\.$/),
  ]);
});

test('what is not nested is not counted: brackets in text, long lists, wide indentation', () => {
  const open = `a: |\n  ${'['.repeat(500)}\nb: "${'{'.repeat(500)}"\n`;
  const wide = `c:\n${' '.repeat(400)}d: 1\n`;
  const long = `e:\n${'  - x\n'.repeat(1000)}`;
  const deep = Array.from({ length: 200 }, (_, i) => `${' '.repeat(i)}a:\n`).join('');
  expect(readYaml('p.yaml', open + wide + long).problems).toEqual([]);
  expect(readYaml('p.yaml', deep).problems).toEqual([]);
});

test('an alias bomb is refused', () => {
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...'bcdefgh'.split('').map((name, i) => `${name}: &${name} [${`*${'abcdefg'[i]}, `.repeat(9)}]`),
  ];
  expect(shown(readYaml('p.yaml', bomb.join('\n')).problems)).toEqual([
    "p.yaml:1:1-1:1 'p.yaml' cannot be read: Excessive alias count indicates a resource exhaustion attack.",
  ]);
});

test('many duplicate keys are found quickly', () => {
  const keys = Array.from({ length: 20_000 }, (_, i) => `k${i}: 1\n`).join('');
  const started = performance.now();
  expect(shown(readYaml('p.yaml', `${keys}k7: 2\n`).problems)).toEqual([
    "p.yaml:20001:1-20001:3 The key 'k7' stands twice in the same map.",
  ]);
  expect(performance.now() - started).toBeLessThan(3000);
});
