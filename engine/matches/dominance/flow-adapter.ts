import type { Cause } from '../../model/binding.ts';
import type { TreeNode } from '../../model/document.ts';
import type { Formula } from '../../model/formula.ts';
import type { DocumentView } from '../matcher.ts';

/** All that dominance must know of a language besides its flow graph. */
export interface FlowAdapter {
  /** What of a matched node runs or is asked: of a statement its expression, of an `if` its condition, of a callee its call. */
  essenceOf(node: TreeNode, view: DocumentView, guard: Formula): readonly TreeNode[];
  /** Of a comparison the outcome that lets pass; nothing for what is none. */
  passesOf(node: TreeNode): boolean | undefined;
  /** The function that a node is, or declares. */
  functionAt(node: TreeNode): TreeNode | undefined;
  /** Whether a node gives something a name, or hands it on to other files. */
  isDeclaration(node: TreeNode): boolean;
  /** Whether a function is known by its name alone: calls that only name it may mean it. */
  isMember(function_: TreeNode, view: DocumentView): boolean;
  /** Whether a function is called by somebody outside, although nothing in the code registers it. */
  isEntry(function_: TreeNode, view: DocumentView): boolean;
  /** What declares a function is a step of its own: asked about, it stands for itself and not for the function. */
  readonly isDeclaredInOrder?: true;
  /** What a node is only a part of: nodes that, where they are guards, are not passed by what they ask about. */
  askedIn?(node: TreeNode, view: DocumentView): readonly TreeNode[];
  /** The variables that a guard asks about, where one that is set anew afterwards is no longer the one that was asked about. */
  variablesIn?(guard: TreeNode): readonly string[];
  /** What must hold, beside what a function does, for a call by its name to mean it. */
  meansFunction?(function_: TreeNode, view: DocumentView): Formula | undefined;
  /** Why a match of the guard may not be what lets pass. */
  doubtAbout?(node: TreeNode, view: DocumentView, guard: Formula): Cause | undefined;
}
