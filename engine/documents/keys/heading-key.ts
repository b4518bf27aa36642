import type { ConfigNode, TreeNode } from '../../model/document.ts';
import { configKey } from './config-key.ts';
import { innermost } from './innermost.ts';
import { treeOf } from '../config/node.ts';

/** The text of the nearest heading above a place in Markdown; in its front matter the path there. */
export function headingAbove(root: ConfigNode, { range }: TreeNode): string | undefined {
  const matter = root.children.find(({ key }) => key === 'frontMatter');
  if (matter && range[0] < matter.range[1]) {
    return configKey((innermost(treeOf(matter), range) as ConfigNode | undefined) ?? matter);
  }
  const headings = root.children.find(({ key }) => key === 'headings')?.children ?? [];
  const heading = headings.findLast((one) => one.range[0] <= range[0]);
  const text = heading?.children.find(({ key }) => key === 'text')?.value;
  return typeof text === 'string' && text !== '' ? text : undefined;
}
