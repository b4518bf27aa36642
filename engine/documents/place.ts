import type { Frame, Place, Range, Region } from '../model/region.ts';
import type { LineHash } from './line-hash.ts';
import type { LineIndex } from './lines.ts';

const longestLine = 200;
const longestSnippet = 1000;
const mostRegionLines = 6;
/** With the line before and the line after. */
const mostFrameLines = mostRegionLines + 2;

/** The place of a range with all that reports show of it, so that none of them has to open the file again. */
export function placeOf(path: string, text: string, lines: LineIndex, hash: LineHash, range: Range): Place {
  const region = regionOf(text, lines, range);
  const { start, end } = region;
  const frame = frameOf(lines, region);
  const snippet = end - start <= longestSnippet ? text.slice(start, end) : undefined;
  const lineHash = hash(region.startLine);
  // nearly all have both: no copies are made on the way
  if (snippet !== undefined && lineHash !== undefined) return { path, region, frame, snippet, lineHash };
  return {
    path,
    region,
    frame,
    ...(snippet !== undefined && { snippet }),
    ...(lineHash !== undefined && { lineHash }),
  };
}

/** A region must not begin or end inside a surrogate pair: its text would not be valid Unicode. */
export function regionOf(text: string, lines: LineIndex, [start, end]: Range): Region {
  return lines.region([splitsPair(text, start) ? start - 1 : start, splitsPair(text, end) ? end + 1 : end]);
}

function splitsPair(text: string, offset: number): boolean {
  return isBetween(text.charCodeAt(offset - 1), 0xd800, 0xdbff) && isBetween(text.charCodeAt(offset), 0xdc00, 0xdfff);
}

function isBetween(unit: number, low: number, high: number): boolean {
  return unit >= low && unit <= high;
}

/** Frames by their first and last line: names of one statement stand on the same few lines, and facts keep all their places. */
const frames = new WeakMap<LineIndex, Map<number, Frame>>();

function framesOf(lines: LineIndex): Map<number, Frame> {
  const known = frames.get(lines);
  if (known) return known;
  const none = new Map<number, Frame>();
  frames.set(lines, none);
  return none;
}

/** One line before the region, its lines (the first of many), and one line after if all of them are shown. */
function frameOf(lines: LineIndex, region: Region): Frame {
  const firstLine = Math.max(1, region.startLine - 1);
  const lastLine = lastFrameLine(lines, region);
  const known = framesOf(lines);
  const id = firstLine * mostFrameLines + lastLine - firstLine;
  const frame = known.get(id) ?? newFrame(lines, firstLine, lastLine, region);
  // where a line was cut depends on the region
  if (!frame.skipped) known.set(id, frame);
  return frame;
}

function newFrame(lines: LineIndex, firstLine: number, lastLine: number, region: Region): Frame {
  const texts: string[] = [];
  for (let line = firstLine; line <= lastLine; line++) texts.push(lines.lineText(line));
  const lineBreaks = lineBreaksOf(lines, firstLine, lastLine);
  const breaks = lineBreaks !== undefined && { lineBreaks };
  if (texts.every((text) => text.length <= longestLine)) return { firstLine, lines: texts, ...breaks };
  const cuts = texts.map((text, i) => cutLine(text, firstLine + i, region));
  return { firstLine, lines: cuts.map(({ text }) => text), skipped: cuts.map(({ skipped }) => skipped), ...breaks };
}

function lineBreaksOf(lines: LineIndex, firstLine: number, lastLine: number): Frame['lineBreaks'] {
  let withCr = 0;
  for (let line = firstLine; line < lastLine; line++) if (lines.endsInCrLf(line)) withCr++;
  if (withCr === 0) return undefined;
  return withCr < lastLine - firstLine ? 'mixed' : '\r\n';
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
}

function cutLine(text: string, line: number, region: Region): CutLine {
  if (text.length <= longestLine) return { text, skipped: 0 };
  const from = windowStart(text.length, line === region.startLine ? region : undefined);
  const start = splitsPair(text, from) ? from + 1 : from;
  const to = from + longestLine;
  return { text: text.slice(start, splitsPair(text, to) ? to - 1 : to), skipped: start };
}

/** Centres the part of the region that stands on the line; a part too long for the window is shown from its beginning. */
function windowStart(length: number, region: Region | undefined): number {
  if (region === undefined) return 0;
  const focus = region.startColumn - 1;
  const focusLength = region.endLine === region.startLine ? region.endColumn - region.startColumn : longestLine;
  const margin = Math.max(20, Math.floor((longestLine - focusLength) / 2));
  return Math.max(0, Math.min(focus - margin, length - longestLine));
}
