import type { Pattern } from './ast.ts';
import { refuse, take, type Cursor } from './cursor.ts';

/**
 * Reads a back reference, if one stands behind the backslash that is read already: `\1`, `\g{-1}`, `\k<name>`. A number
 * of two digits is one only if there are so many groups before it; it is an octal code otherwise.
 */
export function takeReference(cursor: Cursor, start: number): Pattern | undefined {
  if (take(cursor, /g[<']/y)) refuse('Recursion has no counterpart in JavaScript.', start);
  const numbered = take(cursor, /g(?:\{([-+]?\d+)\}|([-+]?\d+))/y);
  if (numbered) return reference(cursor, numberOf(cursor, numbered[1] ?? numbered[2]!), start);
  const named = take(cursor, /(?:g\{|k\{)([A-Za-z_]\w*)\}|k<([A-Za-z_]\w*)>|k'([A-Za-z_]\w*)'/y);
  if (named) return byName(cursor, named[1] ?? named[2] ?? named[3]!, start);
  const digits = /[1-9]\d*/y;
  digits.lastIndex = cursor.at;
  const number = Number(digits.exec(cursor.text)?.[0] ?? 0);
  if (number === 0 || (number > 9 && number > cursor.groups.length)) return undefined;
  cursor.at = digits.lastIndex;
  return reference(cursor, number, start);
}

/** `(?P=name)`, whose parenthesis is read already. */
export function byName(cursor: Cursor, name: string, start: number): Pattern {
  const number = cursor.groups.find((group) => group.name === name)?.number;
  return reference(cursor, number ?? 0, start);
}

function numberOf({ groups }: Cursor, written: string): number {
  if (written.startsWith('-')) return groups.length + 1 + Number(written);
  return written.startsWith('+') ? groups.length + Number(written) : Number(written);
}

function reference({ groups, open, flags }: Cursor, number: number, offset: number): Pattern {
  if (number < 1 || number > groups.length) refuse('The back reference is to no group before it.', offset);
  return { op: 'reference', number, isOpen: open.has(number), ignoresCase: flags.i, offset };
}
