import type { TreeNode } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import { tokenIndex, tokenize, type Token } from './lexer.ts';

/** SQL as code puts it together: what is written, and what only a run knows. In the order of the text. */
export type Piece = WrittenPiece | Hole;

/** Text, with the place in the file of each of its UTF-16 units: an escape is one unit and several characters of the file. */
export interface WrittenPiece {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

export interface Hole {
  readonly range: Range;
  /** The expression that fills it; unknown for a parameter (`?`, `:id`) whose value stands elsewhere. */
  readonly node?: TreeNode;
  /** What fills it becomes text of the SQL, and is parsed as such; not what is bound as a parameter. */
  readonly spliced: boolean;
}

/** Pieces as one text that a parser takes, and the way back. */
export interface Assembled {
  readonly text: string;
  /** Of each unit of the text the offset in the file where it starts, and where it ends. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Of each hole, in order, where in the text it is filled, and its range in the file. */
  readonly spans: readonly Span[];
}

export interface Span {
  readonly at: Range;
  readonly range: Range;
}

export function isHole(piece: Piece): piece is Hole {
  return !('text' in piece);
}

/** `around`: text that is not in the file, so that a fragment parses; it has the place of the first and last unit. */
export function assemble(
  pieces: readonly Piece[],
  fillings: readonly string[],
  around: readonly [string, string] = ['', ''],
): Assembled {
  const texts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const spans: Span[] = [];
  const add = (text: string, [start, end]: Range): void => {
    texts.push(text);
    for (let i = 0; i < text.length; i++) {
      starts.push(start);
      ends.push(end);
    }
  };
  const [start, end] = extent(pieces);
  add(around[0], [start, start]);
  for (const piece of pieces) {
    if (isHole(piece)) {
      const filling = fillings[spans.length] ?? '';
      spans.push({ at: [starts.length, starts.length + filling.length], range: piece.range });
      add(filling, piece.range);
    } else {
      texts.push(piece.text);
      for (const offset of piece.starts) starts.push(offset);
      for (const offset of piece.ends) ends.push(offset);
    }
  }
  add(around[1], [end, end]);
  return { text: texts.join(''), starts, ends, spans };
}

/** From the first to the last of what has a place. */
export function extent(pieces: readonly Piece[]): Range {
  const places = pieces.flatMap((piece): readonly Range[] => {
    if (isHole(piece)) return [piece.range];
    const [first, last] = [piece.starts[0], piece.ends.at(-1)];
    return first === undefined || last === undefined ? [] : [[first, last]];
  });
  return [places[0]?.[0] ?? 0, places.at(-1)?.[1] ?? 0];
}

/** A token with the place it has in the assembled text beside that in the file. */
export interface PlacedToken {
  readonly token: Token;
  readonly at: Range;
}

/** The tokens of what stands in the file; whatever fills a hole is one of them. */
export function placedTokens(
  { text, starts, ends, spans }: Assembled,
  around: readonly [string, string],
): readonly PlacedToken[] {
  const tokens = tokenize(text);
  const end = text.length - around[1].length;
  const written = tokens
    .filter(({ range: [from, to] }) => from >= around[0].length && to <= end)
    .filter(({ range: [from, to] }) => !spans.some(({ at }) => at[0] <= from && to <= at[1]))
    .map((token): PlacedToken => {
      const [from, to] = token.range;
      return { token: { ...token, range: [starts[from]!, ends[to - 1]!] }, at: token.range };
    });
  const filled = spans
    .filter(({ at }) => !isWithinToken(at, tokens))
    .map(({ at, range }): PlacedToken => {
      const kind = tokenAround(at, tokens)?.kind === 'word' ? 'word' : 'symbol';
      return { token: { kind, range, value: text.slice(...at) }, at };
    });
  return withNumbers([...written, ...filled].sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1]));
}

/** `$1` is one token. */
function withNumbers(tokens: readonly PlacedToken[]): readonly PlacedToken[] {
  const merged: PlacedToken[] = [];
  for (const next of tokens) {
    const last = merged.at(-1);
    const isNumber = last?.token.value === '$' && last.at[1] === next.at[0] && /^\d/.test(next.token.value);
    if (isNumber) merged[merged.length - 1] = { token: both(last.token, next.token), at: [last.at[0], next.at[1]] };
    else merged.push(next);
  }
  return merged;
}

function both(first: Token, second: Token): Token {
  return { kind: 'symbol', range: [first.range[0], second.range[1]], value: first.value + second.value };
}

/** Inside a string or a quoted name, or part of a longer name. */
export function isWithinToken(span: Range, tokens: readonly Token[]): boolean {
  const token = tokenAround(span, tokens);
  return token !== undefined && (token.range[0] < span[0] || token.range[1] > span[1]);
}

export function tokenAround([start, end]: Range, tokens: readonly Token[]): Token | undefined {
  const token = tokens[tokenIndex(tokens, start + 1) - 1];
  return token && start < end && token.range[0] <= start && end <= token.range[1] ? token : undefined;
}
