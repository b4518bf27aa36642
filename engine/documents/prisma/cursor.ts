import type { Range } from '../../model/region.ts';
import type { PrismaToken } from './lexer.ts';

/** A way through tokens. What is not there is undefined; nothing throws. */
export interface Cursor {
  readonly tokens: readonly PrismaToken[];
  at: number;
}

export function peek({ tokens, at }: Cursor): PrismaToken | undefined {
  return tokens[at];
}

export function isAt(cursor: Cursor, text: string): boolean {
  const token = peek(cursor);
  return token?.kind === 'punctuation' && token.text === text;
}

/** Takes the punctuation if it stands there. */
export function take(cursor: Cursor, text: string): PrismaToken | undefined {
  return isAt(cursor, text) ? cursor.tokens[cursor.at++] : undefined;
}

export function takeName(cursor: Cursor): PrismaToken | undefined {
  return peek(cursor)?.kind === 'name' ? cursor.tokens[cursor.at++] : undefined;
}

export function skipLineBreaks(cursor: Cursor): void {
  while (peek(cursor)?.kind === 'line-break') cursor.at++;
}

export function peekBeyondBreaks(cursor: Cursor): PrismaToken | undefined {
  skipLineBreaks(cursor);
  return peek(cursor);
}

/** From a token to the last one that was taken. */
export function rangeFrom({ tokens, at }: Cursor, first: PrismaToken): Range {
  return [first.range[0], tokens[at - 1]?.range[1] ?? first.range[1]];
}
