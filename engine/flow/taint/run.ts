import type { TreeNode } from '../../model/document.ts';
import type { Call, Callee, Expression, FlowGraph, Point, Unit } from '../graph.ts';
import { solveForward } from '../paths.ts';
import { joinValues, mapValue, nothing, sameValues, type Cell, type Value } from './cells.ts';
import { distinctObservations, observeExit, type Analysis, type Observation, type Observed } from './evaluation.ts';
import { evaluate } from './expressions.ts';
import type { Mentions } from './mentions.ts';
import { bound, declaredIn, step, taken, type Stepping } from './step.ts';
import { assigned, cellOf, functionKey, join, overlaid, sameStates, visible, type State } from './state.ts';
import { fetched } from './storage.ts';
import { advanced } from './taints.ts';

/** What a unit does when it is entered in some state. */
export interface Outcome {
  /** Nothing: it does not come to its end. */
  readonly exit?: State;
  readonly returned: Value;
  readonly observed: readonly Observation[];
}

/** Units gone through, each once for each state that it is entered in. */
export interface Runner<B> extends Analysis<B> {
  readonly graph: FlowGraph;
  readonly mentions: Mentions;
  readonly calleeOf: (call: Call) => Unit | undefined;
  /** Which function the value of an expression is, where calls are followed. */
  readonly functionOf: (node: TreeNode) => Callee | undefined;
  readonly known: Map<Unit, readonly Past[]>;
  /** Units being gone through, the outermost first. */
  readonly active: Visit[];
  /** Told of every state behind an instruction when nothing changes any more. */
  readonly settled: (point: Point, after: State) => void;
  steps: number;
  /** Counts how often what is known of an active visit has grown. */
  growth: number;
}

/** What is known already: as long as it rests on active visits, only until they grow. */
interface Past {
  readonly entry: State;
  readonly outcome: Outcome;
  readonly rests: ReadonlySet<Visit>;
  readonly growth: number;
}

/** A unit being gone through. Where its own code calls it, it is taken to do what is known of it so far, until that is all. */
interface Visit {
  readonly unit: Unit;
  entry: State;
  outcome: Outcome;
  isAsked: boolean;
  /** Visits further out whose outcome so far went into that of this one. */
  readonly rests: Set<Visit>;
}

const unknownYet: Outcome = { returned: nothing, observed: [] };

/** More than this is not gone through in one document for one check. */
const mostSteps = 500_000;

export function run<B>(r: Runner<B>, unit: Unit, entry: State): Outcome {
  const known = r.known.get(unit)?.find((past) => isValid(r, past) && sameStates(past.entry, entry));
  if (known) return restingOn(r, known.rests, known.outcome);
  const active = r.active.find((visit) => visit.unit === unit);
  if (active) return soFar(r, active, entry);
  const visit: Visit = { unit, entry, outcome: unknownYet, isAsked: false, rests: new Set() };
  r.active.push(visit);
  for (let isDone = false; !isDone;) isDone = again(r, visit);
  r.active.pop();
  visit.rests.delete(visit);
  const past: Past = { entry, outcome: visit.outcome, rests: visit.rests, growth: r.growth };
  r.known.set(unit, [...(r.known.get(unit) ?? []).filter((one) => isValid(r, one)), past]);
  return restingOn(r, visit.rests, visit.outcome);
}

/** Goes through a unit once more; whether that has brought nothing new for its own calls of itself. */
function again<B>(r: Runner<B>, visit: Visit): boolean {
  const { entry, outcome: before } = visit;
  visit.isAsked = false;
  const after = once(r, visit.unit, entry);
  if (!visit.isAsked) {
    visit.outcome = after;
    return true;
  }
  const exit = join(before.exit, after.exit);
  visit.outcome = { ...after, ...(exit && { exit }), returned: joinValues(before.returned, after.returned) };
  const isDone = sameStates(entry, visit.entry) && isSame(before, visit.outcome);
  if (!isDone) r.growth++;
  return isDone;
}

/** Where nobody asks what is seen. */
const unheeded: Observed = { add: () => undefined };

function collect<B>({ observed }: Stepping<B>, seen: readonly Observation[]): void {
  if (observed !== unheeded) for (const one of seen) observed.add(one);
}

function isValid<B>(r: Runner<B>, { rests, growth }: Past): boolean {
  return rests.size === 0 || growth === r.growth;
}

