import type { Range, Region } from '../model/region.ts';

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The lines of one text. Lines and columns are 1-based, columns count UTF-16 units. */
export interface LineIndex {
  /** At least 1: what follows the last line break is a line too, even when it is empty. */
  readonly count: number;
  at(offset: number): Position;
  region(range: Range): Region;
  /** Without its line break; the empty string for a line that does not exist. */
  lineText(line: number): string;
  endsInCrLf(line: number): boolean;
}

/**
 * Lines end at `\r\n` and `\n` and nowhere else, because that is the set our SARIF declares in `newlineSequences`:
 * a lone `\r`, U+2028 and U+2029 stay inside their line whatever the language thinks of them.
 */
export function lineIndex(text: string): LineIndex {
  const starts = lineStarts(text);
  const texts: (string | undefined)[] = [];
  const at = (offset: number): Position => positionAt(starts, Math.min(Math.max(offset, 0), text.length));
  return {
    count: starts.length,
    at,
    region: (range) => regionOf(range, at),
    lineText: (line) => (texts[line] ??= textBetween(text, starts[line - 1], starts[line])),
    endsInCrLf: (line) => breaksWithCr(text, starts[line - 1], starts[line]),
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function positionAt(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: offset - starts[low]! + 1 };
}

function regionOf([start, end]: Range, at: (offset: number) => Position): Region {
  const first = at(start);
  const last = at(end);
  return {
    start,
    end,
    startLine: first.line,
    startColumn: first.column,
    endLine: last.line,
    endColumn: last.column,
  };
}

function textBetween(text: string, start: number | undefined, next: number | undefined): string {
  if (start === undefined) return '';
  if (next === undefined) return text.slice(start);
  return text.slice(start, breaksWithCr(text, start, next) ? next - 2 : next - 1);
}

function breaksWithCr(text: string, start: number | undefined, next: number | undefined): boolean {
  return start !== undefined && next !== undefined && next - 2 >= start && text[next - 2] === '\r';
}
