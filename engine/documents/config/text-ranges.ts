import type { Range } from '../../model/region.ts';

/** The range without the white space at both ends; of nothing but white space an empty one at its end. */
export function trimmed(text: string, [start, end]: Range): Range {
  const slice = text.slice(start, end);
  const from = start + slice.length - slice.trimStart().length;
  return [from, Math.max(from, start + slice.trimEnd().length)];
}

/** Where the line ends that the offset is in: before its `\n`, or with the text. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

/** The line of an offset, or the last one before it with anything on it: where a fault is that shows only later. */
export function writtenLine(text: string, offset: number): Range | undefined {
  let end = lineEnd(text, offset);
  while (end >= 0) {
    // with a negative position lastIndexOf looks at the first character all the same
    const start = end === 0 ? 0 : text.lastIndexOf('\n', end - 1) + 1;
    if (text.slice(start, end).trim() !== '') return [start, end];
    end = start - 1;
  }
  return undefined;
}
