import type { PrismaAttribute, PrismaBlock, PrismaBlockKind, PrismaField, PrismaProperty } from '../../model/prisma.ts';
import type { Range } from '../../model/region.ts';
import type { SyntaxProblem } from '../language.ts';
import { isAt, peek, peekBeyondBreaks, rangeFrom, take, takeName, type Cursor } from './cursor.ts';
import { prismaTokens, type PrismaToken } from './lexer.ts';
import { readAttribute, readValue, unquoted } from './values.ts';

const KINDS: readonly string[] = [
  'model',
  'view',
  'enum',
  'type',
  'datasource',
  'generator',
] satisfies PrismaBlockKind[];

export interface PrismaBlocks {
  readonly blocks: readonly PrismaBlock<Range>[];
  readonly problems: readonly SyntaxProblem[];
}

/** The blocks of a Prisma schema. A line that is none of its syntax is a problem, and the others are read all the same. */
export function readBlocks(text: string): PrismaBlocks {
  const cursor: Cursor = { tokens: prismaTokens(text), at: 0 };
  const blocks: PrismaBlock<Range>[] = [];
  const problems: SyntaxProblem[] = [];
  while (peekBeyondBreaks(cursor)) {
    const block = readBlock(cursor, problems);
    if (block) blocks.push(block);
  }
  return { blocks, problems };
}

interface Content {
  readonly fields: PrismaField<Range>[];
  readonly properties: PrismaProperty<Range>[];
  readonly attributes: PrismaAttribute<Range>[];
}

function readBlock(cursor: Cursor, problems: SyntaxProblem[]): PrismaBlock<Range> | undefined {
  const start = cursor.at;
  const kind = takeName(cursor);
  const name = takeName(cursor);
  if (!kind || !name || !KINDS.includes(kind.text) || !take(cursor, '{')) {
    cursor.at = start;
    skipLine(cursor, problems, 'The line begins no block of a Prisma schema.');
    return undefined;
  }
  const content: Content = { fields: [], properties: [], attributes: [] };
  while (peekBeyondBreaks(cursor) && !isAt(cursor, '}'))
    readLine(cursor, kind.text as PrismaBlockKind, content, problems);
  const isClosed = take(cursor, '}');
  if (!isClosed) problems.push({ message: `The block of '${name.text}' is not closed.`, range: name.range });
  return { kind: kind.text as PrismaBlockKind, name: name.text, at: name.range, ...content };
}

function readLine(cursor: Cursor, kind: PrismaBlockKind, content: Content, problems: SyntaxProblem[]): void {
  const start = cursor.at;
  const line: Content = { fields: [], properties: [], attributes: [] };
  if (readMember(cursor, kind, line) && isLineEnd(cursor)) {
    content.fields.push(...line.fields);
    content.properties.push(...line.properties);
    content.attributes.push(...line.attributes);
    return;
  }
  cursor.at = start;
  skipLine(cursor, problems, 'This is not valid in a Prisma schema.');
}

/** Whether something was read; a rest of the line may be left. */
function readMember(cursor: Cursor, kind: PrismaBlockKind, content: Content): boolean {
  const sign = take(cursor, '@@');
  if (sign) return push(content.attributes, readAttribute(cursor, sign));
  const name = takeName(cursor);
  if (!name) return false;
  if (kind === 'datasource' || kind === 'generator') return push(content.properties, readProperty(cursor, name));
  const first = peek(cursor);
  const type = kind === 'enum' ? { type: '', arity: 'required' as const } : readType(cursor);
  if (!type) return false;
  const attributes: PrismaAttribute<Range>[] = [];
  for (let at = take(cursor, '@'); at; at = take(cursor, '@')) {
    if (!push(attributes, readAttribute(cursor, at))) break;
  }
  const rest = first && cursor.tokens[cursor.at - 1] !== name ? rangeFrom(cursor, first) : undefined;
  const restAt = rest ?? [name.range[1], name.range[1]];
  return push(content.fields, { name: name.text, at: name.range, ...type, restAt, attributes });
}

function readProperty(cursor: Cursor, name: PrismaToken): PrismaProperty<Range> | undefined {
  if (!take(cursor, '=')) return undefined;
  const first = peek(cursor);
  const value = readValue(cursor);
  return value && { name: name.text, at: name.range, value, valueAt: rangeFrom(cursor, first!) };
}

function readType(cursor: Cursor): Pick<PrismaField<Range>, 'type' | 'arity' | 'unsupported'> | undefined {
  const type = takeName(cursor);
  if (!type) return undefined;
  const unsupported = type.text === 'Unsupported' && take(cursor, '(') ? peek(cursor) : undefined;
  if (unsupported) {
    cursor.at++;
    if (unsupported.kind !== 'string' || !take(cursor, ')')) return undefined;
  }
  const arity = take(cursor, '?') ? 'optional' : take(cursor, '[') ? 'list' : 'required';
  if (arity === 'list' && !take(cursor, ']')) return undefined;
  return { type: type.text, arity, ...(unsupported && { unsupported: unquoted(unsupported.text) }) };
}

function push<T>(list: T[], item: T | undefined): boolean {
  if (item !== undefined) list.push(item);
  return item !== undefined;
}

/** The end of the block may stand on the same line. */
function isLineEnd(cursor: Cursor): boolean {
  const token = peek(cursor);
  return !token || token.kind === 'line-break' || isAt(cursor, '}');
}

/** At least one token, so that reading always goes on. */
function skipLine(cursor: Cursor, problems: SyntaxProblem[], message: string): void {
  const first = peek(cursor);
  if (!first) return;
  do cursor.at++;
  while (peek(cursor) && peek(cursor)?.kind !== 'line-break');
  problems.push({ message, range: rangeFrom(cursor, first) });
}
