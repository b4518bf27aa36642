import type { Base, LValue, Unit } from '../graph.ts';
import {
  anyIndex,
  cleaned,
  fieldKey,
  find,
  joinCells,
  sameCells,
  taintsIn,
  write,
  type Cell,
  type Path,
  type Value,
} from './cells.ts';
import { noTaints, sameTaints, union, type Taints } from './taints.ts';

/** What is known at one place of the program, on some way to it. */
export interface State {
  /** By storage; what is not in it was never tainted. */
  readonly cells: ReadonlyMap<string, Cell>;
  /** Of sources that taint whatever runs after them. */
  readonly control: Taints;
  /** On their way from the `from` of a propagator to its `to`, by its number. */
  readonly carried: ReadonlyMap<number, Taints>;
  /** What parameters may be that are functions of the file, by `functionKey`. */
  readonly functions: Functions;
}

export type Functions = ReadonlyMap<string, readonly Unit[]>;

export function functionKey(unit: Unit, parameter: number): string {
  return `${unit.id}.${parameter}`;
}

export const emptyState: State = { cells: new Map(), control: noTaints, carried: new Map(), functions: new Map() };

/** A variable, temporary or `this` as a key of `State.cells`; nothing for what is no storage. */
export function keyOf(base: Base, unit: Unit): string | undefined {
  switch (base.kind) {
    case 'variable':
      return variableKey(base);
    case 'temporary':
      return `#${unit.id}.${base.id}`;
    case 'this':
    case 'super':
      return 'this';
    case 'value':
      return undefined;
  }
}

export function variableKey({ name, declaration }: Extract<Base, { kind: 'variable' }>): string {
  return declaration === undefined ? name : `${name}@${declaration}`;
}

/** The first `depth` steps of a path. */
export function pathOf({ offsets }: LValue, depth = offsets.length): Path {
  return offsets.slice(0, depth).map((offset) => (offset.kind === 'field' ? fieldKey(offset.name) : anyIndex));
}

export function cellAt(state: State, lvalue: LValue, depth: number, unit: Unit): Cell | undefined {
  const key = keyOf(lvalue.base, unit);
  const cell = key === undefined ? undefined : state.cells.get(key);
  return cell && find(cell, pathOf(lvalue, depth));
}

/** After an assignment; `add`: what was there may still be there. */
export function assigned(state: State, lvalue: LValue, value: Value, unit: Unit, add = false): State {
  const key = keyOf(lvalue.base, unit);
  if (key === undefined) return state;
  return withCell(state, key, write(state.cells.get(key) ?? { whole: undefined }, pathOf(lvalue), value, add));
}

export function cleanedAt(state: State, lvalue: LValue, unit: Unit): State {
  const key = keyOf(lvalue.base, unit);
  const cell = key === undefined ? undefined : state.cells.get(key);
  return cell ? withCell(state, key!, cleaned(cell, pathOf(lvalue))) : state;
}

function withCell(state: State, key: string, cell: Cell): State {
  return { ...state, cells: new Map(state.cells).set(key, cell) };
}

/** All that named storage holds; what is only on its way between two instructions does not count. */
export function storedTaints({ cells }: State): Taints {
  const named = [...cells].filter(([key]) => !key.startsWith('#'));
  return named.map(([, cell]) => taintsIn(new Map([['', cell]]))).reduce(union, noTaints);
}

export function cellOf(state: State, { base }: LValue, unit: Unit): Cell | undefined {
  const key = keyOf(base, unit);
  return key === undefined ? undefined : state.cells.get(key);
}

/** What holds on one way or the other; nothing: the way is never taken. */
export function join(one: State | undefined, other: State | undefined): State | undefined {
  if (!one || !other || one === other) return one ?? other;
  const cells = joinMaps(one.cells, other.cells, joinCells);
  const control = union(one.control, other.control);
  const carried = joinMaps(one.carried, other.carried, union);
  const functions = joinMaps(one.functions, other.functions, joinUnits);
  // Most ways bring nothing new: then the state is the very same.
  const isSame =
    cells === one.cells && control === one.control && carried === one.carried && functions === one.functions;
  return isSame ? one : { cells, control, carried, functions };
}

function joinUnits(one: readonly Unit[], other: readonly Unit[]): readonly Unit[] {
  return other.every((unit) => one.includes(unit)) ? one : [...new Set([...one, ...other])];
}

function joinMaps<K, T>(one: ReadonlyMap<K, T>, other: ReadonlyMap<K, T>, both: (a: T, b: T) => T): ReadonlyMap<K, T> {
  if (one === other || other.size === 0) return one;
  let joined: Map<K, T> | undefined;
  for (const [key, item] of other) {
    const known = one.get(key);
    const together = known === undefined ? item : both(known, item);
    if (together !== known) (joined ??= new Map(one)).set(key, together);
  }
  return joined ?? one;
}

export function sameStates(one: State | undefined, other: State | undefined): boolean {
  if (one === other || !one || !other) return one === other;
  if (one.cells.size !== other.cells.size || !sameTaints(one.control, other.control)) return false;
  for (const [key, cell] of one.cells) if (!sameCells(cell, other.cells.get(key))) return false;
  if (one.carried.size !== other.carried.size) return false;
  for (const [key, taints] of one.carried) if (!sameTaints(taints, other.carried.get(key) ?? noTaints)) return false;
  return sameFunctions(one.functions, other.functions);
}

function sameFunctions(one: Functions, other: Functions): boolean {
  if (one === other) return true;
  if (one.size !== other.size) return false;
  for (const [key, units] of one) {
    const others = other.get(key);
    if (others?.length !== units.length || !units.every((unit) => others.includes(unit))) return false;
  }
  return true;
}

/** The part of a state that code which mentions only these keys can see. */
export function visible(state: State, keys: ReadonlySet<string>): State {
  return { ...state, cells: new Map([...state.cells].filter(([key]) => keys.has(key))) };
}

/** The state after code that may have written to these keys has left `after`. */
export function overlaid(before: State, after: State, keys: ReadonlySet<string>): State {
  const cells = new Map([...before.cells].filter(([key]) => !keys.has(key)));
  for (const [key, cell] of after.cells) if (keys.has(key)) cells.set(key, cell);
  return { ...before, cells, control: after.control, carried: after.carried };
}
