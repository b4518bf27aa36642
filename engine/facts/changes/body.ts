import type { SqlFile, SqlStatement } from '../../documents/sql/node.ts';
import { parseSql } from '../../documents/sql/sql.ts';
import type { Touch, Unfollowed } from '../../model/sql-doubt.ts';
import type { Json } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import type { Change } from '../../model/sql-change.ts';
import type { Step } from '../../model/sql-program.ts';
import { withoutLocations } from './expression.ts';
import { assigned, plStatements, queryOf, type Body, type PlStatement } from './plpgsql.ts';
import { ARGUMENT, expressionNode, HOLE, noScope, templatesOf } from './templates.ts';
import { unfollowed } from './touches.ts';
import { fieldsOf, items } from '../../documents/sql/pg-tree.ts';
import { type Source } from './writer.ts';

type Opaque = Extract<Change, { op: 'opaque' }>;

/** What the statements of a body that hold no others do. */
export interface Leaves {
  /** Where the statement surely runs its changes, else its doubts. */
  readonly stepsOf: (statement: PlStatement) => readonly Step<Change>[];
  readonly doubtsOf: (statement: PlStatement) => readonly Change[];
}

/** Of statements whose text is not constant the constant part tells what they may touch. */
export function leavesOf({ scope }: Body, source: Source, message: string): Leaves {
  return { doubtsOf: (statement) => leafChanges(statement, false), stepsOf };

  function stepsOf(statement: PlStatement): readonly Step<Change>[] {
    const doubts = leafChanges(statement, false);
    if (statement.tag === 'PLpgSQL_stmt_dynexecute') {
      const query = queryOf(statement.inner.query);
      // what a variable holds is known when the body is run
      const texts = templatesOf(expressionNode(query), noScope);
      const constant = texts.length === 1 && isConstant(texts[0]!) ? queryChanges(texts[0]!, source) : undefined;
      if (constant) return [{ do: 'changes', changes: constant, doubts }];
      const node = expressionNode(query);
      return [{ do: 'execute', text: node === undefined ? null : withoutLocations(node), doubts }];
    }
    const changes = leafChanges(statement, true);
    return changes.length + doubts.length > 0 ? [{ do: 'changes', changes, doubts }] : [];
  }

  function leafChanges({ tag, inner }: PlStatement, runs: boolean): readonly Change[] {
    if (tag === 'PLpgSQL_stmt_dynexecute') return executed(queryOf(inner.query));
    const query = queryOf(inner.sqlstmt ?? inner.expr ?? inner.query);
    if (tag === 'PLpgSQL_stmt_assign') return changesOf(`SELECT ${assigned(inner).value}`, false);
    return RUN.has(tag) ? changesOf(query, runs) : [];
  }

  function executed(expression: string): readonly Change[] {
    const texts = templatesOf(expressionNode(expression), scope);
    return texts.flatMap((one) => (isConstant(one) ? changesOf(one, false) : opaque(unfollowed(one))));
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

/** What a body may do to the schema if it runs, as doubts. */
export function bodyDoubts(body: Body, source: Source): readonly Change[] {
  const { doubtsOf } = leavesOf(body, source, '');
  return merged([...plStatements(body.action)].flatMap(doubtsOf));
}

const RUN = new Set(['PLpgSQL_stmt_execsql', 'PLpgSQL_stmt_perform', 'PLpgSQL_stmt_call', 'PLpgSQL_stmt_fors']);

export function isConstant(template: string): boolean {
  return !template.includes(HOLE) && !template.includes(ARGUMENT);
}

/** Handlers that only raise or do nothing. */
export function swallows(exceptions: Json | undefined): boolean {
  const handlers = items(fieldsOf(exceptions).exc_list).map(fieldsOf);
  return handlers.every(({ action }) =>
    [...plStatements(action ?? null)].every(({ tag }) => tag === 'PLpgSQL_stmt_raise'),
  );
}

/** `NOT EXISTS (SELECT … FROM pg_policies …)`, `to_regclass(…) IS NULL`. */
export function isAbsenceTest(condition: string): boolean {
  const catalog = /\b(pg_\w+|information_schema)\b/i.test(condition);
  return (
    (catalog && isNotExists(expressionNode(condition))) || /^\s*to_reg\w+\s*\([^()]*\)\s+is\s+null\s*$/i.test(condition)
  );
}

/** With nothing beside it, but others of its kind. */
function isNotExists(node: Json | undefined): boolean {
  const { boolop, args } = fieldsOf(node);
  if (boolop === 'AND_EXPR') return items(args).every(isNotExists);
  return boolop === 'NOT_EXPR' && fieldsOf(items(args)[0]).subLinkType === 'EXISTS_SUBLINK';
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
