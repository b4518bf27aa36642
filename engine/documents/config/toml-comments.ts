import { parseTOML } from 'toml-eslint-parser';
import type { Document } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import { unreadRanges } from '../comments.ts';

/** The parser's comments; lines that were refused are left out, as they were for the tree. */
export function tomlComments(document: Document): readonly Range[] {
  let { text } = document.file;
  for (const [start, end] of unreadRanges(document))
    text = text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
  try {
    return parseTOML(text, { tomlVersion: '1.1' }).comments.map(({ range }) => range);
  } catch {
    // one of the few texts that only the other parser takes
    return [];
  }
}
