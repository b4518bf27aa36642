import type { Range } from '../../model/region.ts';
import type { Reading } from './body-sql.ts';
import type { Token } from './lexer.ts';
import type { BodyStatement, PlVariable } from './node.ts';
import { rangeOf, type Span, type SqlSource } from './source.ts';

/** Reads PL/pgSQL from left to right, as PostgreSQL's own grammar does (src/pl/plpgsql/src/pl_gram.y). */
export interface PlReader extends Reading {
  /** The index of the token that comes next. */
  next: number;
  /** Lists of statements around it. */
  depth: number;
  /** Reads statements up to END, ELSE and the like, or to the end: what all that holds statements calls (pl-statement.ts). */
  readonly statements: (reader: PlReader) => readonly BodyStatement[];
  /** All that is declared so far. */
  readonly variables: PlVariable[];
  /** Names of cursors with a query of their own: FOR means something else by them. */
  readonly cursors: Set<string>;
}

export function plReader(
  source: SqlSource,
  variables: readonly PlVariable[],
  statements: PlReader['statements'],
): PlReader {
  return { source, problems: [], next: 0, depth: 0, statements, variables: [...variables], cursors: new Set() };
}

/** What no body of PL/pgSQL says; caught where the body begins (pl-body.ts). */
export class Unexpected extends Error {
  readonly range: Range;

  constructor({ source }: PlReader, index: number, wanted: string) {
    const found = source.placed[index];
    super(found ? `${wanted} is expected at "${source.slice(found.range)}"` : `${wanted} is expected at the end`);
    const end = source.at(source.text.length);
    this.range = found?.range ?? [source.placed.at(-1)?.range[0] ?? end, end];
  }
}

export function tokenAt({ source }: PlReader, index: number): Token | undefined {
  return source.tokens[index];
}

export function isWord(reader: PlReader, index: number, ...words: readonly string[]): boolean {
  const token = tokenAt(reader, index);
  return token?.kind === 'word' && words.includes(token.value);
}

/** Symbols that stand directly behind each other, such as `:=`. */
export function isSymbol(reader: PlReader, index: number, symbols: string): boolean {
  for (let i = 0; i < symbols.length; i++) {
    const token = tokenAt(reader, index + i);
    if (token?.kind !== 'symbol' || token.value !== symbols[i]) return false;
    if (i > 0 && token.range[0] !== tokenAt(reader, index + i - 1)?.range[1]) return false;
  }
  return true;
}

export function isName(reader: PlReader, index: number): boolean {
  const kind = tokenAt(reader, index)?.kind;
  return kind === 'word' || kind === 'quoted';
}

export function takeWord(reader: PlReader, ...words: readonly string[]): string | undefined {
  if (!isWord(reader, reader.next, ...words)) return undefined;
  return tokenAt(reader, reader.next++)?.value;
}

export function takeSymbol(reader: PlReader, symbols: string): boolean {
  const found = isSymbol(reader, reader.next, symbols);
  if (found) reader.next += symbols.length;
  return found;
}

export function expectWord(reader: PlReader, word: string): void {
  if (takeWord(reader, word) === undefined) throw new Unexpected(reader, reader.next, word.toUpperCase());
}

export function expectSymbol(reader: PlReader, symbols: string): void {
  if (!takeSymbol(reader, symbols)) throw new Unexpected(reader, reader.next, `"${symbols}"`);
}

export function takeName(reader: PlReader): Token | undefined {
  return isName(reader, reader.next) ? tokenAt(reader, reader.next++) : undefined;
}

export function expectName(reader: PlReader): Token {
  const token = takeName(reader);
  if (!token) throw new Unexpected(reader, reader.next, 'A name');
  return token;
}

/** Up to what stops it outside of parentheses; a `;` or the end stops it always. Undefined if there is nothing before that. */
export function spanUntil(reader: PlReader, stops: (index: number) => boolean = () => false): Span | undefined {
  const first = reader.next;
  let open = 0;
  for (let token = tokenAt(reader, first); token; token = tokenAt(reader, reader.next)) {
    if (isSymbol(reader, reader.next, ';') || (open === 0 && stops(reader.next))) break;
    if (token.kind === 'symbol' && '(['.includes(token.value)) open++;
    if (token.kind === 'symbol' && ')]'.includes(token.value) && --open < 0) break;
    reader.next++;
  }
  if (open > 0) throw new Unexpected(reader, reader.next, 'A closing parenthesis');
  return reader.next > first ? { first, last: reader.next - 1 } : undefined;
}

/** The same, of what must not be empty. */
export function someUntil(reader: PlReader, stops?: (index: number) => boolean): Span {
  const span = spanUntil(reader, stops);
  if (!span) throw new Unexpected(reader, reader.next, 'An expression');
  return span;
}

/** From a token to the last one taken. */
export function rangeFrom(reader: PlReader, first: number): Range {
  return rangeOf(reader.source, { first, last: Math.max(first, reader.next - 1) });
}
