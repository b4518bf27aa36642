import { bodyOf } from '../../documents/sql/bodies.ts';
import type { PlBranch, PlStatement, SqlExpression, SqlNode, SqlStatement } from '../../documents/sql/node.ts';
import { fieldsOf, strings } from '../../documents/sql/pg-tree.ts';
import type { PgFields, PgNode } from '../../documents/sql/postgres.ts';
import { tagOf } from '../../documents/sql/statement-kind.ts';
import { formOf } from '../../flow/plpgsql/logic.ts';
import type { Cause } from '../../model/binding.ts';
import type { Json, TreeNode } from '../../model/document.ts';
import type { Formula } from '../../model/formula.ts';
import type { DocumentView, PreparedAnchor } from '../matcher.ts';
import { preparedAnchor } from '../prepare.ts';
import { definitionAround } from '../sql-questions/definition.ts';
import { isLoose, mayBeLive } from '../sql-questions/of.ts';
import type { FlowAdapter } from './flow-adapter.ts';

/** SQL and PL/pgSQL. Whoever may connect may call a function. */
export const sqlFlow: FlowAdapter = {
  essenceOf: (node, view, guard) => essenceOf(node as SqlNode, view, guard),
  passesOf: (node) => passesOf(node as SqlNode),
  functionAt: (node) => (node.type === 'statement' ? functionOf(node as SqlStatement) : undefined),
  isDeclaration: (node) => node.type === 'statement' && (node as SqlStatement).kind === 'create_function',
  isMember: ({ type }) => type === 'body',
  isEntry: ({ type }) => type === 'body',
  isDeclaredInOrder: true,
  askedIn,
  meansFunction,
  variablesIn: (guard) => namesIn(guard as SqlNode),
  doubtAbout,
};

/** A later migration may have replaced it. */
function meansFunction(function_: TreeNode, view: DocumentView): Formula | undefined {
  const { path } = view.document.file;
  if (!mayBeLive(path) || isLoose(path)) return undefined;
  const definition = definitionAround('function', function_, view);
  return (
    definition && { op: 'catalog', ask: { kind: 'live', object: { function: '$SCHEMA_.$FUNCTION_' }, definition } }
  );
}

/** The names that a condition, or a statement, reads; which of them are variables, assignments tell. */
function namesIn(node: SqlNode): readonly string[] {
  const names: string[] = [];
  const pending: Json[] = rawsOf(node);
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value) && tagOf(value as PgNode) === 'ColumnRef')
      names.push(strings(fieldsOf(value).fields)[0] ?? '');
    pending.push(...(Object.values(value) as Json[]));
  }
  return names;
}

function rawsOf(node: SqlNode): Json[] {
  const parts =
    node.type === 'pl-branch'
      ? [node.condition]
      : node.type === 'pl-statement'
        ? [...node.expressions, node.query]
        : [node];
  return parts.flatMap((part) => (part && 'raw' in part && part.raw ? [part.raw] : []));
}

function functionOf(statement: SqlStatement): TreeNode | undefined {
  return statement.kind === 'create_function' ? bodyOf(statement) : undefined;
}

/** A statement that holds others has been done where a branch of it stands (flow/plpgsql/control.ts); of a negation what it denies. */
function essenceOf(node: SqlNode, view: DocumentView, guard: Formula): readonly TreeNode[] {
  if (node.type === 'pl-statement') return node.branches.length > 0 ? branchesMeant(node, view, guard) : [node];
  if (node.type !== 'expression') return [node];
  const form = formOf(node.raw);
  const denies = form.kind === 'not' || (form.kind === 'has' && form.not === form.outcome);
  if (!denies) return [node];
  const tag = tagOf(form.of);
  const children = (view.document.tree?.children(node) ?? []) as readonly SqlNode[];
  const denied = children.find((child) => child.type === 'expression' && child.raw[tag] === form.of[tag]);
  return denied ? essenceOf(denied, view, guard) : [];
}

/** A pattern of IF may speak of an ELSIF: of the branch without which it would not match. Of all of them where that is not told. */
function branchesMeant(node: PlStatement, view: DocumentView, guard: Formula): readonly PlBranch[] {
  const asked = node.branches.filter(({ condition }) => condition !== undefined);
  if (node.kind !== 'if' || asked.length < 2) return node.branches.slice(0, 1);
  const alone = (branch: PlBranch): PlStatement => ({ ...node, branches: [branch] });
  const anchors = anchorsIn(guard);
  const meant = asked.filter((branch) =>
    anchors.some((anchor) => [...anchor.match(view, alone(branch), {})].length > 0),
  );
  return meant.length > 0 ? meant : asked.slice(-1);
}

