import type { TreeNode } from '../../model/document.ts';
import { callbacksOf } from '../callee.ts';
import type { Call, Callee, FlowGraph, Point, Unit } from '../graph.ts';
import { joinCells, type Cell } from './cells.ts';
import { distinctObservations, type Observation } from './evaluation.ts';
import { mentionsOf } from './mentions.ts';
import { plainLabel, satisfies } from './requires.ts';
import { run, type Runner } from './run.ts';
import type { Arrival, SinkSpot, TaintFinding, TaintSpec } from './spec.ts';
import { spotsOf } from './spots.ts';
import { emptyState, keyOf, type State } from './state.ts';
import { declaredIn } from './step.ts';
import { labelsOf, stepsOf, type Taint } from './taints.ts';

/**
 * Which sinks tainted data reaches, and how; in the order of the spec's sinks. The semantics are Semgrep's
 * (intraprocedural, flow- and field-sensitive, joins are unions), with `through: file` more than that. Throws a
 * `RangeError` where that takes too many steps.
 */
export function findTaint<B>(graph: FlowGraph, spec: TaintSpec<B>): readonly TaintFinding<B>[] {
  if (spec.sinks.length === 0 || (spec.sources.length === 0 && !spec.departure)) return [];
  const observed = new Map<number, Observation[]>();
  for (const seen of distinctObservations(observations(graph, spec)))
    observed.set(seen.sink, [...(observed.get(seen.sink) ?? []), seen]);
  return spec.sinks.flatMap((sink, i) => {
    const arrivals = distinct((observed.get(i) ?? []).flatMap((seen) => arrivalsAt(spec, sink, seen)));
    return arrivals.length > 0 ? [{ sink, arrivals }] : [];
  });
}

/** Without findings whose sink lies within that of another: how Semgrep reports taint. */
export function outermost<B>(findings: readonly TaintFinding<B>[]): readonly TaintFinding<B>[] {
  const lies = ({ range: [start, end] }: SinkSpot<B>, { range: [from, to] }: SinkSpot<B>): boolean =>
    from <= start && end <= to && to - from > end - start;
  return findings.filter(({ sink }) => !findings.some((other) => lies(sink, other.sink)));
}

function observations<B>(graph: FlowGraph, spec: TaintSpec<B>): readonly Observation[] {
  const seeds = new Map<string, Cell>();
  const visited = new Set<Unit>();
  const lasting = assignedOnce(graph);
  const r = runnerOf(graph, spec, (point, after) => {
    visited.add(point.unit);
    if (point.unit.kind === 'module') seed(seeds, lasting, point, after);
  });
  const observed: Observation[] = [];
  const start = (unit: Unit, state: State): State | undefined => {
    const outcome = run(r, unit, state);
    observed.push(...outcome.observed);
    return outcome.exit;
  };
  /** Methods find in `this` what the fields of their class start with, and what its constructor sets. */
  const instanceOf = (unit: Unit, state: State): State => {
    const made = withThis(state, start(unit, state));
    if (spec.through !== 'file') return state;
    const constructor = graph.units.find(({ parent, name }) => parent === unit && name === 'constructor');
    return constructor ? withThis(made, start(constructor, made)) : made;
  };
  const [module, ...others] = graph.units;
  if (module) start(module, emptyState);
  const seeded: State = { ...emptyState, cells: seeds };
  const declared = new Set(graph.units.flatMap(declaredIn));
  const instances = new Map<Unit, State>();
  for (const unit of others) {
    if (unit.kind === 'class') instances.set(unit, instanceOf(unit, seeded));
    else if (declared.has(unit) || !visited.has(unit))
      start(unit, (unit.parent && instances.get(unit.parent)) ?? seeded);
  }
  return observed;
}

