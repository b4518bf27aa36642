import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { emit } from '../builder.ts';
import type { Expression, LValue } from '../graph.ts';
import { evaluateFor, valueNamed } from './expressions.ts';
import { below, keyOf, memberStorage, nameOf, storageOf } from './members.ts';
import {
  fetch,
  keep,
  literal,
  merged,
  operator,
  other,
  startedBy,
  unlessWritten,
  variable,
  whetherMissing,
  type Lowering,
  type Node,
  type ValueLowerings,
} from './lowering.ts';
import { testOf } from './short-circuits.ts';

export const assignmentValues: ValueLowerings = {
  AssignmentExpression: assignment,
  UpdateExpression: (l, node) => update(l, node, true),
};

/** The storage that an expression names; nothing for what is none (`f() = 1` parses). */
export function storageNamed(l: Lowering, node: Node): LValue | undefined {
  switch (node.type) {
    case 'Identifier':
      return variable(l, node);
    case 'MemberExpression':
      return memberStorage(l, node);
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'TSNonNullExpression':
      l.same.set(node, node.expression);
      return storageNamed(l, node.expression);
    default:
      return undefined;
  }
}

function assignment(l: Lowering, node: TSESTree.AssignmentExpression): Expression {
  const { left, right } = node;
  const name = node.operator.slice(0, -1);
  if (name === '&&' || name === '||' || name === '??') return logicalAssignment(l, node, name);
  if (left.type === 'ObjectPattern' || left.type === 'ArrayPattern') {
    const value = keep(l, l.value(right));
    assign(l, left, value, node);
    return value;
  }
  const target = storageNamed(l, left);
  if (!target) return evaluated(l, node, other(node, l.value(left), l.value(right)));
  if (name === '') {
    emit(l.builder, { kind: 'assign', node, target, value: valueNamed(l, right, nameIn(left)) });
    return fetch(target, node);
  }
  const old = unlessWritten(l, fetch(target, left), left.range[1], right.range[1]);
  emit(l.builder, { kind: 'assign', node, target, value: operator(node, name, old, l.value(right)) });
  return fetch(target, node);
}

function logicalAssignment(l: Lowering, node: TSESTree.AssignmentExpression, name: '&&' | '||' | '??'): Expression {
  const target = storageNamed(l, node.left);
  if (!target) return evaluated(l, node, other(node, l.value(node.left), l.value(node.right)));
  const { going, leaving } = testOf(l, name, node.left, fetch(target, node.left));
  l.builder.loose = going;
  const value = valueNamed(l, node.right, nameIn(node.left));
  emit(l.builder, { kind: 'assign', node, target, value });
  l.builder.loose = [...l.builder.loose, ...leaving];
  return fetch(target, node);
}

function evaluated(l: Lowering, node: Node, value: Expression): Expression {
  emit(l.builder, { kind: 'evaluate', node, value });
  return value;
}

export function update(l: Lowering, node: TSESTree.UpdateExpression, isWanted: boolean): Expression {
  const target = storageNamed(l, node.argument);
  if (!target) return evaluated(l, node, operator(node, node.operator, l.value(node.argument)));
  const old = fetch(target, node.argument);
  const kept = isWanted && !node.prefix ? keep(l, old) : undefined;
  emit(l.builder, { kind: 'assign', node, target, value: operator(node, node.operator, kept ?? old) });
  return kept ?? fetch(target, node);
}

function nameIn(target: Node): string | undefined {
  if (target.type === 'Identifier') return target.name;
  return target.type === 'MemberExpression' && !target.computed ? nameOf(target.property) : undefined;
}

/** Assigns a value to an identifier, a member, or what a pattern takes out of it. */
export function assign(l: Lowering, target: Node, value: Expression, at: Node): void {
  switch (target.type) {
    case 'ObjectPattern':
      startedBy(l, [at, target], () => objectPattern(l, target, value));
      break;
    case 'ArrayPattern':
      startedBy(l, [at, target], () => arrayPattern(l, target, value));
      break;
    case 'AssignmentPattern':
      assign(l, target.left, orDefault(l, target, value), at);
      break;
    case 'RestElement':
      assign(l, target.argument, value, at);
      break;
    default: {
      const storage = storageNamed(l, target);
      if (storage) emit(l.builder, { kind: 'assign', node: at, target: storage, value });
      else evaluateFor(l, at, other(at, l.value(target), value));
    }
  }
}

function orDefault(l: Lowering, node: TSESTree.AssignmentPattern, value: Expression): Expression {
  const result = merged(l, node);
  const { yes, no } = whetherMissing(l, node, value, true);
  l.builder.loose = no;
  result.add(value);
  l.builder.loose = yes;
  result.add(valueNamed(l, node.right, nameIn(node.left)));
  return result.value();
}

/** An empty pattern still reads the value. `rest`: the object without the keys that have been taken out of it. */
function objectPattern(l: Lowering, { properties }: TSESTree.ObjectPattern, value: Expression): void {
  if (properties.length === 0) evaluateFor(l, value.node, value);
  const source = storageOf(l, value);
  const taken: Expression[] = [];
  for (const property of properties) {
    if (property.type === 'RestElement')
      assign(l, property, operator(property, 'rest', fetch(source, property), ...taken), property);
    else {
      const key = keyOf(l, property.key, property.computed);
      taken.push(typeof key === 'string' ? literal(property.key, key) : key);
      assign(l, property.value, fetch(below(source, key, property)), property);
    }
  }
}

/** Indexes as for an array; behind a rest element nothing comes. `slice`: the list from an index on. */
function arrayPattern(l: Lowering, { elements }: TSESTree.ArrayPattern, value: Expression): void {
  if (elements.length === 0) evaluateFor(l, value.node, value);
  const source = storageOf(l, value);
  elements.forEach((element, i) => {
    if (!element) return;
    if (element.type === 'RestElement')
      assign(l, element, operator(element, 'slice', fetch(source, element), literal(element, i)), element);
    else assign(l, element, fetch(below(source, String(i), element)), element);
  });
}
