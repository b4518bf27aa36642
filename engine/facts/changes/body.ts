import type { SqlFile, SqlStatement } from '../../documents/sql/node.ts';
import { parseSql } from '../../documents/sql/sql.ts';
import type { Touch, Unfollowed } from '../../model/sql-doubt.ts';
import type { Json } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import type { Change } from '../../model/sql.ts';
import { assigned, plStatement, plStatements, queryOf, type Body, type PlStatement } from './plpgsql.ts';
import { ARGUMENT, expressionNode, HOLE, templatesOf } from './templates.ts';
import { unfollowed } from './touches.ts';
import { fieldsOf, items, type Source } from './writer.ts';

type Opaque = Extract<Change, { op: 'opaque' }>;

/**
 * The changes of a body that is run. Static statements, also those of an EXECUTE of a constant, are folded where they
 * surely run: also under `IF NOT EXISTS (… catalog …)` or before `EXCEPTION WHEN duplicate_… THEN null`. Of any other
 * that can touch the schema the constant part tells what it makes uncertain.
 */
export function bodyChanges(
  { action, scope }: Body,
  source: Source,
  { message, runs: always }: { readonly message: string; readonly runs: boolean },
): readonly Change[] {
  return merged(inOrder(action, always));

  function inOrder(statement: Json, runs: boolean): readonly Change[] {
    const { tag, inner } = plStatement(statement);
    const isLeaf = ![...plStatements(fieldsOf(statement))].length;
    if (isLeaf) return leafChanges({ tag, inner }, runs);
    if (!runs) return [...plStatements(statement)].flatMap((one) => leafChanges(one, false));
    if (tag === 'PLpgSQL_stmt_block' && swallows(inner.exceptions)) return allOf(inner.body, runs);
    const guard = tag === 'PLpgSQL_stmt_if' && inner.else_body === undefined && inner.elsif_list === undefined;
    if (guard && isAbsenceTest(queryOf(inner.cond))) return allOf(inner.then_body, runs);
    return [...plStatements(statement)].flatMap((one) => leafChanges(one, false));
  }

  /** What follows a RETURN under a condition may not run. */
  function allOf(body: Json | undefined, runs: boolean): readonly Change[] {
    const all = items(body);
    const left = all.findIndex((one) => [...plStatements(one)].some(({ tag }) => LEAVES.has(tag)));
    return all.flatMap((one, i) => inOrder(one, runs && (left < 0 || i <= left)));
  }

  function leafChanges({ tag, inner }: PlStatement, runs: boolean): readonly Change[] {
    if (tag === 'PLpgSQL_stmt_dynexecute') return executed(queryOf(inner.query), runs);
    const query = queryOf(inner.sqlstmt ?? inner.expr ?? inner.query);
    if (tag === 'PLpgSQL_stmt_assign') return changesOf(`SELECT ${assigned(inner).value}`, false);
    return RUN.has(tag) ? changesOf(query, runs) : [];
  }

  function executed(expression: string, runs: boolean): readonly Change[] {
    const texts = templatesOf(expressionNode(expression), scope);
    const surely = runs && texts.length === 1;
    return texts.flatMap((one) => (isConstant(one) ? changesOf(one, surely) : opaque(unfollowed(one))));
  }

  function changesOf(query: string, runs: boolean): readonly Change[] {
    const changes = queryChanges(query, source);
    if (!changes) return opaque(unfollowed(query));
    if (runs) return changes;
    const kept = changes.filter(({ op }) => op === 'call' || op === 'opaque');
    const folds = changes.some(({ op }) => op !== 'call' && op !== 'opaque' && op !== 'search-path');
    return folds ? [...kept, ...opaque(unfollowed(query))] : kept;
  }

  function opaque(all: readonly Unfollowed[]): readonly Opaque[] {
    const cause = { kind: 'not-static', message, place: source.place(source.statement.range) } as const;
    return all.map((one): Opaque => ({ op: 'opaque', cause, ...one }));
  }
}

const LEAVES = new Set(['PLpgSQL_stmt_return', 'PLpgSQL_stmt_exit']);
const RUN = new Set(['PLpgSQL_stmt_execsql', 'PLpgSQL_stmt_perform', 'PLpgSQL_stmt_call', 'PLpgSQL_stmt_fors']);

export function isConstant(template: string): boolean {
  return !template.includes(HOLE) && !template.includes(ARGUMENT);
}

/** Handlers that only raise or do nothing. */
function swallows(exceptions: Json | undefined): boolean {
  const handlers = items(fieldsOf(exceptions).exc_list).map(fieldsOf);
  return handlers.every(({ action }) =>
    [...plStatements(action ?? null)].every(({ tag }) => tag === 'PLpgSQL_stmt_raise'),
  );
}

/** `NOT EXISTS (SELECT … FROM pg_policies …)`, `to_regclass(…) IS NULL`. */
function isAbsenceTest(condition: string): boolean {
  const catalog = /\b(pg_\w+|information_schema)\b/i.test(condition);
  return (
    (catalog && /^\s*not\s+exists\b/i.test(condition)) || /^\s*to_reg\w+\s*\(.*\)\s+is\s+null\s*$/i.test(condition)
  );
}

/** The changes of a query in a text, with places where it is found there; undefined if they are not clear. */
export function queryChanges(query: string, source: Source): readonly Change[] | undefined {
  const { statement } = source;
  const found = statement.text.indexOf(query);
  const shift = statement.range[0] + Math.max(0, found);
  const place = ([start, end]: Range): ReturnType<Source['place']> =>
    source.place(found < 0 ? statement.range : [shift + start, shift + end]);
  const parsed = parseSql({ path: '', text: query });
  if (parsed.problems.length > 0) return undefined;
  const file = parsed.tree?.root as SqlFile;
  return file.statements.flatMap((one: SqlStatement) => source.changesOf({ ...source, statement: one, place }));
}

/** Doubts of the same touch as one. */
function merged(changes: readonly Change[]): readonly Change[] {
  const key = (change: Change): string => JSON.stringify((change as { touch?: Touch }).touch);
  const isDoubt = (change: Change): change is Opaque => change.op === 'opaque';
  return changes.flatMap((change, i): readonly Change[] => {
    if (!isDoubt(change)) return [change];
    const same = changes.filter(isDoubt).filter((one) => key(one) === key(change));
    if (same[0] !== changes[i]) return [];
    return [{ ...change, mentions: [...new Set(same.flatMap(({ mentions }) => mentions))].sort() }];
  });
}
