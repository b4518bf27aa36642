import { visitorKeys } from '@typescript-eslint/visitor-keys';
import type { TreeNode } from '../../model/document.ts';

type Fields = TreeNode & { readonly [field: string]: unknown };
const none: readonly string[] = [];

/** The fields of a node that hold its children. */
export function childKeys(type: string): readonly string[] {
  return visitorKeys[type] ?? none;
}

export { visitorKeys };

/** The children of a node in source order. The parser's own order puts e.g. all texts of a template before its expressions. */
export function childrenOf(node: TreeNode): readonly TreeNode[] {
  const children: TreeNode[] = [];
  let inOrder = true;
  const add = (child: unknown): void => {
    if (!isNode(child)) return;
    const last = children.at(-1);
    if (last && last.range[0] > child.range[0]) inOrder = false;
    children.push(child);
  };
  for (const key of childKeys(node.type)) {
    const value = (node as Fields)[key];
    if (Array.isArray(value)) value.forEach(add);
    else add(value);
  }
  return inOrder ? children : children.sort((a, b) => a.range[0] - b.range[0]);
}

export function isNode(value: unknown): value is TreeNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'range' in value;
}
