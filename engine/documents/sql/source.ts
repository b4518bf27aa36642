import type { Range } from '../../model/region.ts';
import { tokenize, type Token } from './lexer.ts';
import type { ToOffset } from './offsets.ts';

/** SQL or PL/pgSQL that a string constant in a file says. */
export interface SqlSource {
  readonly text: string;
  /** By offsets in `text`. */
  readonly tokens: readonly Token[];
  /** The same tokens, index by index, by offsets in the file. */
  readonly placed: readonly Token[];
  /** From offsets in `text` to offsets in the file. */
  readonly at: ToOffset;
  /** What the file says there, escapes and all. */
  readonly slice: (range: Range) => string;
}

/** Tokens by their indexes, both inclusive. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

export function innerSource(text: string, at: ToOffset, slice: SqlSource['slice']): SqlSource {
  const tokens = tokenize(text);
  const placed = tokens.map((token): Token => ({ ...token, range: [at(token.range[0]), at(token.range[1])] }));
  return { text, tokens, placed, at, slice };
}

/** Of a span, in the file. */
export function rangeOf({ placed }: SqlSource, { first, last }: Span): Range {
  return [placed[first]?.range[0] ?? 0, placed[last]?.range[1] ?? 0];
}

/** Of a span, as the parser is to get it. */
export function textOf({ text, tokens }: SqlSource, { first, last }: Span): string {
  return text.slice(tokens[first]?.range[0] ?? 0, tokens[last]?.range[1] ?? 0);
}
