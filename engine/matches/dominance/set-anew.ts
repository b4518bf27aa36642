import type { GuardEvent } from '../../flow/dominance/guarding.ts';
import type { Point } from '../../flow/graph.ts';
import { reachableFrom } from '../../flow/paths.ts';
import type { TreeNode } from '../../model/document.ts';

/**
 * The variable that is set on a way from a guard which asks about it to these points, where nothing asks about it again, and
 * nothing else has been asked before.
 */
export function setAnew(
  points: readonly Point[],
  events: readonly GuardEvent[],
  variablesIn: (guard: TreeNode) => readonly string[],
): { readonly name: string; readonly node: TreeNode } | undefined {
  const [first] = points;
  if (!first || events.length === 0) return undefined;
  const guards = events.flatMap(({ node, points: at }) =>
    at.filter(({ unit }) => unit === first.unit).map((point) => ({ point, names: variablesIn(node) })),
  );
  const asked = new Set(guards.map(({ point }) => point));
  const behind = new Map(guards.map(({ point }) => [point, reachedFrom(point, new Set())]));
  for (const point of first.unit.points) {
    const name = asked.has(point) ? undefined : assignedAt(point);
    if (name === undefined) continue;
    const before = guards.filter((guard) => behind.get(guard.point)!.has(point));
    if (before.length === 0 || !before.every(({ names }) => names.includes(name))) continue;
    const reached = reachedFrom(point, asked);
    if (points.some((one) => reached.has(one))) return { name, node: point.instruction.node };
  }
  return undefined;
}

/** The points behind one, without passing others. */
function reachedFrom(point: Point, without: ReadonlySet<Point>): ReadonlySet<Point> {
  if (without.size === 0) return reachableFrom(point.successors.map(({ to }) => to));
  const reached = new Set<Point>();
  const pending = point.successors.map(({ to }) => to);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    if (!without.has(next)) pending.push(...next.successors.map(({ to }) => to));
  }
  return reached;
}

function assignedAt({ instruction }: Point): string | undefined {
  if (instruction.kind !== 'assign') return undefined;
  const { base, offsets } = instruction.target;
  return base.kind === 'variable' && offsets.length === 0 ? base.name : undefined;
}
