import type { Json } from './document.ts';

/**
 * A statement of a PL/pgSQL body as the fold runs it; `C` is a change of the schema. `doubts` are what it does to the
 * catalog where the fold cannot tell whether it runs, or with which text. Expressions are trees of PostgreSQL's parser.
 */
export type Step<C> =
  | { readonly do: 'changes'; readonly changes: readonly C[]; readonly doubts: readonly C[] }
  | {
      readonly do: 'if';
      readonly branches: readonly Branch<C>[];
      readonly otherwise: readonly Step<C>[];
    }
  /** Over the rows of a query, or the elements of an array. */
  | {
      readonly do: 'for';
      readonly over: 'rows' | 'elements' | 'range';
      /** The record, or the variables in their order. */
      readonly into: Targets;
      readonly source: Json | null;
      /** Of a range its end. */
      readonly to?: Json | null;
      readonly body: readonly Step<C>[];
    }
  | { readonly do: 'execute'; readonly text: Json | null; readonly doubts: readonly C[] }
  | { readonly do: 'assign'; readonly name: string; readonly value: Json | null }
  /** SELECT … INTO. Without a query: what is assigned is not known. */
  | { readonly do: 'into'; readonly into: Targets; readonly source: Json | null }
  /** RETURN, EXIT, CONTINUE, RAISE EXCEPTION. */
  | { readonly do: 'leave'; readonly how: 'return' | 'exit' | 'continue' | 'raise'; readonly when?: Json }
  /** `swallows`: an error inside undoes it and goes no further. `ofData`: also one for which the rows are the reason. */
  | {
      readonly do: 'block';
      readonly body: readonly Step<C>[];
      readonly swallows: boolean;
      readonly ofData: boolean;
    };

export interface Branch<C> {
  readonly condition: Json | null;
  readonly body: readonly Step<C>[];
}

export interface Targets {
  readonly record?: string;
  readonly variables?: readonly string[];
}
