import type { Json } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import { parsePlPgSql } from '../../documents/sql/postgres.ts';
import { parseSql } from '../../documents/sql/sql.ts';
import type { SqlFile, SqlStatement } from '../../documents/sql/node.ts';
import type { Change } from '../../model/sql.ts';
import { languageOf } from './calls.ts';
import { ddlWords, mentionsIn } from './functions.ts';
import { statementChanges } from './statement-changes.ts';
import { fields, fieldsOf, items, text, type Source } from './writer.ts';

/**
 * A DO block is run where that is safe to say: static statements, also under `IF NOT EXISTS (… catalog …)` or before
 * `EXCEPTION WHEN duplicate_… THEN null`. Anything else that can touch the schema makes what it mentions uncertain.
 */
export function doBlockChanges(source: Source): readonly Change[] {
  const { raw, text: sql } = source.statement;
  const words = ddlWords(sql);
  if (!words && !/\bperform\b|\bcall\b/i.test(sql)) return [];
  const block = languageOf(raw?.DoStmt ?? {}) === 'plpgsql' ? bodyOf(parsePlPgSql(sql)) : undefined;
  const queries = block === undefined ? undefined : staticQueries(block);
  const changes = queries?.map((query) => queryChanges(query, source));
  if (!changes || changes.includes(undefined)) return [opaque(source)];
  return changes.flatMap((some) => some ?? []);
}

function opaque({ statement, place }: Source): Change {
  const message = 'A DO block may change the schema in ways that are only known when it runs.';
  const cause = { kind: 'not-static', message, place: place(statement.range) } as const;
  return { op: 'opaque', cause, mentions: mentionsIn(bodyText(statement)) };
}

/** The body's own text: the dollar quotes of the block hide it from the lexer. */
function bodyText({ tokens, text: sql }: SqlStatement): string {
  const body = tokens.find(({ kind }) => kind === 'string')?.value;
  return body?.replace(/^\$\w*\$|\$\w*\$$/g, '') ?? sql;
}

function bodyOf(tree: Json | undefined): Json | undefined {
  const [first] = items(fields(tree).plpgsql_funcs);
  return fieldsOf(first).action;
}

const HARMLESS = new Set(['PLpgSQL_stmt_raise', 'PLpgSQL_stmt_assert', 'PLpgSQL_stmt_return', 'PLpgSQL_stmt_assign']);

/** The SQL of a statement in its order; undefined when what runs is not static. */
function staticQueries(statement: Json): readonly string[] | undefined {
  const [tag = ''] = Object.keys(fields(statement));
  const inner = fieldsOf(statement);
  if (HARMLESS.has(tag)) return [];
  if (tag === 'PLpgSQL_stmt_execsql') return [queryOf(inner.sqlstmt)];
  if (tag === 'PLpgSQL_stmt_perform') return [queryOf(inner.expr)];
  if (tag === 'PLpgSQL_stmt_block') return swallows(inner.exceptions) ? allOf(inner.body) : undefined;
  const guard = tag === 'PLpgSQL_stmt_if' && inner.else_body === undefined && inner.elsif_list === undefined;
  return guard && isAbsenceTest(queryOf(inner.cond)) ? allOf(inner.then_body) : undefined;
}

function allOf(body: Json | undefined): readonly string[] | undefined {
  const parts = items(body).map(staticQueries);
  return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
}

/** Handlers that only raise or do nothing. */
function swallows(exceptions: Json | undefined): boolean {
  const handlers = items(fieldsOf(exceptions).exc_list).map(fieldsOf);
  return handlers.every(({ action }) => allOf(action)?.length === 0);
}

/** `NOT EXISTS (SELECT … FROM pg_policies …)`, `to_regclass(…) IS NULL`. */
function isAbsenceTest(condition: string): boolean {
  const catalog = /\b(pg_\w+|information_schema)\b/i.test(condition);
  return (
    (catalog && /^\s*not\s+exists\b/i.test(condition)) || /^\s*to_reg\w+\s*\(.*\)\s+is\s+null\s*$/i.test(condition)
  );
}

function queryOf(expression: Json | undefined): string {
  return text(fieldsOf(expression).query);
}

/** The changes of a query in the body, with places in the body where its text is found there; undefined if they are not clear. */
function queryChanges(query: string, source: Source): readonly Change[] | undefined {
  const { statement } = source;
  const found = statement.text.indexOf(query);
  const shift = statement.range[0] + Math.max(0, found);
  const place = ([start, end]: Range): ReturnType<Source['place']> =>
    source.place(found < 0 ? statement.range : [shift + start, shift + end]);
  const parsed = parseSql({ path: '', text: query });
  if (parsed.problems.length > 0) return undefined;
  const file = parsed.tree?.root as SqlFile;
  return file.statements.flatMap((one) => statementChanges({ statement: one, place }));
}
