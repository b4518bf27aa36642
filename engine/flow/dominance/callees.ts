import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { importedName } from '../../documents/javascript/imported.ts';
import { initialiserOf } from '../../documents/javascript/initialiser.ts';
import { variableOf, type Analysed } from '../../documents/javascript/scope.ts';
import type { TreeNode } from '../../model/document.ts';
import type { Callee } from '../../model/result.ts';
import type { Expression, FlowGraph, LValue } from '../graph.ts';

type Node = TSESTree.Node;

export interface Code {
  readonly view: Analysed;
  readonly graph: FlowGraph;
}

/** The function that an expression is, as far as this file tells; nothing for what is none of the workspace's. */
export function functionOf(expression: Expression, code: Code): Callee | undefined {
  switch (expression.kind) {
    case 'function':
      return { to: 'unit', unit: expression.unit.id };
    case 'cast':
      return functionOf(expression.value, code);
    case 'fetch':
      return storedFunction(expression.from, code);
    default:
      return undefined;
  }
}

function storedFunction({ base, offsets }: LValue, code: Code): Callee | undefined {
  const names = offsets.map((offset) => (offset.kind === 'field' ? offset.name : undefined));
  const last = names.length > 0 ? names.at(-1) : base.kind === 'variable' ? base.name : undefined;
  const unknown: Callee | undefined = last === undefined || builtIn.has(last) ? undefined : { to: 'named', name: last };
  if (names.includes(undefined)) return unknown;
  const path = names as string[];
  if (base.kind === 'variable')
    return (
      namedFunction(base.node as TSESTree.Identifier, path, code) ?? (isGlobal(base.node, code) ? undefined : unknown)
    );
  if (base.kind === 'this' && path.length === 1) return ownMethod(base.node as Node, path[0]!, code) ?? unknown;
  return unknown;
}

/** Methods that the language has, and that nobody means to be a guard: `map`, `then`, `toString`. */
const builtIn: ReadonlySet<string> = new Set(
  [
    Array,
    String,
    Number,
    Date,
    Map,
    Set,
    Promise,
    RegExp,
    Function,
    Object,
    Headers,
    Response,
    URLSearchParams,
  ].flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype)),
);

/** Names that no file of the workspace declares: `console`, `Deno`, `fetch`. */
function isGlobal(node: TreeNode, { view }: Code): boolean {
  return variableOf(view, node) === undefined;
}

function namedFunction(identifier: TSESTree.Identifier, path: readonly string[], code: Code): Callee | undefined {
  const { view, graph } = code;
  const definition = variableOf(view, identifier)?.defs[0];
  switch (definition?.type) {
    case 'FunctionName':
      return path.length === 0 ? unitCallee(definition.node, graph) : undefined;
    case 'ClassName':
      return path.length > 0
        ? methodOf(definition.node, path, true, code)
        : methodOf(definition.node, ['constructor'], false, code);
    case 'Parameter':
      return path.length === 0 ? parameterOf(definition.node, definition.name, code) : undefined;
    case 'ImportBinding':
      return importedFunction(identifier, path, view);
    case 'Variable':
      return variableFunction(identifier, definition.node, path, code);
    default:
      return undefined;
  }
}

function unitCallee(node: TreeNode, graph: FlowGraph): Callee | undefined {
  const unit = graph.unitOf(node);
  return unit && { to: 'unit', unit: unit.id };
}

function parameterOf(node: Node, name: Node, { graph }: Code): Callee | undefined {
  const unit = graph.unitOf(node);
  const index =
    unit?.parameters.findIndex(({ target }) => target.base.kind === 'variable' && target.base.node === name) ?? -1;
  return unit && index >= 0 ? { to: 'parameter', unit: unit.id, index } : undefined;
}

function importedFunction(
  identifier: TSESTree.Identifier,
  path: readonly string[],
  view: Analysed,
): Callee | undefined {
  const definition = variableOf(view, identifier)?.defs[0];
  if (definition?.type !== 'ImportBinding') return undefined;
  if (definition.parent.type !== 'ImportDeclaration') return undefined;
  const from = definition.parent.source.value;
  const name = importedName(view, identifier)?.name;
  const names = name === undefined ? path : [name, ...path];
  return names.length === 0 || isForeign(from) ? undefined : { to: 'import', from, name: names.join('.') };
}

/** Certainly no file of the workspace. */
function isForeign(from: string): boolean {
  return /^(node|npm|jsr|https?|bun|cloudflare|data|file):/.test(from);
}

function variableFunction(
  identifier: TSESTree.Identifier,
  declarator: TSESTree.VariableDeclarator,
  path: readonly string[],
  code: Code,
): Callee | undefined {
  const { id, init } = declarator;
  if (id.type === 'Identifier') {
    const value = initialiserOf(code.view, identifier);
    return value && valueFunction(value, path, code);
  }
  if (id.type !== 'ObjectPattern' || !init) return undefined;
  const key = keyFor(id, variableOf(code.view, identifier)?.identifiers[0]);
  return key === undefined ? undefined : valueFunction(init, [key, ...path], code);
}

