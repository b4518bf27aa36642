import type { ConfigNode, Json, Scalar, Tree } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';

/** A node under construction: loaders attach children and widen ranges, everybody else sees a `ConfigNode`. */
export interface Draft extends ConfigNode {
  range: Range;
  parent?: Draft;
  key?: string | number;
  keyRange?: Range;
  readonly children: Draft[];
  unknown?: string;
  commented?: boolean;
}

/** Deeper trees are refused: consumers of values (JSON Schema, serialisation) recurse. */
export const deepestNesting = 256;
/** A broken file may have an error per character; this many tell the story. */
export const mostProblems = 100;

export function scalar(value: Scalar, range: Range, unknown?: string): Draft {
  return { type: 'scalar', range, children: [], value, ...(unknown !== undefined && { unknown }) };
}

export function emptyMap(range: Range): Draft {
  return { type: 'map', range, children: [], value: Object.create(null) as Json };
}

export function emptySeq(range: Range): Draft {
  return { type: 'seq', range, children: [], value: [] };
}

/** Values are shared by reference: a map's value fills up when its entries do, whatever the order. */
export function putEntry(map: Draft, key: string, keyRange: Range, child: Draft): Draft {
  attach(map, key, child);
  child.keyRange = keyRange;
  if (!child.commented) (map.value as Record<string, Json>)[key] = child.value;
  return child;
}

export function pushItem(seq: Draft, child: Draft): Draft {
  attach(seq, seq.children.length, child);
  (seq.value as Json[]).push(child.value);
  return child;
}

/** Several documents in one file (YAML): the root is a sequence whose items have no key and are the roots that paths start from. */
export function documentSet(documents: readonly Draft[], range: Range): Draft {
  const root = emptySeq(range);
  for (const document of documents) {
    pushItem(root, document);
    delete document.key;
  }
  return root;
}

/** The roots of a file's documents: its own root, or those of a set of documents. */
export function documentRoots(root: ConfigNode): readonly ConfigNode[] {
  const [first] = root.children;
  return root.type === 'seq' && first && first.key === undefined ? root.children : [root];
}

export function treeOf(root: ConfigNode): Tree {
  return { root, lists: ['map', 'seq'], bodies: [], children: (node) => (node as ConfigNode).children };
}

function attach(parent: Draft, key: string | number, child: Draft): void {
  child.parent = parent;
  child.key = key;
  parent.children.push(child);
}
