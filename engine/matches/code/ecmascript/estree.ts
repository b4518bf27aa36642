import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { TreeNode } from '../../../model/document.ts';
import { dots } from '../placeholders.ts';

export type Node = TSESTree.Node;
export type FunctionNode =
  TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;

export function asNode(node: TreeNode): Node {
  return node as Node;
}

const expressionTypes = [
  ...'ArrayExpression ArrowFunctionExpression AssignmentExpression AwaitExpression BinaryExpression'.split(' '),
  ...'CallExpression ClassExpression ConditionalExpression FunctionExpression Identifier ImportExpression'.split(' '),
  ...'JSXElement JSXFragment Literal LogicalExpression MemberExpression MetaProperty NewExpression'.split(' '),
  ...'ObjectExpression SequenceExpression Super TaggedTemplateExpression TemplateLiteral ThisExpression'.split(' '),
  ...'TSAsExpression TSInstantiationExpression TSNonNullExpression TSSatisfiesExpression TSTypeAssertion'.split(' '),
  ...'UnaryExpression UpdateExpression YieldExpression'.split(' '),
];
export const expressions: readonly string[] = expressionTypes;
const isExpressionType = new Set(expressionTypes);

export function isExpressionNode({ type }: TreeNode): boolean {
  return isExpressionType.has(type);
}

const statementTypes = [
  ...'BreakStatement ClassDeclaration ContinueStatement DebuggerStatement DoWhileStatement EmptyStatement'.split(' '),
  ...'ExportAllDeclaration ExportDefaultDeclaration ExportNamedDeclaration ExpressionStatement ForInStatement'.split(
    ' ',
  ),
  ...'ForOfStatement ForStatement FunctionDeclaration IfStatement ImportDeclaration LabeledStatement'.split(' '),
  ...'ReturnStatement SwitchStatement ThrowStatement TryStatement VariableDeclaration WhileStatement'.split(' '),
  ...'TSDeclareFunction TSEnumDeclaration TSImportEqualsDeclaration TSInterfaceDeclaration'.split(' '),
  ...'TSModuleDeclaration TSTypeAliasDeclaration WithStatement'.split(' '),
];
export const statements: readonly string[] = statementTypes;
const isStatementType = new Set([...statementTypes, 'BlockStatement']);

export function isStatement(node: TreeNode): boolean {
  return isStatementType.has(node.type);
}

/** What stands in a class body, where a statement pattern is tried as well. */
export function isMember({ type }: TreeNode): boolean {
  return type === 'PropertyDefinition' || type === 'MethodDefinition';
}

/** Where names and literals of their parent stand that are no expressions (code-patterns.md, section 2). */
const nameSlots: Readonly<Record<string, readonly string[]>> = {
  AssignmentPattern: ['left'],
  BreakStatement: ['label'],
  CatchClause: ['param'],
  ClassDeclaration: ['id'],
  ClassExpression: ['id'],
  ContinueStatement: ['label'],
  FunctionDeclaration: ['id', 'params'],
  FunctionExpression: ['id', 'params'],
  ArrowFunctionExpression: ['params'],
  LabeledStatement: ['label'],
  TSEnumDeclaration: ['id'],
  TSEnumMember: ['id'],
  VariableDeclarator: ['id'],
};
const keySlots = new Set(['Property', 'MethodDefinition', 'PropertyDefinition', 'AccessorProperty']);
const nameParents =
  /^(Import(Declaration|Specifier|DefaultSpecifier|NamespaceSpecifier|Attribute)|Export(Specifier|AllDeclaration|NamedDeclaration)|RestElement|ArrayPattern|MetaProperty|TS(?!As|NonNull|Satisfies|TypeAssertion|Instantiation|EnumMember|ExportAssignment).*)$/;

/** Whether the node stands where an expression stands. */
export function isExpression(node: Node, parent: Node | undefined, grandparent: Node | undefined): boolean {
  if (!isExpressionType.has(node.type)) return false;
  if (node.type !== 'Identifier' && node.type !== 'Literal') return true;
  if (!parent) return true;
  if (nameParents.test(parent.type)) return false;
  if (parent.type === 'MemberExpression') return parent.computed || parent.object === node;
  if (keySlots.has(parent.type)) return isValueOf(parent as TSESTree.Property, node, grandparent);
  const slots = nameSlots[parent.type];
  return !slots?.some((slot) => holdsIn(parent, slot, node));
}

function isValueOf(parent: TSESTree.Property, node: Node, grandparent: Node | undefined): boolean {
  if (parent.key === node) return parent.computed;
  return grandparent?.type !== 'ObjectPattern';
}

