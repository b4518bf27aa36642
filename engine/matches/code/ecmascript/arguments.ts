import { listOf, type ListItem, type ListPattern } from '../lists.ts';
import { restName } from '../placeholders.ts';
import { isDots, type Node } from './estree.ts';
import type { NodePattern } from './pieces.ts';

/** A list of the pattern as it is written; `open`: what follows the listed nodes is free. */
export function compileList(
  patterns: readonly (Node | null)[],
  compile: (pattern: Node) => NodePattern,
  end: 'closed' | 'open' = 'closed',
): ListPattern<Node> {
  return listOf(
    patterns.map((pattern) => itemOf(pattern, compile)),
    end,
  );
}

function itemOf(pattern: Node | null, compile: (pattern: Node) => NodePattern): ListItem<Node> {
  if (pattern === null) return { kind: 'hole' };
  if (isDots(pattern)) return { kind: 'run' };
  const name = pattern.type === 'Identifier' ? restName(pattern.name) : undefined;
  return name === undefined ? { kind: 'one', pattern: compile(pattern) } : { kind: 'run', name };
}
