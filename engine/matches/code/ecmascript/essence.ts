import type { TreeNode } from '../../../model/document.ts';
import type { DocumentIndex } from '../../walk.ts';
import { asNode, type Node } from './estree.ts';

/** See `CodeAdapter.essenceOf`. */
export function essenceOf(node: TreeNode, index: DocumentIndex): readonly TreeNode[] {
  const inner = within(asNode(node));
  if (inner.length !== 1 || inner[0] !== node) return inner.flatMap((part) => essenceOf(part, index));
  const called = callAround(asNode(node), index);
  return [called ?? node];
}

function within(node: Node): readonly Node[] {
  switch (node.type) {
    case 'ExpressionStatement':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'ChainExpression':
      return [node.expression];
    case 'AwaitExpression':
      return [node.argument];
    case 'VariableDeclaration':
      return node.declarations;
    case 'VariableDeclarator':
      return node.init ? [node.init] : [node];
    case 'AssignmentExpression':
      return [node.right];
    case 'ReturnStatement':
      return node.argument ? [node.argument] : [node];
    case 'IfStatement':
    case 'ConditionalExpression':
      return [node.test];
    case 'LogicalExpression':
      return [node.left, node.right];
    case 'UnaryExpression':
      return node.operator === '!' && node.argument.type === 'LogicalExpression' ? [node.argument] : [node];
    default:
      return [node];
  }
}

/** The call whose callee the node is, or is a part of. */
function callAround(node: Node, index: DocumentIndex): Node | undefined {
  let at: Node = node;
  for (let up = index.parent(at) as Node | undefined; up; up = index.parent(at) as Node | undefined) {
    if ((up.type === 'CallExpression' || up.type === 'NewExpression') && up.callee === at) return up;
    if (up.type === 'TaggedTemplateExpression' && up.tag === at) return up;
    if (up.type !== 'MemberExpression' && up.type !== 'TSNonNullExpression' && up.type !== 'TSInstantiationExpression')
      return undefined;
    if (up.type === 'MemberExpression' && up.object === at && node.type !== 'Identifier') return undefined;
    at = up;
  }
  return undefined;
}

/** See `CodeAdapter.passesOf`. */
export function passesOf(node: TreeNode): boolean | undefined {
  const { type, operator } = node as { readonly type: string; readonly operator?: string };
  if (type === 'UnaryExpression' && operator === '!') return false;
  if (type !== 'BinaryExpression') return undefined;
  return operator !== '!==' && operator !== '!=';
}
