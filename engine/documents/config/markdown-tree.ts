import type { Range } from '../../model/region.ts';
import { blocksOf, lineStartOf, partsOf, withoutQuotes, type Block } from './markdown-blocks.ts';
import { trimmed } from './text-ranges.ts';
import { codeOf } from './markdown-code.ts';
import { inlinesOf, plainText, type Inlines, type Token } from './markdown-inline.ts';
import { definitionsIn, normalized, type Definition } from './markdown-links.ts';
import { tableIn, type Row, type Table } from './markdown-table.ts';
import { unescaped } from './markdown-characters.ts';
import { emptyMap, emptySeq, pushItem, putEntry, scalar, type Draft } from './node.ts';

const lists = ['headings', 'tables', 'links', 'code', 'codeSpans'] as const;

interface Making {
  readonly text: string;
  readonly lists: Readonly<Record<(typeof lists)[number], Draft>>;
  readonly labels: ReadonlySet<string>;
  /** The text of the last heading above. */
  heading: Draft | undefined;
}

/** What a block says in lines; offsets of what is read in it are those of `source`, which begins at `start`. */
interface Lines {
  readonly source: string;
  readonly start: number;
}

/**
 * What documentation says in a form that can be compared, in the order of the file:
 * `headings: [{level, text}]`, `tables: [{heading, columns: [text], rows: [{<column>: text}]}]`,
 * `links: [{text, url}]` (also definitions, whose text is their label; not the places that refer to them),
 * `code: [{lang, text}]`, `codeSpans: [text]`, and `frontMatter` where there is any. All text is plain.
 * `body`: the text with nothing but blanks where the front matter is.
 */
export function markdownTree(body: string, frontMatter: Draft | undefined): Draft {
  const root = emptyMap([0, body.length]);
  if (frontMatter) putField(root, 'frontMatter', frontMatter);
  const put = lists.map((name) => [name, putField(root, name, emptySeq([0, body.length]))] as const);
  const blocks = blocksOf(body).map((block) => {
    const lines = linesOf(body, block);
    return { block, lines, definitions: isParagraph(block) ? definitionsIn(lines.source) : [] };
  });
  const labels = new Set(
    blocks.flatMap(({ lines, definitions }) =>
      definitions.map(({ label }) => normalized(lines.source.slice(...label))),
    ),
  );
  const making: Making = { text: body, lists: Object.fromEntries(put) as Making['lists'], labels, heading: undefined };
  for (const { block, lines, definitions } of blocks) {
    for (const definition of definitions) addDefinition(definition, lines, making);
    addBlock(block, after(definitions, lines), making);
  }
  return root;
}

/** Only with a line under it a paragraph is a heading; definitions may stand above. */
function isParagraph({ name }: Block): boolean {
  return name === 'Paragraph' || name === 'SetextHeading';
}

function linesOf(text: string, block: Block): Lines {
  const [first, last] = partsOf(block, 'HeaderMark');
  const [start, end] = block.range;
  const lines = (from: number, to: number): Lines => ({
    source: withoutQuotes(text, [from, to], block).trimEnd(),
    start: from,
  });
  if (block.name === 'ATXHeading') return lines(first![1], last?.[0] ?? end);
  return lines(start, first ? lineStartOf(text, first[0]) : end);
}

function after(definitions: readonly Definition[], { source, start }: Lines): Lines {
  const end = definitions.at(-1)?.end ?? 0;
  return { source: source.slice(end), start: start + end };
}

function addBlock(block: Block, lines: Lines, making: Making): void {
  if (block.name === 'FencedCode' || block.name === 'CodeBlock') addCode(block, making);
  else {
    const table = isParagraph(block) ? tableIn(lines.source) : undefined;
    const above = table ? lines.source.slice(0, table.range[0]) : lines.source;
    const inlines = addInlines(above, lines.start, making);
    if (table) addTable(table, lines, making);
    else if (block.name !== 'Paragraph' && (block.name === 'ATXHeading' || above.trim() !== ''))
      addHeading(block, textOf(inlines.tokens, { ...lines, source: above }), making);
  }
}

