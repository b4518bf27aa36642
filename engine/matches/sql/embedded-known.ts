import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { initialiserOf } from '../../documents/javascript/initialiser.ts';
import { memberNode } from '../../documents/javascript/member-values.ts';
import { variableOf, writesTo, type Variable } from '../../documents/javascript/scope.ts';
import { isHole, type Piece } from '../../documents/sql/pieces.ts';
import { staticValue } from '../../flow/constants/constants.ts';
import type { DocumentView } from '../matcher.ts';
import { piecesOf } from './embedded-pieces.ts';
import { ANY_NAME, ANY_TEXT, eitherOf, joined, written, type KnownText } from './known-text.ts';

type Node = TSESTree.Node;

/** What is known of a text that code puts together. */
export function knownPieces(pieces: readonly Piece[]): KnownText {
  return joined(
    pieces.map((piece) => {
      if (!isHole(piece)) return written(piece.text);
      return piece.spliced && !isQuoted(piece.node as Node | undefined) ? ANY_TEXT : ANY_NAME;
    }),
  );
}

/** `escapeIdentifier(x)`, `pgp.as.name(x)`, `format.literal(x)`: it stays a name or a value. */
function isQuoted(node: Node | undefined): boolean {
  if (node?.type !== 'CallExpression') return false;
  const { callee } = node;
  const name = callee.type === 'MemberExpression' ? callee.property : callee;
  return name.type === 'Identifier' && /^(?:escape\w*|quote\w*|ident|literal|name|Number|parseInt)$/.test(name.name);
}

/** What is put to a variable by `q += …`; undefined: nothing is. */
export function addedTo(view: DocumentView, variable: Variable): KnownText | undefined {
  const added = writesTo(view, variable).flatMap(({ identifier }) => {
    const parent = view.index.parent(identifier) as Node | undefined;
    if (parent?.type !== 'AssignmentExpression') return [];
    if (parent.operator === '+=') return [knownIn(view, parent.right)];
    return isOwnSum(parent) ? [knownIn(view, parent.right)] : [];
  });
  return added.length > 0 ? joined(added.flatMap((one) => [written(' '), one])) : undefined;
}

/** `q = q + …`, and a template that begins with it. */
function isOwnSum({ left, right, operator }: TSESTree.AssignmentExpression): boolean {
  if (operator !== '=' || left.type !== 'Identifier') return false;
  let first: Node | undefined = right;
  while (first?.type === 'BinaryExpression') first = first.left;
  if (first?.type === 'TemplateLiteral') first = first.expressions[0];
  return first?.type === 'Identifier' && first.name === left.name;
}

/** All that a variable is set to as a whole; undefined where that is not all told here: an argument, an import. */
export function valuesOf(view: DocumentView, variable: Variable): readonly Node[] | undefined {
  const [definition, ...others] = variable.defs;
  if (definition?.type !== 'Variable' || others.length > 0 || definition.node.id.type !== 'Identifier')
    return undefined;
  const values = writesTo(view, variable).map(({ identifier, writeExpr }): readonly Node[] | undefined => {
    const parent = view.index.parent(identifier) as Node | undefined;
    if (parent?.type === 'AssignmentExpression' && (parent.operator !== '=' || isOwnSum(parent))) return [];
    const isPlain = parent?.type === 'AssignmentExpression' || parent?.type === 'VariableDeclarator';
    return isPlain && writeExpr ? [writeExpr as Node] : undefined;
  });
  return values.every((one) => one !== undefined) ? values.flat() : undefined;
}

/** A place where a text, or one of several, is written. */
export interface TextAt {
  readonly node: Node;
  readonly grows?: KnownText;
}

