import type { Cause } from '../../model/binding.ts';
import type { TreeNode } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import type { Effort } from '../budget.ts';
import type { FlowAdapter } from '../dominance/flow-adapter.ts';
import type { DocumentView, LocalBinding, LocalBindings } from '../matcher.ts';
import type { Capture, SingleCapture } from './capture.ts';
import type { Dialect } from './dialect.ts';

/** What metavariables took so far, the last first. */
export interface Captured {
  readonly name: string;
  readonly capture: Capture;
  readonly before: Captured | undefined;
}

/** Part of a list; it is not copied, since lists are long and asked about at every statement. */
export interface Run {
  readonly nodes: readonly TreeNode[];
  readonly from: number;
  /** After the last. */
  readonly to: number;
}

/** The state of one attempt to match; never changed, only extended. */
export interface Trial {
  readonly view: DocumentView;
  readonly adapter: CodeAdapter;
  readonly dialect: Dialect;
  /** The bindings the matcher was asked with. */
  readonly given: LocalBindings;
  readonly captured: Captured | undefined;
  readonly unknown: Cause | undefined;
  /** Of the statements that a sequence has matched or passed over the one that reaches farthest. */
  readonly last: TreeNode | undefined;
  /** What all attempts of one pattern on one document may take together. */
  readonly effort: Effort;
}

/** Called with each way in which a pattern holds; `true` means that no other way is wanted. */
export type Next = (trial: Trial) => boolean;

/**
 * A piece of a pattern, compiled. `mayMatch` is the cheap way to a no: it allocates nothing and is asked first.
 * `match` gives each way in which the piece holds to `next`.
 */
export interface NodePattern<N extends TreeNode = TreeNode> {
  mayMatch(node: N, view: DocumentView): boolean;
  match(node: N, trial: Trial, next: Next): boolean;
}

/** Where a sequence that ends with `...` ends: after each further statement, after the last, or before all of them. */
export type Endings = 'all' | 'longest' | 'none';

/** A whole pattern and where it is tried (code-patterns.md, section 2). `N`: the nodes of the language. */
export interface Root<N extends TreeNode = TreeNode> {
  /** Node types at which a match can stand. */
  readonly types: readonly string[];
  /** What is tried when a node of these types is met: the node, or the statement that it implies. */
  subject(node: N): N;
  /** The cheap way to a no; `isAlone`: the node is looked at by itself, wherever it stands. */
  mayMatch(subject: N, view: DocumentView, isAlone: boolean): boolean;
  /** `siblings`: the list of statements in which the subject stands. */
  match(subject: N, siblings: readonly N[], trial: Trial, next: Next): boolean;
  /** Of one match; several if it may end at several statements. */
  ranges(subject: N, siblings: readonly N[], trial: Trial, endings: Endings): readonly Range[];
}

export interface ParsedRoot {
  /** Names in order of appearance, without `$`. */
  readonly metavariables: readonly string[];
  readonly root: Root;
}

/** All that the matcher knows of a language: the rest of this folder works on nodes of any kind. */
export interface CodeAdapter extends FlowAdapter {
  /** Nothing if the text is no pattern; throws a SyntaxError for a bad regular expression in it. */
  compile(text: string, dialect: Dialect): ParsedRoot | undefined;
  /** The list of statements in which a statement stands; with itself alone where it stands in none. */
  siblingsOf(view: DocumentView, statement: TreeNode): readonly TreeNode[];
  /** The statements of a list, each followed by all that stand in it: in its branches, and in functions of its expressions. */
  flattened(view: DocumentView, list: Run): Run;
  /** What a node is that is looked at by itself: the node, and the statement that an expression would be. */
  aloneAs(node: TreeNode): readonly TreeNode[];
  /** The node of the tree for one that `aloneAs` or `Root.subject` made up. */
  inTree(node: TreeNode): TreeNode;
  bindingOf(view: DocumentView, capture: Capture): LocalBinding;
  /** Whether two captures are the same code (code-patterns.md, section 5). */
  isSame(view: DocumentView, a: SingleCapture, b: SingleCapture, dialect: Dialect): boolean;
  /** The text of a name that is declared nowhere: it equals the same text of any kind. */
  looseName(view: DocumentView, capture: SingleCapture): string | undefined;
}
