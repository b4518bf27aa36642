import type { Cause } from '../../model/binding.ts';
import type { SqlFile, SqlStatement } from '../../documents/sql/node.ts';
import { parseSql } from '../../documents/sql/sql.ts';
import type { Touch, Unfollowed } from '../../model/sql-doubt.ts';
import type { Json } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import type { Change } from '../../model/sql-change.ts';
import type { Step } from '../../model/sql-program.ts';
import { withoutLocations } from './expression.ts';
import { calledIn } from './called.ts';
import { mentionsIn } from './mentions.ts';
import {
  ASSIGNED,
  assigned,
  expressionsIn,
  plStatements,
  queryOf,
  type Body,
  type PlStatement,
  type Written,
} from './plpgsql.ts';
import { ARGUMENT, expressionNode, HOLE, noScope, templatesOf } from './templates.ts';
import { unfollowed } from './touches.ts';
import { fieldsOf, items, text } from '../../documents/sql/pg-tree.ts';
import { type Source } from './writer.ts';

type Opaque = Extract<Change, { op: 'opaque' }>;

/** What the statements of a body that hold no others do. */
export interface Leaves {
  /** Where the statement surely runs its changes, else its doubts. */
  readonly stepsOf: (statement: PlStatement) => readonly Step<Change>[];
  readonly doubtsOf: (statement: PlStatement) => readonly Change[];
  /** What expressions call. */
  readonly callsOf: (expressions: readonly Written[]) => readonly Step<Change>[];
}

/** Of statements whose text is not constant the constant part tells what they may touch. */
export function leavesOf({ scope }: Body, source: Source, message: string): Leaves {
  const cause = { kind: 'not-static', message, place: source.place(source.statement.range) } as const;
  const { changesOf, calledBy, executed } = queriesOf(scope, source, cause);
  return { doubtsOf: (statement) => leafChanges(statement, false), stepsOf, callsOf };

  function callsOf(expressions: readonly Written[]): readonly Step<Change>[] {
    const changes = expressions.flatMap(calledBy);
    return changes.length === 0 ? [] : [{ do: 'changes', changes, doubts: changes }];
  }

  function stepsOf(statement: PlStatement): readonly Step<Change>[] {
    const doubts = leafChanges(statement, false);
    if (statement.tag === 'PLpgSQL_stmt_dynexecute') {
      const query = queryOf(statement.inner.query);
      // what a variable holds is known when the body is run
      const texts = templatesOf(expressionNode(query), noScope);
      const constant = texts.length === 1 && isConstant(texts[0]!) ? queryChanges(texts[0]!, source) : undefined;
      const called = expressionsIn(statement.inner).flatMap(calledBy);
      if (constant) return [{ do: 'changes', changes: [...called, ...constant], doubts }];
      const node = expressionNode(query);
      const written = node === undefined ? null : withoutLocations(node);
      const run: readonly Step<Change>[] = called.length === 0 ? [] : [{ do: 'changes', changes: called, doubts: [] }];
      return [...run, { do: 'execute', text: written, doubts }];
    }
    const changes = leafChanges(statement, true);
    return changes.length + doubts.length > 0 ? [{ do: 'changes', changes, doubts }] : [];
  }

  function leafChanges({ tag, inner }: PlStatement, runs: boolean): readonly Change[] {
    if (tag === 'PLpgSQL_stmt_dynexecute')
      return [...expressionsIn(inner).flatMap(calledBy), ...executed(queryOf(inner.query))];
    if (RUN.has(tag)) return changesOf(queryOf(inner.sqlstmt ?? inner.expr ?? inner.query), runs);
    return expressionsIn(inner).flatMap(calledBy);
  }
}

/** What the queries and expressions of a body do, as far as that is known of their texts. */
interface Queries {
  /** `runs`: whether it surely runs, else its doubts. */
  readonly changesOf: (query: string, runs: boolean) => readonly Change[];
  /** An expression can do nothing else to the schema than call what does. */
  readonly calledBy: (expression: Written) => readonly Change[];
  /** What EXECUTE of the expression may do. */
  readonly executed: (expression: string) => readonly Change[];
}

