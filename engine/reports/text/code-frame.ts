import type { Frame, Place, Region } from '../../model/region.ts';
import { cells, printable } from './cells.ts';
import { counted } from '../counted.ts';
import { type Colours } from './style.ts';
import { pageWidth } from './wrap.ts';

/** Two spaces, the mark of a marked line, the number. */
const gutterWidth = 8;
const room = pageWidth - gutterWidth - 5;

/** The lines around a region with their numbers; carets mark it, or `>` marks its lines when it has several. */
export function codeFrame({ region, frame }: Place, colours: Colours): string[] {
  if (region === undefined || frame === undefined) return [];
  const lines = frame.lines.flatMap((_, i) => frameLine(i, frame, region, colours));
  const unseen = lastLineOf(region) - (frame.firstLine + frame.lines.length - 1);
  return unseen > 0
    ? [...lines, `${' '.repeat(gutterWidth + 3)}${colours.dim(`… ${counted(unseen, 'more line')}`)}`]
    : lines;
}

function frameLine(index: number, frame: Frame, region: Region, colours: Colours): string[] {
  const number = frame.firstLine + index;
  const excerpt = excerptOf(frame, index, markOf(region, number, frame.lines[index] ?? ''));
  const isMany = lastLineOf(region) > region.startLine;
  const isMarked = isMany && number >= region.startLine && number <= lastLineOf(region);
  const gutter = `  ${isMarked ? '>' : ' '}${String(number).padStart(gutterWidth - 3)} │`;
  const code = `${isMarked ? colours.red(gutter) : colours.dim(gutter)} ${excerpt.text}`.trimEnd();
  if (number !== region.startLine) return [code];
  const carets = colours.bold(colours.red('^'.repeat(excerpt.marked)));
  return [code, `${' '.repeat(gutterWidth + 1)}${colours.dim('│')} ${' '.repeat(excerpt.lead)}${carets}`];
}

/** A region that ends before the first character of a line does not reach that line. */
function lastLineOf({ startLine, endLine, endColumn }: Region): number {
  return endColumn === 1 && endLine > startLine ? endLine - 1 : endLine;
}

interface Mark {
  readonly from: number;
  readonly to: number;
}

/** The part of a line that the region takes, in units of the whole line. */
function markOf({ startLine, startColumn, endLine, endColumn }: Region, number: number, line: string): Mark {
  if (number !== startLine) return { from: 0, to: 0 };
  return { from: startColumn - 1, to: endLine === startLine ? endColumn - 1 : startColumn - 1 + line.length };
}

interface Excerpt {
  readonly text: string;
  /** Cells before the mark, and cells of the mark. */
  readonly lead: number;
  readonly marked: number;
}

/** A line as far as it fits on the page, with the mark in sight. From here on we count characters, not units. */
function excerptOf(frame: Frame, index: number, mark: Mark): Excerpt {
  const line = frame.lines[index] ?? '';
  const skipped = frame.skipped?.[index] ?? 0;
  const characters = Array.from(line);
  const from = charactersBefore(line, mark.from - skipped);
  const to = charactersBefore(line, mark.to - skipped);
  const first = windowStart(characters.length, from, to);
  const left = skipped + first > 0 ? '…' : '';
  const right = characters.length > first + room ? '…' : '';
  const shown = (start: number, end: number): string =>
    printable(characters.slice(start, Math.min(end, first + room)).join(''));
  return {
    text: left + shown(first, characters.length) + right,
    lead: cells(left + shown(first, from)),
    marked: Math.max(1, cells(shown(from, to))),
  };
}

function windowStart(length: number, from: number, to: number): number {
  if (length <= room) return 0;
  const margin = Math.max(10, Math.floor((room - (to - from)) / 2));
  return Math.max(0, Math.min(from - margin, length - room));
}

function charactersBefore(line: string, units: number): number {
  return Array.from(line.slice(0, Math.max(0, units))).length;
}
