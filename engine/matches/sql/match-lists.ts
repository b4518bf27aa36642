import type { PgNode } from '../../documents/sql/postgres.ts';
import type { Json } from '../../model/document.ts';
import type { Matching } from './bind.ts';

type Match = (pattern: PgNode, target: Json | undefined, matching: Matching) => Iterable<Matching>;

/** Lists whose order means nothing. `some`: the pattern names part of it; `all`: every item, in any order. */
const MODES: Readonly<Record<string, 'some' | 'all'>> = {
  cmds: 'some',
  objects: 'some',
  privileges: 'some',
  grantees: 'some',
  roles: 'some',
  options: 'some',
  tableElts: 'some',
  constraints: 'some',
  valuesLists: 'some',
  relations: 'some',
};

export function listMode(field: string): 'ordered' | 'some' | 'all' {
  // the arguments of AND and OR are ordered as written, so that metavariables bind predictably
  return MODES[field] ?? 'ordered';
}

/** Item by item; `...` takes any number of them. */
export function* matchList<P, T>(
  pattern: readonly P[],
  target: readonly T[],
  matching: Matching,
  match: (pattern: P, target: T, matching: Matching) => Iterable<Matching>,
  isAnything: (pattern: P) => boolean,
): Iterable<Matching> {
  const [first, ...rest] = pattern;
  if (first === undefined) {
    if (target.length === 0) yield matching;
  } else if (isAnything(first)) {
    for (let skip = 0; skip <= target.length; skip++)
      yield* matchList(rest, target.slice(skip), matching, match, isAnything);
  } else if (target.length > 0) {
    for (const one of match(first, target[0]!, matching))
      yield* matchList(rest, target.slice(1), one, match, isAnything);
  }
}

interface Options {
  readonly match: Match;
  readonly isAnything: (pattern: PgNode) => boolean;
  readonly all: boolean;
}

/** Every item of the pattern meets an item of its own, wherever it stands. */
export function* matchSome(
  pattern: readonly PgNode[],
  target: readonly Json[],
  matching: Matching,
  options: Options,
): Iterable<Matching> {
  const [first, ...rest] = pattern.filter((item) => !options.isAnything(item));
  if (!first) {
    if (!options.all || target.length === 0) yield matching;
    return;
  }
  for (const [i, item] of target.entries()) {
    for (const one of options.match(first, item, matching))
      yield* matchSome(rest, target.toSpliced(i, 1), one, options);
  }
}
