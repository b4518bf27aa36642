import { flowOf } from '../../flow/flow.ts';
import { plainLabel } from '../../flow/taint/requires.ts';
import type { Arrival, Departure, PropagatorSpot, SanitizerSpot, TaintSpec } from '../../flow/taint/spec.ts';
import { findTaint } from '../../flow/taint/taint.ts';
import type { TreeNode } from '../../model/document.ts';
import type { Propagator, Taint } from '../../model/formula.ts';
import { isOfWorkspace } from '../../model/module-specifier.ts';
import { allOf, TRUE, unknown } from '../formula.ts';
import type { DocumentView, LocalStep } from '../matcher.ts';
import { extend } from '../unify-text.ts';
import { rangeBound } from './range-bound.ts';
import { spotsIn, type Found, type FoundSpot, type Solve, type SpotContext } from './spots.ts';
import { flowSteps } from './steps.ts';

/** That data of a source arrives at a sink. */
export interface Arrived extends Found {
  readonly flow: readonly LocalStep[];
}

/** Everything that arrives somewhere in a document, and how many sources there are. */
export function arrivalsIn(
  formula: Taint,
  view: DocumentView,
  deferred: ReadonlySet<string>,
  solve: Solve,
): { readonly arrived: readonly Arrived[]; readonly sources: number } {
  const spec = specOf(formula, view, { solve, deferred, entries: 0 });
  // Where no sink is, nothing is followed.
  const findings = spec.sinks.length === 0 ? [] : findTaint(flowOf(view), spec);
  const arrived = findings.flatMap(({ sink, arrivals }) =>
    arrivals.map((arrival) => arrivedAt(sink.bindings, arrival, view)),
  );
  return { arrived, sources: spec.sources.length };
}

function arrivedAt({ node, matched }: Found, arrival: Arrival<Found>, view: DocumentView): Arrived {
  const { bindings, rest } = arrival.bindings;
  const { departure, source } = arrival;
  const doubt = departure
    ? unknown({ kind: 'not-static', message: departure.message, place: view.place(departure.node) })
    : TRUE;
  return {
    node,
    matched,
    bindings,
    rest: allOf([rest, doubt]),
    flow: flowSteps(arrival, { ...(source && { source: source.bindings.node }), sink: node }),
  };
}

function specOf(
  { sources, sinks, sanitizers, propagators, through }: Taint,
  view: DocumentView,
  context: SpotContext,
): TaintSpec<Found> {
  return {
    sources: spotsIn(sources, view, context).map((spot) => ({ ...spot, label: plainLabel })),
    sinks: spotsIn(sinks, view, context).map((spot) => ({ ...spot, hasFocus: isFocused(spot) })),
    sanitizers: spotsIn(sanitizers, view, context).map(sanitizerSpot),
    propagators: propagators.flatMap((propagator) => propagatorSpots(propagator, view, context)),
    options: {},
    through,
    unify,
    departure: ({ node }) => {
      const callee = flowOf(view).calleeOf(node);
      return callee.kind === 'import' && isOfWorkspace(view.document.file.path, callee.from, view.aliases)
        ? departureTo(callee, node)
        : undefined;
    },
  };
}

/** Whether the matcher puts its finger on a part of what it matched. */
function isFocused({ bindings: { node, matched } }: FoundSpot): boolean {
  return node !== matched;
}

/** Metavariables of source and sink are the same code. */
function unify(source: Found, sink: Found): Found | undefined {
  const [found] = extend(source.bindings, Object.entries(sink.bindings));
  if (!found) return undefined;
  const rest = allOf([source.rest, sink.rest, found.unknown ? unknown(found.unknown) : TRUE]);
  return { ...sink, bindings: found.bindings, rest };
}

/** A sanitizer of which it is not certain that it is one leaves a doubt. */
function sanitizerSpot(spot: FoundSpot): SanitizerSpot<Found> {
  const { rest, node } = spot.bindings;
  if (rest === TRUE) return spot;
  const message = rest.op === 'unknown' ? rest.cause.message : 'It is not certain that this makes data harmless.';
  return { ...spot, doubt: { node, message } };
}

function propagatorSpots(
  { of, from, to }: Propagator,
  view: DocumentView,
  context: SpotContext,
): readonly PropagatorSpot<Found>[] {
  return spotsIn(of, view, context).flatMap((spot) => {
    const { bindings } = spot.bindings;
    const [start, end] = [rangeBound(bindings[from]), rangeBound(bindings[to])];
    return start && end ? [{ ...spot, from: start, to: end }] : [];
  });
}

function departureTo({ from, name }: { readonly from: string; readonly name: string }, node: TreeNode): Departure {
  return {
    node,
    message: `'${name}' of '${from}' stands in another file, and what it does with the data is not followed.`,
  };
}
