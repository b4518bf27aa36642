import type { ConfigNode } from '../../model/document.ts';
import { captured, type Captures } from './chain.ts';
import type { Path, Segment } from './path.ts';
import { leadsTo } from './segment.ts';

export interface Reached {
  readonly node: ConfigNode;
  readonly captures: Captures;
}

/** Where a path leads from a node. */
export interface Reach {
  readonly found: readonly Reached[];
  /** The deepest node that exists on the way: where something would have to be added. */
  readonly nearest: ConfigNode;
  /** A node on the way that may have entries which are not written there. */
  readonly doubtful?: ConfigNode;
}

export function reach(path: Path, from: ConfigNode, commented: boolean): Reach {
  const start = stepOut(from, path.up);
  if (!start) return { found: [], nearest: from };
  const found: Reached[] = [];
  let nearest = { node: start, depth: 0 };
  let doubtful: ConfigNode | undefined;

  const go = (node: ConfigNode, next: number, depth: number, captures: Captures): void => {
    const segment = path.segments[next];
    if (!segment) {
      found.push({ node, captures });
      return;
    }
    if (depth > nearest.depth) nearest = { node, depth };
    const before = found.length;
    if (segment.kind === 'deep') go(node, next + 1, depth, captures);
    for (const child of childrenFor(segment, node, commented)) {
      go(child, segment.kind === 'deep' ? next : next + 1, depth + 1, captured(segment, child, captures));
    }
    const isComplete = found.length > before && segment.kind === 'key';
    if (!isComplete && node.unknown !== undefined) doubtful ??= node;
  };
  go(start, 0, 0, {});
  return { found: distinct(found, path), nearest: nearest.node, ...(doubtful && { doubtful }) };
}

function childrenFor(segment: Segment, node: ConfigNode, commented: boolean): readonly ConfigNode[] {
  return node.children.filter(
    (child) => (commented || !child.commented) && (segment.kind === 'deep' || leadsTo(segment, child)),
  );
}

/** With `**` twice in a path a node is reached on several ways. */
function distinct(found: readonly Reached[], { segments }: Path): readonly Reached[] {
  if (segments.filter(({ kind }) => kind === 'deep').length < 2) return found;
  const numbers = new Map<ConfigNode, number>();
  const numberOf = (node: ConfigNode): number => {
    if (!numbers.has(node)) numbers.set(node, numbers.size);
    return numbers.get(node)!;
  };
  const identity = ({ node, captures }: Reached): string => [node, ...Object.values(captures)].map(numberOf).join(' ');
  return [...new Map(found.map((one) => [identity(one), one])).values()];
}

function stepOut(from: ConfigNode, up: number): ConfigNode | undefined {
  let at: ConfigNode | undefined = from;
  for (let step = 0; step < up; step++) {
    at = at?.parent;
    while (at && at.type !== 'map') at = at.parent;
  }
  return at;
}
