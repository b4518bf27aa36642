import { expressionIn } from './body-sql.ts';
import type { PlInto, PlTarget, SqlBody, SqlExpression } from './node.ts';
import { executedBody } from './sql-body.ts';
import {
  expectName,
  expectSymbol,
  isName,
  isSymbol,
  isWord,
  rangeFrom,
  someUntil,
  takeSymbol,
  takeWord,
  tokenAt,
  Unexpected,
  type PlReader,
} from './pl-reader.ts';
import type { Span } from './source.ts';

/** Expressions with commas between them, up to one of some words. */
export function expressionList(reader: PlReader, ...words: readonly string[]): readonly SqlExpression[] {
  const found: SqlExpression[] = [];
  do {
    const stops = (i: number): boolean => isSymbol(reader, i, ',') || isWord(reader, i, ...words);
    found.push(...expressionUntil(reader, stops));
  } while (takeSymbol(reader, ','));
  return found;
}

/** None if PostgreSQL refuses it, which is then a problem of the body. */
export function expressionUntil(reader: PlReader, stops?: (index: number) => boolean): readonly SqlExpression[] {
  return expressionOf(reader, someUntil(reader, stops));
}

export function expressionOf(reader: PlReader, span: Span): readonly SqlExpression[] {
  const expression = expressionIn(reader, span);
  return expression ? [expression] : [];
}

export function isAssignment(reader: PlReader, index: number): boolean {
  return isSymbol(reader, index, ':=') || isSymbol(reader, index, '=');
}

export function takeAssignment(reader: PlReader): void {
  if (!takeSymbol(reader, ':=') && !takeSymbol(reader, '=')) throw new Unexpected(reader, reader.next, '":="');
}

/** A variable or a field of one: `a`, `new.status`, `$1`. INTO knows no elements: what follows the name is SQL again. */
export function readName(reader: PlReader): PlTarget {
  const first = reader.next;
  let name = takeSymbol(reader, '$') ? `$${tokenAt(reader, reader.next++)?.value ?? ''}` : expectName(reader).value;
  while (isSymbol(reader, reader.next, '.') && isName(reader, reader.next + 1)) {
    reader.next++;
    name += `.${expectName(reader).value}`;
  }
  return { name, range: rangeFrom(reader, first) };
}

/** The same, or an element of it: `a[1].b`. */
export function readTarget(reader: PlReader): PlTarget {
  const target = readName(reader);
  const subscripts: SqlExpression[] = [];
  while (takeSymbol(reader, '[')) {
    do
      if (!isSymbol(reader, reader.next, ']'))
        subscripts.push(...expressionUntil(reader, (i) => isSymbol(reader, i, ':')));
    while (takeSymbol(reader, ':'));
    expectSymbol(reader, ']');
    if (isSymbol(reader, reader.next, '.') && isName(reader, reader.next + 1)) reader.next += 2;
  }
  return { ...target, ...(subscripts.length > 0 && { subscripts }) };
}

/** Behind INTO, and before IN of a loop. */
export function readInto(reader: PlReader): PlInto {
  const strict = takeWord(reader, 'strict') !== undefined;
  const targets = [readName(reader)];
  while (takeSymbol(reader, ',')) targets.push(readName(reader));
  return { strict, targets };
}

export interface Dynamic {
  readonly expressions: readonly SqlExpression[];
  readonly into?: PlInto;
  readonly body?: SqlBody;
}

/** What follows EXECUTE: a text, INTO and USING in any order. `end`: the word behind it, of a loop. */
export function readDynamic(reader: PlReader, end = ''): Dynamic {
  const ends = (i: number): boolean => isWord(reader, i, 'into', 'using', end);
  const text = someUntil(reader, ends);
  const body = executedBody(reader, text);
  const expressions = [...expressionOf(reader, text)];
  let into: PlInto | undefined;
  for (;;) {
    if (takeWord(reader, 'into')) into = readInto(reader);
    else if (takeWord(reader, 'using')) expressions.push(...expressionList(reader, 'into', end));
    else return { expressions, ...(into && { into }), ...(body && { body }) };
  }
}