function queriesOf(scope: Body['scope'], source: Source, cause: Cause): Queries {
  return { changesOf, calledBy, executed };

  function changesOf(query: string, runs: boolean): readonly Change[] {
    const changes = queryChanges(query, source);
    if (!changes) return opaque(unfollowed(query));
    if (runs) return changes;
    const kept = changes.flatMap((change) => doubtsOfChange(change, cause));
    return changes.every(({ op }) => KEPT.has(op)) ? kept : [...kept, ...opaque(unfollowed(query))];
  }

  function calledBy({ query, mode }: Written): readonly Change[] {
    if (calledIn(query).length === 0) return [];
    const value = mode === ASSIGNED ? assigned(query).value : query;
    return changesOf(mode === 0 ? query : `SELECT ${value}`, false);
  }

  function executed(expression: string): readonly Change[] {
    return templatesOf(expressionNode(expression), scope).flatMap((one) => {
      if (isConstant(one)) return changesOf(one, false);
      const set: readonly Change[] = SETS.test(one) ? [{ op: 'search-path', path: null, unsure: cause }] : [];
      return [...opaque(unfollowed(one)), ...callsOfText(one), ...set];
    });
  }

  function opaque(all: readonly Unfollowed[]): readonly Opaque[] {
    return all.map((one): Opaque => ({ op: 'opaque', cause, ...one }));
  }
}

/** What is left of a change that may not be run. */
function doubtsOfChange(change: Change, cause: Cause): readonly Change[] {
  if (change.op === 'search-path' || change.op === 'set-role') return [{ unsure: cause, ...change }];
  if (change.op === 'run') return doubtsOfAll(change.program);
  return change.op === 'call' || change.op === 'opaque' ? [change] : [];
}

/** What a text may call of which not all is known. */
function callsOfText(template: string): readonly Change[] {
  const words = calledIn(template);
  const any = CALLS_HOLE.test(template);
  if (words.length === 0 && !any) return [];
  const mentions = mentionsIn(template.replace(HOLES, ' '));
  return [{ op: 'call', functions: [], words, mentions, ...(any && { any }) }];
}

/** What a body may do to the schema if it runs, as doubts. */
export function bodyDoubts(body: Body, source: Source): readonly Change[] {
  const { doubtsOf } = leavesOf(body, source, '');
  return merged([...plStatements(body.action)].flatMap(doubtsOf));
}

/** What is a doubt by itself, or made one. */
const KEPT: ReadonlySet<Change['op']> = new Set(['call', 'opaque', 'run', 'search-path', 'set-role']);

/** What a program may do. */
function doubtsOfAll(steps: readonly Step<Change>[]): readonly Change[] {
  return steps.flatMap((step): readonly Change[] => {
    if (step.do === 'changes' || step.do === 'execute') return step.doubts;
    if (step.do === 'if') return doubtsOfAll([...step.branches.flatMap(({ body }) => body), ...step.otherwise]);
    return step.do === 'for' || step.do === 'block' ? doubtsOfAll(step.body) : [];
  });
}

const HOLES = new RegExp(`[${HOLE}${ARGUMENT}]`, 'g');
const CALLS_HOLE = new RegExp(`[${HOLE}${ARGUMENT}]"?\\s*\\(`);
const SETS = /^\s*(?:re)?set\b|\bset_config\b/i;

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

/** Conditions of the class of the schema: what the catalog does not have, or has already, and what may not be done to it. */
const OF_SCHEMA =
  /^(duplicate_(?!json)|undefined_|ambiguous_|invalid_(schema_name|catalog_name|table_definition|object_definition|column_definition|function_definition|column_reference|foreign_key|name|recursion)|wrong_object_type|dependent_|feature_not_supported|insufficient_privilege|syntax_error|datatype_mismatch|reserved_name|name_too_long|object_(in_use|not_in_prerequisite_state)|lock_not_available|42|2B|3F|0A|55)/i;

/** Whether a handler may catch what the rows that there are refuse. */
export function catchesData(exceptions: Json | undefined): boolean {
  const handlers = items(fieldsOf(exceptions).exc_list).map(fieldsOf);
  const names = handlers.flatMap(({ conditions }) => items(conditions).map((one) => text(fieldsOf(one).condname)));
  return names.some((name) => !OF_SCHEMA.test(name));
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
