import type { Bindings, Cause } from './binding.ts';
import type { Clauses } from './clauses.ts';
import type { Json } from './document.ts';
import type { Place } from './region.ts';
import type { CatalogQuestion } from './sql-question.ts';

/** A JSON Schema 2020-12 with our keywords (policy-language.md, section 5); a scalar shorthand is already written as `{const: …}`. */
export type Constraint = { readonly [keyword: string]: Json };

/** The value of an anchor key together with the sibling keys that its registry entry declares, e.g. `{config: '…', path: '…'}`. */
export type AnchorValue = { readonly [key: string]: Json };

export interface Count {
  readonly min?: number;
  readonly max?: number;
}

export type Step = 'has' | 'inside' | 'precedes' | 'follows';

/**
 * A matcher compiled: a three-valued formula about a node under bindings. Plain data.
 * In the map it is solved as far as one document goes; what remains (`exists`, reduce anchors, `where` over names
 * bound there) is the *residual* of a fact row and is solved in the reduce.
 */
export type Formula =
  | { readonly op: 'true' }
  | { readonly op: 'unknown'; readonly cause: Cause }
  /** `name`: the definition that it was written out from, for evidence. */
  | { readonly op: 'any'; readonly of: readonly Formula[]; readonly name?: string }
  | { readonly op: 'all'; readonly of: readonly Formula[] }
  | { readonly op: 'not'; readonly of: Formula }
  | { readonly op: 'anchor'; readonly anchor: string; readonly value: AnchorValue }
  | { readonly op: 'files'; readonly include?: readonly string[]; readonly exclude?: readonly string[] }
  | { readonly op: 'where'; readonly name: string; readonly constraint: Constraint }
  /** The SQL expression bound to the name may be NULL, or never is. */
  | { readonly op: 'nullable'; readonly name: string; readonly is: boolean }
  /** The table was there before the migration file that the node stands in; its name from the schema inwards. */
  | { readonly op: 'existed-before'; readonly table: readonly string[] }
  | {
      readonly op: 'step';
      readonly step: Step;
      readonly of: Formula;
      readonly by?: 'sibling' | 'order';
      readonly immediately?: boolean;
      /** `has` with `reach: calls`: the number of the matcher of the same check that finds such nodes in other functions. */
      readonly reach?: number;
    }
  /** On every path to the node (`before`), or from it to a normal exit (`after`), a guard has let pass. */
  | {
      readonly op: 'guarded';
      /** The number of a guard of the same check, whose formula is `of`. */
      readonly guard: number;
      readonly of: Formula;
      readonly order: 'before' | 'after';
      /** Asked about a handler as a whole: all `effects` in it have to be guarded, or where there are none its normal exits. */
      readonly handler?: { readonly effects?: Formula };
    }
  | Taint
  | { readonly op: 'focus'; readonly name: string }
  | { readonly op: 'subject' }
  | {
      readonly op: 'exists';
      /** The number of a matcher of the same check. */
      readonly matcher: number;
      readonly count?: Count;
      /** The metavariable whose distinct values are counted instead of nodes. */
      readonly distinct?: string;
      readonly other?: boolean;
    }
  /** Only in residuals: what must have been passed on every way, in the terms of the facts of the file at `path`. */
  | {
      readonly op: 'passed';
      readonly guard: number;
      readonly path: string;
      readonly unit: number;
      readonly clauses: Clauses;
      /** Guards of the same function that do not count, and why. */
      readonly near: readonly { readonly message: string; readonly place: Place }[];
      readonly place: Place;
    }
  /** Only in residuals: a match of the matcher in a function that calls from these ranges of the file lead to. */
  | {
      readonly op: 'reached';
      readonly matcher: number;
      readonly path: string;
      readonly ranges: readonly (readonly [number, number])[];
    }
  /** Only in residuals: what the folded catalog decides about SQL found in the map. */
  | { readonly op: 'catalog'; readonly ask: CatalogQuestion }
  /** Only in residuals: one solution found in the map, and what shows it; holds if its bindings agree with the others and `of` holds. */
  | {
      readonly op: 'bind';
      readonly bindings: Bindings;
      readonly found?: readonly { readonly message: string; readonly place?: Place }[];
      readonly of: Formula;
    };

/** Holds for a sink that data of a source reaches. */
export interface Taint {
  readonly op: 'taint';
  readonly sources: Formula;
  readonly sinks: Formula;
  readonly sanitizers: Formula;
  readonly propagators: readonly Propagator[];
  /** How far data is followed: within each function, or through calls of functions of the same file too. */
  readonly through: 'file' | 'function';
}

/** Where `of` holds, data goes from the code bound to the one metavariable to that bound to the other. */
export interface Propagator {
  readonly of: Formula;
  readonly from: string;
  readonly to: string;
}

/** A matcher that ranges over the nodes of all documents: a subject, the inside of an `exists`, an element of a set. */
export interface RangingMatcher {
  readonly id: number;
  readonly formula: Formula;
  /** `map`: solved document by document; `reduce`: ranges over what only the reduce knows (schema objects). */
  readonly station: 'map' | 'reduce';
  /** Its rows say in which function they are: for `reach: calls`. */
  readonly inUnits?: true;
}

/** What a `guarded-by`, or a step `by: flow`, asks for. */
export interface Guard {
  readonly id: number;
  readonly formula: Formula;
  /** Whether its result counts: where it is tested, the failing branch has to leave. */
  readonly checked: boolean;
  /** The metavariables that something outside of it speaks of too. */
  readonly shared: readonly string[];
}
