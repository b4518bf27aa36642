import type { DocumentView, LocalBindings, PreparedAnchor, LocalMatch } from '../../engine/matches/matcher.ts';
import { viewOf } from '../../engine/matches/view.ts';
import type { TreeNode } from '../../engine/model/document.ts';

/** A view of a document of no known language. */
export function textView(text: string, path = 'a.txt'): DocumentView {
  const file = { path, text, bom: false, bytes: Buffer.byteLength(text) };
  return viewOf({ file, language: 'text', status: 'parsed', problems: [] });
}

export function matchesOf(
  anchor: PreparedAnchor,
  view: DocumentView,
  node: TreeNode,
  bindings: LocalBindings = {},
): readonly LocalMatch[] {
  return [...anchor.match(view, node, bindings)];
}
