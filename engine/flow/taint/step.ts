import type { Call, Expression, Instruction, LValue, Unit } from '../graph.ts';
import { targetOf } from '../points.ts';
import { keptBy, methodNamed, type Method } from './callbacks.ts';
import { allTaints, joinValues, mapValue, nothing, sameCells, type Value } from './cells.ts';
import { isSanitized, observe, started, unlessDoubtful, unlessHarmless, type Evaluation } from './evaluation.ts';
import { listOf, withOrigins } from './expressions.ts';
import { functionsIn, isWithin } from './nodes.ts';
import type { Departure } from './spec.ts';
import { assigned, cellOf, cleanedAt } from './state.ts';
import { fetched, startedAt } from './storage.ts';
import { advanced, noTaints, onwards, plainDeparture, union } from './taints.ts';

/** What runs other units while an instruction is gone through. */
export interface Stepping<B> extends Evaluation<B> {
  /** What the unit returns when it is called so; the state goes on behind the call. */
  call(unit: Unit, call: Call, given: readonly Value[], receiver: Value): Value;
  /** What functions return that a call may run, once or more often, with these values; the state goes on behind it. */
  runAll(units: readonly Unit[], call: Call, values: readonly Value[]): Value;
  /** The functions of the file that a value may be, as far as calls of them are followed. */
  functionsAt(value: Expression): readonly Unit[];
  /** Goes through functions where they stand; what they change counts if the instruction hands them to a call. */
  visit(units: readonly Unit[], counts: 'never' | 'perhaps' | 'surely'): void;
  readonly calleeOf: (call: Call) => Unit | undefined;
}

/** Goes on over one instruction; what it returns, if it does. */
export function step<B>(e: Stepping<B>, instruction: Instruction): Value | undefined {
  switch (instruction.kind) {
    case 'assign':
    case 'call':
      store(e, instruction, targetOf(instruction)!);
      visitFunctions(e, instruction);
      return undefined;
    case 'branch':
      e.evaluate(instruction.condition);
      return undefined;
    case 'throw':
    case 'evaluate':
      e.evaluate(instruction.value);
      visitFunctions(e, instruction);
      return undefined;
    case 'return': {
      const value = instruction.value
        ? unlessHarmless(e, instruction.value.node, e.evaluate(instruction.value))
        : nothing;
      observe(e, instruction.node, value);
      visitFunctions(e, instruction);
      return value;
    }
    default:
      return undefined;
  }
}

/** A declaration is gone through where its unit ends: it sees what is assigned behind it too. */
function visitFunctions<B>(e: Stepping<B>, instruction: Instruction): void {
  const units = functionsIn(instruction).filter(({ node }) => node !== instruction.node);
  if (units.length === 0) return;
  // A call that is followed runs them itself, if it does.
  const isFollowed = instruction.kind === 'call' && followed(e, instruction) !== undefined;
  e.visit(units, instruction.kind !== 'call' ? 'never' : isFollowed ? 'perhaps' : 'surely');
}

/** The functions that a unit declares. */
export function declaredIn({ points }: Unit): readonly Unit[] {
  return points.flatMap(({ instruction }) => functionsIn(instruction).filter(({ node }) => node === instruction.node));
}

type Storing = Extract<Instruction, { kind: 'assign' | 'call' }>;

function store<B>(e: Stepping<B>, instruction: Storing, target: LValue): void {
  const before = cellOf(e.state, target, e.unit);
  const value = isSanitized(e, instruction.node) ? nothing : stored(e, instruction, target);
  if (target.base.kind !== 'temporary') observe(e, instruction.node, startedAt(e, target));
  const isChanged = !sameCells(before, cellOf(e.state, target, e.unit));
  if (allTaints(value).size > 0) {
    const isNamed = target.base.kind !== 'temporary';
    const told = isNamed ? mapValue(value, (taint) => advanced(taint, { kind: 'assign', node: target.node })) : value;
    e.state = assigned(e.state, target, told, e.unit, isChanged);
  } else if (!isChanged) e.state = cleanedAt(e.state, target, e.unit);
}

function stored<B>(e: Stepping<B>, instruction: Storing, target: LValue): Value {
  const { node } = instruction;
  const given = instruction.kind === 'call' ? called(e, instruction) : e.evaluate(instruction.value);
  const value = withOrigins(e, node, joinValues(unlessHarmless(e, node, given), boundTaint(e, target)));
  observe(e, node, value);
  return unlessDoubtful(e, node, unlessHarmless(e, target.node, value));
}

/** A name that a parameter is taken apart into is a source by itself. */
function boundTaint<B>(e: Stepping<B>, { base }: LValue): Value {
  if (base.kind !== 'variable') return nothing;
  const isBound = e.unit.parameters.some(({ node }) => isWithin(base.node.range, node.range));
  return isBound ? { taints: started(e, base.node, e.spots.sources(base.node.range, false), noTaints) } : nothing;
}

