import type { Range } from '../../model/region.ts';

export type TokenKind = 'word' | 'quoted' | 'string' | 'number' | 'symbol' | 'meta';

/** A token of any SQL dialect; white space and comments are left out. */
export interface Token {
  readonly kind: TokenKind;
  readonly range: Range;
  /** Of a word the folded name, of a quoted identifier the name itself, otherwise the text. */
  readonly value: string;
}

const SPACE = /\s+/y;
const WORD = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const NUMBER = /\d[\w.]*/y;
const DOLLAR = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const STRING_PREFIX = /(?:[eEbBxXnN]|[uU]&)(?=['"])/y;
const META = /\\[^\n]*/y;

/** PostgreSQL folds ASCII letters only and cuts names at 63 bytes. */
export function foldName(name: string): string {
  return cutName(name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()));
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
  const prefix = matchAt(STRING_PREFIX, text, at);
  const open = text[at + prefix.length];
  if (open === "'") return literal(text, at, quotedEnd(text, at + prefix.length, "'", /^e/i.test(prefix)));
  if (open === '"' && (prefix === '' || prefix.length === 2)) return quoted(text, at, at + prefix.length, '"');
  if (open === '`' && prefix === '') return quoted(text, at, at, '`');
  const tag = matchAt(DOLLAR, text, at);
  if (tag) return literal(text, at, dollarEnd(text, at, tag));
  const word = matchAt(WORD, text, at);
  if (word) return { kind: 'word', range: [at, at + word.length], value: foldName(word) };
  const number = matchAt(NUMBER, text, at);
  if (number) return { kind: 'number', range: [at, at + number.length], value: number };
  const meta = open === '\\' ? matchAt(META, text, at) : '';
  if (meta) return { kind: 'meta', range: [at, at + meta.trimEnd().length], value: meta.trimEnd() };
  return { kind: 'symbol', range: [at, at + 1], value: text[at] ?? '' };
}

function literal(text: string, start: number, end: number): Token {
  return { kind: 'string', range: [start, end], value: text.slice(start, end) };
}

function quoted(text: string, start: number, open: number, quote: string): Token {
  const end = quotedEnd(text, open, quote, false);
  const name = text.slice(open + 1, end - 1).replaceAll(quote + quote, quote);
  return { kind: 'quoted', range: [start, end], value: cutName(name) };
}

/** The offset after the closing quote; a doubled quote stands for itself. */
function quotedEnd(text: string, open: number, quote: string, backslash: boolean): number {
  for (let at = open + 1; at < text.length; at++) {
    if (backslash && text[at] === '\\') at++;
    else if (text[at] === quote && text[at + 1] === quote) at++;
    else if (text[at] === quote) return at + 1;
  }
  return text.length;
}

function dollarEnd(text: string, start: number, tag: string): number {
  const close = text.indexOf(tag, start + tag.length);
  return close < 0 ? text.length : close + tag.length;
}

function skipBlank(text: string, start: number): number {
  let at = start;
  for (;;) {
    const before = at;
    at += matchAt(SPACE, text, at).length;
    if (text.startsWith('--', at)) at = lineEnd(text, at);
    else if (text.startsWith('/*', at)) at = commentEnd(text, at);
    if (at === before) return at;
  }
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** Comments nest in PostgreSQL. */
function commentEnd(text: string, start: number): number {
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
  if (Buffer.byteLength(name) <= 63) return name;
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
