import type { WrittenPiece } from '../../documents/sql/pieces.ts';
import type { Range } from '../../model/region.ts';

const UNIT = /\\(?:u\{[\da-f]+\}|u[\da-f]{4}|x[\da-f]{2}|[0-3]?[0-7]{1,2}|\r\n|[^])|\r\n|[^]/gi;
const LETTERS: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v' };

/**
 * What stands between the quotes of a string of JavaScript, with the place of each unit of its value; as one lump where what
 * is written does not give the value.
 */
export function writtenPiece(source: string, range: Range, value: string): WrittenPiece {
  const written = source.slice(...range);
  if (written === value) return plain(value, range[0]);
  const units: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: unit, index } of written.matchAll(UNIT)) {
    const cooked = valueOf(unit);
    units.push(cooked);
    for (let i = 0; i < cooked.length; i++) {
      starts.push(range[0] + index);
      ends.push(range[0] + index + unit.length);
    }
  }
  if (units.join('') === value) return { text: value, starts, ends };
  const { length } = value;
  return { text: value, starts: Array<number>(length).fill(range[0]), ends: Array<number>(length).fill(range[1]) };
}

function plain(text: string, offset: number): WrittenPiece {
  const starts = Array.from({ length: text.length }, (_, i) => offset + i);
  return { text, starts, ends: starts.map((start) => start + 1) };
}

/** Line breaks are `\n` in templates however the file writes them; behind a backslash they are nothing. */
function valueOf(unit: string): string {
  if (unit[0] !== '\\') return /^\r/.test(unit) ? '\n' : unit;
  const escape = unit.slice(1);
  if (/^[\r\n\u2028\u2029]/.test(escape)) return '';
  if (/^[ux]/.test(escape) && escape.length > 1) return codePoint(parseInt(escape.replace(/^u\{|^[ux]/, ''), 16));
  if (/^[0-7]/.test(escape)) return String.fromCharCode(parseInt(escape, 8));
  return LETTERS[escape] ?? escape;
}

function codePoint(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
