import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { TreeNode } from '../../model/document.ts';
import type { Analysed } from '../javascript/scope.ts';

type Node = TSESTree.Node;

const KEYS = Symbol('keys of code');
/** What is longer says no more to anybody. */
const longestKey = 300;

/**
 * The names of the declarations around a node and of itself, from the outermost: `Orders.create`, `POST`, `default`,
 * `get /orders` for the handler of a call that says so. Local variables count only where they hold a function, a class or
 * an object.
 */
export function codeKey(view: Analysed, node: TreeNode): string | undefined {
  const known = view.memo(KEYS, () => new Map<Node, string>());
  const path: Node[] = [];
  let at = declared(node as Node) as Node | undefined;
  for (; at && !known.has(at); at = parentOf(view, at)) path.push(at);
  let key = at === undefined ? '' : known.get(at)!;
  for (let i = path.length - 1; i >= 0; i--) {
    const name = nameOf(view, path[i]!);
    if (name !== undefined && key.length < longestKey) key = key === '' ? name : `${key}.${name}`;
    known.set(path[i]!, key);
  }
  return key === '' ? undefined : key;
}

function parentOf(view: Analysed, node: Node): Node | undefined {
  return view.index.parent(node) as Node | undefined;
}

/** What a statement declares, where that is one thing. */
function declared(node: Node): Node {
  if (node.type === 'ExportNamedDeclaration' && node.declaration) return declared(node.declaration);
  if (node.type === 'ExportDefaultDeclaration')
    return 'id' in node.declaration && node.declaration.id ? node.declaration : node;
  if (node.type === 'VariableDeclaration' && node.declarations.length === 1) return node.declarations[0]!;
  if (node.type === 'ExpressionStatement') return node.expression;
  return node;
}

function nameOf(view: Analysed, node: Node): string | undefined {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSDeclareFunction':
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSEnumDeclaration':
    case 'TSModuleDeclaration':
      return node.id ? memberName(node.id, false) : undefined;
    case 'ExportDefaultDeclaration':
      return 'id' in node.declaration && node.declaration.id ? undefined : 'default';
    case 'VariableDeclarator':
      return isTelling(view, node) ? memberName(node.id, false) : undefined;
    case 'AssignmentExpression':
      return assigned(node);
    case 'FunctionExpression':
    case 'ClassExpression':
      return namedByParent(view, node) ? undefined : node.id?.name;
    case 'CallExpression':
      return handlerName(node);
    case 'Property':
      return parentOf(view, node)?.type === 'ObjectExpression' ? memberName(node.key, node.computed) : undefined;
    case 'TSEnumMember':
      return memberName(node.id, false);
    default:
      return isMember(node) ? memberName(node.key, node.computed) : undefined;
  }
}

type Member = TSESTree.MethodDefinition | TSESTree.PropertyDefinition | TSESTree.TSPropertySignature;

function isMember(node: Node): node is Member {
  return /(?:Method|Property)(?:Definition|Signature)$|AccessorProperty$/.test(node.type);
}

function memberName(key: Node, computed: boolean): string | undefined {
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (key.type === 'Literal') return String(key.value);
  return key.type === 'Identifier' && !computed ? key.name : undefined;
}

/** A variable of a module, or one that holds code or an object. */
function isTelling(view: Analysed, declarator: TSESTree.VariableDeclarator): boolean {
  if (holdsCode(declarator.init)) return true;
  const declaration = parentOf(view, declarator);
  const around = declaration && parentOf(view, declaration);
  return around?.type === 'Program' || around?.type === 'ExportNamedDeclaration';
}

function holdsCode(value: Node | null): boolean {
  switch (value?.type) {
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ClassExpression':
    case 'ObjectExpression':
      return true;
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return holdsCode(value.expression);
    case 'CallExpression':
      return value.arguments.some(isFunction);
    default:
      return false;
  }
}

function isFunction({ type }: Node): boolean {
  return type === 'FunctionExpression' || type === 'ArrowFunctionExpression';
}

function namedByParent(view: Analysed, node: Node): boolean {
  const parent = parentOf(view, node);
  return parent !== undefined && nameOf(view, parent) !== undefined && parent.type !== 'CallExpression';
}

/** What is put on an object for others: `exports.handler` is `handler`, as `export const handler` is, and `module.exports` is `default`. */
function assigned({ left, right }: TSESTree.AssignmentExpression): string | undefined {
  const name = dotted(left);
  if (name === undefined) return undefined;
  if (name === 'module.exports') return 'default';
  const exported = /^(?:module\.)?exports\.(.+)$/.exec(name)?.[1];
  return exported ?? (holdsCode(right) ? name : undefined);
}

/** `app.get('/orders', …)`, `describe('orders', …)`: what a function is for that is handed over with a text. */
function handlerName({ callee, arguments: [first, ...others] }: TSESTree.CallExpression): string | undefined {
  if (first?.type !== 'Literal' || typeof first.value !== 'string' || !others.some(isFunction)) return undefined;
  const name = dotted(callee)?.split('.').at(-1);
  return name === undefined ? undefined : `${name} ${first.value}`;
}

/** A name or a chain of members, of at most so many that a deep chain costs nothing. */
function dotted(node: Node): string | undefined {
  const names: string[] = [];
  let at = node;
  for (; at.type === 'MemberExpression' && names.length < 10; at = at.object) {
    const name = memberName(at.property, at.computed);
    if (name === undefined) return undefined;
    names.push(name);
  }
  if (at.type !== 'Identifier' && at.type !== 'ThisExpression') return names.length > 0 ? names[0] : undefined;
  return [...names, at.type === 'Identifier' ? at.name : 'this'].reverse().join('.');
}
