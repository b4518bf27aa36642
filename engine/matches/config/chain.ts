import type { ConfigNode } from '../../model/document.ts';
import type { Path, Segment } from './path.ts';
import { leadsTo } from './segment.ts';

/** The nodes whose keys the metavariables of a path stand for. */
export type Captures = Readonly<Record<string, ConfigNode>>;

/** All ways in which the node stands at the path, seen from the root of its document. */
export function standsAt(node: ConfigNode, { segments }: Path): readonly Captures[] {
  const chain: ConfigNode[] = [];
  for (let at: ConfigNode | undefined = node; at?.key !== undefined; at = at.parent) chain.unshift(at);
  const minimum = segments.filter(({ kind }) => kind !== 'deep').length;
  return chain.length < minimum ? [] : [...waysAlong(chain, 0, segments, 0, {})];
}

function* waysAlong(
  chain: readonly ConfigNode[],
  at: number,
  segments: readonly Segment[],
  next: number,
  captures: Captures,
): Iterable<Captures> {
  const segment = segments[next];
  if (!segment) {
    if (at === chain.length) yield captures;
    return;
  }
  if (segment.kind === 'deep') {
    for (let to = at; to <= chain.length; to++) yield* waysAlong(chain, to, segments, next + 1, captures);
    return;
  }
  const node = chain[at];
  if (node && leadsTo(segment, node))
    yield* waysAlong(chain, at + 1, segments, next + 1, captured(segment, node, captures));
}

/** The captures with what this segment adds. */
export function captured(segment: Segment, node: ConfigNode, captures: Captures): Captures {
  return segment.kind === 'capture' && segment.name !== '_' ? { ...captures, [segment.name]: node } : captures;
}
