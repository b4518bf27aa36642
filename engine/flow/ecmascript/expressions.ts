import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { TreeNode } from '../../model/document.ts';
import { emit, emitThrowing, temporary } from '../builder.ts';
import type { Expression, Field } from '../graph.ts';
import { keyOf, superStorage, thisStorage } from './members.ts';
import {
  argumentsOf,
  fetch,
  isTemporary,
  keep,
  literal,
  operator,
  other,
  values,
  variable,
  type Lowering,
  type Node,
  type ValueLowerings,
} from './lowering.ts';

export const plainValues: ValueLowerings = {
  Identifier: (l, node) => fetch(variable(l, node)),
  ThisExpression: (_, node) => fetch(thisStorage(node)),
  Super: (_, node) => fetch(superStorage(node)),
  Literal: (_, node) => {
    const { value } = node;
    return typeof value === 'bigint' || value instanceof RegExp || 'regex' in node || 'bigint' in node
      ? other(node)
      : literal(node, value);
  },
  TemplateLiteral: (l, node) => ({ kind: 'template', node, pieces: pieces(l, node) }),
  ArrayExpression: (l, node) => ({ kind: 'list', node, items: argumentsOf(l, node.elements) }),
  ObjectExpression: (l, node) => ({
    kind: 'record',
    node,
    fields: node.properties.map((property) => fieldOf(l, property)),
  }),
  UnaryExpression: (l, node) => operator(node, node.operator, l.value(node.argument)),
  BinaryExpression: binary,
  SequenceExpression: (l, node) => {
    node.expressions.slice(0, -1).forEach(l.effect);
    return { kind: 'cast', node, operator: ',', value: l.value(node.expressions.at(-1)!) };
  },
  AwaitExpression: (l, node) => suspended(l, node, 'await', l.value(node.argument)),
  YieldExpression: (l, node) =>
    suspended(l, node, 'yield', node.argument ? l.value(node.argument) : literal(node, undefined)),
  TSAsExpression: (l, node) => cast(l, node, 'as', node.expression),
  TSSatisfiesExpression: (l, node) => cast(l, node, 'satisfies', node.expression),
  TSTypeAssertion: (l, node) => cast(l, node, 'as', node.expression),
  TSNonNullExpression: (l, node) => cast(l, node, '!', node.expression),
  TSInstantiationExpression: (l, node) => cast(l, node, '<>', node.expression),
  FunctionExpression: (l, node) => ({ kind: 'function', node, unit: l.unit(node) }),
  ArrowFunctionExpression: (l, node) => ({ kind: 'function', node, unit: l.unit(node) }),
};

function cast(l: Lowering, node: Node, name: string, expression: Node): Expression {
  return { kind: 'cast', node, operator: name, value: l.value(expression) };
}

/** Something that lets other code run in between, and throws what comes out of there. */
function suspended(l: Lowering, node: Node, name: string, value: Expression): Expression {
  const target = temporary(l.builder, node);
  emitThrowing(l.builder, { kind: 'assign', node, target, value: { kind: 'cast', node, operator: name, value } });
  return fetch(target);
}

/** Texts without a character are left out. */
function pieces(l: Lowering, { quasis, expressions }: TSESTree.TemplateLiteral): readonly Expression[] {
  const inserted = values(l, expressions);
  return quasis.flatMap((quasi, i) => {
    const text = quasi.value.cooked ?? quasi.value.raw;
    return [...(text === '' ? [] : [literal(quasi, text)]), ...inserted.slice(i, i + 1)];
  });
}

function fieldOf(l: Lowering, property: TSESTree.ObjectLiteralElement): Field {
  if (property.type === 'SpreadElement') return { kind: 'spread', node: property, value: l.value(property.argument) };
  const key = keyOf(l, property.key, property.computed);
  const named = typeof key === 'string' ? key : undefined;
  const value = valueNamed(l, property.value, named);
  if (named !== undefined) return { kind: 'field', name: named, node: property, value };
  return { kind: 'computed', key: key as Expression, node: property, value };
}

/** A function or class without a name of its own has that of what it is assigned to. */
export function valueNamed(l: Lowering, node: Node, name: string | undefined): Expression {
  if (/^(FunctionExpression|ArrowFunctionExpression|ClassExpression)$/.test(node.type)) l.unit(node, name);
  return l.value(node);
}

/** So deep an expression gets before its value is kept in a temporary: whoever walks it may recurse. */
const deepest = 64;

/** `a + b + …` is as deep as it is long: its operands are taken from left to right without recursion. */
function binary(l: Lowering, node: TSESTree.BinaryExpression): Expression {
  const spine: TSESTree.BinaryExpression[] = [];
  let first: Node = node;
  for (; first.type === 'BinaryExpression'; first = first.left) spine.push(first);
  const operators = spine.reverse();
  const [start, ...rest] = values(l, [first, ...operators.map(({ right }) => right)]);
  return rest.reduce((left, right, i) => {
    const at = operators[i]!;
    const value = operator(at, at.operator, left, right);
    return i % deepest === deepest - 1 ? keep(l, value) : value;
  }, start!);
}

/** The end of an expression whose value nobody wants. */
export function evaluateFor(l: Lowering, node: TreeNode, value: Expression): void {
  if (!isTemporary(value)) emit(l.builder, { kind: 'evaluate', node, value });
}