function runnerOf<B>(graph: FlowGraph, spec: TaintSpec<B>, settled: Runner<B>['settled']): Runner<B> {
  const calleeOf = (call: Call): Unit | undefined => {
    const callee = spec.through === 'file' ? graph.calleeOf(call.node) : undefined;
    return callee?.kind === 'unit' ? callee.unit : undefined;
  };
  const calleesOf = ({ points }: Unit): readonly Unit[] =>
    points.flatMap(({ instruction }) => {
      if (instruction.kind !== 'call' || spec.through !== 'file') return [];
      return [calleeOf(instruction) ?? [], callbacksOf(graph, instruction).map(({ unit }) => unit)].flat();
    });
  const functionOf = (node: TreeNode): Callee | undefined =>
    spec.through === 'file' ? graph.functionOf(node) : undefined;
  const mentions = mentionsOf(graph, calleesOf);
  const spots = spotsOf(spec, graph);
  return {
    spec,
    spots,
    graph,
    mentions,
    calleeOf,
    functionOf,
    known: new Map(),
    active: [],
    settled,
    steps: 0,
    growth: 0,
  };
}

function withThis(state: State, from: State | undefined): State {
  const own = from?.cells.get('this');
  return own ? { ...state, cells: new Map(state.cells).set('this', own) } : state;
}

/** What variables of the module hold that nothing writes to a second time: functions see it whenever they run. */
function seed(
  seeds: Map<string, Cell>,
  lasting: ReadonlySet<string>,
  { instruction, unit }: Point,
  { cells }: State,
): void {
  if (instruction.kind !== 'assign' || instruction.target.offsets.length > 0) return;
  const key = keyOf(instruction.target.base, unit);
  const cell = key !== undefined && lasting.has(key) ? cells.get(key) : undefined;
  if (cell) seeds.set(key!, joinCells(seeds.get(key!) ?? cell, cell));
}

function assignedOnce({ units }: FlowGraph): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { points } of units) {
    for (const { instruction, unit } of points) {
      if (
        instruction.kind !== 'assign' ||
        instruction.target.base.kind !== 'variable' ||
        instruction.target.offsets.length > 0
      )
        continue;
      const key = keyOf(instruction.target.base, unit)!;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return new Set([...counts].filter(([, count]) => count === 1).map(([key]) => key));
}

function arrivalsAt<B>(spec: TaintSpec<B>, sink: SinkSpot<B>, { taints, node }: Observation): readonly Arrival<B>[] {
  const all = [...taints.values()];
  const { requires } = sink;
  const relevant = requires
    ? satisfies(requires, labelsOf(taints))
      ? all
      : []
    : all.filter(({ label }) => label === plainLabel);
  return relevant.flatMap((taint) => arrival(spec, sink, taint, node));
}

function arrival<B>(
  spec: TaintSpec<B>,
  sink: SinkSpot<B>,
  taint: Taint,
  node: Observation['node'],
): readonly Arrival<B>[] {
  const source = taint.source === undefined ? undefined : spec.sources[taint.source]!;
  const bindings = source ? spec.unify(source.bindings, sink.bindings) : sink.bindings;
  if (bindings === undefined) return [];
  const { label, departure, trail } = taint;
  const steps = [...stepsOf(trail), { kind: 'sink', node } as const];
  return [{ ...(source && { source }), label, bindings, steps, ...(departure && { departure }) }];
}

/** One for each source and label, the shortest way; those that are certain first, then in the order of the text. */
function distinct<B>(arrivals: readonly Arrival<B>[]): readonly Arrival<B>[] {
  const found = new Map<string, Arrival<B>>();
  for (const arrival of arrivals) {
    const { source, label, departure } = arrival;
    const key = [
      source ? `${source.entry}:${source.range.join()}` : '',
      label,
      departure?.node.range.join() ?? '',
    ].join('/');
    const known = found.get(key);
    if (!known || known.steps.length > arrival.steps.length) found.set(key, arrival);
  }
  const start = ({ source, departure }: Arrival<B>): number => source?.range[0] ?? departure?.node.range[0] ?? 0;
  return [...found.values()].sort((a, b) => Number(!!a.departure) - Number(!!b.departure) || start(a) - start(b));
}
