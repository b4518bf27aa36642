import { statementIn } from './body-sql.ts';
import type { PlInto, PlTarget, SqlExpression, SqlStatement } from './node.ts';
import { readCondition } from './pl-block.ts';
import type { Draft } from './pl-branch.ts';
import { cursorArguments } from './pl-control.ts';
import {
  expressionList,
  expressionUntil,
  readDynamic,
  readInto,
  readName,
  readTarget,
  takeAssignment,
} from './pl-parts.ts';
import {
  expectName,
  expectWord,
  isSymbol,
  isWord,
  someUntil,
  spanUntil,
  takeName,
  takeSymbol,
  takeWord,
  tokenAt,
  Unexpected,
  type PlReader,
} from './pl-reader.ts';
import type { Span } from './source.ts';

export function readAssign(reader: PlReader): Draft {
  const target = readTarget(reader);
  takeAssignment(reader);
  return { kind: 'assign', into: { strict: false, targets: [target] }, expressions: expressionUntil(reader) };
}

/** EXIT and CONTINUE. */
export function readLeave(kind: 'exit' | 'continue'): (reader: PlReader) => Draft {
  return (reader) => {
    const target = isWord(reader, reader.next, 'when') ? undefined : takeName(reader)?.value;
    const [condition] = takeWord(reader, 'when') ? expressionUntil(reader) : [];
    return { kind, ...(target !== undefined && { target }), ...(condition && { condition }) };
  };
}

export function readReturn(reader: PlReader): Draft {
  if (takeWord(reader, 'query')) return { kind: 'return_query', ...readQuery(reader) };
  const kind = takeWord(reader, 'next') ? 'return_next' : 'return';
  const isEmpty = !tokenAt(reader, reader.next) || isSymbol(reader, reader.next, ';');
  return { kind, expressions: isEmpty ? [] : expressionUntil(reader) };
}

/** Of RETURN QUERY and OPEN … FOR: a query, or EXECUTE of a text. */
function readQuery(reader: PlReader): Omit<Draft, 'kind'> {
  if (takeWord(reader, 'execute')) return readDynamic(reader);
  return { query: statementIn(reader, someUntil(reader)) };
}

const LEVELS = ['debug', 'log', 'info', 'notice', 'warning', 'exception'];

export function readRaise(reader: PlReader): Draft {
  const level = takeWord(reader, ...LEVELS) ?? 'exception';
  const format = tokenAt(reader, reader.next)?.kind === 'string';
  const isEnd = isSymbol(reader, reader.next, ';') || isWord(reader, reader.next, 'using');
  const conditions = !format && !isEnd && tokenAt(reader, reader.next) ? [readCondition(reader)] : undefined;
  const expressions = format ? [...expressionList(reader, 'using')] : [];
  const names: string[] = [];
  if (takeWord(reader, 'using')) {
    do {
      names.push(expectName(reader).value);
      takeAssignment(reader);
      expressions.push(...expressionUntil(reader, (i) => isSymbol(reader, i, ',')));
    } while (takeSymbol(reader, ','));
  }
  return { kind: 'raise', level, expressions, ...(names.length > 0 && { names }), ...(conditions && { conditions }) };
}

export function readAssert(reader: PlReader): Draft {
  return { kind: 'assert', expressions: expressionList(reader) };
}

export function readPerform(reader: PlReader): Draft {
  return { kind: 'perform', query: statementIn(reader, someUntil(reader), { prefix: 'SELECT ' }) };
}

export function readExecute(reader: PlReader): Draft {
  return { kind: 'execute', ...readDynamic(reader) };
}

export function readDiagnostics(reader: PlReader): Draft {
  takeWord(reader, 'current', 'stacked');
  expectWord(reader, 'diagnostics');
  const targets: PlTarget[] = [];
  const names: string[] = [];
  do {
    targets.push(readTarget(reader));
    takeAssignment(reader);
    names.push(expectName(reader).value);
  } while (takeSymbol(reader, ','));
  return { kind: 'get_diagnostics', into: { strict: false, targets }, names };
}

