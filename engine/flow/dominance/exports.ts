import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { TreeNode } from '../../model/document.ts';
import type { CallFacts } from '../../model/calls.ts';
import type { Callee } from '../../model/result.ts';
import { functionOf, methodOf, type Code } from './callees.ts';

type Node = TSESTree.Node;
type Exports = Record<string, number | { readonly from: string; readonly name: string }>;

/** The functions that a module exports, also as members of objects (`svc.check`) and of instances (`Service#.check`). */
export function exportedFunctions(code: Code): Pick<CallFacts, 'exports' | 'stars'> {
  const exports: Exports = {};
  const stars: string[] = [];
  const program = code.view.document.tree?.root as TSESTree.Program | undefined;
  for (const statement of program?.body ?? []) {
    if (statement.type === 'ExportAllDeclaration') {
      if (!statement.exported) stars.push(statement.source.value);
    } else collect(statement, exports, code);
  }
  return { exports, stars };
}

function collect(statement: TSESTree.ProgramStatement, exports: Exports, code: Code): void {
  switch (statement.type) {
    case 'ExportDefaultDeclaration': {
      put('default', statement.declaration, exports, code);
      return;
    }
    case 'ExpressionStatement': {
      commonjs(statement.expression, exports, code);
      return;
    }
    case 'ExportNamedDeclaration':
      break;
    default:
      return;
  }
  const { declaration, specifiers, source } = statement;
  if (declaration?.type === 'VariableDeclaration') {
    for (const { id, init } of declaration.declarations)
      if (id.type === 'Identifier' && init) put(id.name, init, exports, code);
  } else if (declaration && 'id' in declaration && declaration.id?.type === 'Identifier')
    put(declaration.id.name, declaration, exports, code);
  for (const { local, exported } of specifiers) {
    const name = exported.type === 'Identifier' ? exported.name : exported.value;
    const inner = local.type === 'Identifier' ? local.name : local.value;
    if (source) exports[name] = { from: source.value, name: inner };
    else if (local.type === 'Identifier') put(name, local, exports, code);
  }
}

/** `module.exports = {…}`, `exports.f = …`. */
function commonjs(node: Node, exports: Exports, code: Code): void {
  if (node.type !== 'AssignmentExpression' || node.left.type !== 'MemberExpression') return;
  const { object, property } = node.left;
  if (property.type !== 'Identifier') return;
  const isModule = object.type === 'Identifier' && object.name === 'module' && property.name === 'exports';
  const isMember =
    (object.type === 'Identifier' && object.name === 'exports') ||
    (object.type === 'MemberExpression' && object.property.type === 'Identifier' && object.property.name === 'exports');
  if (isMember) {
    put(property.name, node.right, exports, code);
    return;
  }
  if (!isModule) return;
  put('default', node.right, exports, code);
  if (node.right.type === 'ObjectExpression') members('', node.right, exports, code);
}

function put(name: string, node: Node, exports: Exports, code: Code): void {
  const value = unwrapped(node);
  const callee = calleeOf(value, code);
  if (callee?.to === 'unit') exports[name] = callee.unit;
  if (callee?.to === 'import') exports[name] = { from: callee.from, name: callee.name };
  if (value.type === 'ObjectExpression') members(`${name}.`, value, exports, code);
  if (value.type === 'ClassDeclaration' || value.type === 'ClassExpression') methods(name, value, exports, code);
  if (value.type === 'NewExpression' && value.callee.type === 'Identifier') instance(name, value.callee, exports, code);
}

function unwrapped(node: Node): Node {
  return node.type === 'TSAsExpression' || node.type === 'TSSatisfiesExpression' ? unwrapped(node.expression) : node;
}

function members(prefix: string, { properties }: TSESTree.ObjectExpression, exports: Exports, code: Code): void {
  for (const property of properties) {
    if (property.type === 'Property' && !property.computed && property.key.type === 'Identifier')
      put(`${prefix}${property.key.name}`, property.value, exports, code);
  }
}

function methods(
  name: string,
  node: TSESTree.ClassDeclaration | TSESTree.ClassExpression,
  exports: Exports,
  code: Code,
): void {
  for (const member of node.body.body) {
    if (member.type !== 'MethodDefinition' || member.key.type !== 'Identifier') continue;
    const callee = methodOf(node, [member.key.name], member.static, code);
    if (callee?.to === 'unit') exports[`${name}${member.static ? '' : '#'}.${member.key.name}`] = callee.unit;
  }
}

/** `export const service = new Service()`. */
function instance(name: string, callee: TSESTree.Identifier, exports: Exports, code: Code): void {
  const body = (code.view.document.tree?.root as TSESTree.Program).body;
  for (const statement of body) {
    const declared = 'declaration' in statement ? statement.declaration : statement;
    if (declared?.type !== 'ClassDeclaration' || declared.id?.name !== callee.name) continue;
    for (const member of declared.body.body) {
      if (member.type !== 'MethodDefinition' || member.key.type !== 'Identifier' || member.static) continue;
      const found = methodOf(declared, [member.key.name], false, code);
      if (found?.to === 'unit') exports[`${name}.${member.key.name}`] = found.unit;
    }
  }
}

function calleeOf(node: Node, code: Code): Callee | undefined {
  const unit = code.graph.unitOf(node);
  if (unit) return unit.kind === 'function' ? { to: 'unit', unit: unit.id } : undefined;
  return valueOf(node, code);
}

/** The storage that an exported expression names, looked up as a call of it would be. */
function valueOf(node: Node, code: Code): Callee | undefined {
  if (node.type === 'Identifier')
    return functionOf(
      { kind: 'fetch', node, from: { node, base: { kind: 'variable', name: node.name, node }, offsets: [] } },
      code,
    );
  if (node.type !== 'CallExpression') return undefined;
  const functions = node.arguments.filter((one): one is TSESTree.CallExpressionArgument => isInline(one));
  return functions.length === 1 ? calleeOf(functions[0]!, code) : undefined;
}

function isInline(node: TreeNode): boolean {
  return /^(ArrowFunction|Function)Expression$/.test(node.type);
}
