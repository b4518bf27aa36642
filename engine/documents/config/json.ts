import { createScanner, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { Range } from '../../model/region.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Document, Scalar } from '../../model/document.ts';
import { compileGlobs } from '../glob-list.ts';
import type { Language, Parsed, SyntaxProblem } from '../language.ts';
import {
  deepestNesting,
  emptyMap,
  emptySeq,
  mostProblems,
  pushItem,
  putEntry,
  scalar,
  treeOf,
  type Draft,
} from './node.ts';

/** Files whose own tools accept comments and trailing commas. */
const withComments = compileGlobs([
  '**/*.{jsonc,code-workspace}',
  '**/{tsconfig,jsconfig}*.json',
  '**/tsconfig/**/*.json',
  '**/.vscode/**',
  '**/{devcontainer,.devcontainer,deno,turbo,biome,nx,knip,angular,api-extractor,typedoc,cspell}.json',
  '**/.{eslintrc,babelrc,markdownlint,swcrc}.json',
  '**/.{babelrc,swcrc}',
  '**/bun.lock',
]);

export const json: Language = {
  name: 'json',
  family: 'config',
  globs: ['**/*.{json,jsonc,code-workspace,webmanifest}', '**/.{babelrc,swcrc}', '**/{composer,deno,Pipfile,bun}.lock'],
  parse: parseJson,
  comments: commentsOf,
};

interface Making {
  readonly text: string;
  readonly problems: SyntaxProblem[];
}

function parseJson({ path, text }: SourceFile): Parsed {
  const lenient = withComments(path);
  const errors: ParseError[] = [];
  try {
    const options = { disallowComments: !lenient, allowTrailingComma: lenient, allowEmptyContent: false };
    const root = parseTree(text, errors, options);
    const problems = errors.slice(0, mostProblems).map((error) => problemOf(error, text));
    if (!root) return { problems: problems.length > 0 ? problems : [{ message: 'The file is empty.', range: [0, 0] }] };
    return { tree: treeOf(nodeOf(root, { text, problems }, 0)), problems: problems.slice(0, mostProblems) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { problems: [{ message: 'It is nested too deeply to be read.', range: [0, text.length] }] };
  }
}

function problemOf(error: ParseError, text: string): SyntaxProblem {
  const words = printParseErrorCode(error.error).replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return { message: `${words}.`, range: rangeOf(error, text) };
}

function nodeOf(node: Node, making: Making, depth: number): Draft {
  const range = rangeOf(node, making.text);
  if (node.type !== 'object' && node.type !== 'array') return scalar(valueOf(node, making), range);
  if (depth >= deepestNesting) return tooDeep(range, making);
  return node.type === 'array' ? seqOf(node, making, depth) : mapOf(node, making, depth);
}

function tooDeep(range: Range, { problems }: Making): Draft {
  const message = `It is nested deeper than ${deepestNesting} levels.`;
  problems.push({ message, range });
  return scalar(null, range, message);
}

/** A number that JavaScript cannot hold keeps its text: bindings travel as JSON. */
function valueOf(node: Node, { text }: Making): Scalar {
  const value = node.value as Scalar;
  return typeof value === 'number' && !Number.isFinite(value) ? text.slice(...rangeOf(node, text)) : value;
}

function seqOf(node: Node, making: Making, depth: number): Draft {
  const seq = emptySeq(rangeOf(node, making.text));
  for (const child of node.children ?? []) pushItem(seq, nodeOf(child, making, depth + 1));
  return seq;
}

function mapOf(node: Node, making: Making, depth: number): Draft {
  const map = emptyMap(rangeOf(node, making.text));
  const seen = new Set<string>();
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (!key) continue;
    const name = String(key.value);
    if (seen.has(name))
      making.problems.push({
        message: `The key '${name}' is there twice.`,
        range: rangeOf(key, making.text),
        harmless: true,
      });
    seen.add(name);
    putEntry(
      map,
      name,
      rangeOf(key, making.text),
      value ? nodeOf(value, making, depth + 1) : missing(property, making.text),
    );
  }
  return map;
}

function missing(property: Node, text: string): Draft {
  const [, end] = rangeOf(property, text);
  return scalar(null, [end, end], 'The value is missing.');
}

/** An unclosed comment ends past the text. */
function rangeOf({ offset, length }: Pick<Node, 'offset' | 'length'>, text: string): Range {
  return [offset, Math.min(offset + length, text.length)];
}

/** `SyntaxKind` of jsonc-parser, which only its types know. */
const [lineComment, blockComment, endOfFile] = [12, 13, 17];

function commentsOf({ file: { text } }: Document): readonly Range[] {
  const scanner = createScanner(text);
  const found: Range[] = [];
  for (let kind: number = scanner.scan(); kind !== endOfFile; kind = scanner.scan()) {
    if (kind !== lineComment && kind !== blockComment) continue;
    found.push(rangeOf({ offset: scanner.getTokenOffset(), length: scanner.getTokenLength() }, text));
  }
  return found;
}
