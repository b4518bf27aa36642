import type { PlBranch, PlStatement } from '../../documents/sql/node.ts';
import { emit, emitBranch, emitThrowing, link, temporary, withTarget, type Loose, type Ways } from '../builder.ts';
import type { Expression } from '../graph.ts';
import { evaluate, joined, mark, other, startedBy, type Lowering } from './lowering.ts';
import { runBody, setBy, throwing } from './statements.ts';
import { selectedBy } from './values.ts';

/**
 * IF, ELSIF, ELSE. A branch stands where it has been done: where its condition does not hold, and at its own end, if it
 * has one. A branch that leaves has then let nobody pass but those whom its condition is not about.
 */
export function ifStatement(l: Lowering, node: PlStatement): void {
  const ends: Loose[] = [];
  const take = (branch: PlBranch): void => {
    l.statements(branch.statements);
    mark(l, branch);
    ends.push(...l.builder.loose);
  };
  startedBy(l, node, () => {
    for (const branch of node.branches) {
      const { condition } = branch;
      const { yes, no } = condition ? l.condition(condition, true) : { yes: l.builder.loose, no: [] };
      l.builder.loose = yes;
      take(branch);
      l.builder.loose = no;
      if (condition) mark(l, branch);
    }
  });
  l.builder.loose = joined(ends, l.builder.loose);
}

/** Without ELSE it raises an exception where no WHEN holds. */
export function caseStatement(l: Lowering, node: PlStatement): void {
  const { builder } = l;
  const ends: Loose[] = [];
  startedBy(l, node, () => {
    const [expression] = node.expressions;
    const subject = expression && kept(l, l.value(expression));
    for (const branch of node.branches) {
      const { yes, no } = whetherTaken(l, branch, subject);
      builder.loose = yes;
      l.statements(branch.statements);
      ends.push(...builder.loose);
      builder.loose = no;
    }
  });
  if (builder.loose.length > 0) throwing(l, { kind: 'throw', node, value: other(node) });
  builder.loose = ends;
  done(l, node);
}

function whetherTaken(l: Lowering, { condition }: PlBranch, subject: Expression | undefined): Ways {
  if (!condition) return { yes: l.builder.loose, no: [] };
  if (!subject) return l.condition(condition, true);
  const operands = [subject, l.value(condition)];
  const from = emitThrowing(l.builder, {
    kind: 'branch',
    node: condition,
    condition: { kind: 'operator', node: condition, operator: '===', operands },
  });
  const no: readonly Loose[] = [
    { from, kind: 'false' },
    { from, kind: 'null' },
  ];
  return { yes: [{ from, kind: 'true' }], no };
}

function kept(l: Lowering, value: Expression): Expression {
  const target = temporary(l.builder, value.node);
  emit(l.builder, { kind: 'assign', node: value.node, target, value });
  return { kind: 'fetch', node: value.node, from: target };
}

/** A statement that holds others is done at its end; its first branch stands there. */
export function done(l: Lowering, { branches: [first] }: PlStatement): void {
  if (first) mark(l, first);
}

/** LOOP: left by jumps only. */
export function endlessLoop(l: Lowering, node: PlStatement): void {
  loop(l, node, () => ({ yes: l.builder.loose, no: [] }));
}

export function whileLoop(l: Lowering, node: PlStatement): void {
  const condition = node.branches[0]?.condition;
  loop(l, node, () => {
    if (!condition) return { yes: l.builder.loose, no: [] };
    const { yes, no } = l.condition(condition, true);
    const isAlways = /^true$/i.test(condition.text);
    return { yes, no: isAlways ? [] : no };
  });
}

/** FOR and FOREACH: what they loop over is evaluated once; one more row or none, as far as the text tells. */
export function overRows(l: Lowering, node: PlStatement): void {
  const { query, expressions, body, into } = node;
  startedBy(l, node, () => {
    const values = expressions.map((expression) => l.value(expression));
    const rows = query ? [other(query, ...selectedBy(l, query))] : [];
    const at = { type: 'rows', range: node.range };
    evaluate(l, at, ...values, ...rows);
    if (body) runBody(l, body);
  });
  const test = (): Ways => emitBranch(l.builder, { type: 'row', range: node.range }, other(node));
  loop(l, node, test, () => into && setBy(l, node, into));
}

function loop(l: Lowering, node: PlStatement, test: () => Ways, each: () => void = () => undefined): void {
  const { builder, starts } = l;
  const head = emit(builder, { kind: 'join', node: { type: 'loop', range: node.range } });
  if (!starts.has(node)) starts.set(node, [head]);
  const { yes, no } = test();
  builder.loose = yes;
  const { breaks, continues } = withTarget(builder, 'loop', labelsOf(node), () => {
    each();
    for (const { statements } of node.branches) l.statements(statements);
  });
  builder.loose = joined(builder.loose, continues);
  link(builder.loose, head);
  builder.loose = joined(no, breaks);
  done(l, node);
}

export function labelsOf({ label }: PlStatement): readonly string[] {
  return label === undefined ? [] : [label];
}
