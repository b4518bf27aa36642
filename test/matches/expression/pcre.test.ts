import { describe, expect, test } from 'vitest';
import { compilePcre, type PcreExpression, type PcreFlags } from '../../../engine/matches/expression/pcre.ts';
import { searchPcre } from '../../../engine/matches/expression/pcre-search.ts';

function compiled(written: string, flags?: PcreFlags): PcreExpression {
  const result = compilePcre(written, flags);
  if ('error' in result) throw new Error(`${result.error} (at ${result.offset})`);
  return result;
}

/** Each match as `text`, or `text|1:group|2=name:group`; the expectations below are Perl's answers. */
function matches(written: string, text: string, flags?: PcreFlags): readonly string[] {
  return searchPcre(compiled(written, flags), text).map(({ range, groups }) =>
    [
      text.slice(...range),
      ...groups.map(
        ({ group, range: at }) =>
          `${group.number}${group.name === undefined ? '' : `=${group.name}`}:${text.slice(...at)}`,
      ),
    ].join('|'),
  );
}

const multiline = { multiline: true };

describe('matches what PCRE matches', () => {
  test.each<[written: string, text: string, expected: readonly string[], flags?: PcreFlags]>([
    // Inline flags
    ['(?i)key', 'Key KEY \u212aey', ['Key', 'KEY', '\u212aey']],
    ['a(?i)b|c', 'aB C AB', ['aB', 'C']],
    ['(?i:a)b', 'Ab AB', ['Ab']],
    ['(?i)a(?-i)b', 'AB Ab', ['Ab']],
    ['((?i)a)b', 'Ab AB', ['Ab|1:A']],
    ['(?i)[^a-c]', 'aBcD', ['D']],
    ['(?i)é[à-ë]', 'ÉÈ', ['ÉÈ']],
    ['(?i)[[:upper:]]+', 'aB1', ['aB']],
    ['(?i)µ', 'Μμ', ['Μ', 'μ']],
    ['(?s)a.b', 'a\nb', ['a\nb']],
    ['a.b', 'a\nb a\rb a\u2028b', ['a\rb', 'a\u2028b']],
    ['(?s:.)b.', 'a\n\nb\n', []],
    ['(?m)^b$', 'a\nb\nc', ['b']],
    ['(?^)b', 'B b', ['b'], { ignoresCase: true }],
    ['(?x) a b # comment\n [ ] c', 'ab c', ['ab c']],
    ['(?x)a +', 'aa', ['aa']],
    ['(?xx)[a b]+', 'a b', ['a', 'b']],
    ['(?U)a+b??', 'aab', ['a', 'ab']],
    ['(?n)(a)(?<N>b)', 'ab', ['ab|1=N:b']],
    ['a(?#no (comment)b', 'ab', ['ab']],
    // Ends of lines and texts
    ['^a$', 'a\r\na\n', ['a'], multiline],
    ['^', 'a\n', [''], multiline],
    ['a$', 'a\n', ['a']],
    ['a$', 'a\n\n', []],
    ['\\Aa', 'a\na', ['a'], multiline],
    ['a\\Z', 'a\na\n', ['a'], multiline],
    ['a\\z', 'a\na\n', [], multiline],
    ['a', 'ba', [], { anchored: true }],
    ['a', 'aa', ['a'], { anchored: true }],
    // Classes
    ['\\w+\\s\\d', 'é a\t1 b\u00a01 c ١', ['a\t1']],
    ['\\h\\v\\H\\V', '\u00a0\u2028aa', ['\u00a0\u2028aa']],
    ['a\\Rb', 'a\r\nb a\u0085b', ['a\r\nb', 'a\u0085b']],
    ['\\R\\n', '\r\n', []],
    ['\\N+', 'a\rb\nc', ['a\rb', 'c']],
    ['[[:alpha:][:digit:]]+', 'aé1', ['a', '1']],
    ['[[:^space:]]', ' a', ['a']],
    ['[]a]+', ']a', [']a']],
    ['[^]a]', ']ab', ['b']],
    ['[\\w.-]+', 'a-b.c', ['a-b.c']],
    ['[a-\\d]+', 'a-1', ['a-1']],
    ['[\\Q]-\\E]+', ']-', [']-']],
    ['[\\W_]+', 'a_é!', ['_é!']],
    ['[\\b]', '\b', ['\b']],
    ['\\p{Lu}\\pL\\P{L}\\p{^L}', 'Éé12', ['Éé12']],
    ['\\p{Greek}+\\p{L&}', 'αβc', ['αβc']],
    // Characters
    ['\\x41\\x{e9}\\101\\o{102}\\e\\cA\\0', 'AéAB\x1b\x01\0', ['AéAB\x1b\x01\0']],
    ['\\Qa.(b\\E+', 'a.(bb', ['a.(bb']],
    ['{a{,2}}\\/"', '{a{,2}}/"', ['{a{,2}}/"']],
    ['.', '😀', ['😀']],
    // Groups
    ['(?P<A>a)(b)(?<C>c)', 'abc', ['abc|1=A:a|2:b|3=C:c']],
    ["(?'Q'['\"])x(?P=Q)", `'x' "x'`, ["'x'|1=Q:'"]],
    ['(a)|(b)', 'ba', ['b|2:b', 'a|1:a']],
    ['(.)\\1\\g{1}\\g{-1}', 'aaaa', ['aaaa|1:a']],
    ['(?<X>.)\\k<X>\\k{X}', 'bbb', ['bbb|1=X:b']],
    ['(?i)([\'"])a\\1', '"A"', ['"A"|1:"']],
    ['(a\\1|b)', 'aab', ['b|1:b']],
    ['(a)\\11', 'a\t', ['a\t|1:a']],
    ['(?<=a|bc)d(?!e)', 'ad bcd ade', ['d', 'd']],
    // Atomic groups and possessive quantifiers
    ['(?>a|ab)c', 'abc ac', ['ac']],
    ['(x)(?>a*)(b)\\2', 'xaabb', ['xaabb|1:x|2:b']],
    ['"[^"]*+"', '"a" "b', ['"a"']],
    ['a++a', 'aaa', []],
    ['(?:a{1,2}+a)', 'aaa', ['aaa']],
    ['(?>a)1', 'a1', ['a1']],
    // Rounds that consume nothing
    ['(a*)*b', 'aab', ['aab']],
    ['(?:a??|b)?c', 'ac bc', ['ac', 'bc']],
    ['(?:|a)?b', 'ab', ['ab']],
    ['(\\s*)?', 'x', ['|1:', '|1:']],
  ])('%s in %j', (written, text, expected, flags) => {
    const shown = matches(written, text, flags).map((match) => (written === '(a*)*b' ? match.split('|')[0] : match));
    expect(shown).toEqual(expected);
  });
});

