import type { Node, Parser } from 'web-tree-sitter';
import type { Range } from '../../model/region.ts';
import type { SyntaxProblem } from '../language.ts';
import { writtenLine } from './text-ranges.ts';

/** Takes a file or a part of it; `at` is where the part begins. The nodes are gone when it returns. */
export type Take = (root: Node, at: number) => void;

/** A part with more of them is not read. */
const mostBrokenLines = 10;

/**
 * Hands over the whole file or, where it is broken, those of its parts that can be read: tree-sitter's own recovery
 * makes up nodes and puts real ones where they do not belong.
 */
export function readBodies(parser: Parser, text: string, take: Take): SyntaxProblem[] {
  if (readWith(parser, text, 0, take) === undefined) return [];
  return partsOf(text).flatMap((part) => readPart(parser, text, part, take));
}

/** The first error, or nothing if there is none and the text was taken. */
function readWith(parser: Parser, text: string, at: number, take: Take): number | undefined {
  const tree = parser.parse(text);
  if (!tree) throw new Error('Bug: tree-sitter was given no language.');
  try {
    if (tree.rootNode.hasError) return blamed(firstError(tree.rootNode));
    take(tree.rootNode, at);
    return undefined;
  } finally {
    tree.delete();
  }
}

/** Whatever stands at the left margin begins a part: that is how blocks are formatted. */
function partsOf(text: string): Range[] {
  const starts = [...text.matchAll(/^[\p{ID_Start}_]/gmu)].map(({ index }) => index);
  if (starts[0] !== 0) starts.unshift(0);
  return starts.map((start, i) => [start, starts[i + 1] ?? text.length]);
}

/** A broken line costs itself, unless it opens or closes something: without it all around it would mean something else. */
function readPart(parser: Parser, text: string, [start, end]: Range, take: Take): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  let rest = text.slice(start, end);
  while (problems.length < mostBrokenLines) {
    const error = readWith(parser, rest, start, take);
    if (error === undefined) return problems;
    const line = writtenLine(rest, error);
    if (!line || !isBalanced(rest.slice(...line))) break;
    problems.push({ message: 'The line cannot be read.', range: [start + line[0], start + line[1]] });
    rest = rest.slice(0, line[0]) + ' '.repeat(line[1] - line[0]) + rest.slice(line[1]);
  }
  const length = text.slice(start, end).trimEnd().length;
  return [{ message: 'It is not read from here to the next line at the left margin.', range: [start, start + length] }];
}

function firstError(root: Node): Node {
  let at = root;
  for (;;) {
    const inner =
      at.isError || at.isMissing ? undefined : at.children.find((child) => child.hasError || child.isMissing);
    if (!inner) return at;
    at = inner;
  }
}

/** Where the fault is: what is missing is missing to what stands around it, and a value may be looked for on the next line. */
function blamed(error: Node): number {
  const around = error.parent;
  const isEarlier = around && (error.isMissing || around.type === 'attribute');
  return isEarlier ? around.startIndex : error.startIndex;
}

function isBalanced(line: string): boolean {
  return count(line, /[{[(]/g) === count(line, /[}\])]/g) && !line.includes('<<');
}

function count(text: string, expression: RegExp): number {
  return text.match(expression)?.length ?? 0;
}
