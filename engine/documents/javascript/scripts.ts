import { Parser } from 'htmlparser2';
import type { Range } from '../../model/region.ts';

/** JavaScript or TypeScript that stands in a file of another kind. */
export interface Script {
  /** Of the code alone, without its tags or fences. */
  readonly range: Range;
  readonly language: 'js' | 'ts' | 'tsx';
}

/** The script blocks of a page or component in source order: `<script>` elements, and the frontmatter of an Astro component. */
export function scriptsOf(text: string, extension: string): readonly Script[] {
  const fence = extension === 'astro' ? frontmatterOf(text) : undefined;
  const elements = scriptElements(text, fence ? fence.range[1] : 0, extension === 'astro' ? 'ts' : 'js');
  return fence ? [fence, ...elements] : elements;
}

/** Of an Astro component. */
export function frontmatterOf(text: string): Script | undefined {
  const opening = /^\s*---[^\S\n]*\r?\n/.exec(text)?.[0].length;
  if (opening === undefined) return undefined;
  const length = text.slice(opening).search(/^---/m);
  return length < 0 ? undefined : { range: [opening, opening + length], language: 'ts' };
}

/** Element names of components are told apart by case (`<Script>` is none of ours), and may close themselves (`<textarea />`). */
function scriptElements(text: string, from: number, standard: Script['language']): readonly Script[] {
  const scripts: Script[] = [];
  let open: { readonly start: number; readonly language: Script['language'] } | undefined;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const language = name === 'script' ? languageOf(attributes, standard) : undefined;
        open = language && { start: from + parser.endIndex + 1, language };
      },
      onclosetag(name, isImplied) {
        if (name !== 'script' || !open) return;
        const end = isImplied ? text.length : from + parser.startIndex;
        if (end > open.start) scripts.push({ range: [open.start, end], language: open.language });
        open = undefined;
      },
    },
    { recognizeSelfClosing: true, lowerCaseTags: false },
  );
  parser.end(text.slice(from));
  return scripts;
}

const javascriptType = /^(?:|module|text\/babel|text\/jsx|(?:text|application)\/(?:x-)?(?:java|ecma)script)$/i;

/** Nothing for data blocks (JSON, templates, import maps): they are not run. */
function languageOf(
  { type = '', lang = '' }: Readonly<Record<string, string>>,
  standard: Script['language'],
): Script['language'] | undefined {
  if (/^(?:ts|typescript)$/i.test(lang) || /^(?:text|application)\/typescript$/i.test(type)) return 'ts';
  if (/^tsx$/i.test(lang)) return 'tsx';
  return javascriptType.test(type.trim()) ? standard : undefined;
}

/** The text with blanks for all that is not the script: parsed, the code keeps its place. */
export function onlyScript(text: string, { range: [start, end] }: Script): string {
  return blank(text.slice(0, start)) + text.slice(start, end);
}

function blank(text: string): string {
  return text.replace(/[^\n\r\u2028\u2029]/g, ' ');
}
