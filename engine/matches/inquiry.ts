import type { Cause } from '../model/binding.ts';
import type { TreeNode } from '../model/document.ts';
import type { Formula } from '../model/formula.ts';
import type { DocumentView, LocalBindings, Refute } from './matcher.ts';

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
}

/** One way in which a formula holds, as far as the document can tell; `rest` is left for the reduce. */
export interface Solution {
  readonly bindings: LocalBindings;
  /** The node reported (`focus`). */
  readonly node: TreeNode;
  readonly rest: Formula;
  readonly witnesses: readonly TreeNode[];
  readonly also?: readonly TreeNode[];
  readonly beyond?: Cause;
}