function holdsIn(parent: Node, slot: string, node: Node): boolean {
  const value = (parent as unknown as Record<string, unknown>)[slot];
  return Array.isArray(value) ? value.includes(node) : value === node;
}

/** The expression itself, without optional-chain wrappers and type assertions, which change nothing at run time. */
export function open(node: Node): Node {
  let inner = node;
  for (;;) {
    switch (inner.type) {
      case 'ChainExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'TSNonNullExpression':
        inner = inner.expression;
        break;
      default:
        return inner;
    }
  }
}

export function isFunction(node: Node | null | undefined): node is FunctionNode {
  const type = node?.type;
  return type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression';
}

/** The name under which a member or property is found; nothing for a computed one. */
export function keyName({ key, computed }: { key: Node; computed: boolean }): string | undefined {
  if (key.type === 'Literal') return String(key.value);
  if (computed) return undefined;
  return key.type === 'Identifier' || key.type === 'PrivateIdentifier' ? key.name : undefined;
}

const implied = new WeakMap<Node, Node>();

/** An arrow's expression body as the `return` it is. */
export function impliedReturn(body: TSESTree.Expression): TSESTree.ReturnStatement {
  return statementFor(body, { type: 'ReturnStatement', argument: body, range: body.range });
}

/** An expression that is looked at on its own, as the statement it would be. */
export function impliedStatement(expression: Node): Node {
  return statementFor(expression, { type: 'ExpressionStatement', expression, range: expression.range });
}

function statementFor<T extends Node>(expression: Node, made: object): T {
  const known = implied.get(expression) ?? (made as Node);
  implied.set(expression, known);
  return known as T;
}

/** The expression in the place of which a statement was implied. */
export function impliedExpression(statement: TreeNode): Node | undefined {
  const inner = expressionOf(asNode(statement));
  return inner && implied.get(inner) === statement ? inner : undefined;
}

function expressionOf(statement: Node): Node | null | undefined {
  if (statement.type === 'ReturnStatement') return statement.argument;
  return statement.type === 'ExpressionStatement' ? statement.expression : undefined;
}

/** The statements of a function's body, a block or a branch without braces. */
export function statementsOf(body: Node): readonly Node[] {
  if (body.type === 'BlockStatement') return body.body;
  return isStatement(body) ? [body] : [impliedReturn(body as TSESTree.Expression)];
}

/** The list of statements that a node holds directly. */
export function statementList(node: Node | undefined): readonly Node[] | undefined {
  switch (node?.type) {
    case 'Program':
    case 'BlockStatement':
    case 'StaticBlock':
    case 'TSModuleBlock':
    case 'ClassBody':
      return node.body;
    case 'SwitchCase':
      return node.consequent;
    default:
      return undefined;
  }
}

/** `export const x = 1` declares like `const x = 1`. */
export function withoutExport(statement: Node): Node {
  const isExport = statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration';
  return (isExport ? statement.declaration : undefined) ?? statement;
}

/** Where the implicit search of an expression statement goes on (code-patterns.md, section 3). */
export function implicitlyWithin(node: Node): readonly (Node | null)[] {
  switch (node.type) {
    case 'ChainExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'TSNonNullExpression':
      return [node.expression];
    case 'AssignmentExpression':
      return [node.right];
    case 'CallExpression':
      return [node.callee, ...node.arguments];
    case 'MemberExpression':
      return node.computed ? [] : [node.object];
    case 'AwaitExpression':
    case 'YieldExpression':
    case 'SpreadElement':
      return [node.argument];
    case 'ArrayExpression':
      return node.elements;
    case 'ObjectExpression':
      return node.properties.map((property) => (property.type === 'Property' ? property.value : property.argument));
    case 'SequenceExpression':
      return node.expressions;
    default:
      return [];
  }
}

export function isDotsStatement(node: Node): boolean {
  if (node.type === 'PropertyDefinition')
    return node.key.type === 'Identifier' && node.key.name === dots && !node.value;
  if (node.type === 'TSPropertySignature') return isDots(node.key) && !node.typeAnnotation;
  return node.type === 'ExpressionStatement' && isDots(node.expression);
}

export function isDots(node: Node | null | undefined): boolean {
  if (node?.type === 'Property') return node.shorthand && isDots(node.key);
  if (node?.type === 'ImportSpecifier') return isDots(node.local);
  if (node?.type === 'TSEnumMember') return !node.initializer && isDots(node.id);
  return node?.type === 'Identifier' && node.name === dots;
}
