import type { Node } from 'web-tree-sitter';
import type { Range } from '../../model/region.ts';
import type { SyntaxProblem } from '../language.ts';
import { heredocText, quotedText } from './hcl-text.ts';
import { deepestNesting, emptyMap, emptySeq, pushItem, putEntry, scalar, type Draft } from './node.ts';

export interface Making {
  /** The text of the file. */
  readonly text: string;
  /** Where the part of the file begins that the nodes are of. */
  readonly at: number;
  readonly problems: SyntaxProblem[];
}

const evaluated = 'The value is an expression that is evaluated later.';

/** Literals, lists and objects are values; what refers, calls or calculates keeps its text and is unknown. */
export function expressionOf(node: Node, making: Making, depth: number): Draft {
  const range = rangeOf(node, making);
  const inner = unwrapped(node);
  switch (inner.type) {
    case 'tuple':
      return depth >= deepestNesting ? tooDeep(range, making) : tupleOf(inner, range, making, depth);
    case 'object':
      return depth >= deepestNesting ? tooDeep(range, making) : objectOf(inner, range, making, depth);
    case 'null_lit':
      return scalar(null, range);
    case 'bool_lit':
      return scalar(inner.text === 'true', range);
    case 'numeric_lit':
      return scalar(numberOf(inner.text), range);
    case 'string_lit':
      return scalar(stringOf(inner), range);
    case 'quoted_template':
      return scalar(inner.text.slice(1, -1), range, 'The value is a template that is filled in later.');
    case 'heredoc_template':
      return heredocOf(inner, range);
    case 'unary_operation':
      return unaryOf(inner, range, making);
    default:
      return scalar(making.text.slice(...range), range, evaluated);
  }
}

export function tooDeep(range: Range, { problems }: Making): Draft {
  const message = `It is nested deeper than ${deepestNesting} levels.`;
  problems.push({ message, range });
  return scalar(null, range, message);
}

export function rangeOf({ startIndex, endIndex }: Node, { at }: Making): Range {
  return [at + startIndex, at + endIndex];
}

/** The named children without comments, which may stand anywhere. */
export function partsOf(node: Node | undefined): Node[] {
  return node ? node.namedChildren.filter(({ type }) => type !== 'comment') : [];
}

/** The text of a string without templates. */
export function stringOf(literal: Node): string {
  return quotedText(literal.text.slice(1, -1));
}

const wrappers = new Set(['expression', 'literal_value', 'template_expr', 'collection_value', 'operation']);

/** Without the layers of the grammar, and without parentheses. */
function unwrapped(node: Node): Node {
  let at = node;
  while (wrappers.has(at.type)) {
    const [inner, ...others] = partsOf(at);
    if (!inner || others.length > 0) return at;
    at = inner;
  }
  return at;
}

/** A number that JavaScript cannot hold keeps its text. */
function numberOf(text: string): number | string {
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}

/** Only of a literal: what else stands there would have to be calculated. */
function unaryOf(node: Node, range: Range, { text }: Making): Draft {
  const operator = node.children[0]?.type;
  const [operand] = partsOf(node).map(unwrapped);
  if (operator === '!' && operand?.type === 'bool_lit') return scalar(operand.text === 'false', range);
  const number = operator === '-' && operand?.type === 'numeric_lit' && numberOf(operand.text);
  return typeof number === 'number' ? scalar(-number, range) : scalar(text.slice(...range), range, evaluated);
}

function heredocOf(node: Node, range: Range): Draft {
  const isTemplate = partsOf(node).some(({ type }) => type.startsWith('template_') && type !== 'template_literal');
  const text = heredocText(node.text);
  return scalar(text, range, isTemplate ? 'The value is a template that is filled in later.' : undefined);
}

function tupleOf(tuple: Node, range: Range, making: Making, depth: number): Draft {
  const seq = emptySeq(range);
  for (const item of partsOf(tuple))
    if (item.type === 'expression') pushItem(seq, expressionOf(item, making, depth + 1));
  return seq;
}

function objectOf(object: Node, range: Range, making: Making, depth: number): Draft {
  const map = emptyMap(range);
  for (const element of partsOf(object)) {
    const [key, value] = element.type === 'object_elem' ? partsOf(element) : [];
    if (!key || !value) continue;
    const name = keyOf(key);
    const child = expressionOf(value, making, depth + 1);
    putEntry(map, name ?? key.text, rangeOf(key, making), child);
    if (name !== undefined) continue;
    child.unknown ??= unknownKey;
    map.unknown ??= unknownKey;
  }
  return map;
}

const unknownKey = 'The key is an expression that is evaluated later.';

/** A name without quotes is meant as it stands, in parentheses it is a reference. */
function keyOf(key: Node): string | undefined {
  const inner = unwrapped(key);
  switch (inner.type) {
    case 'variable_expr':
      return key.text.startsWith('(') ? undefined : inner.text;
    case 'string_lit':
      return stringOf(inner);
    case 'numeric_lit':
      return String(numberOf(inner.text));
    case 'bool_lit':
    case 'null_lit':
      return inner.text;
    default:
      return undefined;
  }
}
