import type { TreeNode } from '../../model/document.ts';
import type { RangeOptions, RangeTaint } from '../../model/range-formula.ts';
import type { Range } from '../../model/region.ts';
import { flowOf } from '../../flow/flow.ts';
import type { Arrival } from '../../flow/taint/spec.ts';
import { findTaint, outermost } from '../../flow/taint/taint.ts';
import type { DocumentView, LocalBindings, LocalStep } from '../matcher.ts';
import { ruleSpec, type Evaluate, type Spotted } from './rule-spec.ts';
import { flowSteps } from './steps.ts';

export interface TaintedRange extends Spotted {
  /** From the source to the sink. */
  readonly flow: readonly LocalStep[];
}

/**
 * What a Semgrep rule of `mode: taint` finds in a document; `evaluate` finds the ranges of a formula. In the order of
 * the sinks. Throws a `RangeError` where that takes too many steps.
 */
export function findRuleTaint(
  view: DocumentView,
  taint: RangeTaint,
  options: RangeOptions,
  evaluate: Evaluate,
): readonly TaintedRange[] {
  const spec = ruleSpec(view, taint, options, evaluate);
  if (!spec) return [];
  const findings = outermost(findTaint(flowOf(view), spec));
  if (options.taint_match_on === 'source') {
    return findings.flatMap(({ sink, arrivals }) =>
      arrivals.map((arrival) => found(arrival.source!.range, arrival, sink.range)),
    );
  }
  return findings.flatMap(({ sink, arrivals }) =>
    distinctBindings(arrivals, options).map((arrival) => found(sink.range, arrival, sink.range)),
  );
}

function found(range: Range, arrival: Arrival<LocalBindings>, sink: Range): TaintedRange {
  const { source, bindings } = arrival;
  const ends = { ...(source && { source: matched(source.range) }), sink: matched(sink) };
  return { range, bindings, flow: flowSteps(arrival, ends) };
}

function matched(range: Range): TreeNode {
  return { type: 'match', range };
}

/** One finding a sink; with unified metavariables each source that agrees with it may bind others. */
function distinctBindings(
  arrivals: readonly Arrival<LocalBindings>[],
  options: RangeOptions,
): readonly Arrival<LocalBindings>[] {
  return options.taint_unify_mvars ? arrivals : arrivals.slice(0, 1);
}
