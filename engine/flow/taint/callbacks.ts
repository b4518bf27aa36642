import type { Unit } from '../graph.ts';
import { allTaints, anyIndex, itemOf, joinValues, nothing, valueOf, type Value } from './cells.ts';

/** A call of a well-known method of a list or promise. */
interface Iteration {
  readonly receiver: Value;
  /** Of each argument: the functions that it may be, and its value. */
  readonly given: readonly Given[];
}

interface Given {
  readonly units: readonly Unit[];
  readonly value: Value;
}

/** Runs functions with these values for their parameters: what they return, joined. */
type RunAll = (units: readonly Unit[], values: readonly Value[]) => Value;

/** Goes through the functions that the method is given, with what it hands them: what it gives back. */
type Run = (iteration: Iteration, run: RunAll) => Value;

export interface Method {
  /** How many of its first arguments are functions. */
  readonly functions: number;
  readonly run: Run;
}

/** The method of that name, if it is one that calls its arguments. */
export function methodNamed(name: string): Method | undefined {
  const run = methods.get(name);
  return run && { functions: name === 'then' ? 2 : 1, run };
}

const firstUnits = ({ given }: Iteration): readonly Unit[] => given[0]?.units ?? [];

/** `(item, index, list) => …` */
function overItems(iteration: Iteration, run: RunAll): Value {
  const { receiver } = iteration;
  return run(firstUnits(iteration), [itemOf(receiver), nothing, receiver]);
}

const each: Run = (iteration, run) => {
  overItems(iteration, run);
  return nothing;
};

/** What it gives back says something of the items. */
const judge: Run = (iteration, run) => {
  const returned = overItems(iteration, run);
  return { taints: joinValues(returned, { taints: allTaints(iteration.receiver) }).taints };
};

const select: Run = (iteration, run) => {
  overItems(iteration, run);
  return iteration.receiver;
};

const find: Run = (iteration, run) => {
  overItems(iteration, run);
  return itemOf(iteration.receiver);
};

const map: Run = (iteration, run) => listWith(overItems(iteration, run));

const flatMap: Run = (iteration, run) => ({ taints: allTaints(overItems(iteration, run)) });

/** A list with some number of such items. */
function listWith({ taints, fields }: Value): Value {
  if (taints.size === 0 && !fields) return nothing;
  const whole = taints.size > 0 ? taints : undefined;
  return valueOf(
    allTaints({ taints, ...(fields && { fields }) }),
    new Map([[anyIndex, { whole, ...(fields && { fields }) }]]),
  );
}

/** `(result so far, item, index, list) => …`: what it returns is what it is given next. */
const reduce: Run = (iteration, run) => {
  const { given, receiver } = iteration;
  const item = itemOf(receiver);
  const start = given[1]?.value ?? item;
  const once = run(firstUnits(iteration), [start, item, nothing, receiver]);
  const again = run(firstUnits(iteration), [joinValues(start, once), item, nothing, receiver]);
  return [start, once, again].reduce(joinValues);
};

const sort: Run = (iteration, run) => {
  const item = itemOf(iteration.receiver);
  run(firstUnits(iteration), [item, item]);
  return iteration.receiver;
};

/** What a promise is kept with is taken for the promise itself; why it is broken may be made of it. */
const then: Run = ({ given: [kept, broken], receiver }, run) => {
  const whole: Value = { taints: allTaints(receiver) };
  const first = kept && kept.units.length > 0 ? run(kept.units, [receiver]) : receiver;
  return broken && broken.units.length > 0 ? joinValues(first, run(broken.units, [whole])) : first;
};

const fail: Run = ({ given, receiver }, run) =>
  joinValues(receiver, run(given[0]?.units ?? [], [{ taints: allTaints(receiver) }]));

const methods: ReadonlyMap<string, Run> = new Map([
  ['forEach', each],
  ...['some', 'every', 'findIndex', 'findLastIndex'].map((name) => [name, judge] as const),
  ['filter', select],
  ['find', find],
  ['findLast', find],
  ['map', map],
  ['flatMap', flatMap],
  ['reduce', reduce],
  ['reduceRight', reduce],
  ['sort', sort],
  ['toSorted', sort],
  ['then', then],
  ['catch', fail],
]);

/** What a method of that name puts into its list, set or map, of what it is given. */
export function keptBy(name: string, given: readonly Value[]): Value {
  const first = firstKept.get(name);
  return first === undefined ? nothing : given.slice(first).reduce(joinValues, nothing);
}

/** By the index of the first argument that is put into the collection. `set` with one argument is none of a map. */
const firstKept: ReadonlyMap<string, number> = new Map([
  ['push', 0],
  ['unshift', 0],
  ['splice', 2],
  ['add', 0],
  ['set', 1],
]);
