import type { Bindings, Cause } from './binding.ts';
import type { Json } from './document.ts';
import type { Place } from './region.ts';

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
  | {
      readonly op: 'step';
      readonly step: Step;
      readonly of: Formula;
      readonly by?: 'sibling' | 'order';
      readonly immediately?: boolean;
    }
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
  /** Only in residuals: one solution found in the map; holds if its bindings agree with the others and `of` holds. */
  | { readonly op: 'bind'; readonly bindings: Bindings; readonly place?: Place; readonly of: Formula };

/** A matcher that ranges over the nodes of all documents: a subject, the inside of an `exists`, an element of a set. */
export interface RangingMatcher {
  readonly id: number;
  readonly formula: Formula;
  /** `map`: solved document by document; `reduce`: ranges over what only the reduce knows (schema objects). */
  readonly station: 'map' | 'reduce';
}
