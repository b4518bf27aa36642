import type { Range } from '../../model/region.ts';
import type { FlowGraph } from '../graph.ts';
import { eachNode, isSameRange, isWithin } from './nodes.ts';
import type { PropagatorSpot, SanitizerSpot, SourceSpot, Spot, TaintSpec } from './spec.ts';

/** What a piece of code is, by its range. */
export interface Spots<B> {
  /** Numbers of the sources among those of the spec. `isStorage`: sources `only` by side effect count where the code is all of the spot. */
  sources(range: Range, isStorage: boolean): readonly number[];
  sinks(range: Range): readonly number[];
  sanitizers(range: Range): readonly SanitizerSpot<B>[];
  /** Numbers of the propagators whose `from` it is. */
  from(range: Range): readonly number[];
  to(range: Range): readonly number[];
}

export function spotsOf<B>(spec: TaintSpec<B>, graph: FlowGraph): Spots<B> {
  const largest = largestRanges(spec, graph);
  const isLargest = (spot: Spot<B>, range: Range): boolean =>
    largest.get(spot.entry)?.some((best) => isSameRange(best, range)) ?? false;
  const counts = (source: SourceSpot<B>, range: Range, isStorage: boolean): boolean =>
    source.bySideEffect === 'only'
      ? isStorage && isSameRange(source.range, range)
      : !source.exact || isLargest(source, range);
  const sanitizers = spec.sanitizers.filter((spot) => !isConflicting(spot, spec));
  const [sourcesAt, sinksAt] = [finder(spec.sources), finder(spec.sinks)];
  const sanitizersAt = finder(sanitizers);
  const found = (range: Range): Found<B> => ({
    sources: sourcesAt(range).filter((i) => counts(spec.sources[i]!, range, false)),
    storage: sourcesAt(range).filter((i) => counts(spec.sources[i]!, range, true)),
    sinks: sinksAt(range).filter((i) => spec.sinks[i]!.exact === false || isLargest(spec.sinks[i]!, range)),
    sanitizers: sanitizersAt(range)
      .map((i) => sanitizers[i]!)
      .filter((spot) => !spot.exact || isLargest(spot, range)),
    from: ends(spec.propagators, range, 'from'),
    to: ends(spec.propagators, range, 'to'),
  });
  const known = new WeakMap<Range, Found<B>>();
  const at = (range: Range): Found<B> => {
    let all = known.get(range);
    if (!all) known.set(range, (all = found(range)));
    return all;
  };
  return {
    sources: (range, isStorage) => (isStorage ? at(range).storage : at(range).sources),
    sinks: (range) => at(range).sinks,
    sanitizers: (range) => at(range).sanitizers,
    from: (range) => at(range).from,
    to: (range) => at(range).to,
  };
}

/** All about one piece of code: nodes keep their range, and are asked about on every way that leads to them. */
interface Found<B> {
  readonly sources: readonly number[];
  readonly storage: readonly number[];
  readonly sinks: readonly number[];
  readonly sanitizers: readonly SanitizerSpot<B>[];
  readonly from: readonly number[];
  readonly to: readonly number[];
}

function isConflicting<B>({ notConflicting, range }: SanitizerSpot<B>, { sources, sinks }: TaintSpec<B>): boolean {
  return notConflicting === true && [...sources, ...sinks].some((spot) => isSameRange(spot.range, range));
}

function ends<B>(propagators: readonly PropagatorSpot<B>[], range: Range, end: 'from' | 'to'): readonly number[] {
  return propagators.flatMap((spot, i) => (isSameRange(spot[end], range) ? [i] : []));
}

/** Numbers of the spots that a range lies within, in their order. */
function finder<B>(spots: readonly Spot<B>[]): (range: Range) => readonly number[] {
  const sorted = spots
    .map((spot, i) => ({ range: spot.range, i }))
    .sort((a, b) => a.range[0] - b.range[0] || a.i - b.i);
  let end = -1;
  const ends = sorted.map(({ range }) => (end = Math.max(end, range[1])));
  return (range) => {
    const found: number[] = [];
    // Before the first spot whose predecessors all end too early nothing can contain the range.
    for (let at = startingUpTo(sorted, range[0]) - 1; at >= 0 && ends[at]! >= range[1]; at--) {
      if (isWithin(range, sorted[at]!.range)) found.push(sorted[at]!.i);
    }
    return found.sort((a, b) => a - b);
  };
}

/** How many of the sorted spots start at the offset or before. */
function startingUpTo(sorted: readonly { readonly range: Range }[], offset: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]!.range[0] <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Of each entry that means only the largest code: the ranges of code within its spots that lie within no other such
 * code. In `sink(a ? b : c)` that is the call, or the argument where the entry focuses on it; never `b`.
 */
function largestRanges<B>(spec: TaintSpec<B>, graph: FlowGraph): ReadonlyMap<number, readonly Range[]> {
  const exact = [
    ...spec.sinks.filter((spot) => spot.exact !== false),
    ...spec.sources.filter((spot) => spot.exact),
    ...spec.sanitizers.filter((spot) => spot.exact),
  ];
  const found = new Map<number, Range[]>();
  if (exact.length === 0) return found;
  const at = finder(exact);
  eachNode(graph, ({ range }) => {
    for (const i of at(range)) addLargest(found, exact[i]!.entry, range);
  });
  return found;
}

function addLargest(found: Map<number, Range[]>, entry: number, range: Range): void {
  const known = found.get(entry) ?? [];
  if (known.some((best) => isWithin(range, best))) return;
  found.set(entry, [...known.filter((best) => !isWithin(best, range)), range]);
}
