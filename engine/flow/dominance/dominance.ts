import { both, CERTAIN, either, ENTRY, isNever, NEVER, sameClauses, type Clauses } from '../../model/clauses.ts';
import type { Callee, Logic, Test, Value } from '../../model/result.ts';
import { implies } from '../../model/result.ts';
import type { TreeNode } from '../../model/document.ts';
import type { Edge, Point, Unit } from '../graph.ts';
import { reversePostOrder, solveForward } from '../paths.ts';
import { functionOf } from './callees.ts';
import { completionsOf } from './completions.ts';
import {
  conditionsOf,
  isPending,
  mentions,
  nothingTested,
  testedIn,
  type Condition,
  type Tested,
} from './conditions.ts';
import { valueOf, type Tracing } from './values.ts';

/** A node that matches the guard; `atom` says whether it is one. */
export interface GuardEvent {
  readonly node: TreeNode;
  readonly atom: number;
  /** A comparison, or a call that only tells something: unless somebody tests it, it stops nothing. */
  readonly onlyTells: boolean;
  /** Where its value comes about. */
  readonly points: readonly Point[];
}

/** What is asked about the units of one file. */
export interface Guarding extends Tracing {
  /** Whether results count: a guard that is tested lets pass only on one way. Without it having run is enough. */
  readonly checked: boolean;
  eventsIn(unit: Unit): readonly GuardEvent[];
  /** The condition that an atom stands for: certain, or the atom itself. */
  atom(atom: number): Clauses;
  callAtom(callee: Callee, test: Test, awaited: boolean, at: number): number;
  unknownAtom(message: string, at: TreeNode): number;
}

/** One way in which a unit returns. */
export interface LocalReturn {
  readonly clauses: Clauses;
  readonly value: Value<Clauses>;
  readonly pending: boolean;
  /** Where it returns; absent at the end of the body. */
  readonly point?: Point;
}

export interface Dominance {
  /** What certainly was passed before the point; of a point that nothing reaches: everything. */
  before(point: Point): Clauses;
  /** What certainly is passed on every way from the point to a normal exit. */
  after(point: Point): Clauses;
  readonly returns: readonly LocalReturn[];
  /** Whether every way to the point is one on which a guard has refused. */
  isRefused(point: Point): boolean;
  /** Nothing in the unit can make a difference. */
  readonly isPlain: boolean;
  /** How a guard of the unit falls short, if it does. */
  shortcoming(event: GuardEvent): string;
}

type Gains = (edge: Edge, before: (point: Point) => Clauses) => Clauses;

const START: Clauses = [[ENTRY]];

export function dominanceIn(unit: Unit, guarding: Guarding): Dominance {
  const conditions: ReadonlyMap<Point, Condition> = guarding.checked ? conditionsOf(unit, guarding) : new Map();
  const tested = guarding.checked ? testedIn(conditions) : nothingTested;
  const completed = completedIn(unit, tested, guarding);
  const settledGains = new Map<Edge, Clauses>();
  const gains: Gains = (edge, before) => {
    if (edge.kind === 'throw') return NEVER;
    const gained = completed.get(edge.from) ?? NEVER;
    const condition = conditions.get(edge.from);
    if (!condition || edge.kind === 'next') return gained;
    const known = settledGains.get(edge);
    if (known) return known;
    const logic = logicAt(condition.point, before, guarding);
    const all = either(gained, implies(condition.value, { op: 'truthy', is: edge.kind === 'true', path: [] }, logic));
    if (!condition.isMoving) settledGains.set(edge, all);
    return all;
  };
  const reached = reversePostOrder(unit);
  const isPlain =
    completed.size === 0 &&
    guarding.eventsIn(unit).length === 0 &&
    ![...conditions.values()].some(({ value }) => mentions(value));
  const isMoving = [...conditions.values()].some((condition) => condition.isMoving);
  const states = isPlain ? undefined : forward(unit, gains, isMoving);
  const isReached = new Set(reached);
  const before = (point: Point): Clauses =>
    !isReached.has(point) ? CERTAIN : states ? (states[point.id] ?? CERTAIN) : START;
  let backwards: readonly Clauses[] | undefined;
  let refused: readonly (Clauses | undefined)[] | undefined;
  /** The other way out of a branch is the one that lets pass. */
  const refuses: Gains = (edge) => {
    const isBranch = conditions.has(edge.from) && (edge.kind === 'true' || edge.kind === 'false');
    if (!isBranch || !isNever(gains(edge, before))) return NEVER;
    const opposite = edge.from.successors.find(({ kind }) => kind !== edge.kind && kind !== 'throw');
    return opposite && !isNever(gains(opposite, before)) ? CERTAIN : NEVER;
  };
  const behind = (edge: Edge): Clauses => either(before(edge.from), gains(edge, before));
  return {
    before,
    after: (point) => (backwards ??= backward(unit, reached, (edge) => gains(edge, before)))[point.id] ?? CERTAIN,
    isRefused: (point) => {
      if (isPlain || !isReached.has(point)) return !isReached.has(point);
      refused ??= forward(unit, refuses, false);
      return refused[point.id]?.length === 0;
    },
    returns: returnsOf({ unit, isReached, before, behind, tested, guarding }),
    isPlain: isPlain && isReached.has(unit.exit),
    shortcoming: ({ atom, onlyTells, points }) =>
      tested.answers.has(atom)
        ? 'Its result is tested, but the way of the failing branch leads here too.'
        : onlyTells
          ? 'Its result is not tested before.'
          : points.some((point) => completed.has(point))
            ? 'It does not run on every way to here.'
            : 'What it throws does not stop the way to here.',
  };
}

