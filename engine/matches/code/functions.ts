import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { isDots, isFunction, open, type FunctionNode, type Node } from './estree.ts';
import { compileList } from './lists.ts';
import { anything, type Compiler, type Next, type NodePattern, type Trial } from './trial.ts';

/** Parameters, result and body; what kind of function it is does not matter, nor what a function expression is called. */
export function compileFunction(pattern: FunctionNode, compiler: Compiler): NodePattern {
  const params = compileList(pattern.params, (param) => compileParameter(param, compiler));
  const result = pattern.returnType && compiler.expression(pattern.returnType.typeAnnotation);
  const body = isDots(pattern.body) ? anything : compiler.body(pattern.body);
  const own = (node: Node): FunctionNode => open(node) as FunctionNode;
  return {
    mayMatch: (node, view) => isFunction(open(node)) && params.mayMatch(own(node).params, view),
    match: (node: Node, trial: Trial, next: Next) => {
      const target = own(node);
      const inBody = (extended: Trial): boolean => body.match(target.body, extended, next);
      return params.match(target.params, trial, (extended) => {
        if (!result) return inBody(extended);
        const found = target.returnType?.typeAnnotation;
        return found !== undefined && result.mayMatch(found, extended.view) && result.match(found, extended, inBody);
      });
    },
  };
}

/** A parameter without default or type matches one with; decorators and `private` need not be mentioned. */
function compileParameter(pattern: Node, compiler: Compiler): NodePattern {
  const target = compiler.target(pattern);
  const inner = (node: Node): Node => {
    const parameter = node.type === 'TSParameterProperty' && pattern.type !== node.type ? node.parameter : node;
    return parameter.type === 'AssignmentPattern' && pattern.type !== 'AssignmentPattern' ? parameter.left : parameter;
  };
  return {
    mayMatch: (node, view) => target.mayMatch(inner(node), view),
    match: (node, trial, next) => target.match(inner(node), trial, next),
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

/** `function $F(…) {…}`: a declaration, a method, or a variable, field or property that holds a function. `function ...(…)`: any function. */
export function compileFunctionDefinition(pattern: TSESTree.FunctionDeclaration, compiler: Compiler): NodePattern {
  const value = compileFunction(pattern, compiler);
  const name = pattern.id && !isDots(pattern.id) ? compiler.name(pattern.id) : undefined;
  const find = name ? namedFunction : anyFunction;
  const hasAttributes = (node: FunctionNode): boolean =>
    (!pattern.async || node.async) && (!pattern.generator || node.generator);
  return {
    mayMatch: (node, view) => {
      const found = find(node);
      if (!found || !hasAttributes(found.value) || !value.mayMatch(found.value, view)) return false;
      return !name || (found.name !== null && name.mayMatch(found.name, view));
    },
    match: (node, trial, next) => {
      const found = find(node)!;
      const goOn: Next = (extended) => value.match(found.value, extended, next);
      return name && found.name ? name.match(found.name, trial, goOn) : goOn(trial);
    },
  };
}

function anyFunction(node: Node): Definition | undefined {
  return isFunction(node) ? { name: null, value: node } : undefined;
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
