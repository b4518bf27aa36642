import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { compileDecorators, decoratorsOf } from './decorators.ts';
import { isDots, isFunction, open, type FunctionNode, type Node } from './estree.ts';
import { compileList } from './arguments.ts';
import { type Compiler, type Next, type NodePattern, type Trial } from './pieces.ts';
import { compileTypeParameters } from './signatures.ts';

/** Parameters, result and body; what kind of function it is does not matter, nor what a function expression is called. */
export function compileFunction(pattern: FunctionNode | Signature, compiler: Compiler): NodePattern {
  const params = compileList(pattern.params, (param) => compileParameter(param, compiler));
  const typeParameters = compileTypeParameters(pattern, compiler);
  const result = pattern.returnType && compiler.expression(pattern.returnType.typeAnnotation);
  const body = !pattern.body || isDots(pattern.body) ? undefined : compiler.body(pattern.body);
  const isAnyKind = compiler.dialect.options.arrow_is_function !== false;
  const own = (node: Node): FunctionNode | Signature => open(node) as FunctionNode | Signature;
  return {
    mayMatch: (node, view) => {
      const found = open(node);
      if (!isFunction(found) && (body || !isSignature(found))) return false;
      return (isAnyKind || isArrow(found) === isArrow(pattern)) && params.mayMatch(found.params, view);
    },
    match: (node: Node, trial: Trial, next: Next) => {
      const target = own(node);
      const inBody = (extended: Trial): boolean =>
        body && target.body ? body.match(target.body, extended, next) : next(extended);
      const ofResult: Next = (extended) => {
        if (!result) return inBody(extended);
        const found = target.returnType?.typeAnnotation;
        return found !== undefined && result.mayMatch(found, extended.view) && result.match(found, extended, inBody);
      };
      return typeParameters(target, trial, (extended) => params.match(target.params, extended, ofResult));
    },
  };
}

type Signature = TSESTree.TSEmptyBodyFunctionExpression;

/** A method without a body: abstract, or an overload. */
function isSignature(node: Node): node is Signature {
  return node.type === 'TSEmptyBodyFunctionExpression';
}

function isArrow({ type }: Node): boolean {
  return type === 'ArrowFunctionExpression';
}

/** A parameter without default or type matches one with; decorators and `private` need not be mentioned. `$X` takes no rest parameter. */
function compileParameter(pattern: Node, compiler: Compiler): NodePattern {
  const target = compiler.target(pattern);
  const decorators = compileDecorators(decoratorsOf(pattern), compiler);
  const inner = (node: Node): Node => {
    const parameter = node.type === 'TSParameterProperty' && pattern.type !== node.type ? node.parameter : node;
    return parameter.type === 'AssignmentPattern' && pattern.type !== 'AssignmentPattern' ? parameter.left : parameter;
  };
  return {
    mayMatch: (node, view) =>
      (node.type !== 'RestElement' || pattern.type === 'RestElement') && target.mayMatch(inner(node), view),
    match: (node, trial, next) =>
      decorators(decoratorsOf(node), trial, (decorated) => target.match(inner(node), decorated, next)),
  };
}

interface Definition {
  readonly name: Node | null;
  readonly value: FunctionNode;
}

/** Where a named function may be defined, beside the declaration itself. */
export const definitionTypes = [
  'FunctionDeclaration',
  'MethodDefinition',
  'Property',
  'PropertyDefinition',
  'VariableDeclarator',
];
export const functionTypes = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];

/** `function $F(…) {…}`: a declaration, a method, or a variable, field or property that holds a function. */
export function compileFunctionDefinition(pattern: TSESTree.FunctionDeclaration, compiler: Compiler): NodePattern {
  const value = compileFunction(pattern, compiler);
  const name = pattern.id && compiler.name(pattern.id);
  const hasAttributes = (node: FunctionNode): boolean =>
    (!pattern.async || node.async) && (!pattern.generator || node.generator);
  return {
    mayMatch: (node, view) => {
      const found = namedFunction(node);
      if (!found || !hasAttributes(found.value) || !value.mayMatch(found.value, view)) return false;
      return !name || (found.name !== null && name.mayMatch(found.name, view));
    },
    match: (node, trial, next) => {
      const found = namedFunction(node)!;
      const goOn: Next = (extended) => value.match(found.value, extended, next);
      return name && found.name ? name.match(found.name, trial, goOn) : goOn(trial);
    },
  };
}

function namedFunction(node: Node): Definition | undefined {
  switch (node.type) {
    case 'FunctionDeclaration':
      return { name: node.id, value: node };
    case 'MethodDefinition':
    case 'Property':
    case 'PropertyDefinition':
      return !node.computed && isFunction(node.value) ? { name: node.key, value: node.value } : undefined;
    case 'VariableDeclarator':
      return isFunction(node.init) ? { name: node.id, value: node.init } : undefined;
    case 'VariableDeclaration':
      return node.declarations.length === 1 ? namedFunction(node.declarations[0]) : undefined;
    default:
      return undefined;
  }
}
