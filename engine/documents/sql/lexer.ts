import type { Range } from '../../model/region.ts';

export type TokenKind = 'word' | 'quoted' | 'string' | 'number' | 'symbol' | 'meta';

/** A token of any SQL dialect; white space and comments are left out. */
export interface Token {
  readonly kind: TokenKind;
  readonly range: Range;
  /** Of a word the folded name, of a quoted identifier the name itself, otherwise the text. */
  readonly value: string;
}

const DOLLAR = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const STRING_PREFIX = /(?:[eEbBxXnN]|[uU]&)(?=['"])/y;
const DOLLAR_SIGN = 36;
const META = /\\[^\n]*/y;

/** What a character may be part of; most of a file is read by this table instead of by patterns. */
const letter = 1;
const digit = 2;
/** A letter that may begin the prefix of a string: `E''`, `U&""`. */
const prefixing = 3;
const CLASSES = Uint8Array.from({ length: 128 }, (_, code) => classOf(String.fromCharCode(code)));

function classOf(character: string): number {
  if (/[ebxnu]/i.test(character)) return prefixing;
  if (/[A-Za-z_]/.test(character)) return letter;
  return /\d/.test(character) ? digit : 0;
}

function classAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 128 ? CLASSES[code]! : code >= 128 ? letter : 0;
}

/** PostgreSQL folds ASCII letters only and cuts names at 63 bytes. */
export function foldName(name: string): string {
  return cutName(/[A-Z]/.test(name) ? name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : name);
}

/** Never throws: what is left open (a string, a comment) reaches to the end of the text. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = skipBlank(text, 0); at < text.length;) {
    const token = tokenAt(text, at);
    tokens.push(token);
    at = skipBlank(text, token.range[1]);
  }
  return tokens;
}

function tokenAt(text: string, at: number): Token {
  const kind = classAt(text, at);
  if (kind === letter) return wordAt(text, at);
  if (kind === digit) return written('number', text, at, numberEnd(text, at + 1));
  const open = text[at]!;
  const prefix = kind === prefixing ? matchAt(STRING_PREFIX, text, at) : '';
  const first = text[at + prefix.length];
  if (first === "'") return written('string', text, at, quotedEnd(text, at + prefix.length, "'", /^e/i.test(prefix)));
  if (first === '"' && (prefix === '' || prefix.length === 2)) return quoted(text, at, at + prefix.length, '"');
  if (kind === prefixing) return wordAt(text, at);
  if (open === '`') return quoted(text, at, at, '`');
  const tag = open === '$' ? matchAt(DOLLAR, text, at) : '';
  if (tag) return written('string', text, at, dollarEnd(text, at, tag));
  const meta = open === '\\' ? matchAt(META, text, at) : '';
  if (meta) return { kind: 'meta', range: [at, at + meta.trimEnd().length], value: meta.trimEnd() };
  return { kind: 'symbol', range: [at, at + 1], value: open };
}

function wordAt(text: string, start: number): Token {
  let at = start + 1;
  while (classAt(text, at) > 0 || text.charCodeAt(at) === DOLLAR_SIGN) at++;
  return { kind: 'word', range: [start, at], value: foldName(text.slice(start, at)) };
}

function numberEnd(text: string, start: number): number {
  let at = start;
  // the dots of `1..10` are no part of a number
  const isDot = (): boolean => text[at] === '.' && text[at + 1] !== '.' && text[at - 1] !== '.';
  while ((classAt(text, at) > 0 && text.charCodeAt(at) < 128) || isDot()) at++;
  return at;
}

function written(kind: TokenKind, text: string, start: number, end: number): Token {
  return { kind, range: [start, end], value: text.slice(start, end) };
}

function quoted(text: string, start: number, open: number, quote: string): Token {
  const end = quotedEnd(text, open, quote, false);
  const name = text.slice(open + 1, end - 1).replaceAll(quote + quote, quote);
  return { kind: 'quoted', range: [start, end], value: cutName(name) };
}

/** The offset after the closing quote; a doubled quote stands for itself. */
function quotedEnd(text: string, open: number, quote: string, backslash: boolean): number {
  let at = open + 1;
  for (;;) {
    const close = backslash ? unescaped(text, at, quote) : text.indexOf(quote, at);
    if (close < 0) return text.length;
    if (text[close + 1] !== quote) return close + 1;
    at = close + 2;
  }
}

function unescaped(text: string, start: number, quote: string): number {
  for (let at = start; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) return at;
  }
  return -1;
}

function dollarEnd(text: string, start: number, tag: string): number {
  const close = text.indexOf(tag, start + tag.length);
  return close < 0 ? text.length : close + tag.length;
}

function skipBlank(text: string, start: number): number {
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 45 && text.charCodeAt(at + 1) === 45) at = lineEnd(text, at);
    else if (code === 47 && text.charCodeAt(at + 1) === 42) at = commentEnd(text, at);
    else if (code === 32 || (code >= 9 && code <= 13) || (code >= 128 && /\s/.test(text[at]!))) at++;
    else return at;
  }
}

const LINE_END = /[\n\r]/g;

/** Where `--` ends: a carriage return alone ends a comment too. */
export function lineEnd(text: string, at: number): number {
  LINE_END.lastIndex = at;
  return LINE_END.exec(text)?.index ?? text.length;
}

/** Where `/*` ends: comments nest in PostgreSQL. */
export function commentEnd(text: string, start: number): number {
  const mark = /\/\*|\*\//g;
  mark.lastIndex = start + 2;
  for (let depth = 1, found = mark.exec(text); found; found = mark.exec(text)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  return text.length;
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

function cutName(name: string): string {
  // a UTF-16 unit is at most 3 bytes
  if (name.length <= 21 || Buffer.byteLength(name) <= 63) return name;
  let cut = name.slice(0, 63);
  while (Buffer.byteLength(cut) > 63) cut = cut.slice(0, -1);
  return cut;
}

/** The index of the first token that starts at or after `offset`. */
export function tokenIndex(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens[middle]!.range[0] < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The tokens that stand wholly between two offsets. */
export function tokensBetween(tokens: readonly Token[], start: number, end: number): readonly Token[] {
  const first = tokenIndex(tokens, start);
  const behind = tokenIndex(tokens, end);
  const reachesOut = behind > first && tokens[behind - 1]!.range[1] > end;
  return tokens.slice(first, reachesOut ? behind - 1 : behind);
}
