import type { PcreExpression } from '../../../expression/pcre.ts';

/** What a `metavariable-comparison` says: the part of Python's expressions that it knows. */
export type Comparison =
  | { readonly op: 'value'; readonly value: Value }
  | { readonly op: 'metavariable'; readonly name: string }
  | { readonly op: 'list'; readonly of: readonly Comparison[] }
  /** `re.match` with an expression that is written out. */
  | { readonly op: 'match'; readonly regex: PcreExpression; readonly of: Comparison }
  | { readonly op: 'call'; readonly name: string; readonly arguments: readonly Comparison[] }
  | { readonly op: 'operator'; readonly operator: string; readonly operands: readonly Comparison[] };

/** `code` is source text that has no value; it can be compared as text only, through `str()`. */
export type Value =
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'int'; readonly value: bigint }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'string' | 'code'; readonly value: string }
  | { readonly type: 'list'; readonly value: readonly Value[] };

/** Why a comparison cannot be read; a full sentence. */
export class ComparisonError extends Error {}
