import type { Token } from '../../documents/sql/lexer.ts';
import type { Range } from '../../model/region.ts';
import type { Name } from '../../model/sql.ts';
import type { Source } from './writer.ts';

/** A way through the tokens of a statement, or of a part of one. `at` moves. */
export interface Reader {
  readonly tokens: readonly Token[];
  readonly source: Source;
  at: number;
}

export function readerOf(tokens: readonly Token[], source: Source): Reader {
  return { tokens, source, at: 0 };
}

export function atEnd({ tokens, at }: Reader): boolean {
  return at >= tokens.length;
}

/** The word that stands `ahead` of here, in lower case; of anything else empty. */
export function wordAt({ tokens, at }: Reader, ahead = 0): string {
  const token = tokens[at + ahead];
  return token?.kind === 'word' ? token.value.toLowerCase() : '';
}

export function isSymbol(token: Token | undefined, symbol: string): boolean {
  return token?.kind === 'symbol' && token.value === symbol;
}

/** Takes these words if they stand here. */
export function take(reader: Reader, ...words: readonly string[]): boolean {
  if (!words.every((word, i) => wordAt(reader, i) === word)) return false;
  reader.at += words.length;
  return true;
}

export function takeSymbol(reader: Reader, symbol: string): boolean {
  if (!isSymbol(reader.tokens[reader.at], symbol)) return false;
  reader.at += 1;
  return true;
}

/** Takes the first of these that stands here. */
export function takeAny(reader: Reader, ...phrases: readonly string[]): string | undefined {
  return phrases.find((phrase) => take(reader, ...phrase.split(' ')));
}

/** Takes what stands between parentheses; undefined where none opens here or it does not close. */
export function takeGroup(reader: Reader): readonly Token[] | undefined {
  const { tokens, at } = reader;
  if (!isSymbol(tokens[at], '(')) return undefined;
  for (let i = at, depth = 0; i < tokens.length; i++) {
    if (isSymbol(tokens[i], '(')) depth++;
    else if (isSymbol(tokens[i], ')') && --depth === 0) {
      reader.at = i + 1;
      return tokens.slice(at + 1, i);
    }
  }
  return undefined;
}

/** The parts between the commas that stand in no parentheses, nor between `STRUCT<` and `>`. */
export function splitAtCommas(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  let angles = 0;
  for (const [i, token] of tokens.entries()) {
    if (isSymbol(token, '(')) depth++;
    else if (isSymbol(token, ')')) depth--;
    else if (isSymbol(token, '<') && (angles > 0 || /^(?:array|struct|range)$/i.test(tokens[i - 1]?.value ?? '')))
      angles++;
    else if (isSymbol(token, '>') && angles > 0) angles--;
    if (depth <= 0 && angles === 0 && isSymbol(token, ',')) parts.push([]);
    else parts.at(-1)!.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

/** A name of one part: of a column, a constraint, an index. SQLite and MySQL also take texts for it. */
export function takeIdentifier(reader: Reader): Token | undefined {
  const token = reader.tokens[reader.at];
  if (!token || !isIdentifier(token)) return undefined;
  reader.at += 1;
  return token.kind === 'string' ? { ...token, value: token.value.slice(1, -1) } : token;
}

function isIdentifier({ kind }: Token): boolean {
  return kind === 'word' || kind === 'quoted' || kind === 'string';
}

/** `name`, `schema.name`, `catalog.schema.name`. BigQuery quotes all parts at once. */
export function takeName(reader: Reader): Name | undefined {
  const parts: Token[] = [];
  do {
    const part = takeIdentifier(reader);
    if (!part) return undefined;
    parts.push(part);
  } while (takeSymbol(reader, '.'));
  const { dialect } = reader.source.statement;
  const last = parts.at(-1)!;
  const names =
    dialect === 'bigquery' ? parts.flatMap(({ value }) => value.split('.')) : parts.map(({ value }) => value);
  const schema = names.at(-2);
  return { ...(schema !== undefined && { schema }), name: names.at(-1)!, place: placeOf(last.range, reader.source) };
}

export function placeOf(range: Range, source: Source): Name['place'] {
  return source.place(range);
}

/** Of the columns of a key: their names, without lengths and directions; an expression as its text. */
export function columnNames(tokens: readonly Token[], source: Source): readonly string[] {
  return splitAtCommas(tokens).map((part) => {
    const [first, second] = part;
    const isPlain = first !== undefined && isIdentifier(first) && (!isSymbol(second, '(') || isLength(part));
    if (!isPlain) return textOf(part, source);
    return first.kind === 'string' ? first.value.slice(1, -1) : first.value;
  });
}

/** MySQL's `name(10)` is a prefix of the column, not a call. */
function isLength([, , length, close]: readonly Token[]): boolean {
  return length?.kind === 'number' && isSymbol(close, ')');
}

export function textOf(tokens: readonly Token[], { statement }: Source): string {
  const [first] = tokens;
  const last = tokens.at(-1);
  if (!first || !last) return '';
  const [start] = statement.range;
  return statement.text.slice(first.range[0] - start, last.range[1] - start);
}

/** Moves on to the first of these words that stands in no parentheses, or to the end; the tokens up to there. */
export function takeUntil(reader: Reader, isEnd: (word: string) => boolean): readonly Token[] {
  const from = reader.at;
  while (!atEnd(reader) && !isEnd(wordAt(reader))) if (!takeGroup(reader)) reader.at += 1;
  return reader.tokens.slice(from, reader.at);
}
