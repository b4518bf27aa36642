import type { CodeRange } from './ast.ts';

/** The members with everything that equals one of them where case is ignored (Unicode's simple folding, as PCRE's UTF mode has it). */
export function ignoringCase(ranges: readonly CodeRange[]): readonly CodeRange[] {
  const added = equalsFor(ranges)
    .filter(([code]) => includes(ranges, code))
    .flatMap(([, equals]) => equals.filter((code) => !includes(ranges, code)));
  return [...ranges, ...[...new Set(added)].map((code): CodeRange => [code, code])];
}

/** Whether a member has another case. */
export function hasCases(ranges: readonly CodeRange[]): boolean {
  return equalsFor(ranges).some(([code]) => includes(ranges, code));
}

function equalsFor(ranges: readonly CodeRange[]): Equals {
  return ranges.every(([, last]) => last < 0x80) ? asciiEquals : allEquals();
}

function includes(ranges: readonly CodeRange[], code: number): boolean {
  return ranges.some(([first, last]) => first <= code && code <= last);
}

type Equals = readonly (readonly [code: number, equals: readonly number[]])[];

const kelvin = 0x212a;
const longS = 0x17f;

const asciiEquals: Equals = Array.from('abcdefghijklmnopqrstuvwxyz').flatMap((letter): Equals => {
  const lower = letter.charCodeAt(0);
  const further = letter === 'k' ? [kelvin] : letter === 's' ? [longS] : [];
  return [
    [lower, [lower - 0x20, ...further]],
    [lower - 0x20, [lower, ...further]],
  ];
});

let known: Equals | undefined;

/** Computed when a non-ASCII character is first asked about: the table is JavaScript's own, read off its `iu` expressions. */
function allEquals(): Equals {
  if (known) return known;
  const classes = new Map<number, Set<number>>();
  for (let code = 0; code < 0x20000; code++) {
    const character = String.fromCodePoint(code);
    if (!/\p{Changes_When_Casemapped}/u.test(character)) continue;
    const own = new RegExp(`^\\u{${code.toString(16)}}$`, 'iu');
    const variants = variantsOf(character).filter((variant) => variant !== character && own.test(variant));
    const union = new Set([code, ...variants.map((variant) => variant.codePointAt(0)!)]);
    for (const member of union) for (const other of classes.get(member) ?? []) union.add(other);
    for (const member of union) classes.set(member, union);
  }
  known = [...classes].map(([code, union]) => [code, [...union].filter((other) => other !== code)] as const);
  return known;
}

function variantsOf(character: string): readonly string[] {
  const lower = character.toLowerCase();
  const upper = character.toUpperCase();
  return [lower, upper, upper.toLowerCase(), lower.toUpperCase()];
}
