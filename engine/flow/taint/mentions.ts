import type { FlowGraph, LValue, Unit } from '../graph.ts';
import { eachExpression, targetOf } from '../points.ts';
import { functionsIn } from './nodes.ts';
import { keyOf } from './state.ts';

/** Which storage the code of a unit can see and change that others can see too, by the keys of `State.cells`. */
export type Mentions = (unit: Unit) => ReadonlySet<string>;

/** `calleesOf`: the units whose code runs where that of a unit runs, besides the functions that stand in it. */
export function mentionsOf({ units }: FlowGraph, calleesOf: (unit: Unit) => readonly Unit[]): Mentions {
  const own = new Map(units.map((unit) => [unit, keysIn(unit)]));
  const owners = new Map<string, Unit[]>();
  for (const [unit, keys] of own) for (const key of keys) owners.set(key, [...(owners.get(key) ?? []), unit]);
  const known = new Map<Unit, ReadonlySet<string>>();
  const compute = (unit: Unit): ReadonlySet<string> => {
    const run = runBy(unit, calleesOf);
    const isShared = (key: string): boolean => owners.get(key)!.some((owner) => !run.has(owner));
    return new Set([...run].flatMap((part) => [...own.get(part)!].filter(isShared)));
  };
  return (unit) => {
    const keys = known.get(unit) ?? compute(unit);
    known.set(unit, keys);
    return keys;
  };
}

function runBy(unit: Unit, calleesOf: (unit: Unit) => readonly Unit[]): ReadonlySet<Unit> {
  const run = new Set([unit]);
  for (const part of run) {
    for (const { instruction } of part.points) for (const inner of functionsIn(instruction)) run.add(inner);
    for (const callee of calleesOf(part)) run.add(callee);
  }
  return run;
}

function keysIn(unit: Unit): ReadonlySet<string> {
  const keys = new Set<string>();
  const add = ({ base }: LValue): void => {
    const key = base.kind === 'temporary' ? undefined : keyOf(base, unit);
    if (key !== undefined) keys.add(key);
  };
  for (const { target } of unit.parameters) add(target);
  for (const { instruction } of unit.points) {
    eachExpression(instruction, (expression) => {
      if (expression.kind === 'fetch') add(expression.from);
    });
    const target = targetOf(instruction);
    if (target) add(target);
  }
  return keys;
}
