import type { ConfigNode, TreeNode } from '../../model/document.ts';
import { violationOf } from '../constraint-violation.ts';
import type { DocumentView, LocalBindings } from '../matcher.ts';
import { keyPlace } from './found.ts';
import { wholeBinding, type Wanted } from './value.ts';

/** What it is in a map or list that does not fit, and where; nothing if it is the value as a whole. */
export function misfitIn(
  node: ConfigNode,
  wanted: Wanted,
  view: DocumentView,
  bindings: LocalBindings,
): { readonly message: string; readonly at: TreeNode } | undefined {
  if (wanted.kind !== 'constraint' || node.type === 'scalar') return undefined;
  const violation = violationOf(wanted.constraint, wholeBinding(node, view), bindings);
  if (!violation || (violation.path.length === 0 && violation.kind === 'value')) return undefined;
  const { path, kind, message } = violation;
  const at = entryAt(node, path);
  if (!at) return undefined;
  const name = path.length === 0 ? '' : `'${path.join('.')}' `;
  return { message: `${name}${message}`, at: kind === 'value' ? at : placeOfKey(at, view) };
}

function entryAt(node: ConfigNode, path: readonly (string | number)[]): ConfigNode | undefined {
  let at: ConfigNode | undefined = node;
  for (const step of path) at = at?.children.findLast(({ key, commented }) => key === step && !commented);
  return at;
}

/** The key of an entry; an item has none and stands for itself; a root stands for the file. */
export function placeOfKey(node: ConfigNode, view: DocumentView): TreeNode {
  if (node.key === undefined) return view.fileNode;
  return keyPlace(node, view) ?? node;
}
