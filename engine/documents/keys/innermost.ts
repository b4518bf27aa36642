import type { Tree, TreeNode } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';

/** The deepest node that a range stands in; a key counts as part of its value. Nothing where that is the whole document. */
export function innermost(tree: Tree, range: Range): TreeNode | undefined {
  let found: TreeNode | undefined;
  for (let next = childAround(tree, tree.root, range); next; next = childAround(tree, next, range)) found = next;
  return found;
}

/** Children stand in source order, and there may be a great many of them. */
function childAround(tree: Tree, node: TreeNode, [start, end]: Range): TreeNode | undefined {
  const children = tree.children(node);
  let low = 0;
  let high = children.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startOf(children[middle]!) <= start) low = middle + 1;
    else high = middle;
  }
  const child = children[low - 1];
  return child && child.range[1] >= end ? child : undefined;
}

function startOf(node: TreeNode & { readonly keyRange?: Range }): number {
  return Math.min(node.range[0], node.keyRange?.[0] ?? node.range[0]);
}
