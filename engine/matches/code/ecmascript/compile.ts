import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { compileCall } from './calls.ts';
import { compileClass } from './classes.ts';
import { compileDeep } from './deep.ts';
import type { Dialect } from '../dialect.ts';
import type { Node } from './estree.ts';
import { compileFunction } from './functions.ts';
import { compileGeneric } from './generic.ts';
import { compileElement, compileFragment } from './jsx.ts';
import { compileLiteral } from './literals.ts';
import { compileMember } from './members.ts';
import { compileIdentifier, compileName } from './names.ts';
import { compileObject, compileProperty } from './objects.ts';
import { deep, metavariableName } from '../placeholders.ts';
import { compileOperation } from './operators.ts';
import { compileBody } from './bodies.ts';
import { compileTypeLiteral } from './signatures.ts';
import { compileStatement } from './statements.ts';
import { orSymbol } from './symbols.ts';
import { compileAssignment, compileTarget } from './targets.ts';
import { compileTemplate } from './templates.ts';
import type { Compiler, NodePattern } from './pieces.ts';
import { compileTyped, typeOfMetavariable } from './typed.ts';

/** Compiles the pieces of one pattern to closures; the kinds of nodes with rules of their own are listed here and nowhere else. */
export function compilerFor(code: string, dialect: Dialect): Compiler {
  const { constant_propagation, symbolic_propagation } = dialect.options;
  const isSymbolic = symbolic_propagation === true && constant_propagation !== false;
  const compiler: Compiler = {
    code,
    dialect,
    expression: (pattern) => (isSymbolic ? orSymbol(compiler.whole(pattern)) : compiler.whole(pattern)),
    whole: (pattern) => compileExpression(pattern, compiler),
    name: (pattern) => compileName(pattern) ?? compileGeneric(pattern, compiler),
    target: (pattern) => compileTarget(pattern, compiler),
    statement: (pattern) => compileStatement(pattern, compiler),
    body: (pattern) => compileBody(pattern, compiler),
  };
  return compiler;
}

function compileExpression(pattern: Node, compiler: Compiler): NodePattern {
  switch (pattern.type) {
    case 'ChainExpression':
      return compiler.whole(pattern.expression);
    case 'Identifier':
      return compileIdentifier(pattern, compiler);
    case 'Literal':
      return compileLiteral(pattern, compiler);
    case 'TemplateLiteral':
      return compileTemplate(pattern, compiler);
    case 'MemberExpression':
      return compileMember(pattern, compiler);
    case 'CallExpression':
      return deepInside(pattern, compiler) ?? compileCall(pattern, compiler);
    case 'NewExpression':
      return compileCall(pattern, compiler);
    case 'ObjectExpression':
    case 'ObjectPattern':
      return compileObject(pattern, compiler);
    case 'Property':
      return compileProperty(pattern, 'ObjectExpression', compiler);
    case 'BinaryExpression':
    case 'LogicalExpression':
      return compileOperation(pattern, compiler);
    case 'AssignmentExpression':
      return pattern.operator === '=' ? compileAssignment(pattern, compiler) : compileGeneric(pattern, compiler);
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return compileFunction(pattern, compiler);
    case 'ClassExpression':
      return compileClass(pattern, compiler);
    case 'JSXElement':
      return compileElement(pattern, compiler);
    case 'JSXFragment':
      return compileFragment(pattern, compiler);
    case 'TSAsExpression':
      return compileAssertion(pattern, compiler);
    case 'TSTypeReference':
      return isMetavariableType(pattern) ? compiler.expression(pattern.typeName) : compileGeneric(pattern, compiler);
    case 'TSTypeLiteral':
      return compileTypeLiteral(pattern, compiler);
    default:
      return compileGeneric(pattern, compiler);
  }
}

/** `e as T`, or `($X: T)`. */
function compileAssertion(pattern: TSESTree.TSAsExpression, compiler: Compiler): NodePattern {
  const type = typeOfMetavariable(pattern);
  return type ? compileTyped(pattern, type, compiler) : compileGeneric(pattern, compiler);
}

/** In the place of a type, `$T` takes any. */
function isMetavariableType({ typeName, typeArguments }: TSESTree.TSTypeReference): boolean {
  return !typeArguments && typeName.type === 'Identifier' && metavariableName(typeName.name) !== undefined;
}

/** `<... e ...>`, which pattern-text.ts has written as a call. */
function deepInside(
  { callee, arguments: [inner] }: TSESTree.CallExpression,
  compiler: Compiler,
): NodePattern | undefined {
  const isDeep = callee.type === 'Identifier' && callee.name === deep;
  return isDeep && inner ? compileDeep(compiler.whole(inner)) : undefined;
}
