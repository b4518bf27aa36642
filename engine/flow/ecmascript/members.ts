import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { emit, temporary } from '../builder.ts';
import type { Base, LValue, Offset } from '../graph.ts';
import {
  fetch,
  isTemporary,
  keep,
  literal,
  unlessWritten,
  variable,
  whetherMissing,
  type Lowering,
  type Node,
  type ValueLowerings,
} from './lowering.ts';
import type { Expression } from '../graph.ts';

export const memberValues: ValueLowerings = {
  MemberExpression: (l, node) => fetch(memberStorage(l, node)),
  ChainExpression: chainValue,
};

/** The value of an optional chain: `undefined` on the ways that leave it early. */
function chainValue(l: Lowering, node: TSESTree.ChainExpression): Expression {
  const { builder } = l;
  const around = l.chain;
  const missing = (l.chain = []);
  const value = l.value(node.expression);
  l.chain = around;
  if (missing.length === 0) return value;
  const target = temporary(builder, node);
  emit(builder, { kind: 'assign', node: node.expression, target, value });
  const present = builder.loose;
  builder.loose = missing;
  const { expression } = node;
  emit(builder, { kind: 'assign', node: expression, target, value: literal(expression, undefined) });
  builder.loose = [...present, ...builder.loose];
  return fetch(target);
}

/** The steps of a chain whose value nobody wants. */
export function chainEffect(l: Lowering, node: TSESTree.ChainExpression): void {
  const around = l.chain;
  const missing = (l.chain = []);
  l.effect(node.expression);
  l.chain = around;
  l.builder.loose = [...l.builder.loose, ...missing];
}

/** Leaves the chain if the value is missing; outside of a chain (invalid code) it has no way to leave. */
export function orLeaveChain(l: Lowering, node: Node, value: Expression): void {
  const { yes, no } = whetherMissing(l, node, value, false);
  l.chain?.push(...yes);
  l.builder.loose = l.chain ? no : [...yes, ...no];
}

export function memberStorage(l: Lowering, node: TSESTree.MemberExpression): LValue {
  const end = node.computed && !isConstantKey(node.property) ? node.range[1] : 0;
  const object = boundedDepth(l, objectStorage(l, node.object, end));
  if (node.optional) orLeaveChain(l, node.object, fetch(object));
  return { node, base: object.base, offsets: [...object.offsets, offsetOf(l, node)] };
}

/** `a?.b?.c?.…` asks for each of its parts: the longest path is kept in a temporary, or their lengths add up to its square. */
function boundedDepth(l: Lowering, object: LValue): LValue {
  return object.offsets.length < deepest ? object : storageOf(l, keep(l, fetch(object)));
}

const deepest = 64;

function objectStorage(l: Lowering, node: Node, end: number): LValue {
  switch (node.type) {
    case 'MemberExpression':
      return memberStorage(l, node);
    case 'Super':
      return superStorage(node);
    case 'ThisExpression':
      return thisStorage(node);
    case 'Identifier': {
      const value = unlessWritten(l, fetch(variable(l, node)), node.range[1], end);
      return value.kind === 'fetch' ? value.from : variable(l, node);
    }
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
      l.same.set(node, node.expression);
      return objectStorage(l, node.expression, end);
    default: {
      const value = l.value(node);
      if (value.kind === 'fetch' && isTemporary(value)) return { ...value.from, node };
      return { node, base: { kind: 'value', value }, offsets: [] };
    }
  }
}

export function superStorage(node: Node): LValue {
  return { node, base: { kind: 'super', node }, offsets: [] };
}

export function thisStorage(node: Node): LValue {
  return { node, base: { kind: 'this', node }, offsets: [] };
}

function offsetOf(l: Lowering, node: TSESTree.MemberExpression): Offset {
  const { property, computed } = node;
  if (!computed) return { kind: 'field', name: nameOf(property), node };
  if (isConstantKey(property)) return { kind: 'field', name: String(property.value), node };
  return { kind: 'index', index: l.value(property), node };
}

export function isConstantKey(node: Node): node is TSESTree.StringLiteral | TSESTree.NumberLiteral {
  return node.type === 'Literal' && (typeof node.value === 'string' || typeof node.value === 'number');
}

export function nameOf(node: Node): string {
  if (node.type === 'PrivateIdentifier') return `#${node.name}`;
  return node.type === 'Identifier' || node.type === 'JSXIdentifier' ? node.name : '';
}

/** The key of a property: its name, or the steps of what is computed. */
export function keyOf(l: Lowering, key: Node, computed: boolean): string | Expression {
  if (!computed && (key.type === 'Identifier' || key.type === 'PrivateIdentifier')) return nameOf(key);
  return isConstantKey(key) ? String(key.value) : l.value(key);
}

/** The storage below another one under a key. */
export function below(storage: LValue, key: string | Expression, node: Node): LValue {
  const offset: Offset =
    typeof key === 'string' ? { kind: 'field', name: key, node } : { kind: 'index', index: key, node };
  return { node, base: storage.base, offsets: [...storage.offsets, offset] };
}

/** A storage that holds the value: the value's own if it is one. */
export function storageOf(l: Lowering, value: Expression): LValue {
  const kept = value.kind === 'fetch' ? value : keep(l, value);
  return kept.kind === 'fetch'
    ? kept.from
    : { node: kept.node, base: { kind: 'value', value: kept } satisfies Base, offsets: [] };
}