function keyFor(pattern: TSESTree.ObjectPattern, name: Node | undefined): string | undefined {
  const property = pattern.properties.find((one) => one.type === 'Property' && one.value === name);
  return property?.type === 'Property' && property.key.type === 'Identifier' ? property.key.name : undefined;
}

function valueFunction(given: Node, path: readonly string[], code: Code): Callee | undefined {
  const value = bare(given);
  const [name, ...rest] = path;
  switch (value.type) {
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return name === undefined ? unitCallee(value, code.graph) : undefined;
    case 'Identifier':
      return namedFunction(value, path, code);
    case 'MemberExpression':
      return value.computed || value.property.type !== 'Identifier'
        ? undefined
        : valueFunction(value.object, [value.property.name, ...path], code);
    case 'ObjectExpression': {
      const property = value.properties.find((one) => one.type === 'Property' && nameOf(one) === name);
      return property?.type === 'Property' ? valueFunction(property.value, rest, code) : undefined;
    }
    case 'NewExpression':
      return name === undefined ? undefined : instanceMethod(value.callee, path, code);
    case 'ClassExpression':
      return methodOf(value, name === undefined ? ['constructor'] : path, name !== undefined, code);
    case 'ImportExpression':
      return moduleMember(value.source, path);
    case 'CallExpression':
      return isRequire(value) ? moduleMember(value.arguments[0], path) : wrapped(value, path, code);
    default:
      return undefined;
  }
}

/** What is awaited, asserted or in parentheses is the same function. */
function bare(node: Node): Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
      return bare(node.expression);
    case 'AwaitExpression':
      return bare(node.argument);
    default:
      return node;
  }
}

function nameOf({ key, computed }: { readonly key: Node; readonly computed: boolean }): string | undefined {
  if (key.type === 'Literal') return String(key.value);
  return !computed && (key.type === 'Identifier' || key.type === 'PrivateIdentifier')
    ? `${key.type === 'Identifier' ? '' : '#'}${key.name}`
    : undefined;
}

function isRequire({ callee, arguments: [first] }: TSESTree.CallExpression): boolean {
  return callee.type === 'Identifier' && callee.name === 'require' && first?.type === 'Literal';
}

function moduleMember(source: Node | undefined, path: readonly string[]): Callee | undefined {
  if (source?.type !== 'Literal' || typeof source.value !== 'string' || isForeign(source.value)) return undefined;
  return { to: 'import', from: source.value, name: path.length === 0 ? 'default' : path.join('.') };
}

/** `cache(async () => …)`, `asyncHandler(f)`: what a wrapper that is no function of this file makes of a function runs it. */
function wrapped(call: TSESTree.CallExpression, path: readonly string[], code: Code): Callee | undefined {
  if (path.length > 0) return undefined;
  const functions = call.arguments.filter((one) => /^(ArrowFunction|Function)Expression$/.test(one.type));
  const own = call.callee.type === 'Identifier' ? namedFunction(call.callee, [], code) : undefined;
  return functions.length === 1 && own?.to !== 'unit' ? unitCallee(functions[0]!, code.graph) : undefined;
}

function instanceMethod(callee: Node, path: readonly string[], code: Code): Callee | undefined {
  if (callee.type !== 'Identifier') return undefined;
  const definition = variableOf(code.view, callee)?.defs[0];
  if (definition?.type === 'ClassName') return methodOf(definition.node, path, false, code);
  const imported = importedFunction(callee, [], code.view);
  return imported?.to === 'import' ? { ...imported, name: [`${imported.name}#`, ...path].join('.') } : undefined;
}

/** `#` marks a member of an instance: `Service#.check`. */
export function methodOf(
  node: TSESTree.ClassDeclaration | TSESTree.ClassExpression,
  [name, ...rest]: readonly string[],
  isStatic: boolean,
  { graph }: Code,
): Callee | undefined {
  if (rest.length > 0) return undefined;
  for (const member of node.body.body) {
    if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') continue;
    if (nameOf(member) === name && member.static === isStatic && member.value) return unitCallee(member.value, graph);
  }
  return undefined;
}

function ownMethod(node: Node, name: string, code: Code): Callee | undefined {
  for (
    let up = code.view.index.parent(node) as Node | undefined;
    up;
    up = code.view.index.parent(up) as Node | undefined
  ) {
    if (up.type === 'ClassDeclaration' || up.type === 'ClassExpression')
      return methodOf(up, [name], false, code) ?? methodOf(up, [name], true, code);
    if (up.type === 'FunctionDeclaration') return undefined;
  }
  return undefined;
}
