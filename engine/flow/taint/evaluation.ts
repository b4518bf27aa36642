import type { TreeNode } from '../../model/document.ts';
import type { Expression, Instruction, LValue, Unit } from '../graph.ts';
import { allTaints, mapValue, type Value } from './cells.ts';
import { isSameRange } from './nodes.ts';
import { satisfies } from './requires.ts';
import type { TaintSpec } from './spec.ts';
import type { Spots } from './spots.ts';
import { assigned, storedTaints, type State } from './state.ts';
import { labelsOf, mapTaints, noTaints, onwards, taintsOf, union, type Taint, type Taints } from './taints.ts';

/** That taint was seen at a sink. */
export interface Observation {
  /** The number of the sink in the spec. */
  readonly sink: number;
  readonly node: TreeNode;
  readonly taints: Taints;
}

/** Takes down what is seen. */
export interface Observed {
  add(seen: Observation): unknown;
}

/** Each once: what is seen on one way through a unit is seen on many. */
export function distinctObservations(all: readonly Observation[]): readonly Observation[] {
  const found = new Map<string, Observation>();
  for (const seen of all) {
    const key = `${seen.sink}/${seen.node.range.join()}/${[...seen.taints.keys()].sort().join()}`;
    if (!found.has(key)) found.set(key, seen);
  }
  return [...found.values()];
}

/** What does not change while the graph is gone through. */
export interface Analysis<B> {
  readonly spec: TaintSpec<B>;
  readonly spots: Spots<B>;
}

/** Where the evaluation of an instruction stands. */
export interface Evaluation<B> extends Analysis<B> {
  readonly unit: Unit;
  state: State;
  readonly observed: Observed;
  evaluate(expression: Expression): Value;
}

/** The taint that starts at a node, and that of sources which taint whatever comes after. */
export function started<B>(e: Evaluation<B>, node: TreeNode, sources: readonly number[], incoming: Taints): Taints {
  if (sources.length === 0) return noTaints;
  const { spec } = e;
  const isControl = (i: number): boolean => spec.sources[i]!.control === true;
  const data = satisfied(
    e,
    node,
    sources.filter((i) => !isControl(i)),
    incoming,
  );
  const control = satisfied(e, node, sources.filter(isControl), e.state.control);
  if (control.size > 0) e.state = { ...e.state, control: union(e.state.control, control) };
  return data;
}

/** A source may ask for the label that another source puts on the same value: they are asked until none is added. */
function satisfied<B>({ spec }: Analysis<B>, node: TreeNode, sources: readonly number[], incoming: Taints): Taints {
  let taints = noTaints;
  for (let before = -1; before < taints.size;) {
    before = taints.size;
    const labels = labelsOf(union(incoming, taints));
    const added = sources
      .filter((i) => spec.sources[i]!.requires === undefined || satisfies(spec.sources[i]!.requires, labels))
      .map((i): Taint => ({
        source: i,
        label: spec.sources[i]!.label,
        trail: { step: { kind: 'source', node }, length: 1 },
      }));
    taints = union(taints, taintsOf(added));
  }
  return taints;
}

/** Sets down that a value is at a sink, if the node is one. */
export function observe<B>(
  e: Evaluation<B>,
  node: TreeNode,
  value: Value,
  counts = (_sink: number): boolean => true,
): void {
  const sinks = e.spots.sinks(node.range);
  if (sinks.length === 0) return;
  const taints = union(allTaints(value), e.state.control);
  if (taints.size === 0) return;
  for (const sink of sinks) {
    if (counts(sink) && !e.spec.sinks[sink]!.atExit) e.observed.add({ sink, node, taints });
  }
}

/** Sets down what any storage holds where a unit ends: what a sink `at-exit` asks for, whatever stands there itself. */
export function observeExit<B>(e: Evaluation<B>, instruction: Instruction, value: Value): void {
  const { node } = instruction;
  const last = instruction.kind === 'return' && instruction.value ? [node, instruction.value.node] : [node];
  const here = new Set(last.flatMap(({ range }) => e.spots.sinks(range)));
  const sinks = [...here].filter((sink) => e.spec.sinks[sink]!.atExit);
  if (sinks.length === 0) return;
  const taints = [allTaints(value), storedTaints(e.state), e.state.control].reduce(union);
  if (taints.size > 0) for (const sink of sinks) e.observed.add({ sink, node, taints });
}

/** Hands taint to the propagators that start at the node; what those that end there bring is given back. */
export function propagated<B>(e: Evaluation<B>, node: TreeNode, value: Value, storage?: LValue): Taints {
  const { spec, spots } = e;
  for (const i of spots.from(node.range)) {
    const taints = allTaints(value);
    const { requires, label, replaceLabels } = spec.propagators[i]!;
    if (taints.size === 0 || (requires && !satisfies(requires, labelsOf(taints)))) continue;
    const changes = (taint: Taint): boolean =>
      label !== undefined && (!replaceLabels || replaceLabels.includes(taint.label));
    const carried = mapTaints(taints, (taint) => (changes(taint) ? { ...taint, label: label! } : taint));
    e.state = { ...e.state, carried: new Map(e.state.carried).set(i, carried) };
  }
  let brought = noTaints;
  for (const i of spots.to(node.range)) {
    const taints = onwards(e.state.carried.get(i) ?? noTaints, { kind: 'propagate', node });
    if (taints.size === 0) continue;
    const carried = new Map(e.state.carried);
    carried.delete(i);
    e.state = { ...e.state, carried };
    if (storage && spec.propagators[i]!.bySideEffect !== false)
      e.state = assigned(e.state, storage, { taints }, e.unit, true);
    brought = union(brought, taints);
  }
  return brought;
}

/** Whether the node is harmless whatever it is made of. */
export function isSanitized<B>({ spots }: Analysis<B>, node: TreeNode): boolean {
  return spots.sanitizers(node.range).some(({ doubt }) => !doubt);
}

/** Whether a sanitizer there makes the storage itself harmless from there on. */
export function cleansStorage<B>({ spots }: Analysis<B>, node: TreeNode): boolean {
  return spots.sanitizers(node.range).some((spot) => spot.bySideEffect && isSameRange(spot.range, node.range));
}

/** What comes out of something that may be a sanitizer. */
export function unlessDoubtful<B>({ spots }: Analysis<B>, node: TreeNode, value: Value): Value {
  const doubt = spots.sanitizers(node.range).find((spot) => spot.doubt)?.doubt;
  return doubt ? mapValue(value, (taint) => ({ ...taint, departure: taint.departure ?? doubt })) : value;
}

/** The options that take booleans and numbers for harmless. */
export function unlessHarmless<B>({ spec }: Analysis<B>, node: TreeNode, value: Value): Value {
  const { taint_assume_safe_booleans: booleans, taint_assume_safe_numbers: numbers } = spec.options;
  if ((!booleans && !numbers) || value.taints.size === 0) return value;
  const type = spec.typeOf?.(node);
  return (type === 'boolean' && booleans) || (type === 'number' && numbers) ? { ...value, taints: noTaints } : value;
}
