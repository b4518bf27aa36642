import { describe, expect, test } from 'vitest';
import { BudgetExceeded } from '../../../../engine/matches/budget.ts';
import {
  compileConfigPattern,
  type ConfigPattern,
  type ConfigSearch,
} from '../../../../engine/matches/semgrep/config/config-pattern.ts';
import { see } from '../../config/ask.ts';

type Language = 'json' | 'yaml';

function compiled(pattern: string, language: Language): ConfigPattern {
  const result = compileConfigPattern(pattern, language);
  if ('error' in result) throw new Error(result.error);
  return result;
}

/** Each match as its text, or `text|X=value`; line breaks and the blanks after them are shown as `⏎`. */
function matches(pattern: string, text: string, language: Language = 'yaml', search: ConfigSearch = { given: {} }) {
  return compiled(pattern, language)
    .find(see(`a.${language}`, text), search)
    .map(({ range, bindings }) => {
      const bound = Object.entries(bindings).map(([name, binding]) => `${name}=${binding.text}`);
      return [text.slice(...range), ...bound.sort()].join('|').replace(/\n\s*/g, '⏎');
    });
}

describe('YAML', () => {
  test.each<[title: string, pattern: string, text: string, expected: readonly string[]]>([
    ['a single entry wherever it stands', 'a: 1', 'a: 1\nb:\n  a: 1\n  c: 2', ['a: 1', 'a: 1']],
    ['a single item as a value', '- x', 'a: x\nb: [y, x]', ['x', 'x']],
    ['several entries as a whole map', 'a: 1\nb: 2', 'b: 2\na: 1', ['b: 2⏎a: 1']],
    ['but not as part of one', 'a: 1\nb: 2', 'a: 1\nb: 2\nc: 3', []],
    ['unless it says ...', 'a: 1\n...', 'b: 2\na: 1', ['b: 2⏎a: 1']],
    ['... as a value', 'a: ...', 'a:\n  b: 1', ['a:⏎b: 1']],
    ['a metavariable as a value', 'a: $X', 'a: [1, 2]', ['a: [1, 2]|X=[1, 2]']],
    ['as a key', '$K: 1', 'a: 1\n"b": 1', ['a: 1|K=a', '"b": 1|K="b"']],
    ['the same again', 'a: $X\nb: $X', 'a: 1\nb: 1.0\n---\na: 1\nb: "1"', ['a: 1⏎b: 1.0|X=1']],
    ['$_ is never the same', 'a: $_\nb: $_', 'a: 1\nb: 2', ['a: 1⏎b: 2']],
    ['a list is matched whole and in order', 'a: [1, 2]', 'a: [1, 2]\nb:\n  a: [2, 1]', ['a: [1, 2]']],
    ['... in a list', 'a: [..., 2, ...]', 'a: [1, 2, 3]', ['a: [1, 2, 3]']],
    ['- ... in a list', 'a:\n  - ...\n  - 2', 'a:\n  - 1\n  - 2', ['a:⏎- 1⏎- 2']],
    ['... aligned with the items', 'a:\n  ...\n  - 2\n  ...', 'a: [1, 2, 3]', ['a: [1, 2, 3]']],
    ['- ... as the beginning of a map', 'a:\n- ...\n  x: 1\n  ...', 'a:\n- y: 2\n  x: 1', ['a:⏎- y: 2⏎x: 1']],
    ['- ... above a list in a list', 'a:\n- ...\n  - 2', 'a:\n- - 1\n  - 2', ['a:⏎- - 1⏎- 2']],
    ['... in braces', '{..., a: 1}', 'b: 2\na: 1', ['b: 2⏎a: 1']],
    ['an empty map', 'a: {}', 'a: {}\nb:\n  a: {c: 1}', ['a: {}']],
    ['no value at all', 'a: ""', 'a:\nb: 1', ['a:']],
    ['a boolean in any of its words', 'a: true', 'x: {a: yes}\ny: {a: "yes"}\nz: {a: true}', ['a: yes', 'a: true']],
    ['a key that is a word for a boolean', 'on: $X', 'on: push', ['on: push|X=push']],
    ['a key that is a number', '80: a', '80: a\n"80": a', ['80: a']],
    ['a string with and without quotes', 'a: x', `a: "x"`, ['a: "x"']],
    ['a number is no string', 'a: 80', 'a: "80"', []],
    ['any string', 'a: "..."', 'a: x\nb: {a: 1}', ['a: x']],
    ['a string by expression', 'a: "=~/^X\\d/i"', 'a: x1\nb: {a: x}', ['a: x1']],
    ['a string by its content', '"$X": "$X"', `"a": 'a'`, [`"a": 'a'|X=a`]],
    ['what an alias stands for', 'a: $X', 'b: &b 1\na: *b', ['a: *b|X=*b']],
    ['something deep within', 'a: <... 1 ...>', 'a: {b: [1]}\nc: {a: 2}', ['a: {b: [1]}']],
    ['every value, entry and key', '$X', 'a: 1', ['a: 1|X=a: 1', 'a: 1|X=a: 1', 'a|X=a', '1|X=1']],
    ['nothing in nothing', '$X', '', []],
  ])('%s', (_title, pattern, text, expected) => {
    expect(matches(pattern, text)).toEqual(expected);
  });
});

