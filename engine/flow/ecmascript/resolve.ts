import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { variableOf } from '../../documents/javascript/scope.ts';
import type { Callee, Unit } from '../graph.ts';
import type { Node } from './lowering.ts';
import { isConstantKey, nameOf } from './members.ts';
import { constructorOf, ofClass, ofInstance, ofObject, ofThis } from './resolve-members.ts';
import { ofVariable } from './resolve-variables.ts';
import { imported, unitCallee, unknown, type Path, type Resolving } from './resolving.ts';

const deepest = 30;

/** Looks up in one file what expressions are: see `Resolving.resolve`. */
export function resolving(file: Omit<Resolving, 'resolve'>): Resolving {
  const code: Resolving = { ...file, resolve: (node, path = [], depth = 0) => resolve(code, node, path, depth) };
  return code;
}

function resolve(code: Resolving, node: Node, path: Path, depth: number): Callee {
  if (depth > deepest) return unknown('it is passed on too often', path);
  const inner = (next: Node): Callee => code.resolve(next, path, depth + 1);
  switch (node.type) {
    case 'Identifier':
    case 'JSXIdentifier':
      return ofVariable(code, node, path, depth + 1);
    case 'MemberExpression':
      return ofMember(code, node, path, depth + 1);
    case 'JSXMemberExpression':
      return code.resolve(node.object, [nameOf(node.property), ...path], depth + 1);
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return ofFunction(code, node, path);
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
      return ofCall(code, node, path, depth + 1);
    case 'ImportExpression':
      return imported(node.source, path);
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

/** `f.call(x)` and `f.apply(x)` run it. */
function ofFunction(code: Resolving, node: Node, path: Path): Callee {
  const [name, ...rest] = path;
  const own = unitCallee(code, node);
  if (name === undefined) return own;
  const isRun = rest.length === 0 && /^(call|apply)$/.test(name) && own.kind === 'unit';
  return unknown('it is a member of a function', path, isRun ? own.unit : undefined);
}

/** `require('m').f`, `f.bind(x)`; what other calls return is not known, but of `cache(() => …)` what it runs. */
function ofCall(code: Resolving, node: TSESTree.CallExpression, path: Path, depth: number): Callee {
  const { callee, arguments: passed } = node;
  if (callee.type === 'Identifier' && callee.name === 'require' && !variableOf(code.view, callee))
    return imported(passed[0], path);
  if (path.length > 0) return unknown('it is what a call returns', path);
  if (callee.type === 'MemberExpression' && !callee.computed && nameOf(callee.property) === 'bind')
    return ofBound(code.resolve(callee.object, [], depth), passed.length > 1);
  return unknown('it is what a call returns', [], wrapped(code, node, depth));
}

function ofBound(function_: Callee, isFilled: boolean): Callee {
  if (function_.kind === 'unit' && isFilled) return unknown('its first arguments are bound before', [], function_.unit);
  return function_;
}

/** The one function written in the arguments of a call, unless the file itself says what the call does with it. */
function wrapped(
  code: Resolving,
  { callee, arguments: passed }: TSESTree.CallExpression,
  depth: number,
): Unit | undefined {
  const functions = passed.filter(({ type }) => type === 'ArrowFunctionExpression' || type === 'FunctionExpression');
  const [only] = functions;
  if (!only || functions.length > 1 || code.resolve(callee, [], depth).kind === 'unit') return undefined;
  return code.unitOf(only);
}

function ofMember(code: Resolving, node: TSESTree.MemberExpression, path: Path, depth: number): Callee {
  const { object, property, computed } = node;
  if (!computed) return code.resolve(object, [nameOf(property), ...path], depth);
  return isConstantKey(property)
    ? code.resolve(object, [String(property.value), ...path], depth)
    : unknown('the name of the member is computed');
}
