import { staticValue } from '../../documents/javascript/constants.ts';
import { declarationOf } from '../../documents/javascript/scope.ts';
import type { DocumentView } from '../matcher.ts';
import { memoizedForm, type Capture } from './capture.ts';
import { open, type Node } from './estree.ts';

/** Whether two captures of one metavariable are the same code (code-patterns.md, section 5). */
export function sameCode(view: DocumentView, a: Capture, b: Capture): boolean {
  if (a.kind === 'list' || b.kind === 'list') return sameNodes(view, nodesOf(a), nodesOf(b));
  if (a.kind === 'content' && b.kind === 'content') return a.text === b.text;
  return sameNode(view, a.node, b.node);
}

function nodesOf(capture: Capture): readonly Node[] {
  return capture.kind === 'list' ? capture.nodes : [capture.node];
}

function sameNodes(view: DocumentView, a: readonly Node[], b: readonly Node[]): boolean {
  return a.length === b.length && a.every((node, i) => sameNode(view, node, b[i]!));
}

function sameNode(view: DocumentView, left: Node, right: Node): boolean {
  const a = open(left);
  const b = open(right);
  if (a === b) return true;
  const name = identifierName(a);
  if (name !== undefined && name === identifierName(b)) return sameDeclaration(view, a, b);
  if (a.type === b.type && memoizedForm(view, a) === memoizedForm(view, b)) return true;
  const value = hasLiteral(a, b) ? staticValue(view, a) : undefined;
  return value !== undefined && value === staticValue(view, b);
}

function identifierName(node: Node): string | undefined {
  return node.type === 'Identifier' || node.type === 'JSXIdentifier' ? node.name : undefined;
}

/** A name that is declared nowhere (a property, a global) equals any of the same text. */
function sameDeclaration(view: DocumentView, a: Node, b: Node): boolean {
  const first = declarationOf(view, a);
  const second = declarationOf(view, b);
  return first === undefined || second === undefined || first === second;
}

function hasLiteral(a: Node, b: Node): boolean {
  return a.type === 'Literal' || b.type === 'Literal' || a.type === 'TemplateLiteral' || b.type === 'TemplateLiteral';
}
