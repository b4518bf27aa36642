import { flowOf } from '../../flow/flow.ts';
import type { TreeNode } from '../../model/document.ts';
import type { Formula } from '../../model/formula.ts';
import type { Inquiry } from '../inquiry.ts';
import type { DocumentView } from '../matcher.ts';
import { flowAdapterOf } from './adapter-of.ts';

/** `has` with `reach: calls` beyond the node itself: in functions that its calls lead to, here or in other files. */
export function reachedElsewhere(
  { reach }: Extract<Formula, { op: 'step' }>,
  node: TreeNode,
  { view, subject, also = [] }: Inquiry,
): Formula | undefined {
  if (reach === undefined || !flowAdapterOf(view)) return undefined;
  const roots = node === subject ? [node, ...also] : [node];
  const ranges = roots.map(({ range }) => range);
  return { op: 'reached', matcher: reach, path: view.document.file.path, ranges };
}

/** The number of the function that runs a node. */
export function unitAround(node: TreeNode, view: DocumentView): number {
  return flowOf(view).unitAround(node)?.id ?? 0;
}
