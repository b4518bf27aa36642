import { statementIn, type ReadBody, type Reading } from './body-sql.ts';
import { tokenIndex } from './lexer.ts';
import type { PlVariable, SqlBody } from './node.ts';
import { innerSource, type Span, type SqlSource } from './source.ts';
import { splitStatements } from './splitter.ts';
import { stringContent } from './string-content.ts';

/** A body of SQL: what PostgreSQL refuses of it costs nothing but itself. */
export function readSqlBody(source: SqlSource, variables: readonly PlVariable[] = []): ReadBody {
  const reading: Reading = { source, problems: [] };
  const statements = splitStatements(source.tokens).map((own) => {
    const first = tokenIndex(source.tokens, own[0]!.range[0]);
    return statementIn(reading, { first, last: first + own.length - 1 });
  });
  const body: SqlBody = {
    type: 'body',
    language: 'sql',
    range: [source.at(0), source.at(source.text.length)],
    statements,
    variables,
  };
  return { body, problems: reading.problems };
}

/** What EXECUTE of a constant text runs; undefined if the text is not constant, or no statement of it is SQL. */
export function executedBody({ source }: Reading, { first, last }: Span): SqlBody | undefined {
  if (!source.tokens.slice(first, last + 1).every(({ kind }) => kind === 'string')) return undefined;
  const content = stringContent(source.tokens, first);
  if (!content) return undefined;
  const inner = innerSource(content.text, (offset) => source.at(content.at(offset)), source.slice);
  const { body } = readSqlBody(inner);
  return body.statements.some((one) => one.type === 'statement' && one.kind !== 'unparsed') ? body : undefined;
}
