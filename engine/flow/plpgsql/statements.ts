import type { PlInto, PlStatement, SqlBody, SqlExpression, SqlStatement } from '../../documents/sql/node.ts';
import { bodyOf } from '../../documents/sql/bodies.ts';
import type { PgNode } from '../../documents/sql/postgres.ts';
import { emit, emitThrowing, leave, withTarget, type Jump, type Ways } from '../builder.ts';
import type { Expression, Instruction } from '../graph.ts';
import { evaluate, listOf, other, startedBy, storage, withVariables, type Lowering } from './lowering.ts';
import { selectedBy } from './values.ts';

/** A statement of SQL: one step, since what it does to which rows nobody knows. */
export function sqlStatement(l: Lowering, node: SqlStatement): void {
  const values = selectedBy(l, node);
  evaluate(l, node, ...values);
  if (node.into) setBy(l, node, node.into, values);
  for (const name of handedOut(l, node)) write(l, node, name, other(node));
  const body = bodyOf(node);
  if (body && node.kind === 'do') runBody(l, body);
  else if (body) l.unit(body, functionName(node));
}

export function functionName({ raw }: SqlStatement): string {
  return String(listOf(raw?.CreateFunctionStmt?.funcname).at(-1)?.String?.sval ?? '');
}

/** Variables that CALL hands to a procedure, which may write to them. */
function handedOut({ scope }: Lowering, { raw }: SqlStatement): readonly string[] {
  const funccall = raw?.CallStmt?.funccall as { readonly args?: readonly never[] } | undefined;
  return listOf(funccall?.args).flatMap((argument) => {
    const { ColumnRef: reference } = (argument.NamedArgExpr?.arg ?? argument) as PgNode;
    const name = listOf(reference?.fields)[0]?.String?.sval;
    return typeof name === 'string' && scope.has(name) ? [name] : [];
  });
}

/** A body that is run where it stands: a DO block, the text of EXECUTE. RETURN only ends it, and it knows no variables around it. */
export function runBody(l: Lowering, body: SqlBody): void {
  const label = `body at ${body.range[0]}`;
  const inner: Lowering = { ...l, scope: new Map(), returnsTo: label };
  const { breaks } = withTarget(l.builder, 'bare', [label], () => inner.statements(body.statements));
  l.builder.loose = [...l.builder.loose, ...breaks];
}

/** Sets variables: to the values of a row that is known, or to what nobody knows. */
export function setBy(
  l: Lowering,
  node: SqlStatement | PlStatement,
  { targets }: PlInto,
  values: readonly Expression[] = [],
): void {
  targets.forEach(({ name, subscripts }, i) => {
    const isWhole = !name.includes('.') && subscripts === undefined && values.length === targets.length;
    write(l, node, name, isWhole ? values[i]! : other(node));
  });
}

function write(l: Lowering, { range }: SqlStatement | PlStatement, name: string, value: Expression): void {
  const node = { type: 'target', range };
  emit(l.builder, { kind: 'assign', node, target: storage(l, written(l, name), node), value });
}

/** `r` of `r.a`; `v` where `b.v` is a variable with the label of its block. */
function written({ scope }: Lowering, name: string): string {
  const [first = '', second] = name.split('.');
  return second === undefined || scope.has(first) ? first : second;
}

/** One step, after the calls of its expressions. */
export function plainStatement(l: Lowering, node: PlStatement): void {
  evaluate(l, node, ...valuesIn(l, node));
  if (node.body) runBody(l, node.body);
  if (node.into) setBy(l, node, node.into);
}

function valuesIn(l: Lowering, { expressions, query }: PlStatement): readonly Expression[] {
  const values = expressions.map((expression) => l.value(expression));
  return query ? [...values, other(query, ...selectedBy(l, query))] : values;
}

export function assignment(l: Lowering, node: PlStatement): void {
  const [value] = valuesIn(l, node);
  const [target] = node.into?.targets ?? [];
  if (!value || !target) return void evaluate(l, node);
  const isWhole = !target.name.includes('.') && target.subscripts === undefined;
  const to = storage(l, written(l, target.name), { type: 'target', range: target.range });
  emitThrowing(l.builder, { kind: 'assign', node, target: to, value: isWhole ? value : other(node, value) });
}

export function returning(l: Lowering, node: PlStatement): void {
  const [value] = valuesIn(l, node);
  if (l.returnsTo !== undefined) {
    evaluate(l, node, ...(value ? [value] : []));
    leave(l.builder, { kind: 'break', label: l.returnsTo });
  } else {
    emitThrowing(l.builder, { kind: 'return', node, ...(value && { value }) });
    leave(l.builder, { kind: 'return' });
  }
}

/** Of the level `exception` it ends the way; any other only tells. */
export function raise(l: Lowering, node: PlStatement): void {
  const values = valuesIn(l, node);
  if (node.level === 'exception') throwing(l, { kind: 'throw', node, value: other(node, ...values) });
  else evaluate(l, node, ...values);
}

export function throwing({ builder }: Lowering, instruction: Extract<Instruction, { kind: 'throw' }>): void {
  const from = emit(builder, instruction);
  builder.loose = [{ from, kind: 'throw' }];
  leave(builder, { kind: 'throw' });
}

export function assertion(l: Lowering, node: PlStatement): void {
  const [condition] = node.expressions;
  if (!condition) return void evaluate(l, node);
  const { yes, no } = startedBy(l, node, () => l.condition(condition, true));
  l.builder.loose = no;
  throwing(l, { kind: 'throw', node, value: other(node) });
  l.builder.loose = yes;
}

/** EXIT and CONTINUE, always or where their condition holds. */
export function jump(l: Lowering, node: PlStatement): void {
  const { condition, kind, target } = node;
  const to: Jump = { kind: kind === 'exit' ? 'break' : 'continue', ...(target !== undefined && { label: target }) };
  const join = (): Ways => {
    emit(l.builder, { kind: 'join', node });
    return { yes: l.builder.loose, no: [] };
  };
  const { yes, no } = condition ? startedBy(l, node, () => l.condition(condition, true)) : join();
  l.builder.loose = yes;
  leave(l.builder, to);
  l.builder.loose = no;
}

/** Variables start as NULL, or with what they are declared with. */
export function declaration(l: Lowering, node: PlStatement): void {
  const variables = node.variables ?? [];
  // a variable of an outer block may be what one of the same name is declared with
  for (const variable of variables) {
    const initial = variable.initial && { node: variable.initial, value: l.value(variable.initial) };
    l.scope = withVariables(l, [variable]);
    const at: Pick<SqlExpression, 'type' | 'range'> = { type: 'expression', range: variable.range ?? node.range };
    const target = storage(l, variable.name, at);
    if (initial) emitThrowing(l.builder, { kind: 'assign', node: initial.node, target, value: initial.value });
    else emit(l.builder, { kind: 'assign', node: at, target, value: { kind: 'literal', node: at, value: null } });
  }
}