describe('JSON', () => {
  test.each<[title: string, pattern: string, text: string, expected: readonly string[]]>([
    ['braces are a whole map', '{"a": 1}', '{"a": 1, "b": {"a": 1}}', ['{"a": 1}']],
    ['an entry by itself', '"a": $X', '{"a": 1, "b": 2}', ['"a": 1|X=1']],
    ['with a comma behind it', '"a": [..., 2],\n', '{"a": [1, 2]}', ['"a": [1, 2]']],
    ['... in braces', '{\n  "a": $X,\n  ...\n}', '{"b": 1, "a": 2}', ['{"b": 1, "a": 2}|X=2']],
    ['a metavariable as a key', '$K: {..., "x": 1, ...}', '{"a": {"x": 1, "y": 2}}', ['"a": {"x": 1, "y": 2}|K="a"']],
    ['"yes" is a string', '"a": "yes"', '{"a": "yes"}', ['"a": "yes"']],
    ['dots within a string', '"a": "b...c"', '{"a": "b...c"}', ['"a": "b...c"']],
  ])('%s', (_title, pattern, text, expected) => {
    expect(matches(pattern, text, 'json')).toEqual(expected);
  });
});

test('what is bound already must be the same', () => {
  const view = see('a.yaml', 'a: 1\nb: {a: 2}');
  const [first] = compiled('b: {a: $X}', 'yaml').find(view, { given: {} });
  const found = compiled('a: $X', 'yaml').find(view, { given: first!.bindings });
  expect(found.map(({ range }) => range)).toEqual([[9, 13]]);
});

test('a search in what a metavariable is bound to', () => {
  const view = see('a.yaml', 'a: {x: 1}\nb: {x: 1}');
  const [first] = compiled('b: $X', 'yaml').find(view, { given: {} });
  const found = compiled('x: 1', 'yaml').find(view, { given: {}, within: [first!.bindings.X!.node!] });
  expect(found.map(({ range }) => range)).toEqual([[14, 18]]);
});

test('knows its metavariables', () => {
  expect(compiled('a: [$X, "$Y", {$K: $X}]', 'yaml').metavariables).toEqual(['X', 'Y', 'K']);
});

test.each<[pattern: string, language: Language, error: string]>([
  ['', 'yaml', 'The pattern is empty.'],
  ['a: 1\n---\nb: 1', 'yaml', 'The pattern is several documents.'],
  ['a: !ref x', 'yaml', `Tags such as '!ref' are not supported in patterns.`],
  ['a: &x 1\nb: *x', 'yaml', 'Aliases are not supported in patterns.'],
  ['a: [$...X]', 'yaml', `'$...X' is not supported in patterns of YAML and JSON.`],
  ['a: "=~/(/"', 'yaml', `The expression '(': The group is not closed.`],
])('%j is refused', (pattern, language, error) => {
  expect(compileConfigPattern(pattern, language)).toEqual({ error });
});

test('a text that is no YAML is refused', () => {
  expect(compileConfigPattern('a: [1', 'yaml')).toHaveProperty(
    'error',
    expect.stringMatching(/^The pattern cannot be/),
  );
});

test('a search that takes too many steps is given up', () => {
  const names = Array.from({ length: 12 }, (_, i) => i);
  const pattern = names.map((i) => `$A${i}: $B${i}`).join('\n') + '\nx: 1';
  const text = names.map((i) => `k${i}: ${i}`).join('\n') + '\ny: 1';
  const limit = new BudgetExceeded('The pattern took more than 1000000 steps in a file.');
  expect(() => matches(pattern, text)).toThrow(limit);
});
