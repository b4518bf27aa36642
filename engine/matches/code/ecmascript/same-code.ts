import { declarationOf } from '../../../documents/javascript/scope.ts';
import { isSameConstant } from '../../../model/constant.ts';
import type { DocumentView } from '../../matcher.ts';
import type { SingleCapture } from '../capture.ts';
import type { Dialect } from '../dialect.ts';
import { memoizedForm } from './binding.ts';
import { constantOf } from './constant-of.ts';
import { asNode, open, type Node } from './estree.ts';

/** Whether two captures of one metavariable are the same code (code-patterns.md, section 5). */
export function isSame(view: DocumentView, a: SingleCapture, b: SingleCapture, dialect: Dialect): boolean {
  const key = keyOf(a);
  const other = keyOf(b);
  if (key === undefined && other === undefined) return sameNode(view, asNode(a.node), asNode(b.node), dialect);
  return (key ?? identifierName(asNode(a.node))) === (other ?? identifierName(asNode(b.node)));
}

/** A literal in the place of a name is the name. */
function keyOf({ kind, node }: SingleCapture): string | undefined {
  const literal = asNode(node);
  return kind === 'name' && literal.type === 'Literal' ? String(literal.value) : undefined;
}

/** The text of a name that is declared nowhere. */
export function looseName(view: DocumentView, { node }: SingleCapture): string | undefined {
  return declarationOf(view, node) === undefined ? identifierName(asNode(node)) : undefined;
}

function sameNode(view: DocumentView, left: Node, right: Node, dialect: Dialect): boolean {
  const a = expressionOf(left);
  const b = expressionOf(right);
  if (a === b) return true;
  const isByName = dialect.options.unify_ids_strictly === false;
  const name = identifierName(a);
  if (name !== undefined && name === identifierName(b)) return isByName || sameDeclaration(view, a, b);
  if (a.type === b.type && sameForm(memoizedForm(view, a), memoizedForm(view, b), isByName)) return true;
  return mayHaveOneValue(a, b, dialect) && haveOneValue(view, a, b, dialect);
}

/** A statement that is nothing but an expression is that expression. */
function expressionOf(node: Node): Node {
  return open(node.type === 'ExpressionStatement' ? node.expression : node);
}

/** `isByName`: whatever the names refer to; forms number them by declaration. */
function sameForm(a: string, b: string, isByName: boolean): boolean {
  const withoutNumbers = (form: string): string => form.replace(/#\d+/g, '');
  return a === b || (isByName && withoutNumbers(a) === withoutNumbers(b));
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

/** A literal equals what is known to be just that; to Semgrep only a variable can be. */
function mayHaveOneValue(a: Node, b: Node, { semgrep }: Dialect): boolean {
  const types = [a.type, b.type];
  if (semgrep) return types.includes('Literal' as Node['type']) && types.includes('Identifier' as Node['type']);
  return types.some((type) => type === 'Literal' || type === 'TemplateLiteral');
}

function haveOneValue(view: DocumentView, a: Node, b: Node, dialect: Dialect): boolean {
  const value = constantOf(view, a, dialect);
  const other = value && value.kind !== 'some' ? constantOf(view, b, dialect) : undefined;
  return value !== undefined && other !== undefined && isSameConstant(value, other);
}
