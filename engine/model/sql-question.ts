import type { Cause } from './binding.ts';
import type { Json } from './document.ts';
import type { Range } from './region.ts';

/** What the map finds in a statement and only the folded catalog can decide. Plain data. */
export type CatalogQuestion = LiveQuestion | ExistedBeforeQuestion | NullableQuestion;

/** Whether this is how an object of the schema is defined in the end, and the object is as wanted. */
export interface LiveQuestion {
  readonly kind: 'live';
  /** The value of `of`: a matcher of a schema object. */
  readonly object: { readonly [key: string]: Json };
  readonly definition: Definition;
}

/** A statement, or a part of one, that defines an object of the schema. */
export interface Definition {
  readonly path: string;
  /** Its offsets in the file: the object's name stands in it. */
  readonly range: Range;
  /** The whole statement of the file that it is a part of: a DO block, or itself. */
  readonly statement: Range;
  /** As it is written, without its schema; absent where it is generated. */
  readonly name?: string;
  /** Its text stands in the whole statement more than once: that an object is defined there does not say by which. */
  readonly repeated?: true;
  /** Of a policy: the clause that is meant; absent: the statement as a whole. */
  readonly clause?: 'using' | 'check';
}

/** Whether a table or view was there before the migration file at `path`. */
export interface ExistedBeforeQuestion {
  readonly kind: 'existed-before';
  /** A name, from the schema inwards, whose parts may be metavariables. */
  readonly table: readonly string[];
  readonly path: string;
  /** Tables that the file itself has dropped and made anew before the statement. */
  readonly renewed?: readonly RelationName[];
}

/** Whether the value of an SQL expression in the file at `path` may be NULL. */
export interface NullableQuestion {
  readonly kind: 'nullable';
  /** Of the expression, for messages. */
  readonly text: string;
  readonly term: NullabilityTerm;
  readonly is: boolean;
  readonly path: string;
}

/** An expression as far as it matters to whether it may be NULL. */
export type NullabilityTerm =
  | { readonly term: 'known'; readonly nullable: boolean }
  | { readonly term: 'unknown'; readonly cause: Cause }
  /** `any`: NULL where one of them is; `all`: NULL only where all are; `one`: it is one of them, and not said which. */
  | { readonly term: 'any' | 'all' | 'one'; readonly of: readonly NullabilityTerm[] }
  | ColumnTerm
  /** A function that is not PostgreSQL's own. */
  | { readonly term: 'call'; readonly function: RelationName; readonly arguments: readonly NullabilityTerm[] }
  /** An argument of the function that is defined there, which calls itself STRICT or does not. */
  | { readonly term: 'argument'; readonly strict: boolean; readonly definition: Definition };

export interface ColumnTerm {
  readonly term: 'column';
  readonly name: string;
  /** What may have such a column, from the innermost query outwards. */
  readonly levels: readonly (readonly ColumnSource[])[];
  /** What the name means where none has. */
  readonly otherwise?: NullabilityTerm;
}

/** Something in a FROM clause. `outer`: a join may fill it with NULLs. */
export type ColumnSource = { readonly outer?: true } & (
  | { readonly from: 'relation'; readonly relation: RelationName }
  /** A query that surely has the column. */
  | { readonly from: 'query'; readonly of: NullabilityTerm }
  /** A query that has the column if one of these has: `*`. `proven`: it leaves out rows where that is NULL. */
  | { readonly from: 'star'; readonly sources: readonly ColumnSource[]; readonly proven?: true }
  /** It may have the column. */
  | { readonly from: 'unknown'; readonly cause: Cause }
);

/** Without a schema the search path decides. */
export interface RelationName {
  readonly schema?: string;
  readonly name: string;
}
