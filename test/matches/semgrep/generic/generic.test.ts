import { describe, expect, test } from 'vitest';
import { BudgetExceeded } from '../../../../engine/matches/budget.ts';
import { compileGeneric, type GenericPattern } from '../../../../engine/matches/semgrep/generic/generic.ts';
import { looksReadable } from '../../../../engine/matches/semgrep/generic/readable.ts';
import type { RangeOptions } from '../../../../engine/model/range-formula.ts';

function compiled(pattern: string, options: RangeOptions): GenericPattern {
  const result = compileGeneric(pattern, options);
  if ('error' in result) throw new Error(result.error);
  return result;
}

/** Each match as its text, or `text|X=value`; line breaks are shown as `⏎`. */
function matches(pattern: string, text: string, options: RangeOptions = {}): readonly string[] {
  return compiled(pattern, options)
    .find(text)
    .map(({ range, bindings }) => {
      const bound = Object.entries(bindings).map(([name, { range: at }]) => `${name}=${text.slice(...at)}`);
      return [text.slice(...range), ...bound.sort()].join('|').replaceAll('\n', '⏎');
    });
}

const tenLines = Array.from({ length: 10 }, (_, i) => `l${i + 1}\n`).join('');

describe('spacegrep', () => {
  test.each<[title: string, pattern: string, text: string, expected: readonly string[], options?: RangeOptions]>([
    ['whole words', 'port', 'port ports 80', ['port']],
    ['punctuation between blanks of any size', 'a=b', 'a  =\n b', ['a  =⏎ b']],
    ['characters beyond ASCII one by one', 'é', 'aé é', ['é', 'é']],
    ['a metavariable is one word', 'set $KEY;', 'set a_1; set -;', ['set a_1;|KEY=a_1']],
    ['a metavariable is the same text again', '$A = $A', 'a = b\nc = c', ['c = c|A=c']],
    ['small letters may follow the first of a name', '$Abc!', 'x!', ['x!|Abc=x']],
    ['$ before a small letter is itself', '$a', '$a a', ['$a']],
    ['a flat pattern in an indented text', 'a b c', 'a\n  b\nc', ['a⏎  b⏎c']],
    ['an indented pattern not in a flat text', 'a\n  b\nc', 'a b c', []],
    ['an indented pattern asks for the whole block', 'a\n  b\nc', 'a\n  b\n  x\nc', []],
    ['brackets within a line are a block', 'f(\n  ...\n)', 'f(x, (y)) f(', ['f(x, (y))']],
    ['a bracket that is not closed in its line is a character', 'f( x', 'f(\nx', ['f(⏎x']],
    ['the shortest of those that end together', 'a ... b', 'a 1 a b', ['a b']],
    ['the longest if ... is last', 'a ...', 'a 1 a b', ['a 1 a b']],
    ['matches may overlap', '$A $B', '1 2 3', ['1 2|A=1|B=2', '2 3|A=2|B=3']],
    ['... at the start begins at blocks', '... $X', 'a\n  b\n  c', ['a|X=a', 'b|X=b']],
    ['... covers ten lines', 'a ... l10', `a\n${tenLines}`, [`a⏎${tenLines.trim().replaceAll('\n', '⏎')}`]],
    ['and no more', 'a ... l10', `a\n\n${tenLines}`, []],
    ['... ... covers twenty', 'a ... ... l10', `a\n\n${tenLines}`, [`a⏎⏎${tenLines.trim().replaceAll('\n', '⏎')}`]],
    ['the span is an option', 'a ... b', 'a\nb', [], { generic_ellipsis_max_span: 0 }],
    ['.... is four dots', 'a....b', 'a....b a x b', ['a....b']],
    ['$...X binds what is between', '<s> $...X </s>', '<s>a b</s>', ['<s>a b</s>|X=a b']],
    ['$...X is the same text again', 'a $...X b $...X;', 'a x b x; a x b y;', ['a x b x;|X= x']],
    ['case counts', 'select', 'SELECT', []],
    ['unless it does not', 'select $X', 'SELECT a', ['SELECT a|X=a'], { generic_caseless: true }],
    ['comments count', 'a b', 'a # x\nb', []],
    ['unless they do not', 'a b', 'a # x\nb', ['a # x⏎b'], { generic_comment_style: 'shell' }],
    ['of C', 'a b c', 'a /* x\n */ b // y\nc', [], { generic_comment_style: 'c' }],
    ['of C++', 'a b c', 'a /* x\n */ b // y\nc', ['a /* x⏎ */ b // y⏎c'], { generic_comment_style: 'cpp' }],
    ['the words of a pattern may match in a block that follows', 'a\n  ...\nd', 'a\n  b\n    c\nd', ['a⏎  b⏎    c⏎d']],
  ])('%s', (_title, pattern, text, expected, options) => {
    expect(matches(pattern, text, options)).toEqual(expected);
  });

  test('`...` before a `$...X` is refused', () => {
    expect(compileGeneric('a ... $...X', {})).toEqual({
      error: `A '...' or '$...X' stands directly before a '$...X'.`,
    });
  });

  test('an empty pattern is refused', () => {
    expect(compileGeneric('\n', {})).toEqual({ error: 'The pattern is empty.' });
  });

  test('a search that takes too many steps is given up, and always at the same one', () => {
    const pattern = compiled('$A ... $B ... $C ... $D ... $A x', {});
    const text = Array.from({ length: 300 }, (_, i) => `w${i} ${i % 20 === 0 ? '\n' : ''}`).join('') + 'x';
    const limit = new BudgetExceeded('The pattern took more than 5000000 steps in a file.');
    expect(() => pattern.find(text)).toThrow(limit);
  });
});

