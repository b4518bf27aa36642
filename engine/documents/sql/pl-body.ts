import type { Range } from '../../model/region.ts';
import type { BodyStatement, PlVariable, SqlStatement } from './node.ts';
import type { ToOffset } from './offsets.ts';
import { isSymbol, plReader, takeSymbol, takeWord, tokenAt, Unexpected, type PlReader } from './pl-reader.ts';
import type { ReadBody } from './body-sql.ts';
import { readStatements } from './pl-statement.ts';
import { innerSource, type SqlSource } from './source.ts';

/** The body of a function or DO block: one block. What is no PL/pgSQL is one statement of kind `unparsed`. */
export function readPlBody(source: SqlSource, variables: readonly PlVariable[]): ReadBody {
  const reader = plReader(source, variables, readStatements);
  return read(reader, () => {
    skipOptions(reader);
    const statements = readStatements(reader);
    const [first] = statements;
    const isBlock = first?.type === 'pl-statement' && first.kind === 'block';
    if (!isBlock || statements.length > 1) throw new Unexpected(reader, 0, 'One block');
    return statements;
  });
}

/**
 * Statements of PL/pgSQL that stand alone, such as a pattern's; the last may lack its `;`. `at` maps offsets in the text to
 * offsets in the file around it, `slice` gives what that says there.
 */
export function plFragment(
  text: string,
  at: ToOffset = (offset) => offset,
  slice: SqlSource['slice'] = (range) => text.slice(...range),
  variables: readonly PlVariable[] = [],
): ReadBody {
  const reader = plReader(innerSource(text, at, slice), variables, readStatements);
  return read(reader, () => readStatements(reader));
}

function read(reader: PlReader, statements: () => readonly BodyStatement[]): ReadBody {
  const { source, problems, variables } = reader;
  const range: Range = [source.at(0), source.at(source.text.length)];
  const common = { type: 'body', language: 'plpgsql', range } as const;
  try {
    const found = statements();
    if (tokenAt(reader, reader.next)) throw new Unexpected(reader, reader.next, 'A statement');
    return { body: { ...common, statements: found, variables }, problems };
  } catch (error) {
    if (!(error instanceof Unexpected)) throw error;
    const message = `The PL/pgSQL body does not parse: ${error.message}.`;
    return { body: { ...common, statements: unread(source), variables }, problems: [{ message, range: error.range }] };
  }
}

function unread(source: SqlSource): readonly SqlStatement[] {
  const range: Range = [source.at(0), source.at(source.text.length)];
  const common = { type: 'statement', kind: 'unparsed', dialect: 'postgres' } as const;
  return [{ ...common, range, text: source.slice(range), tokens: source.placed, at: () => range[0] }];
}

/** `#variable_conflict use_column` */
function skipOptions(reader: PlReader): void {
  while (takeSymbol(reader, '#')) {
    takeWord(reader, 'option', 'variable_conflict', 'print_strict_params');
    if (!isSymbol(reader, reader.next, '#')) reader.next++;
  }
}