function anchorsIn(guard: Formula): readonly PreparedAnchor[] {
  if (guard.op === 'anchor') return [preparedAnchor(guard) ?? []].flat();
  return guard.op === 'all' ? guard.of.flatMap(anchorsIn) : [];
}

/** By running, only a call can stop anybody. */
function passesOf(node: SqlNode): boolean | undefined {
  if (node.type !== 'expression' || formOf(node.raw).kind !== 'plain') return undefined;
  return outcomeOf(node.raw);
}

function outcomeOf(raw: PgNode): boolean | undefined {
  const tag = tagOf(raw);
  const { arg, kind, name, nulltesttype, subLinkType } = raw[tag] ?? {};
  switch (tag) {
    case 'FuncCall':
      return undefined;
    case 'TypeCast':
      return outcomeOf(arg as PgNode);
    case 'SubLink':
      return subLinkType === 'EXPR_SUBLINK' ? undefined : true;
    case 'NullTest':
      return nulltesttype !== 'IS_NULL';
    case 'A_Expr':
      return !(kind === 'AEXPR_DISTINCT' || kind === 'AEXPR_NOT_BETWEEN' || /^(<>|!~\*?|!~~\*?)$/.test(symbolOf(name)));
    default:
      return true;
  }
}

function symbolOf(name: PgFields[string] | undefined): string {
  const last = (name as readonly PgNode[] | undefined)?.at(-1);
  return String(last?.String?.sval ?? '');
}

/**
 * A value that a condition asks about is not used before it has been checked: `v` in `v IS NULL`, and beside it in `v < 3 OR v IS
 * NULL`, since SQL promises no order. Nor is one that only goes into the message of the exception with which a branch refuses.
 * What calls a function, or reads rows, is no mere value.
 */
function askedIn(node: TreeNode, view: DocumentView): readonly TreeNode[] {
  if (node.type !== 'expression' || [node, ...view.index.all(node)].some(doesSomething)) return [];
  const around: TreeNode[] = [];
  let up: TreeNode | undefined = node;
  for (; up?.type === 'expression'; up = view.index.parent(up)) around.push(up, ...operandsOf(up, view));
  if (up && isRefusal(up)) {
    up = view.index.parent(up);
    const condition = (up as PlBranch).condition;
    if (condition) around.push(condition, ...operandsOf(condition, view));
  }
  return up?.type === 'pl-branch' ? [...around, up] : around;
}

/** Of AND and OR. */
function operandsOf(node: TreeNode, { document }: DocumentView): readonly TreeNode[] {
  const { kind } = formOf((node as SqlExpression).raw);
  return kind === 'all' || kind === 'any' ? (document.tree?.children(node) ?? []) : [];
}

function doesSomething(node: TreeNode): boolean {
  return node.type !== 'expression' || tagOf((node as SqlExpression).raw) === 'FuncCall';
}

function isRefusal(node: TreeNode): boolean {
  const { kind, level } = node as PlStatement;
  return node.type === 'pl-statement' && kind === 'raise' && level === 'exception';
}

/**
 * `IF <... e ...> THEN` also takes `IF NOT e` and `IF e AND f`, which let pass where `e` holds. In `e OR f` both have been
 * asked on the way behind.
 */
function doubtAbout(node: TreeNode, view: DocumentView, guard: Formula): Cause | undefined {
  const statement = node as PlStatement;
  if (node.type !== 'pl-statement' || statement.kind !== 'if' || !JSON.stringify(guard).includes('<...'))
    return undefined;
  const conditions = branchesMeant(statement, view, guard).flatMap((branch) => branch.condition ?? []);
  const condition = conditions.find(({ raw }) => !isDisjunction(raw));
  if (!condition) return undefined;
  const message = `What it means that 'IF ${condition.text} THEN' has let pass cannot be told: the pattern speaks of a part of the condition.`;
  return { kind: 'not-static', message };
}

function isDisjunction(raw: PgNode): boolean {
  const form = formOf(raw);
  return form.kind === 'plain' || (form.kind === 'any' && form.of.every(isDisjunction));
}
