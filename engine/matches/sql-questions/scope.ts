import type { Cause } from '../../model/binding.ts';
import type { Json } from '../../model/document.ts';
import type { NullabilityTerm, RelationName } from '../../model/sql-question.ts';

/** What names mean at a place in SQL. */
export interface Scope {
  /** The FROM clauses that columns come from, from the innermost query outwards. */
  readonly levels: readonly Level[];
  /** The queries of WITH, the nearest first. */
  readonly queries: readonly NamedQuery[];
  /** The query has a GROUP BY: an aggregate is taken over at least one row. */
  readonly grouped: boolean;
  readonly variables: Variables;
  /** How many more parts of the expression are looked at. */
  readonly budget: { left: number };
}

export interface Level {
  readonly sources: readonly Source[];
  /** Columns, as they are written, for which a row that is NULL there has been left out. */
  readonly proven: ReadonlySet<string>;
}

/** Something in a FROM clause. */
export interface Source {
  readonly alias: string;
  /** A join may fill it with NULLs. */
  readonly outer: boolean;
  /** Columns that USING has merged into those of another source; `all` for NATURAL. */
  readonly merged: readonly string[] | 'all';
  readonly of: { readonly relation: RelationName } | SubQuery | { readonly cause: Cause };
}

/** A query that is read from; `names`: those that it gives its columns, from the first on. */
export interface SubQuery {
  readonly query: Json;
  readonly names: readonly string[];
  readonly scope: Scope;
}

export interface NamedQuery extends SubQuery {
  readonly name: string;
}

/** Variables and arguments of the function around. */
export interface Variables {
  /** `qualifier`: of a function or a block, or the variable whose field it is. */
  readonly find: (name: string, qualifier: string | undefined) => NullabilityTerm | undefined;
  /** The type of a variable or argument, as it is declared. */
  readonly typeOf?: (name: string) => string | undefined;
  /** In PL/pgSQL a name that a column has as well is an error, in SQL the column's. */
  readonly first: boolean;
}

export const KNOWN_NULLABLE: NullabilityTerm = { term: 'known', nullable: true };
export const NEVER_NULL: NullabilityTerm = { term: 'known', nullable: false };

export const noVariables: Variables = { find: () => undefined, first: false };

const mostParts = 2_000;

export function emptyScope(): Scope {
  return { levels: [], queries: [], grouped: false, variables: noVariables, budget: { left: mostParts } };
}

export function unclear(message: string): NullabilityTerm {
  return { term: 'unknown', cause: { kind: 'not-static', message } };
}

/** A term of several, simplified where that is certain. */
export function combined(how: 'any' | 'all' | 'one', of: readonly NullabilityTerm[]): NullabilityTerm {
  const decisive = of.find((one) => one.term === 'known' && one.nullable === (how === 'any'));
  if (decisive && how !== 'one') return decisive;
  const open =
    how === 'one' ? of.filter((one, i) => of.findIndex((other) => same(other, one)) === i) : of.filter(isOpen);
  const [first, ...others] = open;
  if (!first) return { term: 'known', nullable: how === 'all' };
  return others.length === 0 ? first : { term: how, of: open };
}

function isOpen({ term }: NullabilityTerm): boolean {
  return term !== 'known';
}

function same(a: NullabilityTerm, b: NullabilityTerm): boolean {
  return a === b || (a.term === 'known' && b.term === 'known' && a.nullable === b.nullable);
}

/** The same scope where these columns are not NULL. */
export function withProven(columns: readonly string[], scope: Scope): Scope {
  if (columns.length === 0) return scope;
  const [first = { sources: [], proven: new Set<string>() }, ...outer] = scope.levels;
  return { ...scope, levels: [{ ...first, proven: new Set([...first.proven, ...columns]) }, ...outer] };
}

/** A column reference as it is written. */
export function columnKey(parts: readonly string[]): string {
  return parts.join('\0');
}