test.each<[written: string, error: string, offset: number]>([
  ['a\\Kb', `'\\K' (a match that begins later) has no counterpart in JavaScript.`, 1],
  ['\\Ga', `'\\G' (where the search began) has no counterpart in JavaScript.`, 0],
  ['a(?R)', 'Recursion has no counterpart in JavaScript.', 1],
  ['(a)(?1)', 'Recursion has no counterpart in JavaScript.', 3],
  ['(?<N>a)\\g<N>', 'Recursion has no counterpart in JavaScript.', 7],
  ['(a)?(?(1)b|c)', 'Conditional groups have no counterpart in JavaScript.', 4],
  ['(?|(a)|(b))', 'Groups that share their numbers, (?|…), have no counterpart in JavaScript.', 0],
  ['a(?C1)', 'Callouts have no counterpart in JavaScript.', 1],
  ['(*UTF)a', 'Verbs and settings such as (*UTF) have no counterpart in JavaScript.', 0],
  ['a(*FAIL)', 'Backtracking verbs have no counterpart in JavaScript.', 1],
  ['(?J)a', `The inline flag 'J' has no counterpart in JavaScript.`, 0],
  ['(?<A>a)(?<A>b)', `Two groups have the name 'A'.`, 7],
  ['a\\2', 'The back reference is to no group before it.', 1],
  [
    '(?:(a)|b)\\1',
    'The group 1 may not have taken part, and then JavaScript takes the reference to it for the empty text.',
    9,
  ],
  ['(?i)(a)\\1', 'A back reference that ignores case has no counterpart in JavaScript.', 7],
  ['x(?:a??|b)*', 'A loop prefers rounds that consume nothing; JavaScript takes such rounds another way.', 10],
  ['(?<=(a+))b', 'A group in a lookbehind of no fixed length may match elsewhere in JavaScript.', 0],
  ['(?<=a++)b', 'A possessive quantifier in a lookbehind has no counterpart in JavaScript.', 5],
  ['\\p{Nonsense}', `JavaScript knows no Unicode property 'Nonsense'.`, 0],
  ['a\\i', `PCRE knows no escape '\\i' here, or it has no counterpart.`, 1],
  ['[b-a]', 'The range of the class is out of order.', 2],
  ['[[:no:]]', `There is no POSIX class 'no'.`, 1],
  ['x[a', `The class has no closing ']'.`, 1],
  ['x(a', 'The group is not closed.', 1],
  ['a)', `This ')' closes nothing.`, 1],
  ['a|*', 'The quantifier has nothing to repeat.', 2],
  ['a{2,1}', 'The numbers of the quantifier are out of order.', 1],
  ['\\x{110000}', 'There is no character of the code 110000 (hexadecimal).', 0],
])('%s is refused', (written, error, offset) => {
  expect(compilePcre(written)).toEqual({ error, offset });
});

test('groups that JavaScript forgets in each round are marked', () => {
  const { groups } = compiled('(?:(a)|(?<B>b))+(c)(d)*(?:(e)f?)+');
  expect(groups.map(({ number, name, isForgetful }) => [number, name, isForgetful])).toEqual([
    [1, undefined, true],
    [2, 'B', true],
    [3, undefined, false],
    [4, undefined, false],
    [5, undefined, false],
  ]);
});
