import type { Document, Tree } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Language, Parsed } from '../language.ts';
import { markupComments } from './markdown-comments.ts';
import { markdownTree } from './markdown-tree.ts';
import { emptyMap, treeOf, type Draft } from './node.ts';
import { yamlComments } from './yaml-comments.ts';
import { yaml } from './yaml.ts';

/** CommonMark with the tables of GitHub. MDX is another language: what stands in its components would be read wrongly. */
export const markdown: Language = {
  name: 'markdown',
  family: 'config',
  globs: ['**/*.{md,markdown}'],
  parse: parseMarkdown,
  comments: commentsOf,
};

const frontMatter = /^---[ \t]*\r?\n(?=([\s\S]*?^---[ \t]*$))/m;
/** Quotes and lists in each other, on one line or by indentation: every further line has to be held against all of them. */
const deepNesting = [
  /^[ \t]*(?:(?:>|(?:[-+*]|\d{1,9}[.)])[ \t])[ \t]*){64}/m,
  /^[ \t]{200,}(?:[-+*]|\d{1,9}[.)])[ \t]/m,
];

/**
 * The tree is made when somebody looks at it: nearly every repository has files of Markdown, few policies speak of them,
 * and reading them takes time. A file of Markdown has no syntax errors; what can be wrong is seen without its tree.
 */
function parseMarkdown(file: SourceFile): Parsed {
  const deep = deepNesting.map((nesting) => nesting.exec(file.text)).find((found) => found !== null);
  if (deep) return { problems: [{ message: 'It is nested too deeply to be read.', range: [deep.index, deep.index] }] };
  const matter = frontMatterOf(file);
  const make = (): Draft => markdownTree(blanked(file.text, matter?.range), matter?.root);
  return { tree: lazyTree(make), problems: matter?.problems ?? [] };
}

function lazyTree(make: () => Draft): Tree {
  let root: Draft | undefined;
  return {
    ...treeOf(emptyMap([0, 0])),
    get root() {
      return (root ??= make());
    },
  };
}

interface FrontMatter extends Parsed {
  readonly root?: Draft;
  /** With the lines around it. */
  readonly range: Range;
}

function frontMatterOf(file: SourceFile): FrontMatter | undefined {
  const matter = frontMatterIn(file);
  if (!matter) return undefined;
  const parsed = yaml.parse(matter.file);
  const root = parsed.tree?.root as Draft | undefined;
  return { ...parsed, ...(root && { root }), range: matter.range };
}

/** YAML at the beginning, between lines of three dashes, as a file in which it has the places of the whole one. */
function frontMatterIn(file: SourceFile): { readonly file: SourceFile; readonly range: Range } | undefined {
  const found = file.text.startsWith('---') ? frontMatter.exec(file.text) : null;
  if (!found || found.index > 0) return undefined;
  const [opening, content = ''] = found;
  const end = opening.length + content.length;
  const body = file.text.slice(opening.length, end - content.slice(content.lastIndexOf('\n') + 1).length);
  return { file: { ...file, text: filler(opening) + body }, range: [0, end] };
}

function commentsOf(document: Document): readonly Range[] {
  const matter = frontMatterIn(document.file);
  return [...(matter ? yamlComments(matter) : []), ...markupComments(document, matter?.range ?? [0, 0])];
}

/** Front matter would be taken for a heading, and a byte order mark for a letter. */
function blanked(text: string, range: Range = [0, 0]): string {
  const rest = filler(text.slice(...range)) + text.slice(range[1]);
  return rest.startsWith('\ufeff') ? ` ${rest.slice(1)}` : rest;
}

function filler(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
