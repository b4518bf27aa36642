import { both, type Clauses, NEVER } from '../../model/clauses.ts';
import type { Value } from '../../model/result.ts';
import type { Edge, Point, Unit } from '../graph.ts';
import { isPending, type Tested } from './conditions.ts';
import type { Guarding } from './guarding.ts';
import { valueOf } from './values.ts';

/** One way in which a unit returns. */
export interface LocalReturn {
  readonly clauses: Clauses;
  readonly value: Value<Clauses>;
  readonly pending: boolean;
  /** Where it returns; absent at the end of the body. */
  readonly point?: Point;
}

interface Returning {
  readonly unit: Unit;
  readonly isReached: ReadonlySet<Point>;
  readonly before: (point: Point) => Clauses;
  readonly behind: (edge: Edge) => Clauses;
  readonly tested: Tested;
  readonly guarding: Guarding;
}

export function returnsOf({ unit, isReached, before, behind, tested, guarding }: Returning): readonly LocalReturn[] {
  const returns = unit.points.filter((point) => point.instruction.kind === 'return' && isReached.has(point));
  const stated = returns.map((point): LocalReturn => {
    const { instruction } = point;
    const given = instruction.kind === 'return' && guarding.checked ? instruction.value : undefined;
    const value: Value<Point> = given ? valueOf(given, point, guarding) : { kind: 'constant', value: null };
    return {
      clauses: before(point),
      value: settled(value, unit, before),
      pending: isPending(value, tested, before(point).length === 0),
      point,
    };
  });
  const ends = unit.exit.predecessors.filter(
    ({ from }) => isReached.has(from) && !leadsFromReturn(from, unit, isReached),
  );
  if (ends.length === 0) return stated;
  const clauses = ends.map(behind).reduce(both);
  return [...stated, { clauses, value: { kind: 'constant', value: null }, pending: false }];
}

/** Whether the exit is reached from here by a `return`, also through what `finally` does behind it. */
function leadsFromReturn(point: Point, unit: Unit, isReached: ReadonlySet<Point>): boolean {
  const seen = new Set<Point>();
  for (let at: Point | undefined = point; at && !seen.has(at);) {
    if (at.instruction.kind === 'return') return true;
    seen.add(at);
    const sources: readonly Edge[] = at.predecessors.filter(({ from }) => isReached.has(from));
    at = sources.length === 1 && at !== unit.entry ? sources[0]!.from : undefined;
  }
  return false;
}

/** With conditions in place of points: fit to leave the map. */
function settled(value: Value<Point>, unit: Unit, before: (point: Point) => Clauses): Value<Clauses> {
  const inner = (of: Value<Point>): Value<Clauses> => settled(of, unit, before);
  switch (value.kind) {
    case 'not':
    case 'field':
    case 'test':
      return { ...value, of: inner(value.of) };
    case 'record':
      return {
        ...value,
        fields: Object.fromEntries(Object.entries(value.fields).map(([name, field]) => [name, inner(field)])),
      };
    case 'one-of':
      return {
        ...value,
        ways: value.ways.map(({ of, at }) => ({ of: inner(of), at: at.unit === unit ? before(at) : NEVER })),
      };
    default:
      return value;
  }
}
