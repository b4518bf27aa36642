import type { Range } from '../../model/region.ts';
import { referenceAt } from './markdown-characters.ts';
import { delimiterAt, useEmphasis, type Delimiter } from './markdown-emphasis.ts';
import { htmlEnd, type Missing } from './markdown-html.ts';
import { inlineTarget, labelAt, normalized } from './markdown-links.ts';

/** What stands in the lines of a paragraph, a heading or a cell; offsets are those of the source. */
export interface Inlines {
  /** In order; together they are the source. */
  readonly tokens: readonly Token[];
  /** With a URL of their own: those that refer to a definition are missing. */
  readonly links: readonly Link[];
  readonly codeSpans: readonly Token[];
}

export interface Token {
  readonly start: number;
  readonly end: number;
  /** What is seen of it: escapes and signs are taken off. */
  value: string;
  /** Of a code span: its text without backticks and padding. */
  readonly code?: Range;
}

export interface Link {
  readonly range: Range;
  readonly text: Range;
  /** Those between the brackets. */
  readonly tokens: readonly Token[];
  readonly url: string;
  readonly place: Range;
}

interface Scan {
  readonly source: string;
  readonly labels: ReadonlySet<string>;
  readonly isCell: boolean;
  readonly tokens: Token[];
  readonly links: Link[];
  readonly codeSpans: Token[];
  readonly brackets: Bracket[];
  /** Brackets of links below this height are text: there is a link in them. */
  textBelow: number;
  readonly delimiters: { readonly delimiter: Delimiter; readonly token: Token }[];
  readonly ticks: Map<number, number[]>;
  readonly missing: Missing;
}

interface Bracket {
  readonly token: number;
  readonly start: number;
  readonly isImage: boolean;
  /** How many delimiters stand before it. */
  readonly delimiters: number;
  hasBracket: boolean;
}

const special = /[\\`*_[\]!<&]/g;
const addressOrMail =
  /<(?:[a-z][a-z\d+.-]{1,31}:[^\s<>\p{Cc}]*|([\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d-]+(?:\.[a-z\d-]+)*))>/iuy;

/** `labels`: those of the definitions, normalized. In a cell of a table, `\|` is a bar even in code. */
export function inlinesOf(source: string, labels: ReadonlySet<string>, isCell = false): Inlines {
  const found = { tokens: [], links: [], codeSpans: [], brackets: [], delimiters: [] };
  const scan: Scan = { source, labels, isCell, ...found, textBelow: 0, ticks: ticksIn(source), missing: new Set() };
  for (let at = 0; at < source.length;) at = next(scan, at);
  finishEmphasis(scan, 0);
  scan.links.sort((a, b) => a.range[0] - b.range[0]);
  return scan;
}

/** Line breaks are spaces. */
export function plainText(tokens: readonly Token[]): string {
  return tokens
    .map(({ value }) => value)
    .join('')
    .replace(/(?:(?<![ \t])[ \t]+)?(?:\r\n|\n|\r)[ \t]*/g, ' ')
    .trim();
}

function next(scan: Scan, at: number): number {
  special.lastIndex = at;
  const sign = special.exec(scan.source)?.index ?? scan.source.length;
  if (sign > at) return put(scan, at, sign);
  switch (scan.source[at]) {
    case '\\':
      return putEscape(scan, at);
    case '`':
      return putCode(scan, at);
    case '[':
      return openBracket(scan, at, false);
    case ']':
      return closeBracket(scan, at);
    case '!':
      return scan.source[at + 1] === '[' ? openBracket(scan, at, true) : put(scan, at, at + 1);
    case '<':
      return putAddress(scan, at) ?? put(scan, at, htmlEnd(scan.source, at, scan.missing) ?? at + 1, true);
    case '&': {
      const reference = referenceAt(scan.source, at);
      return put(scan, at, reference?.end ?? at + 1, false, reference?.value);
    }
    default:
      return putDelimiter(scan, at);
  }
}

function put({ source, tokens }: Scan, start: number, end: number, isHtml = false, value?: string): number {
  tokens.push({ start, end, value: value ?? (isHtml && end > start + 1 ? '' : source.slice(start, end)) });
  return end;
}

function putEscape(scan: Scan, at: number): number {
  const escaped = scan.source[at + 1] ?? '';
  if (/[\r\n]/.test(escaped)) return put(scan, at, at + 1, false, '');
  return /[!-/:-@[-`{-~]/.test(escaped) ? put(scan, at, at + 2, false, escaped) : put(scan, at, at + 1);
}

/** Where runs of backticks begin, by their length. */
function ticksIn(source: string): Map<number, number[]> {
  const ticks = new Map<number, number[]>();
  for (const { 0: run, index } of source.matchAll(/`+/g)) {
    const places = ticks.get(run.length);
    if (places) places.push(index);
    else ticks.set(run.length, [index]);
  }
  // the next is at the end
  for (const places of ticks.values()) places.reverse();
  return ticks;
}

