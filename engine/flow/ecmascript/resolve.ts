import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { initialiserOf, isMutated } from '../../documents/javascript/initialiser.ts';
import { variableOf, type Analysed, type Variable } from '../../documents/javascript/scope.ts';
import type { TreeNode } from '../../model/document.ts';
import type { Callee, Unit } from '../graph.ts';
import type { Node } from './lowering.ts';
import { isConstantKey, nameOf } from './members.ts';

export interface Resolving {
  readonly view: Analysed;
  readonly unitOf: (node: TreeNode) => Unit | undefined;
}

export type Class = TSESTree.ClassDeclaration | TSESTree.ClassExpression;
/** Names of members still to be looked up in what is being resolved, the next one first. */
type Path = readonly string[];

export function unknown(reason: string, path: Path = []): Callee {
  const name = path.at(-1);
  return { kind: 'unknown', reason, ...(name === undefined ? {} : { name }) };
}

const deepest = 30;

/** The function at a path of members into the value of an expression. */
export function resolve(code: Resolving, node: Node, path: Path, depth = 0): Callee {
  if (depth > deepest) return unknown('it is passed on too often', path);
  const inner = (next: Node, names: Path = path): Callee => resolve(code, next, names, depth + 1);
  switch (node.type) {
    case 'Identifier':
      return ofVariable(code, node, path, depth + 1);
    case 'MemberExpression':
      return ofMember(code, node, path, depth + 1);
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return path.length === 0 ? unit(code, node) : unknown('it is a member of a function', path);
    case 'ObjectExpression':
      return ofObject(code, node, path, depth + 1);
    case 'ClassDeclaration':
    case 'ClassExpression':
      return path.length === 0 ? constructorOf(code, node, depth + 1) : ofClass(code, node, path, true, depth + 1);
    case 'NewExpression':
      return ofInstance(code, node.callee, path, depth + 1);
    case 'ThisExpression':
    case 'Super':
      return ofThis(code, node, path, depth + 1);
    case 'CallExpression':
    case 'ImportExpression':
      return ofModule(code, node, path);
    case 'AwaitExpression':
      return inner(node.argument);
    case 'ChainExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
      return inner(node.expression);
    case 'SequenceExpression':
      return inner(node.expressions.at(-1)!);
    default:
      return ofLiteral(node, path);
  }
}

const prototypes: Readonly<Record<string, string>> = {
  string: 'String',
  number: 'Number',
  boolean: 'Boolean',
  bigint: 'BigInt',
  object: 'RegExp',
};

function ofLiteral(node: Node, path: Path): Callee {
  const [name, ...rest] = path;
  const type =
    node.type === 'ArrayExpression'
      ? 'Array'
      : node.type === 'TemplateLiteral'
        ? 'String'
        : node.type === 'Literal' && node.value !== null
          ? prototypes[typeof node.value]
          : undefined;
  if (type && name !== undefined && rest.length === 0) return { kind: 'external', name: `${type}.prototype.${name}` };
  return unknown('what it is called on is computed', path);
}

function unit({ unitOf }: Resolving, node: TreeNode): Callee {
  const found = unitOf(node);
  return found ? { kind: 'unit', unit: found } : unknown('it has no body');
}

function ofMember(code: Resolving, node: TSESTree.MemberExpression, path: Path, depth: number): Callee {
  const { object, property, computed } = node;
  if (!computed) return resolve(code, object, [nameOf(property), ...path], depth);
  return isConstantKey(property)
    ? resolve(code, object, [String(property.value), ...path], depth)
    : unknown('the name of the member is computed');
}

function ofVariable(code: Resolving, node: TSESTree.Identifier, path: Path, depth: number): Callee {
  const variable = variableOf(code.view, node);
  const definition = variable?.defs.find(({ node: { type } }) => type !== 'TSDeclareFunction') ?? variable?.defs[0];
  if (!variable || !definition) return { kind: 'external', name: [node.name, ...path].join('.') };
  const names = [node.name, ...path];
  switch (definition.type) {
    case 'FunctionName':
      if (isReassigned(variable)) return unknown('it is assigned again', names);
      return resolve(code, definition.node as Node, path, depth);
    case 'ClassName':
      return resolve(code, definition.node, path, depth);
    case 'ImportBinding':
      return ofImport(definition, path);
    case 'Parameter':
      return path.length === 0
        ? ofParameter(code, definition, node.name)
        : unknown('it is a member of a parameter', names);
    case 'Variable':
      return ofDeclarator(code, variable, definition.node, path, depth);
    default:
      return unknown('what declares it is no function', names);
  }
}

