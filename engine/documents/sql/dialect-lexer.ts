import type { Dialect } from '../../model/sql.ts';
import type { Token } from './lexer.ts';

export type ForeignDialect = Exclude<Dialect, 'postgres'>;

/** How the dialects differ as characters. */
interface Lexis {
  /** Opening → closing quote of a name. */
  readonly names: Readonly<Record<string, string>>;
  readonly strings: string;
  readonly backslash: boolean;
  readonly hashComments: boolean;
  readonly dollarStrings: boolean;
  readonly tripleStrings: boolean;
  /** `/*!40101 … *\/`, `DELIMITER //`. */
  readonly client: 'mysql' | 'sqlite' | 'transactsql' | 'none';
}

const PLAIN: Lexis = {
  names: { '"': '"', '`': '`', '[': ']' },
  strings: "'",
  backslash: false,
  hashComments: false,
  dollarStrings: false,
  tripleStrings: false,
  client: 'none',
};
const MYSQL: Lexis = {
  ...PLAIN,
  names: { '`': '`' },
  strings: `'"`,
  backslash: true,
  hashComments: true,
  client: 'mysql',
};
const LEXIS: Readonly<Record<ForeignDialect, Lexis>> = {
  mysql: MYSQL,
  mariadb: MYSQL,
  sqlite: { ...PLAIN, client: 'sqlite' },
  transactsql: { ...PLAIN, names: { '"': '"', '[': ']' }, client: 'transactsql' },
  bigquery: { ...MYSQL, tripleStrings: true, client: 'none' },
  snowflake: { ...PLAIN, names: { '"': '"' }, backslash: true, dollarStrings: true },
};

