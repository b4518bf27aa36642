import { letterBits, pairBits } from './english.ts';

/**
 * Whether a text carries too much information to be prose or an identifier: more than 64 bits, and more than 60 % of
 * the 8 bits that a character could. The idea, and both limits, are those of Semgrep's analyzer `entropy`: the text is
 * cut into overlapping triples, whose probability is that in English. Ours is estimated from pairs of letters.
 */
export function hasHighEntropy(text: string): boolean {
  const bits = entropyOf(text);
  return bits > fewestBits && bits / (8 * text.length) > leastDensity;
}

const fewestBits = 64;
const leastDensity = 0.6;

/** In bits. */
function entropyOf(text: string): number {
  const codes = Array.from(text.toUpperCase(), (character) => character.charCodeAt(0));
  if (codes.length > 0 && codes.every((code) => code === codes[0])) return 1;
  const singles = codes.map(bitsOf);
  return singles.reduce((sum, _, i) => {
    const part = singles.slice(i, i + 3);
    return sum + (tripleBits(codes, i) ?? part.reduce((total, bits) => total + bits, 0)) / part.length;
  }, 0);
}

/** What is no letter is one of 62 characters. */
const bitsOfOther = Math.log2(62);

function bitsOf(code: number): number {
  return letterBits[code - 0x41] ?? bitsOfOther;
}

/** That a pair says something about the next one makes triples a little more probable. */
const shared = 0.5;

function tripleBits(codes: readonly number[], i: number): number | undefined {
  const [a = NaN, b = NaN, c = NaN] = codes.slice(i, i + 3).map((code) => code - 0x41);
  const [first, second] = [pairBits[a]?.[b], pairBits[b]?.[c]];
  return first === undefined || second === undefined
    ? undefined
    : letterBits[a]! + Number(first) + Number(second) - shared;
}
