import type { Range } from '../../model/region.ts';
import { scalar, type Draft } from './node.ts';
import type { TemplateCheck } from './templates.ts';

/** A piece of the text of an element. */
export interface TextPiece {
  readonly kind: 'text' | 'cdata';
  readonly range: Range;
}

interface Decoded {
  readonly value: string;
  readonly unknown?: string;
}

const cdataFrame = { before: '<![CDATA['.length, after: ']]>'.length };
const predefined: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const reference = /&(?:#(\d+)|#x([0-9a-fA-F]+)|([^\s;&#<]+));/g;
const largestCodePoint = 0x10ffff;

/** The scalar of an attribute's value: with its quotes in the text, white space as XML normalises it. */
export function attributeValue(text: string, range: Range, template: TemplateCheck): Draft {
  const raw = text.slice(range[0] + 1, range[1] - 1);
  return scalarOf(decoded(raw.replace(/\r\n|[\t\n\r]/g, ' ')), range, template);
}

/** The scalar of text between tags, without the white space around it; nothing if there is no other. */
export function textValue(text: string, pieces: readonly TextPiece[], template: TemplateCheck): Draft | undefined {
  const isBlank = ({ kind, range }: TextPiece): boolean => kind === 'text' && text.slice(...range).trim() === '';
  const from = pieces.findIndex((piece) => !isBlank(piece));
  if (from === -1) return undefined;
  const parts = pieces.slice(from, pieces.findLastIndex((piece) => !isBlank(piece)) + 1);
  // alone it is what stands in the section; beside text its frame has to be part of the range
  if (parts.length === 1 && parts[0]!.kind === 'cdata')
    return scalarOf(cdata(text, parts[0]!), inside(parts[0]!), template);
  const range: Range = [startOf(text, parts[0]!), endOf(text, parts.at(-1)!)];
  const cut = parts.map(({ kind, range: [start, end] }): TextPiece => ({
    kind,
    range: [Math.max(start, range[0]), Math.min(end, range[1])],
  }));
  return scalarOf(joined(cut.map((piece) => decodedPiece(text, piece))), range, template);
}

function decodedPiece(text: string, piece: TextPiece): Decoded {
  return piece.kind === 'cdata' ? cdata(text, piece) : decoded(withLineFeeds(text.slice(...piece.range)));
}

function cdata(text: string, piece: TextPiece): Decoded {
  return { value: withLineFeeds(text.slice(...inside(piece))) };
}

function inside({ range: [start, end] }: TextPiece): Range {
  return [start + cdataFrame.before, Math.max(start + cdataFrame.before, end - cdataFrame.after)];
}

function startOf(text: string, { kind, range: [start, end] }: TextPiece): number {
  return kind === 'cdata' ? start : end - text.slice(start, end).trimStart().length;
}

function endOf(text: string, { kind, range: [start, end] }: TextPiece): number {
  return kind === 'cdata' ? end : start + text.slice(start, end).trimEnd().length;
}

function joined(parts: readonly Decoded[]): Decoded {
  const unknown = parts.find((part) => part.unknown !== undefined)?.unknown;
  return { value: parts.map(({ value }) => value).join(''), ...(unknown !== undefined && { unknown }) };
}

function scalarOf({ value, unknown }: Decoded, range: Range, template: TemplateCheck): Draft {
  return scalar(value, range, unknown ?? template(value));
}

/** An entity that is not XML's own stands for text that the file's type declares: it is kept as it is written. */
function decoded(raw: string): Decoded {
  if (!raw.includes('&')) return { value: raw };
  let unknown: string | undefined;
  const value = raw.replace(reference, (whole: string, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined && Object.hasOwn(predefined, name)) return predefined[name]!;
    const point = name === undefined ? parseInt(decimal ?? hex!, decimal === undefined ? 16 : 10) : Infinity;
    if (point <= largestCodePoint) return String.fromCodePoint(point);
    unknown ??= `What '${whole}' stands for is not known here.`;
    return whole;
  });
  return { value, ...(unknown !== undefined && { unknown }) };
}

function withLineFeeds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
