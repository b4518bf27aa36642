import type { SqlExpression, SqlNode, SqlStatement } from '../../documents/sql/node.ts';
import type { PgFields, PgNode } from '../../documents/sql/postgres.ts';
import { tagOf } from '../../documents/sql/statement-kind.ts';
import type { Json } from '../../model/document.ts';
import { emit, emitBranch, emitThrowing, temporary, type Loose } from '../builder.ts';
import type { Expression } from '../graph.ts';
import { formOf } from './logic.ts';
import { listOf, literal, other, partOf, storage, type Lowering } from './lowering.ts';
import { isNeverNull } from './null.ts';

type ValueLowering = (l: Lowering, node: SqlExpression, fields: PgFields) => Expression;

/**
 * The value of an expression. What is certainly evaluated with it is part of it, calls are steps of their own; what may be
 * skipped (in CASE, behind COALESCE, for each row of a query) is left out: that it has run is not known.
 */
export function valueOf(l: Lowering, node: SqlExpression): Expression {
  const isDecided = formOf(node.raw).kind !== 'plain' || isTest(node.raw);
  return isDecided ? truthValue(l, node) : plainValueOf(l, node);
}

/** The same, of what a condition branches on. */
export function plainValueOf(l: Lowering, node: SqlExpression): Expression {
  const tag = tagOf(node.raw);
  return valueLowerings[tag]?.(l, node, node.raw[tag] ?? {}) ?? other(node);
}

const valueLowerings: Readonly<Record<string, ValueLowering>> = {
  A_Const: (_, node, fields) => literal(node, constantOf(fields)),
  ColumnRef: reference,
  ParamRef: (l, node, { number }) => named(l, node, [`$${Number(number ?? 0)}`]),
  FuncCall: call,
  A_Expr: operation,
  NullTest: (l, node, { arg, nulltesttype }) => ({
    kind: 'operator',
    node,
    operator: nulltesttype === 'IS_NULL' ? '===' : '!==',
    operands: [part(l, node, arg), literal(node, null)],
  }),
  TypeCast: (l, node, { arg }) => ({ kind: 'cast', node, operator: '::', value: part(l, node, arg) }),
  CollateClause: (l, node, { arg }) => ({ kind: 'cast', node, operator: 'COLLATE', value: part(l, node, arg) }),
  RowExpr: (l, node, { args }) => other(node, ...parts(l, node, args)),
  A_ArrayExpr: (l, node, { elements }) => other(node, ...parts(l, node, elements)),
  MinMaxExpr: (l, node, { args }) => other(node, ...parts(l, node, args)),
  A_Indirection: (l, node, { arg }) => other(node, part(l, node, arg)),
  CoalesceExpr: (l, node, { args }) => other(node, ...parts(l, node, listOf(args).slice(0, 1))),
  SubLink: subquery,
};

function part(l: Lowering, node: SqlExpression, raw: Json | undefined): Expression {
  return l.value(partOf(l, node, (raw ?? {}) as PgNode));
}

function parts(l: Lowering, node: SqlExpression, raws: Json | undefined): readonly Expression[] {
  return listOf(raws).map((raw) => part(l, node, (raw.NamedArgExpr?.arg ?? raw) as PgNode));
}

function constantOf({ isnull, sval, ival, fval, boolval }: PgFields): string | number | boolean | null {
  if (isnull === true) return null;
  if (sval !== undefined) return String((sval as PgFields).sval ?? '');
  if (ival !== undefined) return Number((ival as PgFields).ival ?? 0);
  if (boolval !== undefined) return (boolval as PgFields).boolval === true;
  return fval === undefined ? '' : Number((fval as PgFields).fval);
}

function reference(l: Lowering, node: SqlExpression, { fields }: PgFields): Expression {
  return named(
    l,
    node,
    listOf(fields).map(({ String: name }) => (typeof name?.sval === 'string' ? name.sval : '*')),
  );
}

/** A variable, or a field of one; a column otherwise, of which nothing is known. */
function named(l: Lowering, node: SqlExpression, [name = '', ...path]: readonly string[]): Expression {
  if (!l.scope.has(name)) return other(node);
  const offsets = path.map((field) => ({ kind: 'field', name: field, node }) as const);
  return { kind: 'fetch', node, from: { ...storage(l, name, node), offsets } };
}

