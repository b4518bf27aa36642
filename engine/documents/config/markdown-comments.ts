import type { ConfigNode, Document } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import { commentsBetween } from '../comments.ts';

/** To the end where it is not closed: to look for that again and again would take quadratic time. */
const comment = /\\?<!--(?:-?>|[^]*?(?:-->|$))/g;

/** `<!-- -->` outside of code; what a backslash stands before is text. `frontMatter`: what stands above the Markdown. */
export function markupComments({ file: { text }, tree }: Document, frontMatter: Range): readonly Range[] {
  const nodes = (tree!.root as ConfigNode).children.filter(({ key }) => key === 'code' || key === 'codeSpans');
  const code = nodes.flatMap(({ children }) => children.map(({ range }) => range));
  return commentsBetween(text, [frontMatter, ...code], comment).filter(
    ([start, end]) => text[start] === '<' && text.endsWith('>', end),
  );
}
