import type { Document } from '../model/document.ts';
import type { Place, Range } from '../model/region.ts';
import type { SqlFile } from '../documents/sql/node.ts';
import type { Change, SqlFact, StatementFact } from '../model/sql-change.ts';
import type { Source } from './changes/writer.ts';
import { mentionsIn } from './changes/mentions.ts';
import { keptPlace, keptStatements } from './kept-statements.ts';
import { statementChanges } from './changes/statement-changes.ts';

/** What an SQL document leaves behind for the fold: each statement that matters to the schema, in order. */
export function sqlFact(document: Document): SqlFact {
  const root = document.tree?.root as SqlFile | undefined;
  const { path, text, bom } = document.file;
  const undone = undoneRanges(text);
  const done = (root?.statements ?? []).filter(
    ({ range }) => !undone.some(([start, end]) => start <= range[0] && range[0] < end),
  );
  const place = (range: Range): Place => keptPlace(path, range);
  const facts = done.flatMap((statement) => factOf({ statement, place, changesOf: statementChanges }));
  const { dialect = 'postgres', said = false } = root?.dialect ?? {};
  const unparsedOnes = (root?.statements ?? []).filter(({ kind }) => kind === 'unparsed');
  return {
    path,
    ...(said && { said: dialect }),
    ...(dialect !== 'postgres' && { dialect }),
    ...(SEPARATELY.test(text) && { separately: true as const }),
    ...(isSchemaRead(document, unparsedOnes) && { isSchemaRead: true as const }),
    statements: keptStatements([...startOf(root, facts), ...facts]),
    text,
    bom,
  };
}

/** Whether what does not parse are statements that change rows, and nothing else is wrong with the file. */
function isSchemaRead({ status, problems }: Document, unparsedOnes: readonly { readonly text: string }[]): boolean {
  return (
    status === 'partial' &&
    problems.length === unparsedOnes.length &&
    unparsedOnes.every(({ text }) => /^(insert|update|delete)\b/i.test(text) && !SCHEMA.test(text))
  );
}

/** goose, dbmate, sqlx and SeaORM, sql-migrate, refinery and others, Flyway's own comment not among them. */
const SEPARATELY =
  /^--\s*(?:\+goose\s+no\s+transaction|migrate:up\s.*\btransaction:\s*false|\+migrate\s+.*\bnotransaction|no-transaction|disable-transaction|atlas:txmode\s+none)\b/im;

/** Where names without a schema are, in other dialects than PostgreSQL. In MySQL it is the database in use. */
const DEFAULT_SCHEMAS: Readonly<Record<string, string>> = { sqlite: 'main', transactsql: 'dbo' };

function startOf(root: SqlFile | undefined, [first]: readonly StatementFact[]): readonly StatementFact[] {
  const schema = root && DEFAULT_SCHEMAS[root.dialect.dialect];
  if (schema === undefined || !first) return [];
  return [{ kind: 'set', place: first.place, changes: [{ op: 'search-path', path: [schema] }] }];
}

function factOf(source: Source): readonly StatementFact[] {
  const { kind, range } = source.statement;
  const changes = changesOf(source);
  if (changes.length === 0) return [];
  return [{ kind, place: source.place(range), changes }];
}

function changesOf(source: Source): readonly Change[] {
  const { kind } = source.statement;
  if (kind === 'unparsed') return unparsed(source);
  return statementChanges(source);
}

/** First words of statements that leave the schema alone even if they do not parse, as long as no other statement is caught in them. */
const DATA = /^(insert|update|delete|select|with|values|copy|comment|analyze|vacuum|explain|begin|commit|notify)\b/i;
const SCHEMA = /\b(create|alter|drop|grant|revoke|rename)\b/i;

function unparsed({ statement, place }: Source): readonly Change[] {
  if (DATA.test(statement.text) && !SCHEMA.test(statement.text)) return [];
  const cause = {
    kind: 'not-read',
    message: 'This SQL statement does not parse.',
    place: place(statement.range),
  } as const;
  return [{ op: 'opaque', cause, mentions: mentionsIn(statement.text) }];
}

/** The parts that undo: of goose, sql-migrate and micrate (`-- +goose Down`), dbmate, rambler, node-pg-migrate. */
function undoneRanges(text: string): readonly Range[] {
  const mark =
    /^--\s*(?:\+(?:goose|migrate|micrate)\s+|migrate:|rambler\s+)(up|down)\b.*$|^--\s*(up|down) migration\b.*$/gim;
  const marks = [...text.matchAll(mark)];
  return marks.flatMap((one, i): readonly Range[] =>
    (one[1] ?? one[2])?.toLowerCase() === 'down' ? [[one.index, marks[i + 1]?.index ?? text.length]] : [],
  );
}