const WORD = /[A-Za-z_@\u0080-\uffff][\w$@\u0080-\uffff]*/y;
const NUMBER = /\d[\w.]*/y;
const SPACE = /\s+/y;
const STRING_PREFIX = /(?:[nNbBxX]|_\w+\s?|[rR])(?=['"])/y;
const VERSIONED = /\/\*(?:!|M!(?=\d))(\d*)/y;
/** Commands of the client, not statements; what reads another file is left for the reader to refuse. */
const COMMANDS: Readonly<Record<Lexis['client'], RegExp>> = {
  mysql: /DELIMITER[ \t]+(\S+)[^\n]*/iy,
  sqlite: /\.(?!read|import|restore|load)[a-z][^\n]*/iy,
  transactsql:
    /(?:GO(?:[ \t]+\d+)?[ \t]*;?|:(?:setvar|on|connect|out|error|xml)\b[^\n]*)(?=[ \t]*(?:--[^\n]*)?\r?(?:\n|$))/iy,
  none: /(?!)/y,
};
const INCLUDES = /(?:\.(?:read|import|restore|load)\b|:r\b|source[ \t]|\\\.)[^\n]*/iy;

/**
 * The tokens of a text in another dialect than PostgreSQL; names as written. A `meta` token ends a statement and belongs to
 * none: the delimiter in force, a command of the client. Comments with a version are SQL: only their marks are left out.
 * Never throws: what is left open reaches to the end of the text.
 */
export function tokenizeForeign(text: string, dialect: ForeignDialect): readonly Token[] {
  const lexis = LEXIS[dialect];
  const tokens: Token[] = [];
  let delimiter = ';';
  for (let end = 0; ;) {
    const at = skipBlank(text, end, lexis, dialect);
    if (at >= text.length) return tokens;
    const isLine = tokens.length === 0 || text.slice(end, at).includes('\n');
    const command = isLine ? commandAt(text, at, lexis, isStart(tokens)) : undefined;
    delimiter = command?.delimiter ?? delimiter;
    const token = command?.token ?? nextToken(text, at, lexis, delimiter);
    tokens.push(token);
    end = token.range[1];
  }
}

function isStart(tokens: readonly Token[]): boolean {
  return tokens.length === 0 || tokens.at(-1)!.kind === 'meta';
}

function nextToken(text: string, at: number, lexis: Lexis, delimiter: string): Token {
  if (text.startsWith(delimiter, at)) return { kind: 'meta', range: [at, at + delimiter.length], value: delimiter };
  return cutAt(delimiter, tokenAt(text, at, lexis));
}

interface Command {
  readonly token: Token;
  readonly delimiter?: string;
}

/** A batch ends wherever `GO` has a line of its own; the other commands stand where a statement could. */
function commandAt(text: string, at: number, { client }: Lexis, start: boolean): Command | undefined {
  const command = start || client === 'transactsql' ? matchAt(COMMANDS[client], text, at) : undefined;
  if (command) {
    const [line, delimiter] = command;
    const token = { kind: 'meta', range: [at, at + line.length], value: line.toLowerCase() } as const;
    return { token, ...(client === 'mysql' && delimiter !== undefined && { delimiter }) };
  }
  // one token up to the end of the line, which no parser takes
  const include = start && client !== 'none' ? matchAt(INCLUDES, text, at)?.[0].trimEnd() : undefined;
  return include ? { token: { kind: 'symbol', range: [at, at + include.length], value: include } } : undefined;
}

/** `END$$` ends with the delimiter, though MySQL's names may hold a `$`. */
function cutAt(delimiter: string, token: Token): Token {
  const end = delimiter === ';' || token.kind !== 'word' ? -1 : token.value.indexOf(delimiter);
  if (end <= 0) return token;
  return { ...token, range: [token.range[0], token.range[0] + end], value: token.value.slice(0, end) };
}

function tokenAt(text: string, at: number, lexis: Lexis): Token {
  const prefix = matchAt(STRING_PREFIX, text, at)?.[0] ?? '';
  const open = text[at + prefix.length] ?? '';
  if (lexis.strings.includes(open)) return literal(text, at, stringEnd(text, at + prefix.length, prefix, lexis));
  const close = prefix === '' ? lexis.names[open] : undefined;
  if (close !== undefined) return quoted(text, at, close);
  if (lexis.dollarStrings && text.startsWith('$$', at)) {
    const end = text.indexOf('$$', at + 2);
    return literal(text, at, end < 0 ? text.length : end + 2);
  }
  const word = matchAt(WORD, text, at)?.[0];
  if (word) return { kind: 'word', range: [at, at + word.length], value: word };
  const number = matchAt(NUMBER, text, at)?.[0];
  if (number) return { kind: 'number', range: [at, at + number.length], value: number };
  return { kind: 'symbol', range: [at, at + 1], value: text[at] ?? '' };
}

function literal(text: string, start: number, end: number): Token {
  return { kind: 'string', range: [start, end], value: text.slice(start, end) };
}

function quoted(text: string, at: number, close: string): Token {
  const end = quotedEnd(text, at, close, false);
  return { kind: 'quoted', range: [at, end], value: text.slice(at + 1, end - 1).replaceAll(close + close, close) };
}

function stringEnd(text: string, open: number, prefix: string, { backslash, tripleStrings }: Lexis): number {
  const quote = text[open] ?? '';
  if (tripleStrings && text.startsWith(quote.repeat(3), open)) {
    const end = text.indexOf(quote.repeat(3), open + 3);
    return end < 0 ? text.length : end + 3;
  }
  return quotedEnd(text, open, quote, backslash && !/^r/i.test(prefix));
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

/** Versions from here on are marks of dumps, not of servers. */
const NO_SERVER = 900_000;

function skipBlank(text: string, start: number, lexis: Lexis, dialect: ForeignDialect): number {
  for (let at = start; ;) {
    const before = at;
    at += matchAt(SPACE, text, at)?.[0].length ?? 0;
    if (isLineComment(text, at, lexis)) at = endOf(text, '\n', at);
    else if (text.startsWith('/*', at))
      at += versionMark(text, at, lexis, dialect) ?? endOf(text, '*/', at + 2) + 2 - at;
    // of a comment with a version
    else if (lexis.client === 'mysql' && text.startsWith('*/', at)) at += 2;
    if (at === before || at >= text.length) return Math.min(at, text.length);
  }
}

/** MySQL wants a blank behind `--`; Drizzle cuts its files at `--> statement-breakpoint`. */
function isLineComment(text: string, at: number, { hashComments, client }: Lexis): boolean {
  if (hashComments && text[at] === '#') return true;
  return text.startsWith('--', at) && (client !== 'mysql' || /^--(?:[\s>]|$)/.test(text.slice(at, at + 3)));
}

function versionMark(text: string, at: number, { client }: Lexis, dialect: ForeignDialect): number | undefined {
  const mark = client === 'mysql' ? matchAt(VERSIONED, text, at) : undefined;
  if (!mark || (mark[0].includes('M') && dialect !== 'mariadb') || Number(mark[1]) >= NO_SERVER) return undefined;
  return mark[0].length;
}

function endOf(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  return end < 0 ? text.length : end;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
