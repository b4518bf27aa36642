/** A piece of Markdown without its marks. */
export interface Block {
  /** A paragraph or item may be wrapped anew; code may not. */
  readonly kind: 'paragraph' | 'item' | 'code';
  readonly text: string;
}

/** Markdown as plain blocks: what policies use of it (paragraphs, lists, headings, fences, links, emphasis), no more. */
export function plainBlocks(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  let isOpen = false;
  let fence: string | undefined;
  for (const line of markdown.split(/\r?\n/)) {
    const mark = /^\s*(```+|~~~+)/.exec(line)?.[1];
    if (fence !== undefined && mark === fence) fence = undefined;
    else if (fence !== undefined) blocks.push({ kind: 'code', text: line });
    else if (mark !== undefined) fence = mark;
    else if (isOpen && continues(line)) extendLast(blocks, line);
    else if (line.trim() !== '') blocks.push(blockOf(line));
    isOpen = fence === undefined && mark === undefined && line.trim() !== '' && !/^#/.test(line);
  }
  return blocks;
}

/** One paragraph a line, code as it stands. */
export function plainText(markdown: string): string {
  return plainBlocks(markdown)
    .map((block, i, all) => (i > 0 && startsApart(block, all[i - 1]!) ? `\n${block.text}` : block.text))
    .join('\n');
}

/** Whether an empty line belongs between the two: not inside a list, not inside code. */
export function startsApart(block: Block, before: Block): boolean {
  return block.kind === 'paragraph' || block.kind !== before.kind;
}

const itemMark = /^\s*([-*+]|\d+[.)])\s+/;

function continues(line: string): boolean {
  return line.trim() !== '' && !itemMark.test(line) && !/^#/.test(line);
}

function extendLast(blocks: Block[], line: string): void {
  const last = blocks.pop();
  if (last !== undefined) blocks.push({ ...last, text: `${last.text} ${withoutMarks(line.trim())}` });
}

function blockOf(line: string): Block {
  const mark = itemMark.exec(line)?.[1];
  if (mark === undefined) return { kind: 'paragraph', text: withoutMarks(line.trim().replace(/^(#+|>)\s*/, '')) };
  const bullet = /\d/.test(mark) ? mark : '-';
  return { kind: 'item', text: `${bullet} ${withoutMarks(line.replace(itemMark, '').trim())}` };
}

/** Code spans keep their backquotes: they are what makes code readable in a sentence. */
function withoutMarks(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : withoutInlineMarks(part)))
    .join('');
}

function withoutInlineMarks(text: string): string {
  return text
    .replace(/!?\[([^\]]+)\]\(([^)\s]+)[^)]*\)/g, '$1 ($2)')
    .replace(/<(https?:[^>]+)>/g, '$1')
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replace(/(?<![\w*])([*_])(?=\S)([^*_]+?)(?<=\S)\1(?![\w*])/g, '$2');
}