function addHeading(block: Block, text: Draft, making: Making): void {
  const heading = emptyMap(block.range);
  putField(heading, 'level', scalar(block.level, partsOf(block, 'HeaderMark')[0]!));
  making.heading = putField(heading, 'text', text);
  pushItem(making.lists.headings, heading);
}

/** A cell without a column, GitHub does not show. */
function addTable({ range, header, rows }: Table, lines: Lines, making: Making): void {
  const table = emptyMap(shifted(range, lines));
  const { heading } = making;
  if (heading) putField(table, 'heading', scalar(heading.value as string, heading.range));
  const columns = putField(table, 'columns', emptySeq(shifted(header.range, lines)));
  for (const cell of cellsOf(header, lines, making)) pushItem(columns, cell);
  const list = putField(table, 'rows', emptySeq(table.range));
  for (const row of rows) {
    const map = pushItem(list, emptyMap(shifted(row.range, lines)));
    for (const [i, cell] of cellsOf(row, lines, making).entries()) {
      const column = columns.children[i];
      if (column) putEntry(map, String(column.value), column.range, cell);
    }
  }
  pushItem(making.lists.tables, table);
}

function cellsOf({ cells }: Row, { source, start }: Lines, making: Making): Draft[] {
  return cells.map((cell) => {
    const lines: Lines = { source: source.slice(...cell), start: start + cell[0] };
    return textOf(addInlines(lines.source, lines.start, making, true).tokens, lines);
  });
}

function addInlines(source: string, start: number, making: Making, isCell = false): Inlines {
  const inlines = inlinesOf(source, making.labels, isCell);
  const lines: Lines = { source, start };
  for (const { range, text, tokens, url, place } of inlines.links) {
    const words = textOf(tokens, { source: source.slice(...text), start: start + text[0] }, text[0]);
    addLink(range, words, scalar(url, shifted(place, lines)), lines, making);
  }
  for (const token of inlines.codeSpans) pushItem(making.lists.codeSpans, codeSpan(token, start));
  return inlines;
}

function addDefinition({ start, end, label, url, place }: Definition, lines: Lines, making: Making): void {
  const text = scalar(unescaped(lines.source.slice(...label)), shifted(label, lines));
  addLink(trimmed(lines.source, [start, end]), text, scalar(url, shifted(place, lines)), lines, making);
}

function addLink(range: Range, text: Draft, url: Draft, lines: Lines, { lists }: Making): void {
  const link = pushItem(lists.links, emptyMap(shifted(range, lines)));
  putField(link, 'text', text);
  putField(link, 'url', url);
}

function addCode(block: Block, { text, lists }: Making): void {
  const code = pushItem(lists.code, emptyMap(block.range));
  for (const [key, child] of Object.entries(codeOf(block, text))) putField(code, key, child);
}

/** Plain text; of a single code span its place is without the backticks. `shift`: what the offsets of the tokens are ahead. */
function textOf(tokens: readonly Token[], { source, start }: Lines, shift = 0): Draft {
  const [from, to] = trimmed(source, [0, source.length]);
  const single = tokens.find((token) => token.code && token.start === from + shift && token.end === to + shift);
  return single ? codeSpan(single, start - shift) : scalar(plainText(tokens), [start + from, start + to]);
}

function codeSpan({ value, code }: Token, start: number): Draft {
  return scalar(value, shifted(code!, { start }));
}

function shifted([from, to]: Range, { start }: Pick<Lines, 'start'>): Range {
  return [start + from, start + to];
}

/** A key that is ours: no text is its place. */
function putField(map: Draft, key: string, child: Draft): Draft {
  putEntry(map, key, child.range, child);
  delete child.keyRange;
  return child;
}