function putCode(scan: Scan, at: number): number {
  const { source, tokens, ticks } = scan;
  let from = at;
  while (source[from] === '`') from++;
  const places = ticks.get(from - at) ?? [];
  while (places.length > 0 && places.at(-1)! < from) places.pop();
  const to = places.at(-1);
  if (to === undefined) return put(scan, at, from);
  const inner = source.slice(from, to);
  const padding = /^[ \r\n][\s\S]*[ \r\n]$/.test(inner) && /[^ \r\n]/.test(inner) ? 1 : 0;
  const code: Range = [from + padding, to - padding];
  const written = source.slice(...code).replace(/(?:\r\n|\n|\r)[ \t]*/g, ' ');
  const value = (scan.isCell ? written.replaceAll('\\|', '|') : written).replaceAll('\0', '\ufffd');
  const token: Token = { start: at, end: to + from - at, value, code };
  tokens.push(token);
  scan.codeSpans.push(token);
  return token.end;
}

function putAddress(scan: Scan, at: number): number | undefined {
  addressOrMail.lastIndex = at;
  const [found, mail] = addressOrMail.exec(scan.source) ?? [];
  if (found === undefined) return undefined;
  const range: Range = [at, at + found.length];
  const place: Range = [at + 1, range[1] - 1];
  const written = found.slice(1, -1);
  put(scan, ...range, false, written);
  const tokens = scan.tokens.slice(-1);
  scan.links.push({ range, text: place, tokens, url: mail === undefined ? written : `mailto:${mail}`, place });
  return range[1];
}

function putDelimiter(scan: Scan, at: number): number {
  const delimiter = delimiterAt(scan.source, at);
  const end = put(scan, at, at + delimiter.length);
  scan.delimiters.push({ delimiter, token: scan.tokens.at(-1)! });
  return end;
}

/** What emphasis uses up is not seen. */
function finishEmphasis({ delimiters }: Scan, from: number): void {
  const inside = delimiters.splice(from);
  useEmphasis(inside.map(({ delimiter }) => delimiter));
  for (const { delimiter, token } of inside) token.value = delimiter.sign.repeat(delimiter.left);
}

function openBracket(scan: Scan, at: number, isImage: boolean): number {
  const { brackets, tokens, delimiters } = scan;
  const outer = brackets.at(-1);
  if (outer) outer.hasBracket = true;
  brackets.push({ token: tokens.length, start: at, isImage, delimiters: delimiters.length, hasBracket: false });
  return put(scan, at, at + (isImage ? 2 : 1));
}

function closeBracket(scan: Scan, at: number): number {
  const bracket = scan.brackets.pop();
  const isText = bracket && !bracket.isImage && scan.brackets.length < scan.textBelow;
  scan.textBelow = Math.min(scan.textBelow, scan.brackets.length);
  if (!bracket || isText) return put(scan, at, at + 1);
  const target = inlineTarget(scan.source, at + 1);
  const end = target?.end ?? referenceEnd(scan, bracket, at);
  if (end === undefined) return put(scan, at, at + 1);
  const { isImage, start, token } = bracket;
  finishEmphasis(scan, bracket.delimiters);
  const text: Range = [scan.tokens[token]!.end, at];
  if (isImage) {
    // what stands in its alternative text is text
    while (scan.links.length > 0 && scan.links.at(-1)!.range[0] > start) scan.links.pop();
    while (scan.codeSpans.length > 0 && scan.codeSpans.at(-1)!.start > start) scan.codeSpans.pop();
  } else {
    scan.textBelow = scan.brackets.length;
    if (target) scan.links.push({ ...target, range: [start, end], text, tokens: scan.tokens.slice(token + 1) });
  }
  scan.tokens[token]!.value = '';
  return put(scan, at, end, false, '');
}

/** Where a link ends that refers to a definition: `[text][label]`, `[label][]` or `[label]`. */
function referenceEnd(
  { source, labels }: Scan,
  { start, isImage, hasBracket }: Bracket,
  at: number,
): number | undefined {
  if (labels.size === 0) return undefined;
  const label = labelAt(source, at + 1);
  const named = label && label.label[0] < label.label[1] ? label.label : undefined;
  const own: Range = [start + (isImage ? 2 : 1), at];
  if (!named && (hasBracket || own[1] - own[0] > 999)) return undefined;
  return labels.has(normalized(source.slice(...(named ?? own)))) ? (label?.end ?? at + 1) : undefined;
}
