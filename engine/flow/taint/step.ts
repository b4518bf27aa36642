import type { Call, Instruction, LValue, Unit } from '../graph.ts';
import { targetOf } from '../points.ts';
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
  /** Goes through functions where they stand; what they change counts if the instruction hands them to a call. */
  visit(units: readonly Unit[], counts: boolean): void;
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
  if (units.length > 0) e.visit(units, instruction.kind === 'call');
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
  const unit = e.calleeOf(call);
  if (unit) return e.call(unit, call, given, receiver);
  const departure = e.spec.departure?.(call);
  const { taint_assume_safe_functions: safe, taint_only_propagate_through_assignments: assignmentsOnly } =
    e.spec.options;
  const through = safe || assignmentsOnly ? noTaints : union(passed, allTaints(receiver));
  const taints = union(assignmentsOnly ? noTaints : callee.taints, through);
  return unlessHarmless(e, call.callee.node, departure ? departed({ taints }, departure) : { taints });
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
  const told = (value: Value): Value => mapValue(value, (taint) => advanced(taint, { kind: 'call', node: call.node }));
  return parameters.map(({ isRest }, i) => {
    if (!isCertain(i)) return told(all);
    if (!isRest) return told(given[i] ?? nothing);
    return told(listOf(given.slice(i)));
  });
}
