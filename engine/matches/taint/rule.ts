import type { TreeNode } from '../../model/document.ts';
import type { RangeFormula, RangeOptions, RangeTaint } from '../../model/range-formula.ts';
import type { Range } from '../../model/region.ts';
import { flowOf } from '../../flow/flow.ts';
import { parseRequires, type Requires } from '../../flow/taint/requires.ts';
import type { Arrival, TaintSpec } from '../../flow/taint/spec.ts';
import { findTaint, outermost } from '../../flow/taint/taint.ts';
import { sameBinding } from '../code/pattern.ts';
import type { DocumentView, LocalBindings, LocalStep } from '../matcher.ts';
import { flowSteps } from './steps.ts';

/** Where a formula of a rule holds. */
export interface Spotted {
  readonly range: Range;
  readonly bindings: LocalBindings;
}

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
  evaluate: (formula: RangeFormula) => readonly Spotted[],
): readonly TaintedRange[] {
  const spec = specOf(view, taint, options, evaluate);
  if (spec.sources.length === 0 || spec.sinks.length === 0) return [];
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

function specOf(
  view: DocumentView,
  { sources, sinks, sanitizers, propagators }: RangeTaint,
  options: RangeOptions,
  evaluate: (formula: RangeFormula) => readonly Spotted[],
): TaintSpec<LocalBindings> {
  let entries = 0;
  /** The spots of all entries of one kind. */
  const spots = <E extends { readonly formula: RangeFormula }, S>(
    list: readonly E[],
    make: (entry: E, spot: Spotted) => S,
  ): (S & Spotted & { readonly entry: number })[] =>
    list.flatMap((item) => {
      const entry = entries++;
      return evaluate(item.formula).map((spot) => ({ ...make(item, spot), ...spot, entry }));
    });
  return {
    sources: spots(sources, ({ exact, bySideEffect, control, label, requires }) => ({
      exact,
      bySideEffect,
      control,
      label,
      ...parsed(requires),
    })),
    sinks: spots(sinks, ({ exact, atExit, requires, formula }) => ({
      exact,
      atExit,
      hasFocus: hasFocus(formula),
      ...parsed(requires),
    })),
    sanitizers: spots(sanitizers, ({ exact, bySideEffect, notConflicting }) => ({
      exact,
      bySideEffect,
      notConflicting,
    })),
    propagators: spots(propagators, ({ from, to, bySideEffect, requires, label, replaceLabels }, { bindings }) => ({
      from: bindings[from]?.range ?? nowhere,
      to: bindings[to]?.range ?? nowhere,
      bySideEffect,
      ...parsed(requires),
      ...(label !== undefined && { label }),
      ...(replaceLabels && { replaceLabels }),
    })),
    options,
    through: 'function',
    unify: (source, sink) => (options.taint_unify_mvars ? unified(view, source, sink) : { ...source, ...sink }),
  };
}

/** Code that is not there: no node has this range. */
const nowhere: Range = [-1, -1];

function parsed(requires: string | readonly unknown[] | undefined): { readonly requires?: Requires } {
  return typeof requires === 'string' ? { requires: parseRequires(requires) } : {};
}

function hasFocus(formula: RangeFormula): boolean {
  return 'focus' in formula && (formula.focus ?? []).length > 0;
}

function unified(view: DocumentView, source: LocalBindings, sink: LocalBindings): LocalBindings | undefined {
  for (const [name, binding] of Object.entries(source)) {
    const other = sink[name];
    if (other && !sameBinding(view, binding, other)) return undefined;
  }
  return { ...source, ...sink };
}
