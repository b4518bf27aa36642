import type { ConfigNode, TreeNode } from '../../../model/document.ts';

/** What a pattern is tried on: values, and as nodes of their own the entries of maps and their keys. */
export type Target = ConfigNode | Entry | Key;

/** A key with its value. */
export interface Entry extends TreeNode {
  readonly type: 'entry';
  readonly child: ConfigNode;
}

export interface Key extends TreeNode {
  readonly type: 'key';
  readonly child: ConfigNode;
}

export function entryOf(child: ConfigNode): Entry {
  const [start, end] = child.keyRange ?? child.range;
  return { type: 'entry', range: [start, Math.max(end, child.range[1])], child };
}

export function keyOf(child: ConfigNode): Key {
  return { type: 'key', range: child.keyRange ?? child.range, child };
}

export function isEntry(target: Target): target is Entry {
  return target.type === 'entry';
}

export function isKey(target: Target): target is Key {
  return target.type === 'key';
}

/** The entries of a map that are there; those of comments are not. */
export function entriesOf(map: ConfigNode): readonly Entry[] {
  return map.children.filter(({ commented }) => !commented).map(entryOf);
}

/** The target and all within it, each before what it contains. */
export function* targetsIn(target: Target): Iterable<Target> {
  yield target;
  if (isKey(target)) return;
  if (isEntry(target)) {
    yield keyOf(target.child);
    yield* targetsIn(target.child);
  } else if (target.type === 'map') for (const entry of entriesOf(target)) yield* targetsIn(entry);
  else for (const child of target.children) yield* targetsIn(child);
}