/** What is certain behind a point of the unit: guards whose result nobody tests, and calls that make sure themselves. */
function completedIn(unit: Unit, tested: Tested, guarding: Guarding): ReadonlyMap<Point, Clauses> {
  const completed = new Map<Point, Clauses>();
  const completionOf = completionsOf(unit);
  const add = (point: Point, clauses: Clauses): void => {
    const known = completed.get(point);
    completed.set(point, known ? either(known, clauses) : clauses);
  };
  for (const { node, atom, onlyTells, points } of guarding.eventsIn(unit)) {
    if (guarding.checked && (onlyTells || tested.answers.has(atom))) continue;
    for (const point of points) {
      const isCall = point.instruction.kind === 'call' && point.instruction.node === node;
      for (const end of isCall ? completionOf(point).points : [point]) add(end, guarding.atom(atom));
    }
  }
  for (const point of unit.points) {
    const { instruction } = point;
    if (instruction.kind !== 'call' || point.predecessors.length === 0) continue;
    const callee = functionOf(instruction.callee, guarding);
    if (!callee) continue;
    const at = instruction.node.range[0];
    const { points, isFloating } = completionOf(point);
    const atom = guarding.callAtom(callee, { op: 'done', tested: tested.calls.has(at) }, !isFloating, at);
    for (const end of points) add(end, [[atom]]);
  }
  return completed;
}

function logicAt(point: Point, before: (point: Point) => Clauses, guarding: Guarding): Logic<Point, Clauses> {
  return {
    yes: CERTAIN,
    no: NEVER,
    both,
    either,
    // Another unit's ways are not this one's.
    at: (place) => (place.unit === point.unit ? before(place) : NEVER),
    answer: (atom) => guarding.atom(atom),
    call: (callee, test, awaited, at) => [[guarding.callAtom(callee, test, awaited, at)]],
    unknown: (message) => [[guarding.unknownAtom(message, point.instruction.node)]],
  };
}

/** More rounds than any program needs; the strictest answer is given if they do not end. */
const mostRounds = 40;

/** What a condition implies depends on what was passed where its variables were assigned: repeated until it says no less. */
function forward(unit: Unit, gains: Gains, isMoving: boolean): readonly (Clauses | undefined)[] {
  let known: readonly (Clauses | undefined)[] = [];
  for (let round = 0; round < mostRounds; round++) {
    const before = known;
    const next = solveForward<Clauses>(unit, {
      initial: START,
      transfer: (_, state) => state,
      edge: (edge, state) =>
        either(
          state,
          gains(edge, (point) => before[point.id] ?? CERTAIN),
        ),
      join: both,
      equal: sameClauses,
    });
    if (!isMoving || (next.length === before.length && next.every((state, i) => sameState(state, before[i]))))
      return next;
    known = next;
  }
  return unit.points.map(() => NEVER);
}

function sameState(a: Clauses | undefined, b: Clauses | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && sameClauses(a, b));
}

function backward(unit: Unit, reached: readonly Point[], gains: (edge: Edge) => Clauses): readonly Clauses[] {
  const after: Clauses[] = unit.points.map(() => CERTAIN);
  after[unit.exit.id] = NEVER;
  const order = [...reached].reverse();
  for (let isChanged = true; isChanged;) {
    isChanged = false;
    for (const point of order) {
      if (point === unit.exit || point === unit.escape) continue;
      const ways = point.successors.map((edge) => either(gains(edge), after[edge.to.id]!));
      const next = ways.reduce(both, CERTAIN);
      if (sameClauses(next, after[point.id]!)) continue;
      after[point.id] = next;
      isChanged = true;
    }
  }
  return after;
}

interface Ended {
  readonly unit: Unit;
  readonly isReached: ReadonlySet<Point>;
  readonly before: (point: Point) => Clauses;
  readonly behind: (edge: Edge) => Clauses;
  readonly tested: Tested;
  readonly guarding: Guarding;
}

function returnsOf({ unit, isReached, before, behind, tested, guarding }: Ended): readonly LocalReturn[] {
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
