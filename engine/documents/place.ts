import type { Frame, Place, Range, Region } from '../model/region.ts';
import type { LineHash } from './line-hash.ts';
import type { LineIndex } from './lines.ts';

const longestLine = 200;
const longestSnippet = 1000;
const mostRegionLines = 6;

/** The place of a range with all that reports show of it, so that none of them has to open the file again. */
export function placeOf(path: string, text: string, lines: LineIndex, hash: LineHash, range: Range): Place {
  const [start, end] = wholeCharacters(text, range);
  const region = lines.region([start, end]);
  const lineHash = hash(region.startLine);
  return {
    path,
    region,
    frame: frameOf(lines, region),
    ...(end - start <= longestSnippet && { snippet: text.slice(start, end) }),
    ...(lineHash !== undefined && { lineHash }),
  };
}

/** A region must not begin or end inside a surrogate pair: its text would not be valid Unicode. */
function wholeCharacters(text: string, [start, end]: Range): Range {
  return [splitsPair(text, start) ? start - 1 : start, splitsPair(text, end) ? end + 1 : end];
}

function splitsPair(text: string, offset: number): boolean {
  return isBetween(text.charCodeAt(offset - 1), 0xd800, 0xdbff) && isBetween(text.charCodeAt(offset), 0xdc00, 0xdfff);
}

function isBetween(unit: number, low: number, high: number): boolean {
  return unit >= low && unit <= high;
}

/** Frames by their first and last line: names of one statement stand on the same few lines, and facts keep all their places. */
const frames = new WeakMap<LineIndex, Map<string, Frame>>();

/** One line before the region, its lines (the first of many), and one line after if all of them are shown. */
function frameOf(lines: LineIndex, region: Region): Frame {
  const firstLine = Math.max(1, region.startLine - 1);
  const lastLine = lastFrameLine(lines, region);
  const known = frames.get(lines) ?? new Map<string, Frame>();
  frames.set(lines, known);
  const id = `${firstLine}-${lastLine}`;
  const frame = known.get(id) ?? newFrame(lines, firstLine, lastLine, region);
  // where a line was cut depends on the region
  if (!frame.skipped) known.set(id, frame);
  return frame;
}

function newFrame(lines: LineIndex, firstLine: number, lastLine: number, region: Region): Frame {
  const cuts = numbers(firstLine, lastLine).map((line) => cutLine(lines.lineText(line), line, region));
  const lineBreaks = lineBreaksOf(lines, firstLine, lastLine);
  return {
    firstLine,
    lines: cuts.map((cut) => cut.text),
    ...(cuts.some((cut) => cut.isCut) && { skipped: cuts.map((cut) => cut.skipped) }),
    ...(lineBreaks !== undefined && { lineBreaks }),
  };
}

function lineBreaksOf(lines: LineIndex, firstLine: number, lastLine: number): Frame['lineBreaks'] {
  const breaks = numbers(firstLine, lastLine - 1).map(lines.endsInCrLf);
  if (!breaks.includes(true)) return undefined;
  return breaks.includes(false) ? 'mixed' : '\r\n';
}

function lastFrameLine(lines: LineIndex, region: Region): number {
  const endsBeforeLine = region.endColumn === 1 && region.endLine > region.startLine;
  const lastOfRegion = endsBeforeLine ? region.endLine - 1 : region.endLine;
  const capped = region.startLine + mostRegionLines - 1;
  if (lastOfRegion > capped) return capped;
  const next = lastOfRegion + 1;
  const isOnlyTheEnd = next === lines.count && lines.lineText(next) === '';
  return next > lines.count || isOnlyTheEnd ? lastOfRegion : next;
}

interface CutLine {
  readonly text: string;
  readonly skipped: number;
  readonly isCut: boolean;
}

function cutLine(text: string, line: number, region: Region): CutLine {
  if (text.length <= longestLine) return { text, skipped: 0, isCut: false };
  const from = windowStart(text.length, line === region.startLine ? region : undefined);
  const start = splitsPair(text, from) ? from + 1 : from;
  const to = from + longestLine;
  return { text: text.slice(start, splitsPair(text, to) ? to - 1 : to), skipped: start, isCut: true };
}

/** Centres the part of the region that stands on the line; a part too long for the window is shown from its beginning. */
function windowStart(length: number, region: Region | undefined): number {
  if (region === undefined) return 0;
  const focus = region.startColumn - 1;
  const focusLength = region.endLine === region.startLine ? region.endColumn - region.startColumn : longestLine;
  const margin = Math.max(20, Math.floor((longestLine - focusLength) / 2));
  return Math.max(0, Math.min(focus - margin, length - longestLine));
}

function numbers(first: number, last: number): readonly number[] {
  const all: number[] = [];
  for (let number = first; number <= last; number++) all.push(number);
  return all;
}
