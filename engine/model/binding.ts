import type { Scalar } from './document.ts';
import type { Place } from './region.ts';

/** Why an answer is unknown: a person may know (`not-static`), or we did not look (`not-read`). */
export interface Cause {
  readonly kind: 'not-static' | 'not-read';
  /** A full sentence. */
  readonly message: string;
  readonly place?: Place;
}

/**
 * What a metavariable is bound to. Inside one document code unifies by `form`;
 * across documents `value`s compare, and a binding without a value is unknown (policy-language.md, section 3).
 */
export interface Binding {
  /** As shown in messages: string content without quotes, otherwise source text. */
  readonly text: string;
  /** The static value; absent when it is not known without running the program. A list for `columns` and the like. */
  readonly value?: Scalar | readonly Scalar[];
  /** Canonical structure of bound code, with resolved identifiers numbered by declaration: equal forms in one document are the same code. */
  readonly form?: string;
  /** AST node type of bound code. */
  readonly nodeType?: string;
  /** For a table or function name in code: the schema it was addressed in, `null` when that is not static. Absent: the search path decides. */
  readonly schema?: string | null;
  readonly path?: string;
  /** Bound code is an imported name: the reduce knows its value if the module exports a constant of this name. */
  readonly imported?: { readonly from: string; readonly name: string };
}

/** By metavariable name without the `$`, e.g. `T` for `$T`. */
export type Bindings = Readonly<Record<string, Binding>>;
