import type { RangeOptions } from '../../../model/range-formula.ts';
import type { Range } from '../../../model/region.ts';
import { constantAt } from '../../../flow/constants/constants.ts';
import { asNode, type Node } from '../../code/ecmascript/estree.ts';
import { isCode } from '../../code/documents.ts';
import type { DocumentView, LocalBinding } from '../../matcher.ts';
import { applied } from './comparison/operators.ts';
import { textOf } from './comparison/evaluate.ts';
import type { Value } from './comparison/syntax.ts';

/** What a metavariable is bound to as it is written: a name, an exact piece of the source, or the content of a string. */
export function sourceText(binding: LocalBinding, { document }: DocumentView): string {
  const { content, node, range, text } = binding;
  // Constants are computed: what they hold may be written nowhere.
  const isAsWritten = range && (content !== true || !node || /^(Literal|Template|JSX)/.test(node.type));
  if (!isAsWritten) return text;
  return node && isName(node.type) ? (node as unknown as { name: string }).name : document.file.text.slice(...range);
}

/** The content of a string that a variable is known to hold stands where the variable got it. */
export function isElsewhere({ content, node }: LocalBinding): boolean {
  return content === true && /^(Identifier|MemberExpression)$/.test(node?.type ?? '');
}

function isName(type: string): boolean {
  return type === 'Identifier' || type === 'JSXIdentifier';
}

/** What a metavariable stands for: the value of a literal or constant, the content of a string, or else code. */
export function valueOf(binding: LocalBinding, view: DocumentView, options: RangeOptions): Value {
  if (binding.content === true) return { type: 'string', value: sourceText(binding, view) };
  const { node, nodes } = binding;
  const value = node && !nodes && isCode(view) ? valueOfNode(asNode(node), view, options) : undefined;
  return value ?? { type: 'code', value: sourceText(binding, view) };
}

/** The constant that a variable holds where it is written. */
export function constantOf(
  { node, content }: LocalBinding,
  view: DocumentView,
  options: RangeOptions,
): string | number | boolean | undefined {
  if (node?.type !== 'Identifier' || content === true || !isCode(view)) return undefined;
  const known = valueOfNode(asNode(node), view, options);
  return known?.type === 'string' || known?.type === 'float' || known?.type === 'bool' ? known.value : undefined;
}

/** Numbers of JavaScript have fractions; escapes in strings stay as they are written. */
function valueOfNode(node: Node, view: DocumentView, options: RangeOptions): Value | undefined {
  const inner = (part: Node): Value | undefined => valueOfNode(part, view, options);
  switch (node.type) {
    case 'Literal':
      if (typeof node.value === 'string') return { type: 'string', value: node.raw.slice(1, -1) };
      return scalar(node.value);
    case 'Identifier': {
      const known = options.constant_propagation === false ? undefined : constantAt(view, node, 'semgrep');
      return known?.kind === 'literal' ? scalar(known.value) : undefined;
    }
    case 'TemplateLiteral': {
      const pieces = node.quasis.flatMap((quasi, i) => [quasi.value.raw, pieceText(node.expressions[i], inner)]);
      return pieces.includes(undefined) ? undefined : { type: 'string', value: pieces.join('') };
    }
    case 'UnaryExpression':
      return operation(node.operator, [inner(node.argument)]);
    case 'BinaryExpression':
    case 'LogicalExpression':
      return operation(node.operator, [inner(node.left), inner(node.right)]);
    default:
      return undefined;
  }
}

function scalar(value: unknown): Value | undefined {
  switch (typeof value) {
    case 'string':
      return { type: 'string', value };
    case 'number':
      return { type: 'float', value };
    case 'boolean':
      return { type: 'bool', value };
    default:
      return undefined;
  }
}

function pieceText(expression: Node | undefined, value: (node: Node) => Value | undefined): string | undefined {
  if (!expression) return '';
  const piece = value(expression);
  return piece && textOf(piece);
}

/** Operators of JavaScript as those of comparisons. */
const operators: Readonly<Record<string, string>> = { '&&': 'and', '||': 'or', '!': 'not' };

function operation(operator: string, operands: readonly (Value | undefined)[]): Value | undefined {
  const known = operands.filter((operand) => operand !== undefined);
  return known.length === operands.length ? applied(operators[operator] ?? operator, known) : undefined;
}

/** Text that a string (or what is content already) holds, and where; nothing for other code. */
export function contentOf(binding: LocalBinding, view: DocumentView): Content | undefined {
  const { content, node, nodes, range } = binding;
  if (!range || nodes) return undefined;
  if (content === true) return { text: sourceText(binding, view), range };
  const { file } = view.document;
  const { value } = (node ?? {}) as { readonly value?: unknown };
  if (node?.type === 'scalar' && typeof value === 'string') return { text: value, range };
  const isString = node?.type === 'Literal' && typeof value === 'string';
  if (isString) return { text: inQuotes(node.range, file.text), range: [node.range[0] + 1, node.range[1] - 1] };
  return node?.type === 'JSXText' ? { text: file.text.slice(...range), range } : undefined;
}

export interface Content {
  readonly text: string;
  readonly range: Range;
}

function inQuotes([start, end]: Range, text: string): string {
  return text.slice(start + 1, end - 1);
}
