import type { PgFields } from '../../documents/sql/postgres.ts';
import type { Json } from '../../model/document.ts';
import type { Change } from '../../model/sql-change.ts';
import type { Branch, Step, Targets } from '../../model/sql-program.ts';
import { catchesData, leavesOf, swallows, type Leaves } from './body.ts';
import { withoutLocations } from './expression.ts';
import { assigned, plStatement, plStatements, queryOf, type Body, type Declared } from './plpgsql.ts';
import { expressionNode, queryNode } from './templates.ts';
import { fields, fieldsOf, items, text } from '../../documents/sql/pg-tree.ts';
import { type Source } from './writer.ts';

type Steps = readonly Step<Change>[];

/** What is known around a statement. */
interface Around {
  readonly body: Body;
  readonly leaves: Leaves;
  /** Variables of the blocks inside, which begin anew whenever their block does. */
  readonly inner: readonly Declared[];
  /** Where the statement begins that this one stands in. */
  readonly since: number;
}

/** A DO block as the fold runs it (fold/program.ts). Empty: it leaves the schema alone. */
export function programOf(body: Body, source: Source, message: string): Steps {
  const leaves = leavesOf(body, source, message);
  const { lineno } = plStatement(body.action).inner;
  const around = { body, leaves, inner: innerOf(body, source.statement.text), since: Number(lineno ?? 0) };
  const steps = [...body.declared.flatMap(({ written }) => leaves.callsOf(written)), ...stepsOf(body.action, around)];
  if (!steps.some(matters)) return [];
  const all = [...body.declared.map((one) => declare(one, body)), ...steps];
  const isUndone = [...plStatements(body.action)].some(({ tag }) => tag === 'PLpgSQL_stmt_rollback');
  return isUndone ? [{ do: 'if', branches: [{ condition: null, body: all }], otherwise: [] }] : all;
}

/** Which of two variables of one name is meant depends on the block. */
function declare({ name, value }: Declared, { declared }: Body): Step<Change> {
  const isOnly = declared.filter((one) => one.name === name).length === 1;
  return { do: 'assign', name, value: isOnly ? tree(value) : null };
}

/** PostgreSQL's tree does not say in which block a variable is declared, but the words and their lines do. */
function innerOf({ declared, action }: Body, text: string): readonly Declared[] {
  const all = [...text.matchAll(/\bdeclare\b/gi)];
  const outer = all.length > 0 && all[0]!.index < text.search(/\bbegin\b/i) ? 1 : 0;
  const begin = Number(plStatement(action).inner.lineno ?? 0);
  return all.length > outer ? declared.filter(({ line }) => line >= begin) : [];
}

/** Those that may be of the block that begins at a line; null where others stand in the same line. */
function begun(line: number, { body, inner, since }: Around): Steps {
  return inner
    .filter((one) => since <= one.line && one.line <= line)
    .map((one) => (one.line > since ? declare(one, body) : { do: 'assign', name: one.name, value: null }));
}

function matters(step: Step<Change>): boolean {
  if (step.do === 'changes') return step.changes.length + step.doubts.length > 0;
  if (step.do === 'execute') return true;
  if (step.do === 'if') return [...step.branches.flatMap((branch) => branch.body), ...step.otherwise].some(matters);
  return 'body' in step && step.body.some(matters);
}

function stepsOf(statement: Json, around: Around): Steps {
  const { body, leaves } = around;
  const { tag, inner } = plStatement(statement);
  const line = Number(inner.lineno ?? 0);
  const all = (list: Json | undefined): Steps =>
    items(list).flatMap((one) => stepsOf(one, { ...around, since: Math.max(line, around.since) }));
  switch (tag) {
    case 'PLpgSQL_stmt_block': {
      const start = statement === body.action ? [] : begun(line, around);
      if (inner.exceptions === undefined) return [...start, ...all(inner.body)];
      if (!swallows(inner.exceptions)) return unordered(statement, body, leaves);
      return [...start, { do: 'block', body: all(inner.body), swallows: true, ofData: catchesData(inner.exceptions) }];
    }
    case 'PLpgSQL_stmt_if': {
      const branches = { do: 'if', branches: branchesOf(inner, all), otherwise: all(inner.else_body) } as const;
      return [...leaves.stepsOf({ tag, inner }), branches];
    }
    case 'PLpgSQL_stmt_fors':
    case 'PLpgSQL_stmt_foreach_a':
    case 'PLpgSQL_stmt_fori':
      return [...leaves.stepsOf({ tag, inner }), { do: 'for', ...turns(tag, inner, body), body: all(inner.body) }];
    case 'PLpgSQL_stmt_while':
    case 'PLpgSQL_stmt_loop':
    case 'PLpgSQL_stmt_dynfors':
    case 'PLpgSQL_stmt_case':
      return unordered(statement, body, leaves);
    default:
      return [...leaves.stepsOf({ tag, inner }), ...(leave(tag, inner) ?? set(tag, inner, body))];
  }
}

type Loop = Extract<Step<Change>, { do: 'for' }>;

