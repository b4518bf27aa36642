import type { CodeRange } from './ast.ts';
import { refuse, take, takeCharacter, type Cursor } from './cursor.ts';
import { shorthands } from './sets.ts';

/** What an escape stands for that means the same within brackets and outside of them. */
export type Escaped =
  | { readonly kind: 'character'; readonly code: number }
  | { readonly kind: 'class'; readonly ranges: readonly CodeRange[]; readonly properties: readonly string[] };

const controls: Readonly<Record<string, number>> = { a: 0x07, e: 0x1b, f: 0x0c, n: 0x0a, r: 0x0d, t: 0x09 };

/** Reads an escape whose backslash is read already; octal numbers of up to three digits. */
export function takeEscaped(cursor: Cursor): Escaped {
  const start = cursor.at - 1;
  const coded = takeCode(cursor, start);
  if (coded !== undefined) return { kind: 'character', code: coded };
  const property = take(cursor, /([pP])(?:\{(\^?)\s*([^}]*?)\s*\}|([A-Z]))/y);
  if (property) return takeProperty(property, start);
  const letter = takeCharacter(cursor);
  const ranges = Object.hasOwn(shorthands, letter) ? shorthands[letter] : undefined;
  if (ranges) return { kind: 'class', ranges, properties: [] };
  const control = Object.hasOwn(controls, letter) ? controls[letter] : undefined;
  if (control !== undefined) return { kind: 'character', code: control };
  if (/[a-zA-Z0-9]/.test(letter)) refuse(`PCRE knows no escape '\\${letter}' here, or it has no counterpart.`, start);
  return { kind: 'character', code: letter.codePointAt(0)! };
}

function takeCode(cursor: Cursor, start: number): number | undefined {
  const hex = take(cursor, /x\{([\da-fA-F]+)\}|x([\da-fA-F]{0,2})|N\{U\+([\da-fA-F]+)\}/y);
  if (hex) return checked(parseInt(hex[1] ?? hex[2] ?? hex[3] ?? '', 16) || 0, start);
  const octal = take(cursor, /o\{([0-7]+)\}|([0-7]{1,3})/y);
  if (octal) return checked(parseInt(octal[1] ?? octal[2]!, 8), start);
  const control = take(cursor, /c([ -~])/y);
  return control ? control[1]!.toUpperCase().charCodeAt(0) ^ 0x40 : undefined;
}

function checked(code: number, offset: number): number {
  const isCharacter = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? code : refuse(`There is no character of the code ${code.toString(16)} (hexadecimal).`, offset);
}

/** Names of PCRE's own for sets of properties. */
const combined: Readonly<Record<string, readonly string[]>> = {
  'L&': ['Lu', 'Ll', 'Lt'],
  Xan: ['L', 'N'],
};

function takeProperty([, letter, caret, name, short]: RegExpExecArray, offset: number): Escaped {
  const names = combined[name ?? ''] ?? [name ?? short ?? ''];
  const isNegative = (letter === 'P') !== (caret === '^');
  if (isNegative && names.length > 1) refuse(`'\\P{${name}}' has no counterpart in JavaScript.`, offset);
  const properties = names.map((one) => propertyEscape(one, isNegative, offset));
  return { kind: 'class', ranges: [], properties };
}

function propertyEscape(name: string, isNegative: boolean, offset: number): string {
  const tries = [name, `Script_Extensions=${name}`].map((value) => `\\${isNegative ? 'P' : 'p'}{${value}}`);
  return tries.find(isValid) ?? refuse(`JavaScript knows no Unicode property '${name}'.`, offset);
}

function isValid(source: string): boolean {
  try {
    new RegExp(source, 'u');
    return true;
  } catch {
    return false;
  }
}