export function isReassigned({ references }: Variable): boolean {
  return references.some((reference) => reference.isWrite() && !reference.init);
}

type Definition<T> = Extract<Variable['defs'][number], { readonly type: T }>;

function ofImport({ node, parent }: Definition<'ImportBinding'>, path: Path): Callee {
  if (parent.type !== 'ImportDeclaration') {
    const { moduleReference } = parent;
    return moduleReference.type === 'TSExternalModuleReference'
      ? imported(moduleReference.expression, path)
      : unknown('it is a member of a namespace', path);
  }
  if (node.type === 'ImportSpecifier') return imported(parent.source, [exportedName(node.imported), ...path]);
  return imported(parent.source, node.type === 'ImportDefaultSpecifier' ? ['default', ...path] : path);
}

export function exportedName(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}

function imported(source: Node | undefined, path: Path): Callee {
  if (source?.type !== 'Literal' || typeof source.value !== 'string')
    return unknown('the name of the module is computed', path);
  return { kind: 'import', from: source.value, name: path.length === 0 ? 'default' : path.join('.') };
}

/** `require('m').f`, `(await import('m')).f`; other calls return what is not known. */
function ofModule({ view }: Resolving, node: TSESTree.CallExpression | TSESTree.ImportExpression, path: Path): Callee {
  if (node.type === 'ImportExpression') return imported(node.source, path);
  const { callee, arguments: passed } = node;
  const isRequire = callee.type === 'Identifier' && callee.name === 'require' && !variableOf(view, callee);
  return isRequire ? imported(passed[0], path) : unknown('it is what a call returns', path);
}

function ofParameter({ unitOf }: Resolving, { node, name }: Definition<'Parameter'>, called: string): Callee {
  const around = unitOf(node);
  const index = around?.parameters.findIndex(
    ({ target: { base }, isRest }) => !isRest && base.kind === 'variable' && base.node === name,
  );
  const parameter = around && index !== undefined && index >= 0 ? { parameter: { unit: around, index } } : {};
  return { kind: 'unknown', reason: 'it is a parameter', name: called, ...parameter };
}

function ofDeclarator(
  code: Resolving,
  variable: Variable,
  { id, init }: TSESTree.VariableDeclarator,
  path: Path,
  depth: number,
): Callee {
  const [name] = variable.identifiers;
  if (!name || !init || variable.defs.length > 1 || isReassigned(variable))
    return unknown('it is assigned again', [variable.name, ...path]);
  if (id.type === 'Identifier') {
    const value = initialiserOf(code.view, name);
    if (!value) return unknown('it is assigned again', [variable.name, ...path]);
    if (path.length > 0 && value.type === 'ObjectExpression' && isMutated(code.view, name))
      return unknown('members of the object are assigned again', path);
    return resolve(code, value, path, depth);
  }
  const keys = keysTo(id, name);
  return keys
    ? resolve(code, init, [...keys, ...path], depth)
    : unknown('it is taken out of a value', [variable.name, ...path]);
}

/** Where a name stands in a pattern; nothing below defaults, rest elements and computed keys. */
function keysTo(pattern: Node, name: Node): Path | undefined {
  if (pattern === name) return [];
  if (pattern.type !== 'ObjectPattern') return undefined;
  for (const property of pattern.properties) {
    if (property.type !== 'Property' || property.computed) continue;
    const keys = keysTo(property.value, name);
    if (keys) return [keyName(property), ...keys];
  }
  return undefined;
}

export function keyName({ key }: { readonly key: Node }): string {
  return isConstantKey(key) ? String(key.value) : nameOf(key);
}

/** The last property of a name is the one; a spread or a computed key behind it may have replaced it. */
function ofObject(code: Resolving, { properties }: TSESTree.ObjectExpression, path: Path, depth: number): Callee {
  const [name, ...rest] = path;
  if (name === undefined) return unknown('it is an object');
  for (const property of [...properties].reverse()) {
    if (property.type === 'SpreadElement' || (property.computed && !isConstantKey(property.key)))
      return unknown('the object is put together from others', path);
    if (keyName(property) !== name) continue;
    return property.kind === 'init'
      ? resolve(code, property.value, rest, depth)
      : unknown('it is computed by a getter', path);
  }
  return unknown('the object has no such member', path);
}

