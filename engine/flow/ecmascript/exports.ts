import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Callee } from '../graph.ts';
import { initialiserOf } from '../../documents/javascript/initialiser.ts';
import { variableOf } from '../../documents/javascript/scope.ts';
import type { Node } from './lowering.ts';
import { exportedName, imported, keyName, unitCallee, type Class, type Resolving } from './resolving.ts';

export interface Exports {
  /** See `FlowGraph.exports`. */
  readonly exports: ReadonlyMap<string, Callee>;
  /** See `FlowGraph.stars`. */
  readonly stars: readonly string[];
}

export function exportsOf(code: Resolving): Exports {
  const exports = new Map<string, Callee>();
  const stars: string[] = [];
  const program = code.view.document.tree?.root as TSESTree.Program | undefined;
  const put: Put = (name, node) => putCallees(code, exports, name, node, 0);
  for (const statement of program?.body ?? []) {
    if (statement.type === 'ExportAllDeclaration' && !statement.exported) stars.push(statement.source.value);
    else if ('source' in statement && statement.source) reexported(statement, exports);
    else ofStatement(statement, put);
  }
  return { exports, stars };
}

/** Of `export * as ns` the name in the other module is `*`. */
function reexported(statement: TSESTree.ProgramStatement, exports: Map<string, Callee>): void {
  if (statement.type === 'ExportAllDeclaration' && statement.exported)
    exports.set(exportedName(statement.exported), imported(statement.source, ['*']));
  if (statement.type !== 'ExportNamedDeclaration' || !statement.source) return;
  for (const { local, exported } of statement.specifiers)
    exports.set(exportedName(exported), imported(statement.source, [exportedName(local)]));
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
      for (const { local, exported } of statement.specifiers) put(exportedName(exported), local);
      break;
    default:
      break;
  }
}

function ofDeclaration(node: TSESTree.NamedExportDeclarations, put: Put): void {
  if (node.type === 'VariableDeclaration') {
    for (const { id } of node.declarations) for (const name of namesIn(id)) put(name.name, name);
  } else if ((node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') && node.id)
    put(node.id.name, node);
}

function namesIn(pattern: Node): readonly TSESTree.Identifier[] {
  if (pattern.type === 'Identifier') return [pattern];
  if (pattern.type !== 'ObjectPattern') return [];
  return pattern.properties.flatMap((property) => (property.type === 'Property' ? namesIn(property.value) : []));
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

type Callees = Map<string, Callee>;

function putCallees(code: Resolving, exports: Callees, name: string, node: Node, depth: number): void {
  if (depth > deepest) return;
  const value = valueOf(code, node, 0);
  const callee = value && isClass(value) ? undefined : code.resolve(node);
  if (callee && (callee.kind !== 'unknown' || callee.wraps) && callee.kind !== 'external')
    exports.set(name, isNamespace(code, node) && callee.kind === 'import' ? { ...callee, name: '*' } : callee);
  if (value?.type === 'ObjectExpression')
    eachProperty(value, (key, inner) => putCallees(code, exports, `${name}.${key}`, inner, depth + 1));
  else if (value?.type === 'NewExpression') putInstance(code, exports, name, value.callee);
  else if (value && isClass(value)) methods(code, exports, value, { instance: `${name}#`, static: name });
}

/** `import * as ns from 'm'; export { ns }`. */
function isNamespace({ view }: Resolving, node: Node): boolean {
  const definition = node.type === 'Identifier' ? variableOf(view, node)?.defs[0] : undefined;
  return definition?.node.type === 'ImportNamespaceSpecifier';
}

/** `export const service = new Service()`. */
function putInstance(code: Resolving, exports: Callees, name: string, callee: Node): void {
  const class_ = valueOf(code, callee, 0);
  const elsewhere = code.resolve(callee);
  if (class_ && isClass(class_)) methods(code, exports, class_, { instance: name });
  else if (elsewhere.kind === 'import') exports.set(name, { ...elsewhere, name: `${elsewhere.name}#` });
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
function methods(code: Resolving, exports: Callees, class_: Class, prefixes: Prefixes, depth = 0): void {
  const { superClass, body } = class_;
  const inherited = superClass && depth < deepest ? valueOf(code, superClass, 0) : undefined;
  if (inherited && isClass(inherited)) methods(code, exports, inherited, prefixes, depth + 1);
  for (const member of body.body) {
    if ((member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') || member.computed) continue;
    if (member.key.type === 'PrivateIdentifier' || !member.value || ('kind' in member && member.kind !== 'method'))
      continue;
    const prefix = member.static ? prefixes.static : prefixes.instance;
    const callee = unitCallee(code, member.value);
    if (prefix !== undefined && callee.kind === 'unit') exports.set(`${prefix}.${keyName(member)}`, callee);
  }
}
