import type { TreeNode } from '../../../model/document.ts';
import type { Range } from '../../../model/region.ts';
import type { DocumentView } from '../../matcher.ts';
import { impliedExpression, type Node } from './estree.ts';

/** The range of a node with the parentheses that are its own: those of `(a)` are, those of `f(a)` and `if (a)` are not. */
export function withParentheses(view: DocumentView, node: TreeNode): Range {
  const inner = impliedExpression(node) ?? node;
  if (!mayBeClosed(view.document.file.text, inner.range[1])) return inner.range;
  const parent = view.index.parent(inner) as Node | undefined;
  if (!parent) return node.range;
  if (parent.type === 'ChainExpression') return withParentheses(view, parent);
  const { text } = view.document.file;
  const opened = openedBefore(text, gapBefore(view, parent, inner));
  const closed = closedAfter(text, gapAfter(view, parent, inner));
  const pairs = Math.min(opened.length, closed.length) - (isEnclosed(parent, inner, closed) ? 1 : 0);
  return pairs > 0 ? [opened.at(-pairs)!, closed[pairs - 1]! + 1] : inner.range;
}

/** The cheap question: whether a parenthesis, or a comment before one, follows. */
function mayBeClosed(text: string, end: number): boolean {
  let at = end;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at++;
  return text[at] === ')' || text[at] === '/';
}

/** From the first node to the last. */
export function rangeOfNodes(view: DocumentView, nodes: readonly TreeNode[]): Range | undefined {
  const [first] = nodes;
  return first && [withParentheses(view, first)[0], withParentheses(view, nodes.at(-1)!)[1]];
}

const endsBeforeSemicolon = new Set([
  'VariableDeclaration',
  'PropertyDefinition',
  'ImportDeclaration',
  'ExportNamedDeclaration',
]);

/** Where a statement ends; the semicolon of declarations is not theirs. */
export function endOf({ document }: DocumentView, { type, range }: TreeNode): number {
  const { text } = document.file;
  if (text[range[1] - 1] !== ';' || !endsBeforeSemicolon.has(type)) return range[1];
  return text.slice(0, range[1] - 1).trimEnd().length;
}

function gapBefore(view: DocumentView, parent: Node, node: TreeNode): Range {
  const earlier = siblings(view, parent).filter(({ range }) => range[1] <= node.range[0]);
  return [Math.max(parent.range[0], ...earlier.map(({ range }) => range[1])), node.range[0]];
}

function gapAfter(view: DocumentView, parent: Node, node: TreeNode): Range {
  const later = siblings(view, parent).find(({ range }) => range[0] >= node.range[1]);
  return [node.range[1], later ? later.range[0] : parent.range[1]];
}

function siblings(view: DocumentView, parent: Node): readonly TreeNode[] {
  return view.document.tree?.children(parent) ?? [];
}

const token = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|\s+|[\s\S]/y;

/** Where the parentheses stand that are open at the end of a gap, the innermost last. */
function openedBefore(text: string, [from, to]: Range): readonly number[] {
  const found: number[] = [];
  for (const [at, written] of tokensOf(text, from, to)) {
    if (written === '(') found.push(at);
    else found.length = 0;
  }
  return found;
}

/** Those that close at the beginning of a gap, the innermost first. */
function closedAfter(text: string, [from, to]: Range): readonly number[] {
  const found: number[] = [];
  for (const [at, written] of tokensOf(text, from, to)) {
    if (written !== ')') break;
    found.push(at);
  }
  return found;
}

function* tokensOf(text: string, from: number, to: number): Iterable<readonly [number, string]> {
  for (token.lastIndex = from; token.lastIndex < to;) {
    const at = token.lastIndex;
    const [written] = token.exec(text)!;
    const { lastIndex } = token;
    if (!/^(\s|\/[/*])/.test(written)) yield [at, written];
    token.lastIndex = lastIndex;
  }
}

/** Whether the outermost of the parentheses is written by the parent. */
function isEnclosed(parent: Node, node: TreeNode, closed: readonly number[]): boolean {
  switch (parent.type) {
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return parent.test === node;
    case 'SwitchStatement':
      return parent.discriminant === node;
    case 'WithStatement':
      return parent.object === node;
    case 'CatchClause':
      return parent.param === node;
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee !== node && parent.range[1] - 1 === closed.at(-1);
    case 'ImportExpression':
      return parent.range[1] - 1 === closed.at(-1);
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return (parent.params as readonly TreeNode[]).includes(node);
    default:
      return false;
  }
}
