import type { Cause } from '../model/binding.ts';
import type { TreeNode } from '../model/document.ts';
import type { Formula, Guard } from '../model/formula.ts';
import type { DocumentView, LocalBindings, LocalStep, Refute } from './matcher.ts';

/** What is asked about one subject in one document. */
export interface Inquiry {
  readonly view: DocumentView;
  /** The subject's own node. */
  readonly subject: TreeNode;
  /** Metavariables that the reduce may bind differently. */
  readonly deferred: ReadonlySet<string>;
  /** Further nodes that belong to the subject: `has` looks there too. */
  readonly also?: readonly TreeNode[];
  /** Part of the subject is not in this document. */
  readonly beyond?: Cause;
  readonly refute?: Refute;
  /** Told on which way tainted data arrives where it must not, or that none arrives at the subject. */
  readonly tell?: (told: Told) => void;
  /** Of the check: what its `guarded-by` and steps `by: flow` ask for. */
  readonly guards?: readonly Guard[];
}

/** All that the document can tell of a formula about a node; what remains is for the reduce. */
export type Ask = (formula: Formula, node: TreeNode, bindings: LocalBindings, inquiry: Inquiry) => Formula;

/** The way on which tainted data arrives, or a sentence about what was looked for. */
export type Told = { readonly flow: readonly LocalStep[] } | { readonly note: string };

/** A formula that was found to hold, and the node that shows it; without one it is the node that was asked about. */
export interface Witness {
  readonly node?: TreeNode;
  readonly of: Formula;
}

/** One way in which a formula holds, as far as the document can tell; `rest` is left for the reduce. */
export interface Solution {
  readonly bindings: LocalBindings;
  /** The node reported (`focus`). */
  readonly node: TreeNode;
  readonly rest: Formula;
  readonly witnesses: readonly Witness[];
  readonly also?: readonly TreeNode[];
  readonly beyond?: Cause;
  /** The way on which tainted data arrives at the node. */
  readonly flow?: readonly LocalStep[];
}
