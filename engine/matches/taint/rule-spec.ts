import type { RangeFormula, RangeOptions, RangeTaint } from '../../model/range-formula.ts';
import type { Range } from '../../model/region.ts';
import { parseRequires, type Requires } from '../../flow/taint/requires.ts';
import type { PropagatorSpot, SanitizerSpot, SinkSpot, SourceSpot, TaintSpec } from '../../flow/taint/spec.ts';
import { sameBinding } from '../code/pattern.ts';
import type { DocumentView, LocalBindings } from '../matcher.ts';
import { rangeBound } from './range-bound.ts';
import { scalarType } from './types.ts';

/** Where a formula of a rule holds. */
export interface Spotted {
  readonly range: Range;
  readonly bindings: LocalBindings;
}

export type Evaluate = (formula: RangeFormula) => readonly Spotted[];

/** Evaluates an entry and makes a spot of each range; entries are numbered in the order in which they are asked for. */
type SpotsOf = <E extends { readonly formula: RangeFormula }, S>(
  entries: readonly E[],
  make: (entry: E, spot: Spotted) => S,
) => (S & Spotted & { readonly entry: number })[];

/** What a rule asks for in a document; nothing where it has no source or no sink there. */
export function ruleSpec(
  view: DocumentView,
  taint: RangeTaint,
  options: RangeOptions,
  evaluate: Evaluate,
): TaintSpec<LocalBindings> | undefined {
  const spotsOf = spotting(evaluate);
  const sources = sourceSpots(taint, spotsOf);
  const sinks = sources.length > 0 ? sinkSpots(taint, spotsOf) : [];
  if (sinks.length === 0) return undefined;
  return {
    sources,
    sinks,
    sanitizers: sanitizerSpots(taint, spotsOf),
    propagators: propagatorSpots(taint, spotsOf),
    options,
    through: options.taint_intrafile ? 'file' : 'function',
    unify: (source, sink) =>
      options.taint_unify_mvars ? unified(view, source, sink, options) : { ...source, ...sink },
    typeOf: (node) => scalarType(view, node, { semgrep: true, options }),
  };
}

function spotting(evaluate: Evaluate): SpotsOf {
  let entries = 0;
  return (list, make) =>
    list.flatMap((item) => {
      const entry = entries++;
      return evaluate(item.formula).map((spot) => ({ ...make(item, spot), ...spot, entry }));
    });
}

function sourceSpots({ sources }: RangeTaint, spotsOf: SpotsOf): readonly SourceSpot<LocalBindings>[] {
  return spotsOf(sources, ({ exact, bySideEffect, control, label, requires }) => ({
    exact,
    bySideEffect,
    control,
    label,
    ...parsed(requires),
  }));
}

function sinkSpots({ sinks }: RangeTaint, spotsOf: SpotsOf): readonly SinkSpot<LocalBindings>[] {
  return spotsOf(sinks, ({ exact, atExit, requires, formula }) => ({
    exact,
    atExit,
    hasFocus: hasFocus(formula),
    ...parsed(requires),
  }));
}

function sanitizerSpots({ sanitizers }: RangeTaint, spotsOf: SpotsOf): readonly SanitizerSpot<LocalBindings>[] {
  return spotsOf(sanitizers, ({ exact, bySideEffect, notConflicting }) => ({ exact, bySideEffect, notConflicting }));
}

function propagatorSpots({ propagators }: RangeTaint, spotsOf: SpotsOf): readonly PropagatorSpot<LocalBindings>[] {
  return spotsOf(propagators, ({ from, to, bySideEffect, requires, label, replaceLabels }, { bindings }) => ({
    from: rangeBound(bindings[from]) ?? nowhere,
    to: rangeBound(bindings[to]) ?? nowhere,
    bySideEffect,
    ...parsed(requires),
    ...(label !== undefined && { label }),
    ...(replaceLabels && { replaceLabels }),
  }));
}

/** Code that is not there: no node has this range. */
const nowhere: Range = [-1, -1];

function parsed(requires: string | undefined): { readonly requires?: Requires } {
  return requires === undefined ? {} : { requires: parseRequires(requires) };
}

function hasFocus(formula: RangeFormula): boolean {
  return 'focus' in formula && (formula.focus ?? []).length > 0;
}

function unified(
  view: DocumentView,
  source: LocalBindings,
  sink: LocalBindings,
  options: RangeOptions,
): LocalBindings | undefined {
  for (const [name, binding] of Object.entries(source)) {
    const other = sink[name];
    if (other && !sameBinding(view, binding, other, { semgrep: true, options })) return undefined;
  }
  return { ...source, ...sink };
}
