import type { Range } from '../../model/region.ts';
import type { LineDialect } from './ini-line-dialect.ts';
import { valueOf, type Value } from './ini-values.ts';

/** What a line says, together with the lines that continue it. */
export type Line = Section | Entry | { readonly kind: 'unread'; readonly range: Range };

export interface Section {
  readonly kind: 'section';
  /** Its name; two or more for one in another (git's `[section "subsection"]`). */
  readonly names: readonly Name[];
  readonly range: Range;
}

export interface Entry {
  readonly kind: 'entry';
  readonly key: Name;
  /** `key[] = value` */
  readonly isItem: boolean;
  /** Of a key that stands alone, the place of its value is its own. */
  readonly value: Value;
}

export interface Name {
  readonly name: string;
  /** With quotes. */
  readonly range: Range;
}

const header = /^\[((?:"(?:\\.|[^"\\])*"|[^\]"])*)\]\s*(?:[;#].*)?$/d;
/** A section of an .editorconfig is a glob, in which brackets and signs of comments are characters like others. */
const globHeader = /^\[(.*)\]$/d;
/** What may stand alone: anything else is more likely text of another kind. */
const loneKey = /^[\w./:@-]+$/;

/** An entry that later lines may continue. */
interface Opened {
  readonly key: Name;
  readonly isItem: boolean;
  /** What follows the separator, on each line; undefined for a key that stands alone. */
  readonly parts?: Range[];
}

export function* linesOf(text: string, dialect: LineDialect): Generator<Line> {
  let entry: Opened | undefined;
  let indent = 0;
  for (const { 0: raw, index } of text.matchAll(/[^\r\n]+/g)) {
    const start = index + raw.length - raw.trimStart().length;
    const range: Range = [start, Math.max(start, index + raw.trimEnd().length)];
    if (entry?.parts && continues(text, range, start - index > indent, dialect)) {
      // a line that is only indented, or a comment, adds nothing
      if (range[0] < range[1] && !isCommentAt(text, range[0])) entry.parts.push(range);
      continue;
    }
    if (range[1] === start || isCommentAt(text, start)) continue;
    if (entry) yield closed(entry, text, dialect);
    entry = text[start] === '[' ? undefined : entryIn(text, range, dialect);
    indent = start - index;
    if (!entry) yield (text[start] === '[' && sectionIn(text, range, dialect)) || { kind: 'unread', range };
  }
  if (entry) yield closed(entry, text, dialect);
}

function closed({ key, isItem, parts }: Opened, text: string, dialect: LineDialect): Entry {
  const value = parts ? valueOf(text, parts, dialect) : { value: null, range: key.range };
  return { kind: 'entry', key, isItem, value };
}

function isCommentAt(text: string, at: number): boolean {
  return text[at] === '#' || text[at] === ';';
}

function continues(text: string, line: Range, isDeeper: boolean, dialect: LineDialect): boolean {
  if (dialect.continues === 'never' || !isDeeper) return false;
  return dialect.continues === 'indented' || text[line[0]] !== '[';
}

function sectionIn(text: string, range: Range, { globs }: LineDialect): Section | undefined {
  const found = (globs ? globHeader : header).exec(text.slice(...range));
  if (!found) return undefined;
  const [from, to] = found.indices![1]!;
  return { kind: 'section', names: [{ name: found[1]!, range: [range[0] + from, range[0] + to] }], range };
}

function entryIn(text: string, [start, end]: Range, dialect: LineDialect): Opened | undefined {
  const sign = separatorIn(text, [start, end], dialect);
  if (sign === undefined) return loneEntry(text, [start, end], dialect);
  const keyEnd = start + text.slice(start, sign).trimEnd().length;
  if (keyEnd === start) return undefined;
  const isItem = text.slice(start, keyEnd).endsWith('[]');
  const key = keyOf(text, [start, isItem ? keyEnd - 2 : keyEnd], dialect);
  const value = text.slice(sign + 1, end);
  const from = sign + 1 + value.length - value.trimStart().length;
  return { key, isItem, parts: [[from, end]] };
}

function separatorIn(text: string, [start, end]: Range, { separators }: LineDialect): number | undefined {
  for (let at = start; at < end; at++) if (separators.includes(text[at]!)) return at;
  return undefined;
}

function loneEntry(text: string, [start, end]: Range, dialect: LineDialect): Opened | undefined {
  const [word = ''] = /^[^\s;#]*/.exec(text.slice(start, end)) ?? [];
  const rest = text.slice(start + word.length, end).trimStart();
  if (dialect.alone === undefined || !loneKey.test(word) || (rest !== '' && !isCommentAt(rest, 0))) return undefined;
  return { key: keyOf(text, [start, start + word.length], dialect), isItem: false };
}

function keyOf(text: string, range: Range, { quotes, lowerCase }: LineDialect): Name {
  const raw = text.slice(...range);
  const name = quotes === 'around' && /^(["']).*\1$/.test(raw) && raw.length > 1 ? raw.slice(1, -1) : raw;
  return { name: lowerCase ? name.toLowerCase() : name, range };
}
