import type { Document } from '../model/document.ts';
import type { Range } from '../model/region.ts';

/**
 * Comments in what the ranges leave of a text: between what is taken, by tokens of the language, only white space, signs and
 * comments can stand. `taken` may be in any order and overlap; `comment` is a global expression.
 */
export function commentsBetween(text: string, taken: readonly Range[], comment: RegExp): readonly Range[] {
  const found: Range[] = [];
  const look = (from: number, to: number): void => {
    for (const { 0: written, index } of text.slice(from, to).matchAll(comment))
      found.push([from + index, from + index + written.length]);
  };
  let from = 0;
  for (const [start, end] of [...taken].sort((a, b) => a[0] - b[0])) {
    if (start > from) look(from, start);
    from = Math.max(from, end);
  }
  look(from, text.length);
  return found;
}

/** Where a parser gave up: what stands there is no comment that anybody could be sure of. */
export function unreadRanges({ problems }: Document): readonly Range[] {
  return problems.flatMap(({ region }): readonly Range[] => (region ? [[region.start, region.end]] : []));
}
