import type { TreeNode } from '../../model/document.ts';
import type { RangeOptions } from '../../model/range-formula.ts';
import type { Range } from '../../model/region.ts';
import type { Call } from '../graph.ts';
import type { Requires } from './requires.ts';

/**
 * What taint is asked for in one document, patterns already evaluated: each match of an entry (a source, a sink …) is a
 * *spot*. `bindings` are the caller's business; `entry` numbers what the spot was found by, over all kinds.
 */
export interface Spot<B> {
  readonly entry: number;
  /** Offsets; code that lies within has the meaning of the spot. */
  readonly range: Range;
  readonly bindings: B;
}

/** `only`: what changes is the l-value from there on, not the value at the spot. */
export type BySideEffect = boolean | 'only';

export interface SourceSpot<B> extends Spot<B> {
  readonly label: string;
  readonly requires?: Requires;
  /** Only the largest code within the spot counts, not the parts of it. */
  readonly exact?: boolean;
  readonly bySideEffect?: BySideEffect;
  /** It taints whatever runs after it. */
  readonly control?: boolean;
}

export interface SinkSpot<B> extends Spot<B> {
  readonly requires?: Requires;
  /** Unless it is false, only the largest code within the spot counts. */
  readonly exact?: boolean;
  /** It counts only where the unit ends there. */
  readonly atExit?: boolean;
  /** It was narrowed by `focus`: a call in it is reached by its own value alone, not by each argument. */
  readonly hasFocus?: boolean;
}

export interface SanitizerSpot<B> extends Spot<B> {
  readonly exact?: boolean;
  readonly bySideEffect?: BySideEffect;
  /** Left out where a source or sink has the very same range. */
  readonly notConflicting?: boolean;
  /** It may be none: what goes through it is doubtful afterwards instead of harmless. */
  readonly doubt?: Departure;
}

export interface PropagatorSpot<B> extends Spot<B> {
  readonly from: Range;
  readonly to: Range;
  /** Unless it is false, the l-value `to` is tainted from there on. */
  readonly bySideEffect?: boolean;
  readonly requires?: Requires;
  readonly label?: string;
  readonly replaceLabels?: readonly string[];
}

/** Where it can no longer be told what becomes of data: a call of code in another file that is not followed. */
export interface Departure {
  readonly node: TreeNode;
  /** A full sentence that says why. */
  readonly message: string;
}

export interface TaintSpec<B> {
  readonly sources: readonly SourceSpot<B>[];
  readonly sinks: readonly SinkSpot<B>[];
  readonly sanitizers: readonly SanitizerSpot<B>[];
  readonly propagators: readonly PropagatorSpot<B>[];
  /** The `taint_*` options of a Semgrep rule. */
  readonly options: RangeOptions;
  /**
   * `function`: as Semgrep; what is called is unknown and hands on what it is given. `file`: calls of functions of the
   * same file are followed.
   */
  readonly through: 'function' | 'file';
  /** Bindings of a finding; nothing: this source does not go with this sink. */
  unify(source: B, sink: B): B | undefined;
  /** Says of a call that it leaves the file and is not followed: what it gives back is doubtful. */
  readonly departure?: (call: Call) => Departure | undefined;
  /** The static type of an expression, where `taint_assume_safe_booleans` or `_numbers` ask for it. */
  readonly typeOf?: (node: TreeNode) => 'boolean' | 'number' | undefined;
}

/** One way on which tainted data reached a sink. */
export interface Arrival<B> {
  /** Absent: it is not known whether what comes from the departure is tainted. */
  readonly source?: SourceSpot<B>;
  readonly label: string;
  /** Of source and sink. */
  readonly bindings: B;
  readonly steps: readonly FlowStep[];
  /** The way leads through code that is not followed. */
  readonly departure?: Departure;
}

export interface FlowStep {
  readonly kind: 'source' | 'assign' | 'propagate' | 'call' | 'departure' | 'sink';
  readonly node: TreeNode;
}

export interface TaintFinding<B> {
  readonly sink: SinkSpot<B>;
  /** In the order in which they were found; the first is the one to show. At least one. */
  readonly arrivals: readonly Arrival<B>[];
}