function restingOn<B>(r: Runner<B>, rests: ReadonlySet<Visit>, outcome: Outcome): Outcome {
  for (const visit of rests) {
    visit.isAsked = true;
    r.active.at(-1)?.rests.add(visit);
  }
  return outcome;
}

function soFar<B>(r: Runner<B>, visit: Visit, entry: State): Outcome {
  const joined = join(visit.entry, entry)!;
  if (!sameStates(joined, visit.entry)) {
    visit.entry = joined;
    r.growth++;
  }
  return restingOn(r, new Set([visit]), visit.outcome);
}

function isSame(one: Outcome, other: Outcome): boolean {
  return sameStates(one.exit, other.exit) && sameValues(one.returned, other.returned);
}

function once<B>(r: Runner<B>, unit: Unit, entry: State): Outcome {
  const initial = entered(r, unit, entry);
  const before = solveForward<State>(unit, {
    initial,
    // What is seen on the way to the fixpoint is seen again once it is reached.
    transfer: (point, state) => through(r, point, state, unheeded).e.state,
    join: (a, b) => join(a, b)!,
    equal: sameStates,
  });
  const observed = new Set<Observation>();
  let returned = nothing;
  for (const point of unit.points) {
    const state = before[point.id];
    if (!state) continue;
    const { e, value } = through(r, point, state, observed);
    if (value) returned = joinValues(returned, value);
    if (isLast(point)) observeExit(e, point.instruction, value ?? nothing);
    r.settled(point, e.state);
  }
  const exit = before[unit.exit.id];
  const end = exit ?? before[unit.escape.id];
  if (end)
    for (const inner of declaredIn(unit))
      for (const seen of run(r, inner, visible(end, r.mentions(inner))).observed) observed.add(seen);
  return { ...(exit && { exit }), returned, observed: distinctObservations([...observed]) };
}

function through<B>(
  r: Runner<B>,
  point: Point,
  state: State,
  observed: Observed,
): { e: Stepping<B>; value: Value | undefined } {
  if (++r.steps > mostSteps) throw new RangeError(`Following tainted data takes more than ${mostSteps} steps.`);
  const e = steppingAt(r, point.unit, state, observed);
  return { e, value: step(e, point.instruction) };
}

function steppingAt<B>(r: Runner<B>, unit: Unit, state: State, observed: Observed): Stepping<B> {
  const e: Stepping<B> = {
    spec: r.spec,
    spots: r.spots,
    calleeOf: r.calleeOf,
    unit,
    state,
    observed,
    evaluate: (expression) => evaluate(e, expression),
    call: (callee, call, given, receiver) => callUnit(r, e, { callee, call, given, receiver }),
    runAll: (units, call, values) => runAll(r, e, units, call, values),
    functionsAt: (value) => functionsAt(r, e.state, value),
    visit: (units, counts) => visitUnits(r, e, units, counts),
  };
  return e;
}

/** Whether nothing of the unit comes behind the point. */
function isLast({ unit, instruction, successors }: Point): boolean {
  if (instruction.kind === 'return') return true;
  const after = successors.filter(({ kind }) => kind !== 'throw').map(({ to }) => to);
  return after.length > 0 && after.every((to) => to === unit.exit || (to.instruction.kind === 'join' && isLast(to)));
}

/** The state in which a unit starts: its parameters are new, and may be sources or what propagators lead to. */
function entered<B>(r: Runner<B>, unit: Unit, entry: State): State {
  const e = steppingAt(r, unit, entry, unheeded);
  for (const { node, target } of unit.parameters) {
    const given = cellOf(entry, target, unit);
    const found = fetched(e, target).value;
    const taken =
      target.base.kind === 'temporary' ? joinValues(found, evaluate(e, { kind: 'other', node, parts: [] })) : found;
    if (taken.taints.size > 0) e.state = assigned(e.state, target, taken, unit, given !== undefined);
  }
  return e.state;
}

interface Called {
  readonly callee: Unit;
  readonly call: Call;
  readonly given: readonly Value[];
  readonly receiver: Value;
}

const thisKey = 'this';

