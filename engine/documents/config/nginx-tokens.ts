import type { Range } from '../../model/region.ts';
import { lineEnd } from './text-ranges.ts';

/** A word of a directive, or one of the signs that end it. */
export interface Token {
  readonly kind: 'word' | ';' | '{' | '}';
  /** Without quotes and escapes. */
  readonly value: string;
  /** With its quotes. */
  readonly range: Range;
  /** A quote is open at the end of the file. */
  readonly isOpen?: true;
}

/** The first token from an offset on, as nginx reads it (ngx_conf_read_token): quotes and comments count only where a word begins. */
export function nextToken(text: string, from: number): Token | undefined {
  const at = skipBlank(text, from);
  if (at >= text.length) return undefined;
  const sign = text[at]!;
  if (sign === ';' || sign === '{' || sign === '}') return { kind: sign, value: sign, range: [at, at + 1] };
  return sign === '"' || sign === "'" ? quotedAt(text, at) : plainAt(text, at);
}

function skipBlank(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    if (text[at] === '#') at = lineEnd(text, at);
    else if (!isBlank(text, at)) break;
  }
  return at;
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}

function quotedAt(text: string, start: number): Token {
  let at = start + 1;
  while (at < text.length && text[at] !== text[start]) at += text[at] === '\\' ? 2 : 1;
  const isOpen = at >= text.length;
  const value = unescaped(text.slice(start + 1, Math.min(at, text.length)));
  return { kind: 'word', value, range: [start, Math.min(at + 1, text.length)], ...(isOpen && { isOpen }) };
}

/** A brace after a dollar sign belongs to a variable. */
function plainAt(text: string, start: number): Token {
  let at = start;
  while (at < text.length && !isBlank(text, at) && text[at] !== ';' && !(text[at] === '{' && text[at - 1] !== '$'))
    at += text[at] === '\\' ? 2 : 1;
  const end = Math.min(at, text.length);
  return { kind: 'word', value: unescaped(text.slice(start, end)), range: [start, end] };
}

const controls: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n' };

/** Other escapes stay, as regular expressions need them. */
function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(/\\(["'\\trn])/g, (_, character: string) => controls[character] ?? character);
}

/** Where a block of Lua code ends that begins after an opening brace: at its own closing brace, or at the end of the file. */
export function endOfLua(text: string, from: number): number {
  luaToken.lastIndex = from;
  let depth = 1;
  for (let found = luaToken.exec(text); found; found = luaToken.exec(text)) {
    if (found[0] === '{') depth++;
    else if (found[0] === '}' && --depth === 0) return found.index;
    else if (found[0].endsWith('[')) luaToken.lastIndex = endOfLongBracket(text, luaToken.lastIndex, found[1] ?? '');
  }
  return text.length;
}

/** A brace, a string, the beginning of a long string or comment, a comment. */
const luaToken = /[{}]|"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*'|(?:--)?\[(=*)\[|--[^\n]*/g;

function endOfLongBracket(text: string, from: number, signs: string): number {
  const closing = `]${signs}]`;
  const end = text.indexOf(closing, from);
  return end === -1 ? text.length : end + closing.length;
}