/** The places where the text of an expression is written: each arm of a condition, all that a variable is set to. */
export function textsAt(view: DocumentView, text: Node, depth = 0): readonly TextAt[] {
  if (depth > 5) return [{ node: text }];
  if (text.type === 'ConditionalExpression')
    return [text.consequent, text.alternate].flatMap((one) => textsAt(view, one, depth + 1));
  if (text.type === 'LogicalExpression') return [text.left, text.right].flatMap((one) => textsAt(view, one, depth + 1));
  const listed = text.type === 'MemberExpression' ? listedIn(view, text) : undefined;
  if (listed) return textsAt(view, listed, depth + 1);
  const variable = text.type === 'Identifier' ? variableOf(view, text) : undefined;
  const values = variable && valuesOf(view, variable);
  if (!variable || !values || values.length === 0) return [{ node: text }];
  const added = addedTo(view, variable);
  return values
    .flatMap((one) => textsAt(view, one, depth + 1))
    .map(({ node, grows }) => {
      const more = [grows, added].filter((one) => one !== undefined);
      return { node, ...(more.length > 0 && { grows: joined(more) }) };
    });
}

/** `QUERIES.byId` of an object that is written in the file. */
function listedIn(view: DocumentView, member: TSESTree.MemberExpression): Node | undefined {
  const value = memberNode(view, member, (key) => staticValue(view, key));
  return typeof value === 'object' ? value : undefined;
}

/** Of any expression: what is written of the text that it gives. */
export function knownIn(view: DocumentView, node: Node, depth = 0): KnownText {
  if (depth > 10) return ANY_TEXT;
  const inner = (one: Node): KnownText => knownIn(view, one, depth + 1);
  const pieces = piecesOf(view, node);
  if (pieces) return knownPieces(pieces);
  switch (node.type) {
    case 'ConditionalExpression':
      return eitherOf([inner(node.consequent), inner(node.alternate)]);
    case 'LogicalExpression':
      return eitherOf([inner(node.left), inner(node.right)]);
    case 'AwaitExpression':
      return inner(node.argument);
    case 'Identifier':
      return ofVariable(view, node, inner);
    case 'CallExpression':
      return ofList(view, node, inner) ?? ANY_TEXT;
    default:
      return ANY_TEXT;
  }
}

function ofVariable(view: DocumentView, node: TSESTree.Identifier, inner: (one: Node) => KnownText): KnownText {
  const variable = variableOf(view, node);
  const values = variable && valuesOf(view, variable);
  if (!variable || !values || values.length === 0) return ANY_TEXT;
  const added = addedTo(view, variable);
  return joined([eitherOf(values.map(inner)), ...(added ? [added] : [])]);
}

/** `parts.join(' ')` of a list that is written, and of what is pushed to it. */
function ofList(
  view: DocumentView,
  { callee, arguments: given }: TSESTree.CallExpression,
  inner: (one: Node) => KnownText,
): KnownText | undefined {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined;
  if (callee.property.name !== 'join') return undefined;
  const list = listAt(view, callee.object);
  if (!list) return undefined;
  const [separator] = given;
  const between = separator ? inner(separator) : written(',');
  return joined(list.flatMap((one) => [one ? inner(one) : ANY_TEXT, between]));
}

/** The items of a list, in the order of the text; undefined for one that may be any. A spread item is undefined. */
function listAt(view: DocumentView, node: Node): readonly (Node | undefined)[] | undefined {
  if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression')
    return isFilter(node.callee) ? listAt(view, node.callee.object) : undefined;
  const list = node.type === 'Identifier' ? initialiserOf(view, node) : node;
  if (list?.type !== 'ArrayExpression') return undefined;
  return [...list.elements.map(item), ...(node.type === 'Identifier' ? pushedTo(view, node) : [])];
}

/** `.filter(Boolean)` */
function isFilter({ property }: TSESTree.MemberExpression): boolean {
  return property.type === 'Identifier' && property.name === 'filter';
}

function pushedTo(view: DocumentView, identifier: TSESTree.Identifier): readonly (Node | undefined)[] {
  const references = variableOf(view, identifier)?.references ?? [];
  return references.flatMap((reference) => {
    const member = view.index.parent(reference.identifier) as Node | undefined;
    const call = member && (view.index.parent(member) as Node | undefined);
    if (member?.type !== 'MemberExpression' || call?.type !== 'CallExpression' || call.callee !== member) return [];
    const name = member.property.type === 'Identifier' ? member.property.name : '';
    return /^(?:push|unshift)$/.test(name) ? call.arguments.map(item) : [];
  });
}

function item(node: Node | null): Node | undefined {
  return node === null || node.type === 'SpreadElement' ? undefined : node;
}