export function constructed(code: Resolving, callee: Node): Callee {
  return resolve(code, callee, []);
}

/** Without a constructor of its own: that of the superclass, or what initialises the fields. */
function constructorOf(code: Resolving, node: Class, depth: number): Callee {
  const own = node.body.body.find(
    (member) => member.type === 'MethodDefinition' && member.kind === 'constructor' && member.value.body,
  );
  if (own?.type === 'MethodDefinition') return unit(code, own.value);
  return node.superClass ? resolve(code, node.superClass, [], depth) : unit(code, node);
}

/** A member of a class or, not `isStatic`, of its instances; subclasses elsewhere are not thought of. */
function ofClass(code: Resolving, node: Class, path: Path, isStatic: boolean, depth: number): Callee {
  const [name, ...rest] = path;
  const member = node.body.body.findLast(
    (one) =>
      (one.type === 'MethodDefinition' || one.type === 'PropertyDefinition') &&
      one.static === isStatic &&
      keyName(one) === name &&
      !one.computed &&
      one.value &&
      !('body' in one.value && !one.value.body),
  );
  if (member?.type === 'PropertyDefinition') return resolve(code, member.value!, rest, depth);
  if (member?.type === 'MethodDefinition')
    return member.kind === 'method' && rest.length === 0
      ? unit(code, member.value)
      : unknown('it is computed by a getter', path);
  if (!node.superClass) return unknown('the class has no such member', path);
  return isStatic ? resolve(code, node.superClass, path, depth) : ofInstance(code, node.superClass, path, depth);
}

/** A member of the instances of what a class expression names: `Service#.check` of an imported one. */
function ofInstance(code: Resolving, class_: Node, path: Path, depth: number): Callee {
  if (path.length === 0) return unknown('it is an object');
  if (class_.type === 'ClassExpression') return ofClass(code, class_, path, false, depth);
  const definition = class_.type === 'Identifier' ? variableOf(code.view, class_)?.defs[0] : undefined;
  if (definition?.type === 'ClassName') return ofClass(code, definition.node, path, false, depth);
  const made = resolve(code, class_, [], depth);
  if (made.kind === 'import') return { ...made, name: [`${made.name}#`, ...path].join('.') };
  if (made.kind === 'external') return { ...made, name: [made.name, 'prototype', ...path].join('.') };
  return unknown('the class of the object is not known', path);
}

/** `this` of a method is an instance (or the class, in a static one), of an object's method the object. */
function ofThis(code: Resolving, node: Node, path: Path, depth: number): Callee {
  const { view } = code;
  let below = node;
  for (let up = view.index.parent(node) as Node | undefined; up; up = view.index.parent(up) as Node | undefined) {
    if (up.type === 'FunctionDeclaration') break;
    if (
      (up.type === 'MethodDefinition' || up.type === 'PropertyDefinition' || up.type === 'StaticBlock') &&
      (view.index.parent(up) as Node).type === 'ClassBody'
    )
      return ofOwner(
        code,
        view.index.parent(view.index.parent(up)!) as Class,
        node,
        path,
        up.type === 'StaticBlock' || up.static,
        depth,
      );
    if (up.type === 'Property' && up.value === below && below.type === 'FunctionExpression') {
      const object = view.index.parent(up) as Node;
      return object.type === 'ObjectExpression' && node.type === 'ThisExpression'
        ? ofObject(code, object, path, depth)
        : unknown('it is a member of `super`', path);
    }
    if (below.type === 'FunctionExpression') break;
    below = up;
  }
  return unknown('what `this` is depends on the caller', path);
}

function ofOwner(code: Resolving, class_: Class, node: Node, path: Path, isStatic: boolean, depth: number): Callee {
  if (path.length === 0) return unknown('it is an object');
  if (node.type === 'ThisExpression') return ofClass(code, class_, path, isStatic, depth);
  if (!class_.superClass) return unknown('the class extends nothing', path);
  return isStatic ? resolve(code, class_.superClass, path, depth) : ofInstance(code, class_.superClass, path, depth);
}
