import { parseLines, type Node } from 'dot-properties';
import type { Range } from '../../model/region.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Language, Parsed, SyntaxProblem } from '../language.ts';
import { emptyMap, mostProblems, putEntry, scalar, treeOf } from './node.ts';
import { dotenvTemplates } from './templates.ts';

/** Java properties: a flat map, in which the dots of a key are part of it (`"server.port"`). Escapes are decoded, values are strings. */
export const properties: Language = {
  name: 'properties',
  family: 'config',
  globs: ['**/*.properties'],
  parse: parseProperties,
  comments: ({ file: { text } }) =>
    parseLines(text, true)
      .filter(isComment)
      .map(({ range }) => range),
};

interface Pair extends Node {
  readonly type: 'PAIR';
  readonly key: string;
  readonly value: string;
  readonly range: [number, number, number, number];
}

function parseProperties({ text }: SourceFile): Parsed {
  const root = emptyMap([0, text.length]);
  const problems: SyntaxProblem[] = [];
  for (const { key, value, range } of parseLines(text, true).filter(isPair)) {
    const [keyRange, valueRange] = rangesOf(range, text.length);
    if (Object.hasOwn(root.value as object, key))
      problems.push({ message: `The key '${key}' is there twice.`, range: keyRange, harmless: true });
    putEntry(root, key, keyRange, scalar(value, valueRange, dotenvTemplates(value)));
    if (problems.length < mostProblems) addBrokenEscapes(problems, text, [keyRange[0], valueRange[1]]);
  }
  return { tree: treeOf(root), problems: problems.slice(0, mostProblems) };
}

function isPair(node: Node): node is Pair {
  return node.type === 'PAIR';
}

interface Comment extends Node {
  readonly type: 'COMMENT';
  readonly range: [number, number];
}

function isComment(node: Node): node is Comment {
  return node.type === 'COMMENT';
}

/** A backslash at the end of the file makes the library count one too many. */
function rangesOf([keyStart, keyEnd, start, end]: Pair['range'], length: number): readonly [Range, Range] {
  const at = (offset: number): number => Math.min(offset, length);
  return [
    [keyStart, at(keyEnd)],
    [at(start), at(end)],
  ];
}

/** Java refuses a file with `\u` and no four digits. */
function addBrokenEscapes(problems: SyntaxProblem[], text: string, [start, end]: Range): void {
  const slice = text.slice(start, end);
  if (!slice.includes('\\u')) return;
  for (const { 0: escape, 1: digits, index } of slice.matchAll(/\\(?:u([0-9a-fA-F]{0,4})|[^])/g)) {
    if (digits === undefined || digits.length === 4) continue;
    const range: Range = [start + index, start + index + escape.length];
    problems.push({ message: 'The escape has not four hexadecimal digits.', range });
  }
}
