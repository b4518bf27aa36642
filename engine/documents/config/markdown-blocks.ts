import { createRequire } from 'node:module';
import type { Range } from '../../model/region.ts';
import type * as Lezer from '@lezer/markdown';
import { htmlBlock } from './markdown-html-block.ts';

/** A block that contains no further blocks. */
export interface Block {
  readonly name: 'ATXHeading' | 'SetextHeading' | 'FencedCode' | 'CodeBlock' | 'Paragraph';
  /** Of a heading; otherwise 0. */
  readonly level: number;
  readonly range: Range;
  /** Signs of headings, quotes and fences, and the text of code, in the order of the file. */
  readonly parts: readonly Part[];
}

export interface Part {
  readonly name: string;
  readonly range: Range;
}

/**
 * What stands in a line is read by markdown-inline.ts: Lezer's own way through emphasis, brackets, code spans, HTML and
 * definitions takes quadratic time, and takes for a link what has no definition. Tables are read from paragraphs (markdown-table.ts).
 */
const ours = ['Escape', 'Entity', 'InlineCode', 'HTMLTag', 'Emphasis', 'HardBreak', 'Link', 'Image', 'LinkEnd'];

const require = createRequire(import.meta.url);
let parser: Lezer.MarkdownParser | undefined;

/** The parser is loaded at the first tree. */
function load(): Lezer.MarkdownParser {
  const lezer = require('@lezer/markdown') as typeof Lezer;
  return lezer.parser.configure({ remove: [...ours, 'LinkReference'], parseBlock: [htmlBlock] });
}

/** The blocks of a text in its order; offsets are those of the text. */
export function blocksOf(text: string): readonly Block[] {
  parser ??= load();
  const blocks: (Block & { readonly parts: Part[] })[] = [];
  const cursor = parser.parse(oneLineBreak(text)).cursor();
  do {
    const { name, from, to } = cursor;
    const [, kind, level] = /^(ATXHeading|SetextHeading|FencedCode|CodeBlock|Paragraph)(\d?)$/.exec(name) ?? [];
    const last = blocks.at(-1);
    if (kind) blocks.push({ name: kind as Block['name'], level: Number(level), range: [from, to], parts: [] });
    else if (last && to <= last.range[1]) last.parts.push({ name, range: [from, to] });
  } while (cursor.next());
  return blocks;
}

/** Lezer knows `\n` only. Every offset stays. */
function oneLineBreak(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r\n', ' \n').replaceAll('\r', '\n') : text;
}

export function partsOf({ parts }: Block, name: string): readonly Range[] {
  return parts.filter((part) => part.name === name).map(({ range }) => range);
}

/** What stands in the range, without the signs of the quotes it is in: blanks are in their place. */
export function withoutQuotes(text: string, [from, to]: Range, block: Block): string {
  const pieces: string[] = [];
  let at = from;
  for (const [start, end] of partsOf(block, 'QuoteMark'))
    if (start >= from && end <= to) {
      pieces.push(text.slice(at, start), ' '.repeat(end - start));
      at = end;
    }
  return pieces.join('') + text.slice(at, to);
}

/** Where the line begins that the place is in. */
export function lineStartOf(text: string, at: number): number {
  let start = at;
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--;
  return start;
}
