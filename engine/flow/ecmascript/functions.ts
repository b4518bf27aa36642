import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { emit, leave, temporary } from '../builder.ts';
import type { LValue } from '../graph.ts';
import { below, thisStorage } from './members.ts';
import { fetch, startedBy, variable, type Lowering, type Node } from './lowering.ts';

export type FunctionNode =
  TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;

export function isFunction(node: Node): node is FunctionNode {
  return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);
}

/** Parameters first, then the body; that of an arrow may be what it returns. */
export function functionBody(l: Lowering, { params, body }: FunctionNode): void {
  const { builder } = l;
  const targets = params.map((node) => parameter(l, node));
  targets.forEach((target, i) => takeApart(l, params[i]!, target));
  if (body?.type === 'BlockStatement') startedBy(l, [body], () => l.statements(body.body));
  else if (body) {
    emit(builder, { kind: 'return', node: body, value: l.value(body) });
    leave(builder, { kind: 'return' });
  }
}

/** A plain name is its own target, even with a default value; a pattern is a temporary. */
function parameter(l: Lowering, node: TSESTree.Parameter): LValue {
  const named = nameIn(node);
  const target = named ? variable(l, named) : temporary(l.builder, node);
  l.builder.unit.parameters.push({ node, target, isRest: node.type === 'RestElement' });
  return target;
}

function nameIn(node: Node): TSESTree.Identifier | undefined {
  switch (node.type) {
    case 'Identifier':
      return node;
    case 'AssignmentPattern':
      return nameIn(node.left);
    case 'RestElement':
      return nameIn(node.argument);
    case 'TSParameterProperty':
      return nameIn(node.parameter);
    default:
      return undefined;
  }
}

function takeApart(l: Lowering, node: TSESTree.Parameter, target: LValue): void {
  if (node.type === 'TSParameterProperty') {
    const name = nameIn(node);
    if (node.parameter.type === 'AssignmentPattern')
      l.assign(node.parameter, fetch(target, node.parameter), node.parameter);
    if (name) {
      const to = below(thisStorage(node), name.name, node);
      emit(l.builder, { kind: 'assign', node, target: to, value: fetch(target, name) });
    }
  } else if (node.type !== 'Identifier' && !(node.type === 'RestElement' && nameIn(node))) {
    l.assign(node, fetch(target, node), node);
  }
}
