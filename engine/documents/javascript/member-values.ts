import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Scalar } from '../../model/document.ts';
import { initialiserOf, isMutated } from './initialiser.ts';
import { variableOf, type Analysed } from './scope.ts';

type Node = TSESTree.Node;
type KeyValue = (key: Node) => Scalar | undefined;
const deepest = 20;

/** The expression that a member of a known object literal or enum was made with; of an enum's numbered member its number. */
export function memberNode(
  view: Analysed,
  member: TSESTree.MemberExpression,
  keyValue: KeyValue,
): Node | number | undefined {
  const key = memberKey(member, keyValue);
  if (key === undefined) return undefined;
  if (member.object.type === 'Identifier') {
    const definition = variableOf(view, member.object)?.defs[0]?.node as Node | undefined;
    if (definition?.type === 'TSEnumDeclaration') return enumMember(definition, key, keyValue);
  }
  const object = objectLiteral(view, member.object, keyValue, 0);
  return object && propertyNamed(object, key, keyValue);
}

function memberKey(member: TSESTree.MemberExpression, keyValue: KeyValue): string | undefined {
  if (!member.computed) return member.property.type === 'Identifier' ? member.property.name : undefined;
  const value = keyValue(member.property);
  return value === undefined ? undefined : String(value);
}

/** The object literal that an expression is known to be and that nothing in the file changes. */
function objectLiteral(
  view: Analysed,
  node: Node,
  keyValue: KeyValue,
  depth: number,
): TSESTree.ObjectExpression | undefined {
  if (depth > deepest) return undefined;
  switch (node.type) {
    case 'ObjectExpression':
      return node;
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      return objectLiteral(view, node.expression, keyValue, depth + 1);
    case 'Identifier': {
      const initialiser = initialiserOf(view, node);
      const object = initialiser && objectLiteral(view, initialiser, keyValue, depth + 1);
      return object && !isMutated(view, node) ? object : undefined;
    }
    case 'MemberExpression': {
      const key = memberKey(node, keyValue);
      const object = key === undefined ? undefined : objectLiteral(view, node.object, keyValue, depth + 1);
      const inner = object && propertyNamed(object, key!, keyValue);
      return inner && objectLiteral(view, inner, keyValue, depth + 1);
    }
    case 'CallExpression':
      return isObjectFreeze(node) ? objectLiteral(view, node.arguments[0]!, keyValue, depth + 1) : undefined;
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
function propertyNamed(object: TSESTree.ObjectExpression, name: string, keyValue: KeyValue): Node | undefined {
  for (const property of [...object.properties].reverse()) {
    if (property.type === 'SpreadElement') return undefined;
    const key = propertyKey(property, keyValue);
    if (key === undefined) return undefined;
    if (key === name) return property.kind === 'init' ? property.value : undefined;
  }
  return undefined;
}

function propertyKey({ key, computed }: TSESTree.Property, keyValue: KeyValue): string | undefined {
  if (!computed && key.type === 'Identifier') return key.name;
  const value = keyValue(key);
  return value === undefined ? undefined : String(value);
}

/** Members without a value count on from the one before. */
function enumMember({ body }: TSESTree.TSEnumDeclaration, name: string, keyValue: KeyValue): Node | number | undefined {
  let next: number | undefined = 0;
  for (const { id, initializer } of body.members) {
    const value: Scalar | undefined = initializer ? keyValue(initializer) : next;
    const key = id.type === 'Identifier' ? id.name : keyValue(id);
    if (key === name) return initializer ?? next;
    next = typeof value === 'number' ? value + 1 : undefined;
  }
  return undefined;
}
