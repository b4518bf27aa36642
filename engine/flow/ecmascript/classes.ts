import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { emit } from '../builder.ts';
import type { Expression } from '../graph.ts';
import { below, keyOf, nameOf, thisStorage } from './members.ts';
import { valueNamed } from './expressions.ts';
import {
  literal,
  other,
  variable,
  type Lowering,
  type Node,
  type StatementLowerings,
  type ValueLowerings,
} from './lowering.ts';

export const classValues: ValueLowerings = {
  ClassExpression: (l, node) => classValue(l, node),
};

export const classStatements: StatementLowerings = {
  ClassDeclaration: (l, node) => {
    if (node.declare) return;
    const value = classValue(l, node);
    if (node.id) emit(l.builder, { kind: 'assign', node, target: variable(l, node.id), value });
    else emit(l.builder, { kind: 'evaluate', node, value });
  },
};

/** What a class is made of where it stands: its superclass and decorators. All in its body is a unit of its own. */
function classValue(l: Lowering, node: TSESTree.ClassDeclaration | TSESTree.ClassExpression): Expression {
  const decorators = node.decorators.map(({ expression }) => l.value(expression));
  const superclass = node.superClass ? [l.value(node.superClass)] : [];
  l.unit(node, node.id?.name);
  return other(node, ...superclass, ...decorators);
}

/** Decorators, computed keys, initial values of fields and static blocks, in source order. */
export function classBody(l: Lowering, { body }: TSESTree.ClassBody): void {
  for (const member of body) {
    switch (member.type) {
      case 'StaticBlock':
        l.statements([member]);
        break;
      case 'MethodDefinition':
        decorate(l, [member, ...member.value.params]);
        method(l, member);
        break;
      case 'PropertyDefinition':
      case 'AccessorProperty':
        decorate(l, [member]);
        field(l, member);
        break;
      default:
        break;
    }
  }
}

function decorate(l: Lowering, nodes: readonly Node[]): void {
  for (const node of nodes) {
    if (!('decorators' in node)) continue;
    for (const { expression } of node.decorators) l.effect(expression);
  }
}

function method(l: Lowering, { key, computed, value }: TSESTree.MethodDefinition): void {
  const name = keyOf(l, key, computed);
  if (computed && typeof name !== 'string') emit(l.builder, { kind: 'evaluate', node: key, value: name });
  if (value.body) l.unit(value, typeof name === 'string' ? name : undefined);
}

function field(l: Lowering, node: TSESTree.PropertyDefinition | TSESTree.AccessorProperty): void {
  if (node.declare) return;
  const key = keyOf(l, node.key, node.computed);
  const name = typeof key === 'string' ? nameOf(node.key) || key : undefined;
  const value = node.value ? valueNamed(l, node.value, name) : literal(node, undefined);
  emit(l.builder, { kind: 'assign', node, target: below(thisStorage(node), key, node), value });
}
