import { expect, test } from 'vitest';
import { aligned, fixText } from '../../engine/matches/fix.ts';
import { viewOf } from '../../engine/matches/view.ts';
import { parseFile } from '../../engine/documents/parse.ts';

const text = 'f(a, b + 1, "c")';
const view = viewOf(parseFile({ path: 'a.js', text, bom: false, bytes: text.length }));
const bindings = {
  X: { text: 'c', node: { type: 'Literal', range: [12, 15] } },
  INSIDE: { text: 'c', range: [13, 14], node: { type: 'Literal', range: [12, 15] } },
  REST: { text: '', range: [5, 15] },
  NONE: { text: '', nodes: [] },
  NAME: { text: 'name' },
} as const;
const whole = [0, text.length] as const;

test.each([
  ['g($X)', 'g("c")'],
  ["g('$INSIDE')", "g('c')"],
  ['g($...REST)', 'g(b + 1, "c")'],
  ['g($...NONE)', 'g()'],
  ['$NAME($OTHER, $x)', 'name($OTHER, $x)'],
])('%s', (replace, expected) => {
  expect(fixText({ safe: false, replace }, whole, bindings, view)).toBe(expected);
});

test.each([
  [{ regex: 'f|c', replacement: 'g' }, 'g(a, b + 1, "g")'],
  [{ regex: '[abc]', replacement: 'x', count: 2 }, 'f(x, x + 1, "c")'],
  [{ regex: '(\\w)\\((\\w)', replacement: '\\2($1, ${2}, \\0' }, 'a(f, a, f(a, b + 1, "c")'],
  [{ regex: '(?P<first>\\w)\\(', replacement: '\\g<first>2($7' }, 'f2($7a, b + 1, "c")'],
  [{ regex: '(?i)F\\(', replacement: 'g(' }, 'g(a, b + 1, "c")'],
  [{ regex: 'z', replacement: '' }, text],
])('%j', (fix, expected) => {
  expect(fixText({ safe: false, ...fix }, whole, bindings, view)).toBe(expected);
});

test('later lines stand under the first', () => {
  expect(aligned('a\nb\nc', 5)).toBe('a\n    b\n    c');
});
