import type { Clauses } from '../../model/clauses.ts';
import type { TreeNode } from '../../model/document.ts';
import type { Callee, Test } from '../../model/result.ts';
import type { Point, Unit } from '../graph.ts';
import type { Tracing } from './values.ts';

/** A node that matches the guard; `atom` says whether it is one. */
export interface GuardEvent {
  readonly node: TreeNode;
  readonly atom: number;
  /** A comparison, or a call that only tells something: unless somebody tests it, it stops nothing. */
  readonly onlyTells: boolean;
  /** Where its value comes about. */
  readonly points: readonly Point[];
}

/** What is asked about the units of one file. */
export interface Guarding extends Tracing {
  /** Whether results count: a guard that is tested lets pass only on one way. Without it having run is enough. */
  readonly checked: boolean;
  eventsIn(unit: Unit): readonly GuardEvent[];
  /** The condition that an atom stands for: certain, or the atom itself. */
  atom(atom: number): Clauses;
  callAtom(callee: Callee, test: Test, awaited: boolean, at: number): number;
  unknownAtom(message: string, at: TreeNode): number;
}
