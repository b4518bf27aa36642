import type { ConfigNode, TreeNode } from '../../model/document.ts';
import type { Analysed } from '../javascript/scope.ts';
import type { SqlFile } from '../sql/node.ts';
import { codeKey } from './code-key.ts';
import { configKey } from './config-key.ts';
import { headingAbove } from './heading-key.ts';
import { innermost } from './innermost.ts';
import { sqlKey } from './sql-key.ts';

/**
 * What a node is called, by what stands around it and not by where: `services.web.privileged`, `Orders.create`,
 * `create table public.orders`, a heading of Markdown. Edits elsewhere leave it as it is. Nothing for a file as a whole, and
 * where nothing around the node has a name.
 */
export function subjectKey(view: Analysed, node: TreeNode): string | undefined {
  const { tree, family, language } = view.document;
  if (!tree || node.type === 'file') return undefined;
  if (language === 'markdown') return headingAbove(tree.root as ConfigNode, node);
  if (family === 'sql') return sqlKey(tree.root as SqlFile, tree, node.range);
  const around = inTree(view, node);
  if (!around) return undefined;
  return family === 'config' ? configKey(around as ConfigNode) : codeKey(view, around);
}

/** A match in the text, and what is read in a string, stand in the node that has their place. */
function inTree(view: Analysed, node: TreeNode): TreeNode | undefined {
  for (let at: TreeNode | undefined = node; at; at = view.index.parent(at)) if (isKnown(view, at)) return at;
  return node.elsewhere ? undefined : innermost(view.document.tree!, node.range);
}

/** Nodes of configuration know their parent themselves, also the copies of an effective one. */
function isKnown({ document, index }: Analysed, node: TreeNode): boolean {
  if (document.family === 'config') return isConfig(node);
  return node === document.tree?.root || index.parent(node) !== undefined;
}

function isConfig(node: TreeNode): node is ConfigNode {
  return 'children' in node && 'value' in node && ['map', 'seq', 'scalar'].includes(node.type);
}