export function readOpen(reader: PlReader): Draft {
  const cursor = readName(reader);
  takeWord(reader, 'no');
  takeWord(reader, 'scroll');
  const what = takeWord(reader, 'for') ? readQuery(reader) : { expressions: cursorArguments(reader) };
  return { kind: 'open', cursor, ...what };
}

/** FETCH and MOVE: a direction, a cursor, and where the row goes. */
export function readFetch(reader: PlReader): Draft {
  const count: SqlExpression[] = [];
  const isFrom = (i: number): boolean => isWord(reader, i, 'from', 'in');
  if (!isCursorNext(reader)) {
    const isNamed = takeWord(
      reader,
      'next',
      'prior',
      'first',
      'last',
      'all',
      'forward',
      'backward',
      'absolute',
      'relative',
    );
    if (isNamed === 'forward' || isNamed === 'backward') takeWord(reader, 'all');
    if (!isFrom(reader.next) && !isCursorNext(reader)) count.push(...expressionUntil(reader, isFrom));
    takeWord(reader, 'from', 'in');
  }
  const cursor = readName(reader);
  const into = takeWord(reader, 'into') ? readInto(reader) : undefined;
  return { kind: 'fetch', cursor, expressions: count, ...(into && { into }) };
}

function isCursorNext(reader: PlReader): boolean {
  const after = reader.next + 1;
  const isName = !isWord(reader, reader.next, 'from', 'in') && tokenAt(reader, reader.next)?.kind !== 'number';
  return isName && (!tokenAt(reader, after) || isSymbol(reader, after, ';') || isWord(reader, after, 'into'));
}

export function readClose(reader: PlReader): Draft {
  return { kind: 'close', cursor: readName(reader) };
}

/** Those of one word, with what may follow it (`AND CHAIN`). */
export function readWord(kind: 'null' | 'commit' | 'rollback'): (reader: PlReader) => Draft {
  return (reader) => {
    spanUntil(reader);
    return { kind };
  };
}

/** Any other statement is SQL: up to its `;`, its INTO taken out of it. */
export function readSqlStatement(reader: PlReader): SqlStatement {
  const first = reader.next;
  let found: { readonly without: Span; readonly into: PlInto } | undefined;
  let blocks = 0;
  let parentheses = 0;
  const isFunction = isWord(reader, first, 'create');
  for (let token = tokenAt(reader, first); token; token = tokenAt(reader, reader.next)) {
    if (isSymbol(reader, reader.next, '(')) parentheses++;
    else if (isSymbol(reader, reader.next, ')')) parentheses--;
    // of CREATE RULE … DO (a; b) it is one
    if (blocks === 0 && parentheses <= 0 && isSymbol(reader, reader.next, ';')) break;
    if (isFunction) blocks += blockStep(reader, blocks);
    if (!isInto(reader, first)) reader.next++;
    else if (found) throw new Unexpected(reader, reader.next, 'One INTO');
    else found = readOut(reader);
  }
  if (reader.next === first) throw new Unexpected(reader, first, 'A statement');
  return statementIn(reader, { first, last: reader.next - 1 }, found);
}

/** `BEGIN ATOMIC … END` of a function that is created. */
function blockStep(reader: PlReader, blocks: number): number {
  if (isWord(reader, reader.next, 'begin')) return 1;
  if (blocks === 0) return 0;
  if (isWord(reader, reader.next, 'case')) return 1;
  return isWord(reader, reader.next, 'end') ? -1 : 0;
}

function isInto(reader: PlReader, first: number): boolean {
  const { next } = reader;
  if (!isWord(reader, next, 'into') || next === first) return false;
  return !isWord(reader, next - 1, 'insert', 'merge') && !isWord(reader, first, 'import');
}

function readOut(reader: PlReader): { readonly without: Span; readonly into: PlInto } {
  const first = reader.next++;
  const into = readInto(reader);
  return { into, without: { first, last: reader.next - 1 } };
}
