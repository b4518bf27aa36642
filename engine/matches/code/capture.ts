import type { TreeNode } from '../../model/document.ts';
import type { LocalBinding } from '../matcher.ts';

/** What a metavariable took: a node, a run of nodes (`$...ARGS`), or the content of a string or regular expression. */
export type Capture = { readonly kind: 'list'; readonly nodes: readonly TreeNode[] } | SingleCapture;

export type SingleCapture =
  | { readonly kind: 'expression' | 'name'; readonly node: TreeNode }
  | { readonly kind: 'content'; readonly node: TreeNode; readonly text: string };

/** What a binding was made of; nothing for one that has no code, such as a group of a regular expression. */
export function captureOf({ node, nodes, content, isName, text }: LocalBinding): Capture | undefined {
  if (nodes) return { kind: 'list', nodes };
  if (!node || node.type === 'text') return undefined;
  if (content === true) return { kind: 'content', node, text };
  return { kind: isName === true ? 'name' : 'expression', node };
}

export function nodesOf(capture: Capture): readonly TreeNode[] {
  return capture.kind === 'list' ? capture.nodes : [capture.node];
}
