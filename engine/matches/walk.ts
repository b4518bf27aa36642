import type { Tree, TreeNode } from '../model/document.ts';
import { shellTypes } from '../documents/shell/node.ts';

/** One traversal's result: every node in pre-order, by type, with its parent. Made once per document and shared by all checks. */
export interface DocumentIndex {
  readonly size: number;
  parent(node: TreeNode): TreeNode | undefined;
  /** All nodes of the given types in pre-order; strictly inside `scope` if it is given. */
  ofTypes(types: readonly string[], scope?: TreeNode): readonly TreeNode[];
  /** All nodes in pre-order, strictly inside `scope` if it is given. */
  all(scope?: TreeNode): readonly TreeNode[];
  /** Whether `inner` is a proper descendant of `outer` in the tree. */
  contains(outer: TreeNode, inner: TreeNode): boolean;
}

interface Entry {
  readonly parent: TreeNode | undefined;
  readonly position: number;
  /** Position after the last descendant. */
  end: number;
}

/** Builds the index without recursion: trees may be 20,000 nodes deep. */
export function indexTree(tree: Tree | undefined): DocumentIndex {
  const order: TreeNode[] = [];
  const entries = new Map<TreeNode, Entry>();
  const positionsByType = new Map<string, number[]>();
  if (tree) visit(tree, order, entries, positionsByType);

  const span = (scope?: TreeNode): readonly [number, number] => {
    if (!scope) return [0, order.length];
    const entry = entries.get(scope);
    return entry ? [entry.position + 1, entry.end] : [0, 0];
  };
  const merged = new Map<string, readonly number[]>();
  const positionsOf = (types: readonly string[]): readonly number[] => {
    const [first, ...rest] = types;
    if (first === undefined || rest.length === 0) return positionsByType.get(first ?? '') ?? [];
    const key = types.join();
    const known = merged.get(key) ?? types.flatMap((type) => positionsByType.get(type) ?? []).sort((a, b) => a - b);
    merged.set(key, known);
    return known;
  };
  const pick = (positions: readonly number[], [from, to]: readonly [number, number]): TreeNode[] => {
    const nodes: TreeNode[] = [];
    for (let i = lowerBound(positions, from); i < positions.length && positions[i]! < to; i++) {
      nodes.push(order[positions[i]!]!);
    }
    return nodes;
  };
  return {
    size: order.length,
    parent: (node) => entries.get(node)?.parent ?? parentOutside(node),
    all: (scope) => order.slice(...span(scope)),
    contains: (outer, inner) => {
      const a = entries.get(outer);
      const b = entries.get(inner);
      return a !== undefined && b !== undefined && a.position < b.position && b.position < a.end;
    },
    ofTypes: (types, scope) => {
      const within = span(scope);
      return pick(positionsOf(types), within);
    },
  };
}

/** Nodes outside of the tree know their parent themselves: the copies of an effective configuration, and what is read in a script. */
function parentOutside(node: TreeNode): TreeNode | undefined {
  return 'via' in node || shellTypes.has(node.type) ? (node as { readonly parent?: TreeNode }).parent : undefined;
}

function visit(
  tree: Tree,
  order: TreeNode[],
  entries: Map<TreeNode, Entry>,
  positionsByType: Map<string, number[]>,
): void {
  type Frame = { entry: Entry; node: TreeNode; children: readonly TreeNode[]; next: number };
  const enter = (node: TreeNode, parent: TreeNode | undefined): Frame => {
    const entry: Entry = { parent, position: order.length, end: order.length + 1 };
    entries.set(node, entry);
    const positions = positionsByType.get(node.type);
    if (positions) positions.push(order.length);
    else positionsByType.set(node.type, [order.length]);
    order.push(node);
    return { entry, node, children: tree.children(node), next: 0 };
  };
  const stack = [enter(tree.root, undefined)];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const child = top.children[top.next++];
    if (child === undefined) {
      top.entry.end = order.length;
      stack.pop();
    } else if (!entries.has(child)) {
      stack.push(enter(child, top.node));
    }
  }
}

/** The first index whose value is at least `value`. */
function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
