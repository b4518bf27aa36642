import type { TreeNode } from '../../../model/document.ts';
import type { DocumentView } from '../../matcher.ts';
import { asNode, isFunction, type Node } from './estree.ts';

/** See `CodeAdapter.functionAt`. */
export function functionAt(node: TreeNode): TreeNode | undefined {
  const declared = asNode(node);
  if (isFunction(declared)) return declared;
  return declared.type === 'VariableDeclarator' && isFunction(declared.init) ? declared.init : undefined;
}

/** See `CodeAdapter.isDeclaration`. */
export function isDeclaration({ type }: TreeNode): boolean {
  return type === 'VariableDeclarator' || type === 'ExportSpecifier' || type === 'ExportAllDeclaration';
}

/** See `CodeAdapter.isMember`. */
export function isMember(function_: TreeNode, { index }: DocumentView): boolean {
  const parent = index.parent(function_);
  return parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition' || parent?.type === 'Property';
}

/** See `CodeAdapter.isEntry`: what stands below 'use server' is called by browsers. */
export function isServerAction(node: TreeNode, { document, index }: DocumentView): boolean {
  const function_ = asNode(node);
  if (!isFunction(function_)) return false;
  if (function_.body?.type === 'BlockStatement' && isServer(function_.body.body)) return true;
  const root = document.tree && asNode(document.tree.root);
  return root?.type === 'Program' && isServer(root.body) && isOfModule(function_, (of) => index.parent(of));
}

function isServer(statements: readonly Node[]): boolean {
  return statements.some(
    (statement) => statement.type === 'ExpressionStatement' && statement.directive === 'use server',
  );
}

/** `export function f`, `export default () => …`, `const f = () => …` at the top level. */
function isOfModule(function_: Node, parent: (of: TreeNode) => TreeNode | undefined): boolean {
  let up = parent(function_);
  if (up?.type === 'VariableDeclarator') up = parent(parent(up) ?? up);
  else if (!up?.type.startsWith('Export')) return false;
  return up?.type === 'Program' || up?.type.startsWith('Export') === true;
}