describe('aliengrep', () => {
  const lines = { generic_multiline: false };
  const cases: readonly [string, string, string, readonly string[], RangeOptions?][] = [
    ['whole words', 'ab', 'ab abc xab', ['ab']],
    ['line breaks are blanks', 'a b', 'a\nb', ['a⏎b']],
    ['unless lines count', 'a b', 'a\nb a  b', ['a  b'], lines],
    ['a line break in the pattern then is one', 'a\nb', 'a b a \r\n b', ['a \r⏎ b'], lines],
    ['a metavariable is one word', 'set $K;', 'set a_1;', ['set a_1;|K=a_1']],
    ['a metavariable is the same word again', '$A - $A', 'a - ab b - b', ['b - b|A=b']],
    ['matches do not overlap', '$A $B', '1 2 3', ['1 2|A=1|B=2']],
    ['... takes as little as it can', 'a ... b', 'a 1 b b', ['a 1 b']],
    ['... takes brackets whole', 'a ... b', 'a (b) b', ['a (b) b']],
    ['... stays in its brackets', '(... x)', '()x)', []],
    ['nested brackets', 'f($...X)', 'f(g(1), 2)', ['f(g(1), 2)|X=g(1), 2']],
    ['a bracket that is not closed is a character', 'a ... b', 'a ( b', ['a ( b']],
    ['... does not cross lines', 'a ... b', 'a\n1 b', [], lines],
    ['.... does', 'a .... b', 'a\n1 b', ['a⏎1 b'], lines],
    ['$....X as well', '[$....X]', '[ 1,\n2 ]', ['[ 1,⏎2 ]|X=1,⏎2'], lines],
    ['... at the end goes to the end of the line', 'k = $...V', 'k = 1 2\nx', ['k = 1 2|V=1 2'], lines],
    ['... at the start to its start', '... = 2', 'a = 1\nb = 2', ['b = 2'], lines],
    ['of the text, if lines do not count', '... = 2', 'a = 1\nb = 2', ['a = 1⏎b = 2']],
    ['$...X is the same text again', '[$...A $...A]', '[a b a b]', ['[a b a b]|A=a b']],
    ['brackets are an option', '<...>', '<<a>>', ['<<a>>'], { generic_braces: [['<', '>']] }],
    ['so are characters of words', '$X!', 'a-b!', ['a-b!|X=a-b'], { generic_extra_word_characters: ['-'] }],
    ['case counts', 'key', 'KEY', []],
    ['unless it does not', 'key', 'KEY', ['KEY'], { generic_caseless: true }],
  ];
  test.each(cases)('%s', (_title, pattern, text, expected, options) => {
    expect(matches(pattern, text, { generic_engine: 'aliengrep', ...options })).toEqual(expected);
  });

  test.each<[pattern: string, options: RangeOptions, error: string]>([
    ['$X $...X', {}, `The metavariable 'X' is written in two ways.`],
    ['a', { generic_braces: [['<<', '>>']] }, `'<<' is not one character.`],
    ['a', { generic_braces: [['b', 'c']] }, `'b' is a bracket and a character of words as well.`],
    ['a', { generic_braces: ['()', '(]'].map((pair) => [pair[0]!, pair[1]!]) }, `The bracket '(' stands in two pairs.`],
    [' ', {}, 'The pattern is empty.'],
  ])('%s with %j is refused', (pattern, options, error) => {
    expect(compileGeneric(pattern, { generic_engine: 'aliengrep', ...options })).toEqual({ error });
  });

  test('a search that takes too many steps is given up', () => {
    const text = 'a '.repeat(1_000);
    const limit = new BudgetExceeded('The pattern took more than 1000000 steps in a file.');
    expect(() => compiled('a ... a ... a ... a ... b', { generic_engine: 'aliengrep' }).find(text)).toThrow(limit);
  });

  test('brackets nested too deeply are given up', () => {
    const limit = new BudgetExceeded('The text nests brackets too deeply for the pattern.');
    expect(() => compiled('a ... b', { generic_engine: 'aliengrep' }).find(`a ${'('.repeat(200_000)}`)).toThrow(limit);
  });
});

test('a part of a text is searched for itself, and its ranges are those of the whole', () => {
  const text = 'x: "a b"';
  const found = compiled('$A b', {}).find(text, [4, 7]);
  expect(found).toEqual([{ range: [4, 7], bindings: { A: { text: 'a', range: [4, 5] } } }]);
});

test.each<[title: string, text: string, expected: boolean]>([
  ['source', 'let a = 1;\n'.repeat(100), true],
  ['nothing', '', true],
  ['a short line', 'x'.repeat(500), true],
  ['a long line', 'x'.repeat(501), false],
  ['other alphabets', 'привет\n'.repeat(50), true],
  ['control characters', 'a\0b'.repeat(100), false],
])('%s: readable is %s', (_title, text, expected) => {
  expect(looksReadable(text)).toBe(expected);
});
