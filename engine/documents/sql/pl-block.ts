import { expressionIn, statementIn } from './body-sql.ts';
import type { PlBranch, PlVariable } from './node.ts';
import { readBranch, type Draft } from './pl-branch.ts';
import { expressionUntil, isAssignment, readName } from './pl-parts.ts';
import {
  expectName,
  expectSymbol,
  expectWord,
  isSymbol,
  isWord,
  rangeFrom,
  someUntil,
  takeName,
  takeSymbol,
  takeWord,
  tokenAt,
  Unexpected,
  type PlReader,
} from './pl-reader.ts';
import { textOf } from './source.ts';
import { printedType } from './type-text.ts';

/** From DECLARE or BEGIN, which is taken already, to END. */
export function readBlock(reader: PlReader): Draft {
  reader.next--;
  const variables = isWord(reader, reader.next, 'declare') ? readDeclarations(reader) : [];
  const first = reader.next;
  expectWord(reader, 'begin');
  const branches = [readBranch(reader, 'body', first)];
  if (takeWord(reader, 'exception')) branches.push(...readHandlers(reader));
  expectWord(reader, 'end');
  takeName(reader);
  return { kind: 'block', variables, branches };
}

function readHandlers(reader: PlReader): readonly PlBranch[] {
  const branches: PlBranch[] = [];
  for (let first = reader.next; takeWord(reader, 'when'); first = reader.next) {
    const conditions = [readCondition(reader)];
    while (takeWord(reader, 'or')) conditions.push(readCondition(reader));
    expectWord(reader, 'then');
    branches.push(readBranch(reader, 'handler', first, { conditions }));
  }
  return branches;
}

/** The name of an error: `others`, `unique_violation`, `sqlstate 22012`. */
export function readCondition(reader: PlReader): string {
  const name = expectName(reader).value;
  if (name !== 'sqlstate') return name;
  const code = tokenAt(reader, reader.next++)?.value ?? '';
  return `sqlstate ${code.replaceAll("'", '')}`;
}

function readDeclarations(reader: PlReader): readonly PlVariable[] {
  const before = reader.variables.length;
  while (!isWord(reader, reader.next, 'begin')) {
    // DECLARE may be said again
    if (takeWord(reader, 'declare')) continue;
    const first = reader.next;
    const { value: name } = expectName(reader);
    const range = rangeFrom(reader, first);
    reader.variables.push({ name, isArgument: false, notNull: false, range, ...readDeclared(reader, name) });
    expectSymbol(reader, ';');
  }
  return reader.variables.slice(before);
}

type Declared = Pick<PlVariable, 'type'> & Partial<PlVariable>;

function readDeclared(reader: PlReader, name: string): Declared {
  if (isWord(reader, reader.next, 'alias') && isWord(reader, reader.next + 1, 'for')) return readAlias(reader);
  const isCursor = isWord(reader, reader.next, 'cursor') || isWord(reader, reader.next, 'scroll', 'no');
  if (isCursor) return readCursor(reader, name);
  takeWord(reader, 'constant');
  const ends = (i: number): boolean => isWord(reader, i, 'collate', 'not', 'default') || isAssignment(reader, i);
  const type = printedType(textOf(reader.source, someUntil(reader, ends)));
  if (takeWord(reader, 'collate')) readName(reader);
  const notNull = takeWord(reader, 'not') !== undefined;
  if (notNull) expectWord(reader, 'null');
  const isGiven = takeWord(reader, 'default') ?? (takeSymbol(reader, ':=') || takeSymbol(reader, '='));
  const [initial] = isGiven ? expressionUntil(reader) : [];
  return { type, notNull, ...(initial && { initial }) };
}

/** Another name for a variable: it holds what that holds. */
function readAlias(reader: PlReader): Declared {
  reader.next += 2;
  const first = reader.next;
  const { name } = readName(reader);
  const initial = expressionIn(reader, { first, last: reader.next - 1 });
  const position = /^\$(\d+)$/.exec(name)?.[1];
  const isNamed = (other: PlVariable): boolean => other.name === name;
  const meant = reader.variables.find(isNamed) ?? reader.variables[Number(position ?? 0) - 1];
  return { type: meant?.type ?? 'record', ...(initial && { initial }), ...(meant && { alias: meant.name }) };
}

function readCursor(reader: PlReader, name: string): Declared {
  takeWord(reader, 'no');
  takeWord(reader, 'scroll');
  expectWord(reader, 'cursor');
  if (takeSymbol(reader, '(')) readParameters(reader);
  if (!takeWord(reader, 'for', 'is')) throw new Unexpected(reader, reader.next, 'FOR');
  reader.cursors.add(name);
  return { type: 'refcursor', query: statementIn(reader, someUntil(reader)) };
}

function readParameters(reader: PlReader): void {
  do {
    const first = reader.next;
    const { value: name } = expectName(reader);
    const range = rangeFrom(reader, first);
    const type = printedType(
      textOf(
        reader.source,
        someUntil(reader, (i) => isSymbol(reader, i, ',')),
      ),
    );
    reader.variables.push({ name, isArgument: false, type, notNull: false, range });
  } while (takeSymbol(reader, ','));
  expectSymbol(reader, ')');
}
