import type { Range } from '../../model/region.ts';
import { lineStartOf, partsOf, type Block } from './markdown-blocks.ts';
import { unescaped } from './markdown-characters.ts';
import { scalar, type Draft } from './node.ts';

/** `text`: the lines of a code block without its fences; in a list or a quote, its slice has the signs before each further line. */
export function codeOf(block: Block, text: string): { readonly lang?: Draft; readonly text: Draft } {
  const lang = languageOf(block, text);
  return { ...(lang && { lang }), text: textOf(block, text) };
}

/** The first word behind the fence. */
function languageOf(block: Block, text: string): Draft | undefined {
  const [info] = partsOf(block, 'CodeInfo');
  if (!info) return undefined;
  const [word] = /^\S*/.exec(text.slice(...info))!;
  return scalar(unescaped(word), [info[0], info[0] + word.length]);
}

function textOf(block: Block, text: string): Draft {
  const pieces = partsOf(block, 'CodeText');
  const [first] = pieces;
  if (!first) return scalar('', [block.range[1], block.range[1]]);
  const written = pieces.map((piece) => text.slice(...piece)).join('');
  // without a closing fence, the line break at the end of the file comes with it; and half a line break is none of the text
  const isOpen = block.name === 'FencedCode' && partsOf(block, 'CodeMark').length === 1;
  const [end = ''] = (isOpen ? /(?:\r\n|\n|\r)$/ : /\r$/).exec(written) ?? [];
  const lines = written.slice(0, written.length - end.length).replace(/\r\n?/g, '\n');
  const indent = block.name === 'FencedCode' ? indentOf(block, text, pieces) : 0;
  const value = indent > 0 ? lines.replace(new RegExp(`^ {1,${String(indent)}}`, 'gm'), '') : lines;
  return scalar(value, [first[0], pieces.at(-1)![1] - end.length]);
}

/** As far as the fence is indented, its lines are. */
function indentOf(block: Block, text: string, pieces: readonly Range[]): number {
  const columnOf = (at: number): number => at - lineStartOf(text, at);
  const bases = pieces.filter(([start]) => !/[\r\n]/.test(text[start] ?? '')).map(([start]) => columnOf(start));
  return Math.min(3, Math.max(0, columnOf(block.range[0]) - Math.min(...bases, columnOf(block.range[0]))));
}