function call(l: Lowering, node: SqlExpression, { funcname, args, over }: PgFields): Expression {
  const values = parts(l, node, args);
  if (over !== undefined) return other(node, ...values);
  const result = temporary(l.builder, node);
  const callee = { type: 'name', range: node.range };
  const name = String(listOf(funcname).at(-1)?.String?.sval ?? '');
  emitThrowing(l.builder, {
    kind: 'call',
    node,
    result,
    callee: {
      kind: 'fetch',
      node: callee,
      from: { node: callee, base: { kind: 'variable', name, node: callee }, offsets: [] },
    },
    arguments: values.map((value) => ({ value, isSpread: false })),
    isNew: false,
  });
  return { kind: 'fetch', node, from: result };
}

const comparisons: Readonly<Record<string, string>> = {
  'AEXPR_OP =': '===',
  'AEXPR_OP <>': '!==',
  'AEXPR_OP <': '<',
  'AEXPR_OP >': '>',
  'AEXPR_OP <=': '<=',
  'AEXPR_OP >=': '>=',
  'AEXPR_DISTINCT =': '!==',
  'AEXPR_NOT_DISTINCT =': '===',
};

function operation(l: Lowering, node: SqlExpression, { kind, name, lexpr, rexpr }: PgFields): Expression {
  const symbol = String(listOf(name).at(-1)?.String?.sval ?? '');
  const operands = [lexpr, rexpr].flatMap((raw) => {
    const operand = raw !== undefined && !Array.isArray(raw) && !('List' in (raw as PgNode)) ? raw : undefined;
    return operand === undefined ? [] : [part(l, node, operand)];
  });
  const operator = comparisons[`${String(kind)} ${symbol}`];
  return operator && operands.length === 2 ? { kind: 'operator', node, operator, operands } : other(node, ...operands);
}

/** `(SELECT f())` is `f()`. */
function subquery(l: Lowering, node: SqlExpression, { subLinkType, subselect }: PgFields): Expression {
  const tag = tagOf((subselect ?? {}) as PgNode);
  const children = (l.view.document.tree?.children(node) ?? []) as readonly SqlNode[];
  const query = children.find(
    (child): child is SqlStatement => child.type === 'statement' && child.raw?.[tag] === (subselect as PgNode)[tag],
  );
  if (!query || subLinkType !== 'EXPR_SUBLINK') return other(node);
  const [value, ...others] = selectedBy(l, query);
  if (!value || others.length > 0) return other(node, other(query));
  const selected: Expression = { kind: 'cast', node: query, operator: 'SELECT', value };
  return { kind: 'cast', node, operator: '()', value: selected };
}

/** What a query of one row certainly computes: nothing of any other, since it may have none. */
export function selectedBy(l: Lowering, query: SqlStatement): readonly Expression[] {
  const select = query.raw?.SelectStmt;
  if (!select || mayBeEmpty.some((clause) => select[clause] !== undefined)) return [];
  return listOf(select.targetList).flatMap(({ ResTarget: target }) =>
    target?.val === undefined ? [] : [l.value(partOf(l, query, target.val as PgNode))],
  );
}

const mayBeEmpty = [
  'fromClause',
  'whereClause',
  'groupClause',
  'havingClause',
  'limitCount',
  'limitOffset',
  'withClause',
  'valuesLists',
  'larg',
];

/** What certainly answers true or false: kept in a variable, it is not taken for NULL. */
function isTest(raw: PgNode): boolean {
  const { kind, subLinkType } = raw.A_Expr ?? raw.SubLink ?? {};
  return 'NullTest' in raw || subLinkType === 'EXISTS_SUBLINK' || /^AEXPR_(NOT_)?DISTINCT$/.test(String(kind));
}

/** A boolean that is put together of others: a way for each of its outcomes. Its steps are not the expression, which is tested before. */
function truthValue(l: Lowering, expression: SqlExpression): Expression {
  const { builder } = l;
  const node = { type: 'outcome', range: expression.range };
  const target = temporary(builder, node);
  const ends: Loose[] = [];
  const give = (value: boolean | null, ways: readonly Loose[]): void => {
    builder.loose = ways;
    emit(builder, { kind: 'assign', node, target, value: literal(node, value) });
    ends.push(...builder.loose);
  };
  const { yes, no } = l.condition(expression, true);
  give(true, yes);
  builder.loose = no;
  if (isNeverNull(expression.raw, l.scope)) give(false, no);
  else {
    const whether = emitBranch(builder, node, other(node));
    give(null, whether.no);
    give(false, whether.yes);
  }
  builder.loose = ends;
  return { kind: 'fetch', node, from: target };
}
