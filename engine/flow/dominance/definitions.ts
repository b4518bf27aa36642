import type { FlowGraph, LValue, Point } from '../graph.ts';
import { targetOf } from '../points.ts';

/** The points that may have given a variable its value; `fromOutside`: or it had it before the unit began. */
export interface Definitions {
  readonly points: readonly Point[];
  readonly fromOutside: boolean;
}

export function storageKey({ base }: LValue): string | undefined {
  if (base.kind === 'temporary') return `$${base.id}`;
  return base.kind === 'variable' ? `${base.name}#${base.declaration ?? ''}` : undefined;
}

/** What a point writes to as a whole. */
function written(point: Point): string | undefined {
  const target = targetOf(point.instruction);
  return target && target.offsets.length === 0 ? storageKey(target) : undefined;
}

/** Goes backwards from a point to what wrote the storage last; a `throw` leaves before anything is written. */
export function definitionsOf(key: string, point: Point): Definitions {
  const found = new Set<Point>();
  const seen = new Set<Point>([point]);
  const waiting = [point];
  let fromOutside = false;
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    if (at.instruction.kind === 'entry') fromOutside = true;
    for (const { kind, from } of at.predecessors) {
      if (kind !== 'throw' && written(from) === key) found.add(from);
      else if (!seen.has(from)) {
        seen.add(from);
        waiting.push(from);
      }
    }
  }
  return { points: [...found].sort((a, b) => a.id - b.id), fromOutside };
}

/** All points of a file that write to each variable: one that a function closes over has its value from another unit. */
export function writersOf(graph: FlowGraph): ReadonlyMap<string, readonly Point[]> {
  const writers = known.get(graph) ?? computeWriters(graph);
  known.set(graph, writers);
  return writers;
}

const known = new WeakMap<FlowGraph, ReadonlyMap<string, readonly Point[]>>();

function computeWriters(graph: FlowGraph): ReadonlyMap<string, readonly Point[]> {
  const writers = new Map<string, Point[]>();
  for (const { points } of graph.units) {
    for (const point of points) {
      const key = written(point);
      if (key === undefined || key.startsWith('$')) continue;
      writers.set(key, [...(writers.get(key) ?? []), point]);
    }
  }
  return writers;
}
