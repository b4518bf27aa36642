import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Unit } from '../graph.ts';
import { initialiserOf } from '../../documents/javascript/initialiser.ts';
import { variableOf } from '../../documents/javascript/scope.ts';
import type { Node } from './lowering.ts';
import { exportedName, keyName, resolve, type Class, type Resolving } from './resolve.ts';

/** See `FlowGraph.exports`. */
export function exportedUnits(code: Resolving): ReadonlyMap<string, Unit> {
  const units = new Map<string, Unit>();
  const program = code.view.document.tree?.root as TSESTree.Program | undefined;
  const put: Put = (name, node) => putUnits(code, units, name, node, 0);
  for (const statement of program?.body ?? []) ofStatement(statement, put);
  return units;
}

type Put = (name: string, node: Node) => void;

function ofStatement(statement: TSESTree.ProgramStatement, put: Put): void {
  switch (statement.type) {
    case 'ExportDefaultDeclaration':
      put('default', statement.declaration);
      break;
    case 'TSExportAssignment':
      put('default', statement.expression);
      break;
    case 'ExpressionStatement':
      ofCommonJs(statement.expression, put);
      break;
    case 'ExportNamedDeclaration':
      if (statement.declaration) ofDeclaration(statement.declaration, put);
      if (statement.source) break;
      for (const { local, exported } of statement.specifiers) put(exportedName(exported), local);
      break;
    default:
      break;
  }
}

function ofDeclaration(node: TSESTree.NamedExportDeclarations, put: Put): void {
  if (node.type === 'VariableDeclaration') {
    for (const { id } of node.declarations) if (id.type === 'Identifier') put(id.name, id);
  } else if ((node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') && node.id)
    put(node.id.name, node);
}

/** `module.exports = f`, `module.exports = { f }`, `exports.f = …`, `module.exports.f = …`. */
function ofCommonJs(node: Node, put: Put): void {
  if (node.type !== 'AssignmentExpression' || node.operator !== '=') return;
  const { left, right } = node;
  if (right.type === 'AssignmentExpression') ofCommonJs(right, put);
  if (isModuleExports(left)) {
    put('default', right);
    if (right.type === 'ObjectExpression') eachProperty(right, put);
  } else if (
    left.type === 'MemberExpression' &&
    !left.computed &&
    (isModuleExports(left.object) || isName(left.object, 'exports'))
  )
    put(keyName({ key: left.property }), right);
}

function isModuleExports(node: Node): boolean {
  return node.type === 'MemberExpression' && isName(node.object, 'module') && isName(node.property, 'exports');
}

function isName(node: Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

function eachProperty({ properties }: TSESTree.ObjectExpression, put: Put): void {
  for (const property of properties) {
    if (property.type === 'Property' && !property.computed && property.kind === 'init')
      put(keyName(property), property.value);
  }
}

const deepest = 5;

function putUnits(code: Resolving, units: Map<string, Unit>, name: string, node: Node, depth: number): void {
  if (depth > deepest) return;
  const value = valueOf(code, node, 0);
  const callee = value && isClass(value) ? undefined : resolve(code, node, []);
  if (callee?.kind === 'unit') units.set(name, callee.unit);
  if (value?.type === 'ObjectExpression')
    eachProperty(value, (key, inner) => putUnits(code, units, `${name}.${key}`, inner, depth + 1));
  else if (value?.type === 'NewExpression') {
    const class_ = valueOf(code, value.callee, 0);
    if (class_ && isClass(class_)) methods(code, units, class_, { instance: name });
  } else if (value && isClass(value)) methods(code, units, value, { instance: `${name}#`, static: name });
}

function isClass(node: Node): node is Class {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}

/** What a name stands for, if it is declared once. */
function valueOf(code: Resolving, node: Node, depth: number): Node | undefined {
  if (node.type === 'TSAsExpression' || node.type === 'TSSatisfiesExpression')
    return valueOf(code, node.expression, depth);
  if (node.type !== 'Identifier' || depth > deepest) return node;
  const definition = variableOf(code.view, node)?.defs[0];
  if (definition?.type === 'ClassName') return definition.node;
  const value = initialiserOf(code.view, node);
  return value && valueOf(code, value, depth + 1);
}

interface Prefixes {
  readonly instance: string;
  readonly static?: string;
}

/** Inherited ones too, where the superclass is of this file. */
function methods(code: Resolving, units: Map<string, Unit>, class_: Class, prefixes: Prefixes, depth = 0): void {
  const { superClass, body } = class_;
  const inherited = superClass && depth < deepest ? valueOf(code, superClass, 0) : undefined;
  if (inherited && isClass(inherited)) methods(code, units, inherited, prefixes, depth + 1);
  for (const member of body.body) {
    if ((member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') || member.computed) continue;
    if (member.key.type === 'PrivateIdentifier' || !member.value || ('kind' in member && member.kind !== 'method'))
      continue;
    const prefix = member.static ? prefixes.static : prefixes.instance;
    const unit = code.unitOf(member.value);
    if (prefix !== undefined && unit) units.set(`${prefix}.${keyName(member)}`, unit);
  }
}
