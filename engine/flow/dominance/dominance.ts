import { both, CERTAIN, either, ENTRY, isNever, NEVER, sameClauses, type Clauses } from '../../model/clauses.ts';
import { implies, impliedByNull, type Logic } from '../../model/result.ts';
import type { Edge, Point, Unit } from '../graph.ts';
import { reversePostOrder, solveForward } from '../paths.ts';
import { calledBy } from './callees.ts';
import { completionsOf } from './completions.ts';
import { conditionsOf, mentions, nothingTested, testedIn, type Condition, type Tested } from './conditions.ts';
import type { GuardEvent, Guarding } from './guarding.ts';
import { returnsOf, type LocalReturn } from './returns.ts';

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
  const ways = waysIn(unit, guarding);
  const { isReached, isPlain, tested, gains } = ways;
  const before = beforeIn(ways);
  let backwards: readonly Clauses[] | undefined;
  let refused: readonly (Clauses | undefined)[] | undefined;
  return {
    before,
    after: (point) => (backwards ??= backward(ways, (edge) => gains(edge, before)))[point.id] ?? CERTAIN,
    isRefused: (point) => {
      if (isPlain || !isReached.has(point)) return !isReached.has(point);
      refused ??= forward(unit, refusals(ways, before), false);
      return refused[point.id]?.length === 0;
    },
    returns: returnsOf({
      unit,
      isReached,
      before,
      behind: (edge) => either(before(edge.from), gains(edge, before)),
      tested,
      guarding,
    }),
    isPlain: isPlain && isReached.has(unit.exit),
    shortcoming: (event) => shortcomingOf(event, ways),
  };
}

/** What the edges of a unit make certain. */
interface Ways {
  readonly unit: Unit;
  readonly conditions: ReadonlyMap<Point, Condition>;
  readonly tested: Tested;
  readonly completed: ReadonlyMap<Point, Clauses>;
  readonly gains: Gains;
  readonly order: readonly Point[];
  readonly isReached: ReadonlySet<Point>;
  readonly isPlain: boolean;
}

function waysIn(unit: Unit, guarding: Guarding): Ways {
  const conditions: ReadonlyMap<Point, Condition> = guarding.checked ? conditionsOf(unit, guarding) : new Map();
  const tested = guarding.checked ? testedIn(conditions) : nothingTested;
  const completed = completedIn(unit, tested, guarding);
  const order = reversePostOrder(unit);
  const isPlain =
    completed.size === 0 &&
    guarding.eventsIn(unit).length === 0 &&
    ![...conditions.values()].some(({ value }) => mentions(value));
  const gains = gainsOf(conditions, completed, guarding);
  return { unit, conditions, tested, completed, gains, order, isReached: new Set(order), isPlain };
}

function gainsOf(
  conditions: ReadonlyMap<Point, Condition>,
  completed: ReadonlyMap<Point, Clauses>,
  guarding: Guarding,
): Gains {
  const settledGains = new Map<Edge, Clauses>();
  return (edge, before) => {
    if (edge.kind === 'throw') return NEVER;
    const gained = completed.get(edge.from) ?? NEVER;
    const condition = conditions.get(edge.from);
    if (!condition || edge.kind === 'next') return gained;
    const known = settledGains.get(edge);
    if (known) return known;
    const logic = logicAt(condition.point, before, guarding);
    const implied =
      edge.kind === 'null'
        ? impliedByNull(condition.value, logic)
        : implies(condition.value, { op: 'truthy', is: edge.kind === 'true', path: [] }, logic);
    const all = either(gained, implied);
    if (!condition.isMoving) settledGains.set(edge, all);
    return all;
  };
}

function beforeIn({ unit, conditions, gains, isReached, isPlain }: Ways): (point: Point) => Clauses {
  const isMoving = [...conditions.values()].some((condition) => condition.isMoving);
  const states = isPlain ? undefined : forward(unit, gains, isMoving);
  return (point) => {
    if (!isReached.has(point)) return CERTAIN;
    return states ? (states[point.id] ?? CERTAIN) : START;
  };
}

/** An edge refuses where the other way out of its branch is the one that lets pass. */
function refusals({ conditions, gains }: Ways, before: (point: Point) => Clauses): Gains {
  return (edge) => {
    const isBranch = conditions.has(edge.from) && (edge.kind === 'true' || edge.kind === 'false');
    if (!isBranch || !isNever(gains(edge, before))) return NEVER;
    const others = edge.from.successors.filter(({ kind }) => kind !== edge.kind && kind !== 'throw');
    return others.some((other) => !isNever(gains(other, before))) ? CERTAIN : NEVER;
  };
}

function shortcomingOf({ atom, onlyTells, points }: GuardEvent, { tested, completed }: Ways): string {
  if (tested.answers.has(atom)) return 'Its result is tested, but the way of the failing branch leads here too.';
  if (onlyTells) return 'Its result is not tested before.';
  return points.some((point) => completed.has(point))
    ? 'It does not run on every way to here.'
    : 'What it throws does not stop the way to here.';
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
    const callee = calledBy(instruction, guarding.graph);
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

function backward({ unit, order: forwards }: Ways, gains: (edge: Edge) => Clauses): readonly Clauses[] {
  const after: Clauses[] = unit.points.map(() => CERTAIN);
  after[unit.exit.id] = NEVER;
  const order = [...forwards].reverse();
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
