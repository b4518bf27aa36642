import type { Range } from '../../model/region.ts';

/** A text as a tool reads it, whose parts stand in the file at different places: line continuations are taken out. */
export interface Content {
  readonly text: string;
  /** Where a part of `text` stands in the file, from its first to its last character. */
  range(start: number, end: number): Range;
}

/** A line with all lines that continue it. */
export interface LogicalLine {
  readonly content: Content;
  /** Where the next line begins. */
  readonly next: number;
}

/** Collects slices of the file. */
interface Pieces {
  readonly file: string;
  readonly texts: string[];
  /** Where each slice begins in the content, and in the file. */
  readonly starts: number[];
  readonly offsets: number[];
  length: number;
}

/**
 * Reads a line as BuildKit does (frontend/dockerfile/parser): the escape character at its end, if not escaped itself, continues it;
 * comments and blank lines on the way are left out; what continues it keeps its indentation.
 */
export function logicalLine(file: string, start: number, escape: string): LogicalLine {
  const pieces = noPieces(file);
  const next = readLogical(pieces, start, file.length, escape);
  return { content: contentOfPieces(pieces), next };
}

/**
 * The content of a slice of a Dockerfile whose lines `escape` continues: of the `text` of an instruction, of one of its words.
 * What follows the logical line are here-documents, and stands for itself.
 */
export function dockerfileContent(file: string, [start, end]: Range, escape: string): Content {
  const pieces = noPieces(file);
  const next = readLogical(pieces, start, end, escape);
  readVerbatim(pieces, next, end);
  return contentOfPieces(pieces);
}

/** Lines as they stand; between two of them is one `\n`. */
export function verbatimLines(file: string, [start, end]: Range): Content {
  const pieces = noPieces(file);
  readVerbatim(pieces, start, end);
  return contentOfPieces(pieces);
}

/** Start of a line, end of its text, start of the next line; none of them behind `limit`. */
export function lineAt(file: string, start: number, limit = file.length): readonly [number, number, number] {
  const found = file.indexOf('\n', start);
  const next = found === -1 || found >= limit ? limit : found + 1;
  let end = found === -1 || found >= limit ? limit : found;
  while (end > start && file[end - 1] === '\r') end--;
  return [start, end, next];
}

export function isComment(file: string, start: number, end: number): boolean {
  return file[firstVisible(file, start, end)] === '#';
}

/** Where the white space ends that a line begins with; `end` if there is nothing else. */
export function firstVisible(file: string, start: number, end: number): number {
  let at = start;
  while (at < end && isSpace(file, at)) at++;
  return at;
}

export function isSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

function readLogical(pieces: Pieces, from: number, limit: number, escape: string): number {
  const { file } = pieces;
  let [start, end, next] = lineAt(file, from, limit);
  for (;;) {
    // a slice may end with an escape character that continues nothing
    const sign = next < limit || limit === file.length ? continuation(file, start, end, escape) : undefined;
    add(pieces, start, sign ?? end);
    if (sign === undefined) return next;
    do {
      if (next >= limit) return next;
      [start, end, next] = lineAt(file, next, limit);
    } while (firstVisible(file, start, end) === end || isComment(file, start, end));
  }
}

function readVerbatim(pieces: Pieces, from: number, limit: number): void {
  for (let at = from; at < limit;) {
    const [start, end, next] = lineAt(pieces.file, at, limit);
    if (pieces.starts.length > 0) add(pieces, start - 1, start);
    add(pieces, start, end);
    at = next;
  }
}

/** Where the sign stands that continues the line. */
function continuation(file: string, start: number, end: number, escape: string): number | undefined {
  let at = end - 1;
  while (at >= start && (file[at] === ' ' || file[at] === '\t')) at--;
  return at >= start && file[at] === escape && (at === start || file[at - 1] !== escape) ? at : undefined;
}

function noPieces(file: string): Pieces {
  return { file, texts: [], starts: [], offsets: [], length: 0 };
}

function add(pieces: Pieces, start: number, end: number): void {
  pieces.texts.push(pieces.file.slice(start, end));
  pieces.starts.push(pieces.length);
  pieces.offsets.push(start);
  pieces.length += end - start;
}

function contentOfPieces({ texts, starts, offsets }: Pieces): Content {
  const at = (index: number): number => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= index) low = middle;
      else high = middle;
    }
    return offsets[low]! + index - starts[low]!;
  };
  return {
    text: texts.join(''),
    range: (start, end) => (end > start ? [at(start), at(end - 1) + 1] : [at(start), at(start)]),
  };
}
