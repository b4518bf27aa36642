import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { initialiserOf, isMutated } from '../../documents/javascript/initialiser.ts';
import { variableOf, type Variable } from '../../documents/javascript/scope.ts';
import type { Callee } from '../graph.ts';
import type { Node } from './lowering.ts';
import { exportedName, imported, keyName, unknown, type Path, type Resolving } from './resolving.ts';

/** What the value of a variable is. */
export function ofVariable(
  code: Resolving,
  node: TSESTree.Identifier | TSESTree.JSXIdentifier,
  path: Path,
  depth: number,
): Callee {
  const variable = variableOf(code.view, node);
  const definition = variable?.defs.find(({ node: { type } }) => type !== 'TSDeclareFunction') ?? variable?.defs[0];
  if (!variable || !definition) return ofGlobal(code, [node.name, ...path]);
  const names = [node.name, ...path];
  switch (definition.type) {
    case 'FunctionName':
      if (isReassigned(variable)) return unknown('it is assigned again', names);
      return code.resolve(definition.node as Node, path, depth);
    case 'ClassName':
      return code.resolve(definition.node, path, depth);
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

/** `exports.f` and `module.exports.f` are of this file. */
function ofGlobal({ exported }: Resolving, names: Path): Callee {
  const own = /^(?:module\.)?exports\.(.+)$/.exec(names.join('.'))?.[1];
  return (own === undefined ? undefined : exported(own)) ?? { kind: 'external', name: names.join('.') };
}

function isReassigned({ references }: Variable): boolean {
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
    return code.resolve(value, path, depth);
  }
  const keys = keysTo(id, name);
  return keys
    ? code.resolve(init, [...keys, ...path], depth)
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
