import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { emitBranch, type Loose, type Ways } from '../builder.ts';
import type { Expression } from '../graph.ts';
import {
  literal,
  merged,
  operator,
  split,
  startedBy,
  type Lowering,
  type Node,
  type ValueLowerings,
} from './lowering.ts';

export const shortCircuitValues: ValueLowerings = {
  LogicalExpression: logicalValue,
  ConditionalExpression: conditionalValue,
};

interface Operands {
  /** From the left. */
  readonly operands: readonly Node[];
  /** The `a && b` of `a && b && c`: its value is nowhere by itself. */
  readonly inner: readonly Node[];
}

/** The operands of `a && b && c`, however long: one operator. */
function operandsOf(node: TSESTree.LogicalExpression): Operands {
  const operands: Node[] = [];
  const inner: Node[] = [];
  let first: Node = node;
  for (; first.type === 'LogicalExpression' && first.operator === node.operator; first = first.left) {
    operands.push(first.right);
    inner.push(first);
  }
  return { operands: [first, ...operands.reverse()], inner: inner.slice(1) };
}

function logicalValue(l: Lowering, node: TSESTree.LogicalExpression): Expression {
  const { operands, inner } = operandsOf(node);
  const result = merged(l, node);
  startedBy(l, inner, () => {
    for (const operand of operands.slice(0, -1)) {
      const value = l.value(operand);
      const { going, leaving } = testOf(l, node.operator, operand, value);
      l.builder.loose = leaving;
      result.add(value);
      l.builder.loose = going;
    }
  });
  result.add(l.value(operands.at(-1)!));
  return result.value();
}

/** The way on to the next operand, and the way out with the value of this one. */
export function testOf(
  l: Lowering,
  name: TSESTree.LogicalExpression['operator'],
  node: Node,
  value: Expression,
): { readonly going: readonly Loose[]; readonly leaving: readonly Loose[] } {
  const condition = name === '??' ? operator(node, '==', value, literal(node, null)) : value;
  const { yes, no } = emitBranch(l.builder, node, condition);
  return name === '||' ? { going: no, leaving: yes } : { going: yes, leaving: no };
}

/** `a ? b : c ? d : …` is as deep as it is long. */
function conditionalValue(l: Lowering, node: TSESTree.ConditionalExpression): Expression {
  const result = merged(l, node);
  let last: Node = node;
  for (; last.type === 'ConditionalExpression'; last = last.alternate) {
    const { test } = last;
    const { yes, no } = startedBy(l, last === node ? [] : [last], () => l.condition(test));
    l.builder.loose = yes;
    result.add(l.value(last.consequent));
    l.builder.loose = no;
  }
  result.add(l.value(last));
  return result.value();
}

/** A negation turns the ways around only where it has to; elsewhere the edges mean the condition as it is written. */
export function conditionOf(l: Lowering, node: Node): Ways {
  if (node.type === 'LogicalExpression' && node.operator !== '??') return logicalCondition(l, node);
  if (node.type === 'UnaryExpression' && node.operator === '!' && node.argument.type === 'LogicalExpression') {
    const { argument } = node;
    const { yes, no } = startedBy(l, [node], () => l.condition(argument));
    return { yes: no, no: yes };
  }
  return emitBranch(l.builder, node, l.value(node));
}

function logicalCondition(l: Lowering, node: TSESTree.LogicalExpression): Ways {
  const isAnd = node.operator === '&&';
  const { operands, inner } = operandsOf(node);
  const leaving: Loose[] = [];
  startedBy(l, [node, ...inner], () => {
    for (const operand of operands.slice(0, -1)) {
      const { yes, no } = l.condition(operand);
      leaving.push(...(isAnd ? no : yes));
      l.builder.loose = isAnd ? yes : no;
    }
  });
  const { yes, no } = l.condition(operands.at(-1)!);
  return isAnd ? { yes, no: [...leaving, ...no] } : { yes: [...leaving, ...yes], no };
}

/** `a && b()`, `a ? b() : c()` as statements: branches without a value. */
export function shortCircuitEffect(
  l: Lowering,
  node: TSESTree.LogicalExpression | TSESTree.ConditionalExpression,
): void {
  if (node.type === 'ConditionalExpression') {
    split(
      l,
      l.condition(node.test),
      () => l.effect(node.consequent),
      () => l.effect(node.alternate),
    );
  } else if (node.operator === '??') {
    const { going, leaving } = testOf(l, '??', node.left, l.value(node.left));
    l.builder.loose = going;
    l.effect(node.right);
    l.builder.loose = [...l.builder.loose, ...leaving];
  } else {
    const { yes, no } = l.condition(node.left);
    split(l, node.operator === '&&' ? { yes, no } : { yes: no, no: yes }, () => l.effect(node.right));
  }
}
