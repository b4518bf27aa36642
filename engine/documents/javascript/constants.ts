import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Scalar, TreeNode } from '../../model/document.ts';
import { initialiserOf, isMutated } from './initialiser.ts';
import { variableOf, type Analysed } from './scope.ts';

type Node = TSESTree.Node;
const deepest = 20;

/** The value that an expression has on every run, as far as this file tells: literals, constants and what is put together from them. */
export function staticValue(view: Analysed, node: TreeNode | null | undefined, depth = 0): Scalar | undefined {
  if (!node || depth > deepest) return undefined;
  const expression = node as Node;
  const value = (inner: Node): Scalar | undefined => staticValue(view, inner, depth + 1);
  switch (expression.type) {
    case 'Literal':
      return literalValue(expression);
    case 'TemplateLiteral':
      return templateValue(expression, value);
    case 'BinaryExpression':
      return expression.operator === '+' ? sum(value(expression.left), value(expression.right)) : undefined;
    case 'UnaryExpression':
      return unary(expression.operator, value(expression.argument));
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'TSNonNullExpression':
    case 'ChainExpression':
      return value(expression.expression);
    case 'Identifier': {
      const initialiser = initialiserOf(view, expression);
      return initialiser && value(initialiser);
    }
    case 'MemberExpression':
      return memberValue(view, expression, depth + 1);
    default:
      return undefined;
  }
}

function literalValue(literal: TSESTree.Literal): Scalar | undefined {
  return 'regex' in literal || typeof literal.value === 'bigint' ? undefined : literal.value;
}

function templateValue(
  template: TSESTree.TemplateLiteral,
  value: (node: Node) => Scalar | undefined,
): string | undefined {
  let text = template.quasis[0]?.value.cooked ?? '';
  for (const [i, expression] of template.expressions.entries()) {
    const part = value(expression);
    if (part === undefined) return undefined;
    text += String(part) + (template.quasis[i + 1]?.value.cooked ?? '');
  }
  return text;
}

function sum(left: Scalar | undefined, right: Scalar | undefined): Scalar | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (typeof left === 'string' || typeof right === 'string') return String(left) + String(right);
  return typeof left === 'number' && typeof right === 'number' ? left + right : undefined;
}

function unary(operator: string, value: Scalar | undefined): Scalar | undefined {
  if (operator === '-' && typeof value === 'number') return -value;
  return operator === '!' && typeof value === 'boolean' ? !value : undefined;
}

function memberValue(view: Analysed, member: TSESTree.MemberExpression, depth: number): Scalar | undefined {
  const key = memberKey(view, member, depth);
  if (key === undefined) return undefined;
  if (member.object.type === 'Identifier') {
    const definition = variableOf(view, member.object)?.defs[0]?.node as Node | undefined;
    if (definition?.type === 'TSEnumDeclaration') return enumValue(view, definition, key, depth);
  }
  const object = objectLiteral(view, member.object, depth);
  const property = object && propertyNamed(view, object, key, depth);
  return property && staticValue(view, property, depth);
}

function memberKey(view: Analysed, member: TSESTree.MemberExpression, depth: number): string | undefined {
  if (!member.computed) return member.property.type === 'Identifier' ? member.property.name : undefined;
  const value = staticValue(view, member.property, depth);
  return value === undefined ? undefined : String(value);
}

/** The object literal that an expression is known to be and that nothing in the file changes. */
function objectLiteral(view: Analysed, node: Node, depth: number): TSESTree.ObjectExpression | undefined {
  if (depth > deepest) return undefined;
  switch (node.type) {
    case 'ObjectExpression':
      return node;
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      return objectLiteral(view, node.expression, depth + 1);
    case 'Identifier': {
      const initialiser = isMutated(view, node) ? undefined : initialiserOf(view, node);
      return initialiser && objectLiteral(view, initialiser, depth + 1);
    }
    case 'MemberExpression': {
      const key = memberKey(view, node, depth + 1);
      const object = key === undefined ? undefined : objectLiteral(view, node.object, depth + 1);
      const inner = object && propertyNamed(view, object, key!, depth);
      return inner && objectLiteral(view, inner, depth + 1);
    }
    case 'CallExpression':
      return isObjectFreeze(node) ? objectLiteral(view, node.arguments[0]!, depth + 1) : undefined;
    default:
      return undefined;
  }
}

function isObjectFreeze({ callee, arguments: [argument] }: TSESTree.CallExpression): boolean {
  const isFreeze =
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Object' &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 'freeze';
  return isFreeze && argument !== undefined;
}

/** The last property of that name wins; a spread or a computed key behind it may have replaced it. */
function propertyNamed(
  view: Analysed,
  object: TSESTree.ObjectExpression,
  name: string,
  depth: number,
): Node | undefined {
  for (const property of [...object.properties].reverse()) {
    if (property.type === 'SpreadElement') return undefined;
    const key = propertyKey(view, property, depth);
    if (key === undefined) return undefined;
    if (key === name) return property.kind === 'init' ? property.value : undefined;
  }
  return undefined;
}

function propertyKey(view: Analysed, { key, computed }: TSESTree.Property, depth: number): string | undefined {
  if (!computed && key.type === 'Identifier') return key.name;
  const value = staticValue(view, key, depth + 1);
  return value === undefined ? undefined : String(value);
}

function enumValue(
  view: Analysed,
  { body }: TSESTree.TSEnumDeclaration,
  name: string,
  depth: number,
): Scalar | undefined {
  let next: number | undefined = 0;
  for (const member of body.members) {
    const value: Scalar | undefined = member.initializer ? staticValue(view, member.initializer, depth) : next;
    const key = member.id.type === 'Identifier' ? member.id.name : literalValue(member.id);
    if (key === name) return value;
    next = typeof value === 'number' ? value + 1 : undefined;
  }
  return undefined;
}
