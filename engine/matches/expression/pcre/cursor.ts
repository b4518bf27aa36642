import { UntranslatableError, type NamedGroup } from './ast.ts';

/** What inline flags switch; each group has its own. */
export interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly x: boolean;
  /** `xx`: blanks within classes are layout as well. */
  readonly xx: boolean;
  /** Plain parentheses do not capture. */
  readonly n: boolean;
  /** Quantifiers are lazy unless followed by `?`. */
  readonly U: boolean;
}

/** Where the reader stands in the text, and what it has seen on the way. */
export interface Cursor {
  readonly text: string;
  readonly groups: NamedGroup[];
  /** The numbers of the groups that are not closed yet. */
  readonly open: Set<number>;
  at: number;
  flags: Flags;
  isQuoted: boolean;
}

/** Reads a sticky expression at the cursor and moves behind it. */
export function take(cursor: Cursor, token: RegExp): RegExpExecArray | null {
  token.lastIndex = cursor.at;
  const found = token.exec(cursor.text);
  if (found) cursor.at += found[0].length;
  return found;
}

export function peek({ text, at }: Cursor, expected: string): boolean {
  return text.startsWith(expected, at);
}

export function refuse(message: string, offset: number): never {
  throw new UntranslatableError(message, offset);
}

/** Reads one code point. */
export function takeCharacter(cursor: Cursor): string {
  const code = cursor.text.codePointAt(cursor.at);
  if (code === undefined) refuse('The expression ends too early.', cursor.at);
  const character = String.fromCodePoint(code);
  cursor.at += character.length;
  return character;
}