function called<B>(e: Stepping<B>, call: Call): Value {
  const given = call.arguments.map(({ value }) => unlessHarmless(e, value.node, e.evaluate(value)));
  const passed = given.map(allTaints).reduce(union, noTaints);
  const { value: callee, receiver } =
    call.callee.kind === 'fetch' ? calleeOf(e, call.callee) : { value: e.evaluate(call.callee), receiver: nothing };
  // A sink without focus is reached by any argument, whatever the options say that a call gives back.
  observe(e, call.node, { taints: passed }, (i) => e.spec.sinks[i]!.exact === false || !e.spec.sinks[i]!.hasFocus);
  const followedBy = followed(e, call);
  if (followedBy) return followedBy(given, receiver);
  if (e.spec.through === 'file') keep(e, call, given);
  const departure = e.spec.departure?.(call);
  const { taint_assume_safe_functions: safe, taint_only_propagate_through_assignments: assignmentsOnly } =
    e.spec.options;
  const through = safe || assignmentsOnly ? noTaints : union(passed, allTaints(receiver));
  const taints = union(assignmentsOnly ? noTaints : callee.taints, through);
  return unlessHarmless(e, call.callee.node, departure ? departed({ taints }, departure) : { taints });
}

type Followed = (given: readonly Value[], receiver: Value) => Value;

/** Data that a method of a collection puts into it stays there, whichever item it becomes. */
function keep<B>(e: Stepping<B>, { callee }: Call, given: readonly Value[]): void {
  const last = callee.kind === 'fetch' ? callee.from.offsets.at(-1) : undefined;
  const kept = last?.kind === 'field' ? keptBy(last.name, given) : nothing;
  if (callee.kind !== 'fetch' || allTaints(kept).size === 0) return;
  const { from } = callee;
  const told = mapValue(kept, (taint) => advanced(taint, { kind: 'propagate', node: from.node }));
  e.state = assigned(
    e.state,
    { ...from, offsets: from.offsets.slice(0, -1) },
    { taints: allTaints(told) },
    e.unit,
    true,
  );
}

/** How a call goes on in code of this file; nothing where it is not followed. */
function followed<B>(e: Stepping<B>, call: Call): Followed | undefined {
  const unit = e.calleeOf(call);
  if (unit) return (given, receiver) => e.call(unit, call, given, receiver);
  const held = e.functionsAt(call.callee);
  if (held.length > 0) return (given) => e.runAll(held, call, given);
  const method = call.callee.kind === 'fetch' ? methodOf(call.callee.from) : undefined;
  const functions = call.arguments.map(({ value }) => (method ? e.functionsAt(value) : []));
  // `_.map(list, f)` is another method of that name.
  if (!method || functions.slice(0, method.functions).every((units) => units.length === 0)) return undefined;
  return (values, receiver) => {
    const given = values.map((value, i) => ({ value, units: functions[i]! }));
    return method.run({ receiver, given }, (units, parameters) => e.runAll(units, call, parameters));
  };
}

function methodOf({ offsets }: LValue): Method | undefined {
  const last = offsets.at(-1);
  return last?.kind === 'field' ? methodNamed(last.name) : undefined;
}

function calleeOf<B>(
  e: Stepping<B>,
  callee: Extract<Call['callee'], { kind: 'fetch' }>,
): { value: Value; receiver: Value } {
  if (isSanitized(e, callee.node) || callee.from.offsets.length === 0)
    return { value: e.evaluate(callee), receiver: nothing };
  return fetched(e, callee.from);
}

/** What comes back from code that is not followed may be tainted, and may be not. */
function departed(value: Value, departure: Departure): Value {
  const doubtful = mapValue(value, (taint) => ({ ...taint, departure: taint.departure ?? departure }));
  const taints = onwards(doubtful.taints, { kind: 'departure', node: departure.node });
  return { taints: union(taints, plainDeparture(departure)) };
}

/** Values that a call gives to the parameters of a unit. */
export function bound({ parameters }: Unit, call: Call, given: readonly Value[]): readonly Value[] {
  const firstSpread = call.arguments.findIndex(({ isSpread }) => isSpread);
  const isCertain = (i: number): boolean => firstSpread < 0 || i < firstSpread;
  const all: Value = { taints: given.map(allTaints).reduce(union, noTaints) };
  const values = taken({ parameters }, call, given);
  return values.map((value, i) => (isCertain(i) ? value : told(all, call)));
}

/** Values for the parameters of a unit, the rest as a list. */
export function taken(
  { parameters }: Pick<Unit, 'parameters'>,
  call: Call,
  values: readonly Value[],
): readonly Value[] {
  return parameters.map(({ isRest }, i) => told(isRest ? listOf(values.slice(i)) : (values[i] ?? nothing), call));
}

function told(value: Value, { node }: Call): Value {
  return mapValue(value, (taint) => advanced(taint, { kind: 'call', node }));
}
