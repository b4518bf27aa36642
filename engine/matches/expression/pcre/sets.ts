import type { CharacterSet, CodeRange } from './ast.ts';

/** PCRE with UTF but without UCP, as Semgrep runs it: `\d`, `\s`, `\w` and POSIX classes know ASCII alone. */

const lastCodePoint = 0x10ffff;

export function setOf(
  ranges: readonly CodeRange[],
  properties: readonly string[] = [],
  negative = false,
): CharacterSet {
  return { ranges, properties, negative };
}

export function complement(ranges: readonly CodeRange[]): readonly CodeRange[] {
  const sorted = [...ranges].sort(([a], [b]) => a - b);
  const gaps: CodeRange[] = [];
  let next = 0;
  for (const [first, last] of sorted) {
    if (first > next) gaps.push([next, first - 1]);
    next = Math.max(next, last + 1);
  }
  return next > lastCodePoint ? gaps : [...gaps, [next, lastCodePoint]];
}

/** The code points of a text, ranges being written as two characters: `azAZ__`. */
function pairs(text: string): readonly CodeRange[] {
  const codes = Array.from(text).map((character) => character.codePointAt(0)!);
  return codes.flatMap((first, i): CodeRange[] => (i % 2 === 0 ? [[first, codes[i + 1]!]] : []));
}

const digit = pairs('09');
const word = pairs('09AZ__az');
const space = pairs('\t\r  ');
const horizontal = pairs('\t\t  \u00a0\u00a0\u1680\u1680\u180e\u180e\u2000\u200a\u202f\u202f\u205f\u205f\u3000\u3000');
export const lineBreaks = pairs('\n\r\u0085\u0085\u2028\u2029');
const newline = pairs('\n\n');

export const anyCharacter = setOf([[0, lastCodePoint]]);
export const notNewline = setOf(newline, [], true);

/** Members of the classes that are written as a letter after a backslash. */
export const shorthands: Readonly<Record<string, readonly CodeRange[]>> = {
  d: digit,
  D: complement(digit),
  w: word,
  W: complement(word),
  s: space,
  S: complement(space),
  h: horizontal,
  H: complement(horizontal),
  v: lineBreaks,
  V: complement(lineBreaks),
};

/** Members of the classes that are written `[:name:]` within brackets. */
export const posixClasses: Readonly<Record<string, readonly CodeRange[]>> = {
  alnum: pairs('09AZaz'),
  alpha: pairs('AZaz'),
  ascii: pairs('\0\x7f'),
  blank: pairs('\t\t  '),
  cntrl: pairs('\0\x1f\x7f\x7f'),
  digit,
  graph: pairs('!~'),
  lower: pairs('az'),
  print: pairs(' ~'),
  punct: pairs('!/:@[`{~'),
  space,
  upper: pairs('AZ'),
  word,
  xdigit: pairs('09AFaf'),
};
