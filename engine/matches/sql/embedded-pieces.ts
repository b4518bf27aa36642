import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { initialiserOf } from '../../documents/javascript/initialiser.ts';
import { isHole, type Piece, type WrittenPiece } from '../../documents/sql/pieces.ts';
import { staticValue } from '../../flow/constants/constants.ts';
import type { Range } from '../../model/region.ts';
import type { DocumentView } from '../matcher.ts';
import { writtenPiece } from './embedded-escapes.ts';
import { isSqlTag } from './embedded-tags.ts';

type Node = TSESTree.Node;
const deepest = 20;

/** The text that an expression puts together; undefined for one that is no text as far as the file tells. */
export function piecesOf(view: DocumentView, node: Node, depth = 0): readonly Piece[] | undefined {
  if (depth > deepest) return undefined;
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string'
        ? [writtenPiece(view.document.file.text, inside(node.range), node.value)]
        : undefined;
    case 'TemplateLiteral':
      return templatePieces(view, node, true, depth);
    case 'TaggedTemplateExpression':
      return isPlainTag(node.tag) ? templatePieces(view, node.quasi, true, depth) : undefined;
    case 'BinaryExpression':
      return node.operator === '+' ? sumPieces(view, node, depth) : undefined;
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      return piecesOf(view, node.expression, depth + 1);
    case 'CallExpression':
      return callPieces(view, node, depth);
    default:
      return undefined;
  }
}

/** Of a template whose values are bound: only what is SQL itself is part of the text. */
export function boundPieces(view: DocumentView, template: TSESTree.TemplateLiteral): readonly Piece[] {
  return templatePieces(view, template, false, 0);
}

function templatePieces(
  view: DocumentView,
  { quasis, expressions }: TSESTree.TemplateLiteral,
  spliced: boolean,
  depth: number,
): readonly Piece[] {
  return quasis.flatMap((quasi, i) => {
    const { range, value } = quasi;
    const written: Range = [range[0] + 1, range[1] - (quasi.tail ? 1 : 2)];
    const text = writtenPiece(view.document.file.text, written, value.cooked ?? value.raw);
    const expression = expressions[i];
    if (!expression) return [text];
    const place: Range = [range[1] - 2, (quasis[i + 1]?.range[0] ?? expression.range[1]) + 1];
    return [text, ...filled(view, expression, place, spliced, depth)];
  });
}

/** A sum is a text if one of its parts is. Iterative to the left: sums are long. */
function sumPieces(view: DocumentView, node: TSESTree.BinaryExpression, depth: number): readonly Piece[] | undefined {
  const parts: Node[] = [];
  let left: Node = node;
  for (; left.type === 'BinaryExpression' && left.operator === '+'; left = left.left) parts.unshift(left.right);
  const own = [left, ...parts].map((part) => ({ part, pieces: piecesOf(view, part, depth + 1) }));
  if (!own.some(({ pieces }) => pieces)) return undefined;
  return own.flatMap(({ part, pieces }) => pieces ?? filled(view, part, part.range, true, depth));
}

/** `['SELECT …', 'FROM …'].join('\n')`, `'…'.trim()`. */
function callPieces(view: DocumentView, node: TSESTree.CallExpression, depth: number): readonly Piece[] | undefined {
  const { callee } = node;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined;
  if (/^trim(?:Start|End)?$/.test(callee.property.name)) return piecesOf(view, callee.object, depth + 1);
  const [separator] = node.arguments;
  if (callee.property.name !== 'join' || callee.object.type !== 'ArrayExpression') return undefined;
  if (separator?.type !== 'Literal' || typeof separator.value !== 'string') return undefined;
  const parts = callee.object.elements.map((part) => part && { part, pieces: piecesOf(view, part, depth + 1) });
  if (!parts.every((one) => one !== null) || !parts.some(({ pieces }) => pieces)) return undefined;
  const { value } = separator;
  return parts.flatMap(({ part, pieces }, i): readonly Piece[] => [
    ...(i > 0 ? [standing(value, [part.range[0], part.range[0]])] : []),
    ...(pieces ?? filled(view, part, part.range, true, depth)),
  ]);
}

/** What fills a place: SQL of its own, a text that is known, or a hole. */
function filled(view: DocumentView, node: Node, range: Range, spliced: boolean, depth: number): readonly Piece[] {
  if (node.type === 'TaggedTemplateExpression' && isSqlTag(view, node.tag))
    return templatePieces(view, node.quasi, false, depth + 1);
  if (spliced || isRaw(node)) {
    const text = spliced ? textOf(view, node, depth) : undefined;
    if (text !== undefined)
      return text.map((piece) => (isHole(piece) ? { ...piece, range } : standing(piece.text, range)));
    return [{ range, node, spliced: !isKnownRaw(view, node) }];
  }
  return [{ range, node, spliced: false }];
}

/** `sql.raw(x)`, `Prisma.raw(x)`, `sql.unsafe(x)`: text, although it stands in a tagged template. */
function isRaw(node: Node): node is TSESTree.CallExpression {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  return node.callee.property.type === 'Identifier' && /^(?:raw|unsafe|lit)$/.test(node.callee.property.name);
}

function isKnownRaw(view: DocumentView, node: Node): boolean {
  const [argument] = isRaw(node) ? node.arguments : [];
  return argument !== undefined && staticValue(view, argument) !== undefined;
}

/** A constant, or what a variable that is set once was put together from. */
function textOf(view: DocumentView, node: Node, depth: number): readonly Piece[] | undefined {
  const value = staticValue(view, node);
  if (value !== undefined && value !== null) return [standing(String(value), node.range)];
  const initialiser = node.type === 'Identifier' ? initialiserOf(view, node) : undefined;
  return piecesOf(view, initialiser ?? node, depth + 1);
}

/** Text that is written elsewhere: all of it stands where it is put. */
function standing(text: string, [start, end]: Range): WrittenPiece {
  const { length } = text;
  return { text, starts: Array<number>(length).fill(start), ends: Array<number>(length).fill(end) };
}

/** `String.raw`, and tags that only lay text out. */
function isPlainTag(tag: Node): boolean {
  if (tag.type === 'Identifier') return /^(?:dedent|outdent|stripIndent|oneLine)$/.test(tag.name);
  return (
    tag.type === 'MemberExpression' &&
    tag.object.type === 'Identifier' &&
    tag.object.name === 'String' &&
    tag.property.type === 'Identifier' &&
    tag.property.name === 'raw'
  );
}

/** Without the quotes. */
function inside([start, end]: Range): Range {
  return [start + 1, end - 1];
}
