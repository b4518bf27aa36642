import type { SourceFile } from '../../model/source-file.ts';
import { commentsBetween } from '../comments.ts';
import type { Language, Parsed, SyntaxProblem } from '../language.ts';
import { isTooCostly } from '../../model/wildcards.ts';
import { emptySeq, mostProblems, pushItem, scalar, treeOf } from './node.ts';

/** Files of ignore patterns: a sequence of patterns. */
export const gitignore: Language = {
  name: 'gitignore',
  family: 'config',
  globs: ['**/.*ignore'],
  parse: parsePatterns,
  comments: ({ file: { text } }) => commentsBetween(text, [], /^#[^\n]*/gm),
};

function parsePatterns({ text }: SourceFile): Parsed {
  const root = emptySeq([0, text.length]);
  const problems: SyntaxProblem[] = [];
  for (const { 0: line, index } of text.matchAll(/[^\n]+/g)) {
    const pattern = patternOf(line);
    const range = [index, index + pattern.length] as const;
    if (pattern !== '') pushItem(root, scalar(pattern, range));
    if (isTooCostly(pattern))
      problems.push({ message: 'A pattern has too many wildcards, or is too long, and is not obeyed.', range });
  }
  return { tree: treeOf(root), problems: problems.slice(0, mostProblems) };
}

/** As git reads a line: without the spaces at its end, unless a backslash protects the first of them. */
function patternOf(line: string): string {
  if (line.startsWith('#')) return '';
  let end = line.endsWith('\r') ? line.length - 1 : line.length;
  while (end > 0 && line[end - 1] === ' ' && line[end - 2] !== '\\') end--;
  return line.slice(0, end);
}
