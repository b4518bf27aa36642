import type { Range } from '../../model/region.ts';
import { trimmed } from './text-ranges.ts';

/** A table of GitHub: the rows have as many cells as are written. */
export interface Table {
  readonly range: Range;
  readonly header: Row;
  readonly rows: readonly Row[];
}

export interface Row {
  readonly range: Range;
  readonly cells: readonly Range[];
}

const delimiterRow = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$/;

/** The table in a paragraph: it begins with the first line under which the line of dashes has as many cells, and goes to the end. */
export function tableIn(source: string): Table | undefined {
  if (!/^[ \t]*[|:-][-:| \t]*\r?$/m.test(source)) return undefined;
  const lines = [...source.matchAll(/[^\r\n]+/g)].map(({ 0: line, index }) =>
    trimmed(source, [index, index + line.length]),
  );
  const under = lines.findIndex((line, i) => i > 0 && isUnder(source, lines[i - 1]!, line));
  if (under === -1) return undefined;
  const [header, ...rows] = [lines[under - 1]!, ...lines.slice(under + 1)].map((line) => rowIn(source, line));
  return { range: [header!.range[0], lines.at(-1)![1]], header: header!, rows };
}

function isUnder(source: string, header: Range, dashes: Range): boolean {
  const written = source.slice(...dashes);
  return (
    /[|:]/.test(written) &&
    delimiterRow.test(written) &&
    rowIn(source, dashes).cells.length === rowIn(source, header).cells.length
  );
}

/** Cells lie between bars; those at the edges may be missing, and one behind a backslash is none. */
function rowIn(source: string, range: Range): Row {
  const [start, end] = range;
  const bars: number[] = [];
  for (let at = start; at < end; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === '|') bars.push(at);
  }
  const edges = [...(bars[0] === start ? [] : [start - 1]), ...bars];
  if (edges.at(-1) !== end - 1 || edges.length === 1) edges.push(end);
  return { range, cells: edges.slice(1).map((bar, i) => cellIn(source, [edges[i]! + 1, bar])) };
}

/** An empty cell is where it ends. */
function cellIn(source: string, [start, end]: Range): Range {
  const [from, to] = trimmed(source, [start, end]);
  return from === to ? [end, end] : [from, to];
}
