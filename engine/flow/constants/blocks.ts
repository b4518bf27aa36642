import type { Edge, Point, Unit } from '../graph.ts';

/** Points that are run one after the other: only the first is reached from elsewhere, only the last goes on elsewhere. */
export interface Block {
  readonly points: readonly Point[];
  /** Edges that lead into it from code that is reached itself. */
  readonly entries: readonly Edge[];
}

/** The blocks of a unit that its entry reaches, each before those that it leads to (loops aside). */
export function blocksOf(unit: Unit): readonly Block[] {
  const order = reachedFrom(unit.entry);
  const isReached = new Set(order);
  const starts = new Set(order.filter((point) => !continues(point)));
  return order
    .filter((point) => starts.has(point))
    .map((start) => ({
      points: run(start, starts),
      entries: start.predecessors.filter(({ from }) => isReached.has(from)),
    }));
}

/** Whether a point is reached from nowhere but the one before it, and that goes nowhere else. */
function continues(point: Point): boolean {
  const [edge, ...others] = point.predecessors;
  if (!edge || others.length > 0 || edge.kind !== 'next') return false;
  return edge.from.successors.every((other) => other === edge || other.kind === 'throw');
}

function run(start: Point, starts: ReadonlySet<Point>): readonly Point[] {
  const points = [start];
  for (let next = onlyNext(start); next && !starts.has(next); next = onlyNext(next)) points.push(next);
  return points;
}

function onlyNext(point: Point): Point | undefined {
  return point.successors.find(({ kind }) => kind === 'next')?.to;
}

/** Reverse post-order, without recursion. */
function reachedFrom(entry: Point): readonly Point[] {
  const seen = new Set([entry]);
  const finished: Point[] = [];
  const stack = [{ point: entry, next: 0 }];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const to = top.point.successors[top.next++]?.to;
    if (to === undefined) {
      finished.push(top.point);
      stack.pop();
    } else if (!seen.has(to)) {
      seen.add(to);
      stack.push({ point: to, next: 0 });
    }
  }
  return finished.reverse();
}
