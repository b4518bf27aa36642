import type { PrismaArgument, PrismaAttribute, PrismaValue } from '../../model/prisma.ts';
import type { Range } from '../../model/region.ts';
import { isAt, peek, rangeFrom, skipLineBreaks, take, takeName, type Cursor } from './cursor.ts';
import type { PrismaToken } from './lexer.ts';

/** Far deeper than any schema; the parser recurses. */
const deepest = 64;

/** Undefined: what stands there is no value. */
export function readValue(cursor: Cursor, depth = 0): PrismaValue | undefined {
  const token = peek(cursor);
  if (!token || depth > deepest) return undefined;
  if (token.kind === 'name') return readNamed(cursor, depth);
  if (take(cursor, '[')) return readList(cursor, depth);
  if (token.kind !== 'string' && token.kind !== 'number') return undefined;
  cursor.at++;
  return token.kind === 'string'
    ? { kind: 'string', value: unquoted(token.text) }
    : { kind: 'number', text: token.text };
}

function readNamed(cursor: Cursor, depth: number): PrismaValue | undefined {
  const name = readDotted(cursor);
  if (name === undefined) return undefined;
  if (!isAt(cursor, '(')) return { kind: 'name', name };
  const args = readArguments(cursor, depth + 1);
  return args && { kind: 'call', name, arguments: args };
}

function readDotted(cursor: Cursor): string | undefined {
  const parts: string[] = [];
  do {
    const part = takeName(cursor);
    if (!part) return undefined;
    parts.push(part.text);
  } while (take(cursor, '.'));
  return parts.join('.');
}

function readList(cursor: Cursor, depth: number): PrismaValue | undefined {
  const items = readSeparated(cursor, ']', () => readValue(cursor, depth + 1));
  return items && { kind: 'list', items };
}

/** `(a, map: "b")`; breaks of lines inside do not count. */
export function readArguments(cursor: Cursor, depth = 0): readonly PrismaArgument[] | undefined {
  if (!take(cursor, '(')) return [];
  return readSeparated(cursor, ')', () => readArgument(cursor, depth));
}

function readArgument(cursor: Cursor, depth: number): PrismaArgument | undefined {
  const [first, second] = cursor.tokens.slice(cursor.at, cursor.at + 2);
  const isNamed = first?.kind === 'name' && second?.text === ':';
  if (isNamed) cursor.at += 2;
  skipLineBreaks(cursor);
  const value = readValue(cursor, depth);
  return value && { ...(isNamed && { name: first.text }), value };
}

function readSeparated<T>(cursor: Cursor, end: string, read: () => T | undefined): readonly T[] | undefined {
  const all: T[] = [];
  for (;;) {
    skipLineBreaks(cursor);
    if (take(cursor, end)) return all;
    const one = read();
    if (one === undefined) return undefined;
    all.push(one);
    skipLineBreaks(cursor);
    if (!take(cursor, ',') && !isAt(cursor, end)) return undefined;
  }
}

/** What follows an `@` or `@@` that has been taken. */
export function readAttribute(cursor: Cursor, sign: PrismaToken): PrismaAttribute<Range> | undefined {
  const name = readDotted(cursor);
  const args = name === undefined ? undefined : readArguments(cursor);
  return args && { name: name!, at: rangeFrom(cursor, sign), arguments: args };
}

/** The escapes are those of JSON. */
export function unquoted(string: string): string {
  try {
    return JSON.parse(string) as string;
  } catch {
    return string.slice(1, -1);
  }
}
