import { isAlias, isMap, isPair, isSeq, type Alias, type Node } from 'yaml';

/** What each alias refers to. */
export type Anchors = ReadonlyMap<Alias, Node>;

/** One pass in source order: an alias refers to the last node before it with that anchor. Looking it up each time would be quadratic. */
export function anchorsOf(root: Node | null): Anchors {
  const found = new Map<Alias, Node>();
  const last = new Map<string, Node>();
  visit(root);
  return found;

  function visit(node: unknown): void {
    if (isPair(node)) {
      visit(node.key);
      visit(node.value);
    } else if (isAlias(node)) {
      const target = last.get(node.source);
      if (target) found.set(node, target);
    } else if (node) {
      const { anchor } = node as Node;
      if (anchor) last.set(anchor, node as Node);
      if (isMap(node) || isSeq(node)) node.items.forEach(visit);
    }
  }
}
