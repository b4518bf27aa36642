import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { TreeNode } from '../../model/document.ts';
import { variableOf, type Analysed } from './scope.ts';

/** What a variable was initialised with, if nothing else in the file is ever assigned to it. */
export function initialiserOf(view: Analysed, identifier: TreeNode): TSESTree.Expression | undefined {
  const variable = variableOf(view, identifier);
  const definition = variable?.defs[0];
  if (!variable || variable.defs.length !== 1 || definition?.type !== 'Variable') return undefined;
  const declarator = definition.node;
  if (declarator.id.type !== 'Identifier' || !declarator.init) return undefined;
  const isReassigned = variable.references.some((reference) => reference.isWrite() && !reference.init);
  return isReassigned ? undefined : declarator.init;
}

/** Whether the file writes into the object that a variable holds (`x.a = 1`, `delete x.a`, `x.a++`). */
export function isMutated(view: Analysed, identifier: TreeNode): boolean {
  const variable = variableOf(view, identifier);
  return variable?.references.some((reference) => isWrittenInto(view, reference.identifier)) ?? true;
}

function isWrittenInto(view: Analysed, identifier: TreeNode): boolean {
  let node = identifier as TSESTree.Node;
  let parent = view.index.parent(node) as TSESTree.Node | undefined;
  while (parent?.type === 'MemberExpression' && parent.object === node) {
    node = parent;
    parent = view.index.parent(node) as TSESTree.Node | undefined;
  }
  if (node === identifier || !parent) return false;
  if (parent.type === 'AssignmentExpression') return parent.left === node;
  return parent.type === 'UpdateExpression' || (parent.type === 'UnaryExpression' && parent.operator === 'delete');
}
