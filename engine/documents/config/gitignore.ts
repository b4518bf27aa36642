import type { SourceFile } from '../../model/source-file.ts';
import type { Language, Parsed } from '../language.ts';
import { emptySeq, pushItem, scalar, treeOf } from './node.ts';

/** Files of ignore patterns: a sequence of patterns. */
export const gitignore: Language = {
  name: 'gitignore',
  family: 'config',
  globs: ['**/.*ignore'],
  parse: parsePatterns,
};

function parsePatterns({ text }: SourceFile): Parsed {
  const root = emptySeq([0, text.length]);
  for (const { 0: line, index } of text.matchAll(/[^\n]+/g)) {
    const pattern = patternOf(line);
    if (pattern !== '') pushItem(root, scalar(pattern, [index, index + pattern.length]));
  }
  return { tree: treeOf(root), problems: [] };
}

/** As git reads a line: without the spaces at its end, unless a backslash protects the first of them. */
function patternOf(line: string): string {
  if (line.startsWith('#')) return '';
  let end = line.endsWith('\r') ? line.length - 1 : line.length;
  while (end > 0 && line[end - 1] === ' ' && line[end - 2] !== '\\') end--;
  return line.slice(0, end);
}