/** What a loop runs over, and where each turn puts it. */
function turns(tag: string, inner: PgFields, body: Body): Omit<Loop, 'do' | 'body'> {
  if (tag === 'PLpgSQL_stmt_fors')
    return { over: 'rows', into: targetsOf(inner.var), source: tree(queryNode(queryOf(inner.query))) };
  if (tag === 'PLpgSQL_stmt_foreach_a')
    return { over: 'elements', into: body.variable(Number(inner.varno ?? 0)), source: expression(inner.expr) };
  return {
    over: 'range',
    into: { variables: [text(fieldsOf(inner.var).refname)] },
    source: inner.reverse === true || inner.step !== undefined ? null : expression(inner.lower),
    to: expression(inner.upper),
  };
}

const LOOPS = /^PLpgSQL_stmt_(while|loop|dynfors)$/;

/** Statements of which it is not known which of them run: what they may change, set and leave. */
function unordered(statement: Json, body: Body, leaves: Leaves): Steps {
  const isLoop = LOOPS.test(plStatement(statement).tag);
  const steps = [...plStatements(statement)].flatMap(({ tag, inner }): Steps => [
    ...leaves.stepsOf({ tag, inner }),
    ...(leave(tag, inner) ?? set(tag, inner, body)),
  ]);
  const inside = steps.filter((step) => !isLoop || step.do !== 'leave' || !['exit', 'continue'].includes(step.how));
  return [{ do: 'if', branches: [{ condition: null, body: inside }], otherwise: [] }];
}

/** The variables that a statement sets, also FOUND. */
function set(tag: string, inner: PgFields, body: Body): Steps {
  const unknown = (into: Targets): Steps => [{ do: 'into', into, source: null }];
  switch (tag) {
    case 'PLpgSQL_stmt_assign':
      return [assignment(inner)];
    case 'PLpgSQL_stmt_execsql': {
      const query = queryNode(queryOf(inner.sqlstmt));
      const [kind = ''] = Object.keys(fields(query));
      if (inner.into === true) return [{ do: 'into', into: targetsOf(inner.target), source: tree(query) }];
      return /^(Select|Insert|Update|Delete|Merge)Stmt$/.test(kind) ? unknown({}) : [];
    }
    case 'PLpgSQL_stmt_perform':
      return [{ do: 'into', into: {}, source: tree(queryNode(queryOf(inner.expr))) }];
    case 'PLpgSQL_stmt_getdiag':
      return items(inner.diag_items).flatMap((item) => unknown(body.variable(Number(fieldsOf(item).target ?? 0))));
    case 'PLpgSQL_stmt_foreach_a':
      return unknown(body.variable(Number(inner.varno ?? 0)));
    default: {
      const target = inner.target ?? inner.var;
      return target === undefined ? [] : unknown(targetsOf(target));
    }
  }
}

function branchesOf(inner: PgFields, all: (list: Json | undefined) => Steps): readonly Branch<Change>[] {
  const first = { condition: expression(inner.cond), body: all(inner.then_body) };
  const others = items(inner.elsif_list).map((one) => {
    const { cond, stmts } = fieldsOf(one);
    return { condition: expression(cond), body: all(stmts) };
  });
  return [first, ...others];
}

function assignment(inner: PgFields): Step<Change> {
  const { name, value } = assigned(queryOf(inner.expr));
  const [whole = name] = name.split(/[.[]/);
  return { do: 'assign', name: whole, value: whole === name ? tree(expressionNode(value)) : null };
}

function leave(tag: string, inner: PgFields): Steps | undefined {
  const when = inner.cond === undefined ? undefined : expression(inner.cond);
  if (tag === 'PLpgSQL_stmt_return') return [{ do: 'leave', how: 'return' }];
  // a label names a block or loop further out: how far it leaves is not followed
  if (tag === 'PLpgSQL_stmt_exit' && inner.label !== undefined) return [{ do: 'leave', how: 'return', when: null }];
  if (tag === 'PLpgSQL_stmt_exit')
    return [{ do: 'leave', how: inner.is_exit === true ? 'exit' : 'continue', ...(when !== undefined && { when }) }];
  if (tag === 'PLpgSQL_stmt_assert') {
    const fails = { BoolExpr: { boolop: 'NOT_EXPR', args: [expression(inner.cond)] } };
    return [{ do: 'leave', how: 'raise', when: fails }];
  }
  // 21: ERROR, which RAISE means without a level
  if (tag === 'PLpgSQL_stmt_raise') return Number(inner.elog_level ?? 0) >= 21 ? [{ do: 'leave', how: 'raise' }] : [];
  return undefined;
}

function expression(node: Json | undefined): Json | null {
  return tree(expressionNode(queryOf(node)));
}

function tree(node: Json | undefined): Json | null {
  return node === undefined ? null : withoutLocations(node);
}

function targetsOf(variable: Json | undefined): Targets {
  const { refname, fields: list } = fieldsOf(variable);
  if (list !== undefined) return { variables: items(list).map((field) => text(fields(field).name)) };
  return 'PLpgSQL_rec' in fields(variable) ? { record: text(refname) } : { variables: [text(refname)] };
}
