import type { Edge, Point, Unit } from './graph.ts';

/** What an analysis computes with; states are never changed, only replaced. */
export interface Analysis<State> {
  readonly initial: State;
  /** The state behind a point, from that before it. An edge `throw` leaves with the state before. */
  transfer(point: Point, state: State): State;
  /** What is known besides on one way out, e.g. that a condition holds; nothing for a way that is never taken. */
  edge?(edge: Edge, state: State): State | undefined;
  join(a: State, b: State): State;
  equal(a: State, b: State): boolean;
}

/**
 * The state before each point, by `Point.id`, when nothing changes any more; nothing for points that are never reached.
 * `join` and `transfer` have to be monotone over a lattice of finite height, or this does not end.
 */
export function solveForward<State>(unit: Unit, analysis: Analysis<State>): readonly (State | undefined)[] {
  const order = reversePostOrder(unit);
  const ranks = new Map(order.map((point, rank) => [point, rank]));
  const before: (State | undefined)[] = new Array<State | undefined>(unit.points.length).fill(undefined);
  before[unit.entry.id] = analysis.initial;
  const waiting = new Set<number>([ranks.get(unit.entry)!]);
  for (let rank = 0; waiting.size > 0; rank = rank + 1 < order.length ? rank + 1 : 0) {
    if (!waiting.delete(rank)) continue;
    const point = order[rank]!;
    const state = before[point.id]!;
    const after = analysis.transfer(point, state);
    for (const edge of point.successors) {
      const left = edge.kind === 'throw' ? state : after;
      const passed = analysis.edge ? analysis.edge(edge, left) : left;
      if (passed === undefined) continue;
      const known = before[edge.to.id];
      const joined = known === undefined ? passed : analysis.join(known, passed);
      if (known !== undefined && analysis.equal(known, joined)) continue;
      before[edge.to.id] = joined;
      waiting.add(ranks.get(edge.to)!);
    }
  }
  return before;
}

/** The points that the entry reaches, each before what it leads to, but for the ways back of loops. */
export function reversePostOrder({ entry, points }: Unit): readonly Point[] {
  const seen = new Uint8Array(points.length);
  const order: Point[] = [];
  const stack = [{ point: entry, next: 0 }];
  seen[entry.id] = 1;
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const edge = top.point.successors[top.next++];
    if (!edge) {
      order.push(top.point);
      stack.pop();
    } else if (!seen[edge.to.id]) {
      seen[edge.to.id] = 1;
      stack.push({ point: edge.to, next: 0 });
    }
  }
  return order.reverse();
}

export interface Avoiding {
  /** Points that a path must not go through (it may start at one). */
  readonly points?: ReadonlySet<Point>;
  readonly edge?: (edge: Edge) => boolean;
}

/** All points that a path leads to from one of these, themselves included. */
export function reachableFrom(starts: Iterable<Point>, avoiding: Avoiding = {}): ReadonlySet<Point> {
  return walk(
    starts,
    ({ successors }) => successors,
    ({ to }) => to,
    avoiding,
  );
}

/** All points from which a path leads to one of these, themselves included. */
export function reaching(ends: Iterable<Point>, avoiding: Avoiding = {}): ReadonlySet<Point> {
  return walk(
    ends,
    ({ predecessors }) => predecessors,
    ({ from }) => from,
    avoiding,
  );
}

function walk(
  starts: Iterable<Point>,
  edgesOf: (point: Point) => readonly Edge[],
  otherEnd: (edge: Edge) => Point,
  { points, edge: isAvoided }: Avoiding,
): ReadonlySet<Point> {
  const reached = new Set(starts);
  for (const point of reached) {
    for (const edge of edgesOf(point)) {
      const end = otherEnd(edge);
      if (!points?.has(end) && !isAvoided?.(edge)) reached.add(end);
    }
  }
  return reached;
}

/** A path from one point to another as its edges, as short as any; nothing where there is none. */
export function pathBetween(start: Point, end: Point, avoiding: Avoiding = {}): readonly Edge[] | undefined {
  const arrivedBy = new Map<Point, Edge | undefined>([[start, undefined]]);
  for (const [point] of arrivedBy) {
    if (point === end) return traced(arrivedBy, end);
    for (const edge of point.successors) {
      if (!arrivedBy.has(edge.to) && !avoiding.points?.has(edge.to) && !avoiding.edge?.(edge))
        arrivedBy.set(edge.to, edge);
    }
  }
  return undefined;
}

function traced(arrivedBy: ReadonlyMap<Point, Edge | undefined>, end: Point): readonly Edge[] {
  const path: Edge[] = [];
  for (let edge = arrivedBy.get(end); edge; edge = arrivedBy.get(edge.from)) path.push(edge);
  return path.reverse();
}

/**
 * The immediate dominator of each point that the entry reaches, by `Point.id`: the last point that all paths to it go through.
 * The entry has none. Algorithm: Cooper, Harvey, Kennedy, A Simple, Fast Dominance Algorithm (2001).
 */
export function dominators(unit: Unit): readonly (Point | undefined)[] {
  const order = reversePostOrder(unit);
  const rank = new Map(order.map((point, i) => [point, i]));
  const parents: number[] = [0];
  const common = (left: number, right: number): number => {
    let [a, b] = [left, right];
    while (a !== b) {
      if (a > b) a = parents[a]!;
      else b = parents[b]!;
    }
    return a;
  };
  for (let isChanged = true; isChanged;) {
    isChanged = false;
    for (let i = 1; i < order.length; i++) {
      const known = order[i]!.predecessors.map(({ from }) => rank.get(from)).filter(
        (from): from is number => from !== undefined && parents[from] !== undefined,
      );
      const parent = known.reduce(common);
      if (parents[i] !== parent) isChanged = true;
      parents[i] = parent;
    }
  }
  const result = new Array<Point | undefined>(unit.points.length).fill(undefined);
  for (let i = 1; i < order.length; i++) result[order[i]!.id] = order[parents[i]!];
  return result;
}

/** Whether every path from the entry to `point` goes through `over`; a point dominates itself. */
export function dominates(idom: readonly (Point | undefined)[], over: Point, point: Point): boolean {
  for (let at: Point | undefined = point; at; at = idom[at.id]) if (at === over) return true;
  return false;
}
