import type { BlockContext, BlockParser, Line } from '@lezer/markdown';

/** Of how many quotes and lists the line is a line; Lezer sets it, but does not declare it. */
type Nested = Line & { readonly depth: number };

const blank = /^\s*$/;
const names =
  'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h1|h2|h3|h4|h5|h6|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|source|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul';
const kinds: readonly (readonly [beginning: RegExp, end: RegExp])[] = [
  [/^<(?:script|pre|style|textarea)(?:\s|>|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<![a-z]/i, />/],
  [/^<!\[CDATA\[/, /\]\]>/],
  [new RegExp(`^</?(?:${names})(?:\\s|/?>|$)`, 'i'), blank],
  [
    /^<(?:\/[a-z][a-z\d-]*\s*|[a-z][a-z\d-]*(?:\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*\/?)>\s*$/i,
    blank,
  ],
];

/** HTML blocks as CommonMark has them: Lezer's own do not know `<a/>`, and in a quote not where they end. */
export const htmlBlock: BlockParser = { name: 'HTMLBlock', parse };

function parse(cx: BlockContext, line: Line): boolean {
  const rest = line.text.slice(line.pos);
  const end = rest.startsWith('<') ? kinds.find(([beginning]) => beginning.test(rest))?.[1] : undefined;
  if (!end) return false;
  const from = cx.lineStart + line.pos;
  // a line that is not of the same quote or list is no line of the block
  while (!end.test(line.text.slice(line.basePos))) {
    if (!cx.nextLine() || (line as Nested).depth < cx.depth) return add(cx, from);
  }
  if (end !== blank) cx.nextLine();
  return add(cx, from);
}

function add(cx: BlockContext, from: number): true {
  cx.addElement(cx.elt('HTMLBlock', from, cx.prevLineEnd()));
  return true;
}
