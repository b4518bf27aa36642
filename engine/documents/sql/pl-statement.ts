import type { BodyStatement } from './node.ts';
import { readBlock } from './pl-block.ts';
import type { Draft } from './pl-branch.ts';
import { readCase, readFor, readForeach, readIf, readLoop, readWhile } from './pl-control.ts';
import { isAssignment } from './pl-parts.ts';
import {
  expectSymbol,
  isName,
  isSymbol,
  isWord,
  rangeFrom,
  takeName,
  takeSymbol,
  tokenAt,
  Unexpected,
  type PlReader,
} from './pl-reader.ts';
import {
  readAssert,
  readAssign,
  readClose,
  readDiagnostics,
  readExecute,
  readFetch,
  readLeave,
  readOpen,
  readPerform,
  readRaise,
  readReturn,
  readSqlStatement,
  readWord,
} from './pl-simple.ts';

/** By the word that a statement begins with; what begins with another is SQL. */
const READERS: ReadonlyMap<string, (reader: PlReader) => Draft> = new Map([
  ['declare', readBlock],
  ['begin', readBlock],
  ['if', readIf],
  ['case', readCase],
  ['loop', readLoop],
  ['while', readWhile],
  ['for', readFor],
  ['foreach', readForeach],
  ['exit', readLeave('exit')],
  ['continue', readLeave('continue')],
  ['return', readReturn],
  ['raise', readRaise],
  ['assert', readAssert],
  ['perform', readPerform],
  ['execute', readExecute],
  ['get', readDiagnostics],
  ['open', readOpen],
  ['fetch', readFetch],
  ['move', readFetch],
  ['close', readClose],
  ['commit', readWord('commit')],
  ['rollback', readWord('rollback')],
  ['null', readWord('null')],
]);

/** Deeper than people nest, and shallow enough for the stack. */
const deepest = 400;

/** Statements up to END, ELSE and the like, or to the end of the text. */
export function readStatements(reader: PlReader): readonly BodyStatement[] {
  const found: BodyStatement[] = [];
  if (++reader.depth > deepest) throw new Unexpected(reader, reader.next, `A nesting of at most ${deepest} blocks`);
  while (!isListEnd(reader)) {
    if (takeSymbol(reader, ';')) continue;
    found.push(readStatement(reader));
    if (tokenAt(reader, reader.next)) expectSymbol(reader, ';');
  }
  reader.depth--;
  return found;
}

function isListEnd(reader: PlReader): boolean {
  const { next } = reader;
  if (!tokenAt(reader, next) || isWord(reader, next, 'end', 'else', 'when')) return true;
  return isWord(reader, next, 'elsif', 'elseif', 'exception') && !isAssigned(reader);
}

function readStatement(reader: PlReader): BodyStatement {
  const first = reader.next;
  const label = readLabel(reader);
  const read = isAssigned(reader) ? readAssign : wordReader(reader);
  if (!read) return readSqlStatement(reader);
  const draft = read(reader);
  const range = rangeFrom(reader, first);
  const text = reader.source.slice(range);
  const common = { type: 'pl-statement', range, text, branches: [], expressions: [] } as const;
  return { ...common, ...draft, ...(label !== undefined && { label }) };
}

/** With the word taken. */
function wordReader(reader: PlReader): ((reader: PlReader) => Draft) | undefined {
  const token = tokenAt(reader, reader.next);
  const read = token?.kind === 'word' ? READERS.get(token.value) : undefined;
  if (read) reader.next++;
  return read;
}

/** Words such as `open` are names where something is assigned to them. */
function isAssigned(reader: PlReader): boolean {
  let at = reader.next;
  if (isSymbol(reader, at, '$')) at++;
  else if (!isName(reader, at)) return false;
  for (at++; !isAssignment(reader, at);) {
    if (isSymbol(reader, at, '.') && isName(reader, at + 1)) at += 2;
    else if (isSymbol(reader, at, '[')) at = behindBrackets(reader, at);
    else return false;
  }
  return true;
}

function behindBrackets(reader: PlReader, open: number): number {
  let depth = 0;
  for (let at = open; tokenAt(reader, at); at++) {
    if (isSymbol(reader, at, '[')) depth++;
    else if (isSymbol(reader, at, ']') && --depth === 0) return at + 1;
  }
  return reader.source.tokens.length;
}

function readLabel(reader: PlReader): string | undefined {
  if (!takeSymbol(reader, '<<')) return undefined;
  const label = takeName(reader)?.value;
  expectSymbol(reader, '>>');
  return label;
}
