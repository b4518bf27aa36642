import { Parser } from 'htmlparser2';

const escapeOrReference = /\\([!-/:-@[-`{-~])|&(?:#x[0-9a-f]{1,6}|#\d{1,7}|[a-z][a-z\d]{1,31});/gi;
const reference = /&(?:#x[0-9a-f]{1,6}|#\d{1,7}|[a-z][a-z\d]{1,31});/iy;

/** Backslash escapes and character references (`&amp;`) as what they stand for. */
export function unescaped(text: string): string {
  return text.replace(escapeOrReference, (found, sign?: string) => sign ?? characterOf(found));
}

/** The character reference at the place; undefined if none stands there. */
export function referenceAt(text: string, at: number): { readonly end: number; readonly value: string } | undefined {
  reference.lastIndex = at;
  const [found] = reference.exec(text) ?? [];
  return found === undefined ? undefined : { end: at + found.length, value: characterOf(found) };
}

function characterOf(written: string): string {
  const [, hexadecimal, decimal] = /^&#(?:x([0-9a-f]+)|(\d+));$/i.exec(written) ?? [];
  if (hexadecimal !== undefined) return fromCode(Number.parseInt(hexadecimal, 16));
  return decimal === undefined ? namedCharacter(written) : fromCode(Number(decimal));
}

function fromCode(code: number): string {
  const isNone = code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff);
  return isNone ? '\ufffd' : String.fromCodePoint(code);
}

/** HTML takes `&ampx;` for `&` and `x;`, Markdown for no reference. */
function namedCharacter(written: string): string {
  let decoded = '';
  new Parser({ ontext: (text) => (decoded += text) }).end(written);
  return decoded.endsWith(';') && written !== '&semi;' ? written : decoded;
}