function callUnit<B>(r: Runner<B>, e: Stepping<B>, { callee, call, given, receiver }: Called): Value {
  const state = withFunctions(r, e.state, callee, call);
  const keys = keysOf(r, callee, state);
  let entry = withParameters(visible(state, keys), callee, bound(callee, call, given));
  const isOnThis = call.callee.kind === 'fetch' && call.callee.from.base.kind === 'this';
  if (!isOnThis) entry = withThis(entry, call.isNew ? nothing : receiver);
  const { exit, returned, observed } = run(r, callee, entry);
  collect(e, observed);
  const own = exit?.cells.get(thisKey);
  if (exit) e.state = overlaid(e.state, isOnThis ? exit : without(exit, thisKey, e.state), keys);
  const made = call.isNew && own ? joinValues(returned, valueIn(own)) : returned;
  return mapValue(made, (taint) => advanced(taint, { kind: 'call', node: call.node }));
}

function valueIn({ whole, fields }: Cell): Value {
  return { taints: typeof whole === 'object' ? whole : new Map(), ...(fields && { fields }) };
}

function withThis(state: State, { taints, fields }: Value): State {
  const cells = new Map(state.cells);
  cells.set(thisKey, { whole: taints.size > 0 ? taints : undefined, ...(fields && { fields }) });
  return { ...state, cells };
}

/** The state with one cell as it was. */
function without(state: State, key: string, was: State): State {
  const cells = new Map(state.cells);
  const cell = was.cells.get(key);
  if (cell) cells.set(key, cell);
  else cells.delete(key);
  return { ...state, cells };
}

function withParameters(state: State, unit: Unit, values: readonly Value[]): State {
  return unit.parameters.reduce((entry, { target }, i) => assigned(entry, target, values[i]!, unit), state);
}

/** What the code of a unit can see and change, that of the functions it is handed included. */
function keysOf<B>(r: Runner<B>, unit: Unit, { functions }: State): ReadonlySet<string> {
  const handed = [...functions.values()].flat();
  return handed.length === 0 ? r.mentions(unit) : new Set([unit, ...handed].flatMap((one) => [...r.mentions(one)]));
}

/** The state in which the parameters of a unit may be the functions that a call hands it. */
function withFunctions<B>(r: Runner<B>, state: State, unit: Unit, call: Call): State {
  const handed = call.arguments.flatMap(({ value, isSpread }, i) => {
    const units = isSpread ? [] : functionsAt(r, state, value);
    return units.length > 0 ? [[functionKey(unit, i), units] as const] : [];
  });
  return handed.length === 0 ? state : { ...state, functions: new Map([...state.functions, ...handed]) };
}

function functionsAt<B>(r: Runner<B>, { functions }: State, { node }: Expression): readonly Unit[] {
  const callee = r.functionOf(node);
  if (callee?.kind === 'unit') return [callee.unit];
  const parameter = callee?.kind === 'unknown' ? callee.parameter : undefined;
  return (parameter && functions.get(functionKey(parameter.unit, parameter.index))) ?? [];
}

/** A function that is handed to a call runs never, once or more often. */
function runAll<B>(r: Runner<B>, e: Stepping<B>, units: readonly Unit[], call: Call, values: readonly Value[]): Value {
  let returned = nothing;
  for (const unit of units) {
    for (let before: State | undefined; !before || !sameStates(before, e.state);) {
      before = e.state;
      const keys = keysOf(r, unit, before);
      const outcome = run(r, unit, withParameters(visible(before, keys), unit, taken(unit, call, values)));
      collect(e, outcome.observed);
      returned = joinValues(returned, outcome.returned);
      e.state = join(before, outcome.exit && overlaid(before, outcome.exit, keys))!;
    }
  }
  return mapValue(returned, (taint) => advanced(taint, { kind: 'call', node: call.node }));
}

/** Functions that an instruction mentions run there or later; those that a call is given run there. */
function visitUnits<B>(
  r: Runner<B>,
  e: Stepping<B>,
  units: readonly Unit[],
  counts: Parameters<Stepping<B>['visit']>[1],
): void {
  let after: State | undefined;
  for (const unit of units) {
    const keys = r.mentions(unit);
    const { exit, observed } = run(r, unit, visible(e.state, keys));
    collect(e, observed);
    after = join(after, exit && overlaid(e.state, exit, keys));
  }
  if (counts !== 'never' && after) e.state = counts === 'surely' ? after : join(e.state, after)!;
}
