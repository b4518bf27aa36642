import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { Parser } from 'htmlparser2';
import type { Document, Tree, TreeNode } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import { parserOptions } from './parser-options.ts';
import { loadedEstree } from './parser.ts';
import { sourceOf } from './recover.ts';
import { frontmatterOf, onlyScript, type Script } from './scripts.ts';

/** Comments of code; that of an otherwise empty `{}` in JSX with its braces, since these are there only for it. */
export function codeComments({ file: { path, text }, tree }: Document): readonly Range[] {
  const comments = commentTokens(text, path.slice(path.lastIndexOf('/') + 1));
  const braces = tree ? emptyBraces(tree) : [];
  let at = 0;
  return comments.map((comment) => {
    while (at < braces.length && braces[at]![1] <= comment[0]) at++;
    const around = braces[at];
    return around && around[0] < comment[0] ? around : comment;
  });
}

/** Of a page or component: those of these scripts of it, and `<!-- -->` in its markup. */
export function hostComments({ file: { path, text } }: Document, scripts: readonly Script[]): readonly Range[] {
  const extension = path.slice(path.lastIndexOf('.') + 1);
  const inScripts = scripts.flatMap((script) => commentTokens(onlyScript(text, script), `script.${script.language}`));
  const markup = extension === 'astro' ? (frontmatterOf(text)?.range[1] ?? 0) : 0;
  return [...inScripts, ...markupComments(text, markup)].sort((a, b) => a[0] - b[0]);
}

/** The parser's tokens, also of code that does not parse as a whole. */
function commentTokens(text: string, name: string): readonly Range[] {
  try {
    const options = { ...parserOptions(`/${name}`), comment: true } as const;
    const { comments } = loadedEstree().parse(sourceOf(text, `/${name}`), options) as TSESTree.Program;
    return (comments ?? []).map(({ range }) => range);
  } catch {
    // of code that not even recovery reads there is no tree and no finding either
    return [];
  }
}

function emptyBraces({ root, children }: Tree): readonly Range[] {
  const found: Range[] = [];
  const pending: TreeNode[] = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const inner = children(node);
    if (node.type === 'JSXExpressionContainer' && inner.some(({ type }) => type === 'JSXEmptyExpression'))
      found.push(node.range);
    for (const child of inner) pending.push(child);
  }
  return found.sort((a, b) => a[0] - b[0]);
}

function markupComments(text: string, from: number): readonly Range[] {
  const found: Range[] = [];
  const parser = new Parser(
    {
      oncomment() {
        const start = from + parser.startIndex;
        if (text.startsWith('<!--', start)) found.push([start, Math.min(from + parser.endIndex + 1, text.length)]);
      },
    },
    { recognizeSelfClosing: true, lowerCaseTags: false },
  );
  parser.end(text.slice(from));
  return found;
}
