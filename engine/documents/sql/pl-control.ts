import { expressionIn, rowIn, statementIn } from './body-sql.ts';
import type { PlBranch, SqlExpression } from './node.ts';
import { readBranch, type Draft } from './pl-branch.ts';
import { expressionUntil, readDynamic, readInto } from './pl-parts.ts';
import {
  expectWord,
  expectSymbol,
  isSymbol,
  isWord,
  someUntil,
  spanUntil,
  takeName,
  takeSymbol,
  takeWord,
  tokenAt,
  type PlReader,
} from './pl-reader.ts';

export function readIf(reader: PlReader): Draft {
  const branches = [readGuarded(reader, 'then', 'then', reader.next)];
  for (let first = reader.next; takeWord(reader, 'elsif', 'elseif'); first = reader.next) {
    branches.push(readGuarded(reader, 'elsif', 'then', first));
  }
  branches.push(...readElse(reader));
  endOf(reader, 'if');
  return { kind: 'if', branches };
}

/** A condition, the word behind it, statements. */
function readGuarded(reader: PlReader, role: PlBranch['role'], word: string, first: number): PlBranch {
  const [condition] = expressionUntil(reader, (i) => isWord(reader, i, word));
  expectWord(reader, word);
  return readBranch(reader, role, first, { ...(condition && { condition }) });
}

function readElse(reader: PlReader): readonly PlBranch[] {
  const first = reader.next;
  return takeWord(reader, 'else') ? [readBranch(reader, 'else', first)] : [];
}

function endOf(reader: PlReader, word: string): void {
  expectWord(reader, 'end');
  expectWord(reader, word);
}

export function readCase(reader: PlReader): Draft {
  const value = spanUntil(reader, (i) => isWord(reader, i, 'when'));
  const expression = value && expressionIn(reader, value);
  const branches: PlBranch[] = [];
  for (let first = reader.next; takeWord(reader, 'when'); first = reader.next) {
    const condition = readWhen(reader);
    expectWord(reader, 'then');
    branches.push(readBranch(reader, 'when', first, { ...(condition && { condition }) }));
  }
  branches.push(...readElse(reader));
  endOf(reader, 'case');
  return { kind: 'case', branches, ...(expression && { expressions: [expression] }) };
}

function readWhen(reader: PlReader): SqlExpression | undefined {
  const isThen = (i: number): boolean => isWord(reader, i, 'then');
  const { first } = someUntil(reader, (i) => isThen(i) || isSymbol(reader, i, ','));
  const isList = isSymbol(reader, reader.next, ',');
  if (isList) someUntil(reader, isThen);
  const span = { first, last: reader.next - 1 };
  return isList ? rowIn(reader, span) : expressionIn(reader, span);
}

export function readLoop(reader: PlReader): Draft {
  reader.next--;
  return { kind: 'loop', branches: [readLoopBody(reader)] };
}

/** From LOOP, or from the condition before it. */
function readLoopBody(reader: PlReader, first = reader.next, condition?: SqlExpression): PlBranch {
  expectWord(reader, 'loop');
  const branch = readBranch(reader, 'body', first, { ...(condition && { condition }) });
  endOf(reader, 'loop');
  takeName(reader);
  return branch;
}

export function readWhile(reader: PlReader): Draft {
  const first = reader.next;
  const [condition] = expressionUntil(reader, (i) => isWord(reader, i, 'loop'));
  return { kind: 'while', branches: [readLoopBody(reader, first, condition)] };
}

export function readForeach(reader: PlReader): Draft {
  const into = readInto(reader);
  if (takeWord(reader, 'slice')) reader.next++;
  expectWord(reader, 'in');
  expectWord(reader, 'array');
  const expressions = expressionUntil(reader, (i) => isWord(reader, i, 'loop'));
  return { kind: 'foreach', into, expressions, branches: [readLoopBody(reader)] };
}

export function readFor(reader: PlReader): Draft {
  const into = readInto(reader);
  expectWord(reader, 'in');
  const over = readSource(reader);
  return { kind: 'for', into, ...over, branches: [readLoopBody(reader)] };
}

/** What FOR loops over. */
function readSource(reader: PlReader): Omit<Draft, 'kind'> {
  const isLoop = (i: number): boolean => isWord(reader, i, 'loop');
  if (takeWord(reader, 'execute')) return { over: 'execute', ...readDynamic(reader, 'loop') };
  if (isCursor(reader)) {
    takeName(reader);
    return { over: 'cursor', expressions: cursorArguments(reader) };
  }
  const isReverse = isWord(reader, reader.next, 'reverse');
  const span = someUntil(reader, (i) => isLoop(i) || isSymbol(reader, i, '..'));
  if (!isSymbol(reader, reader.next, '..')) return { over: 'query', query: statementIn(reader, span) };
  reader.next = span.first + (isReverse ? 1 : 0);
  const lower = expressionUntil(reader, (i) => isSymbol(reader, i, '..'));
  expectSymbol(reader, '..');
  const upper = expressionUntil(reader, (i) => isWord(reader, i, 'loop', 'by'));
  const step = takeWord(reader, 'by') ? expressionUntil(reader, isLoop) : [];
  return { over: 'range', expressions: [...lower, ...upper, ...step] };
}

function isCursor(reader: PlReader): boolean {
  const name = tokenAt(reader, reader.next)?.value ?? '';
  const follows = reader.next + 1;
  return reader.cursors.has(name) && (isSymbol(reader, follows, '(') || isWord(reader, follows, 'loop'));
}

/** `(3, key := 4)`: the values. */
export function cursorArguments(reader: PlReader): readonly SqlExpression[] {
  if (!takeSymbol(reader, '(')) return [];
  if (takeSymbol(reader, ')')) return [];
  const found: SqlExpression[] = [];
  do {
    const after = reader.next + 1;
    if (isSymbol(reader, after, ':=') || isSymbol(reader, after, '=>')) reader.next += 3;
    found.push(...expressionUntil(reader, (i) => isSymbol(reader, i, ',')));
  } while (takeSymbol(reader, ','));
  expectSymbol(reader, ')');
  return found;
}
