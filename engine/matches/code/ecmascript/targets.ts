import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { RangeOptions } from '../../../model/range-formula.ts';
import { open, type Node } from './estree.ts';
import { compileList } from './arguments.ts';
import { compileName } from './names.ts';
import { compileObject } from './objects.ts';
import type { Compiler, NodePattern } from './pieces.ts';

/** What is declared or assigned to: a name, a member, a destructuring pattern. */
export function compileTarget(pattern: Node, compiler: Compiler): NodePattern {
  switch (pattern.type) {
    case 'Identifier':
      return withType(compileName(pattern)!, pattern.typeAnnotation, compiler);
    case 'ObjectPattern':
      return withType(compileObject(pattern, compiler), pattern.typeAnnotation, compiler);
    case 'ArrayPattern':
      return arrayPattern(pattern, compiler);
    case 'AssignmentPattern':
      return withDefault(pattern, compiler);
    case 'RestElement':
      return rest(compiler.target(pattern.argument));
    default:
      return compiler.expression(pattern);
  }
}

/** A type in the pattern must be there; without one any is right. */
function withType(
  name: NodePattern,
  annotation: TSESTree.TSTypeAnnotation | undefined,
  compiler: Compiler,
): NodePattern {
  if (!annotation) return name;
  const type = compiler.expression(annotation.typeAnnotation);
  const typeOf = (node: Node): Node | undefined =>
    'typeAnnotation' in node
      ? (node.typeAnnotation as TSESTree.TSTypeAnnotation | undefined)?.typeAnnotation
      : undefined;
  return {
    mayMatch: (node, view) => {
      const found = typeOf(node);
      return found !== undefined && name.mayMatch(node, view) && type.mayMatch(found, view);
    },
    match: (node, trial, next) => name.match(node, trial, (extended) => type.match(typeOf(node)!, extended, next)),
  };
}

function arrayPattern(pattern: TSESTree.ArrayPattern, compiler: Compiler): NodePattern {
  const elements = compileList(pattern.elements, compiler.target);
  return {
    mayMatch: (node, view) => node.type === 'ArrayPattern' && elements.mayMatch(node.elements, view),
    match: (node, trial, next) => elements.match((node as TSESTree.ArrayPattern).elements, trial, next),
  };
}

function withDefault(pattern: TSESTree.AssignmentPattern, compiler: Compiler): NodePattern {
  const left = compiler.target(pattern.left);
  const right = compiler.expression(pattern.right);
  return {
    mayMatch: (node, view) =>
      node.type === 'AssignmentPattern' && left.mayMatch(node.left, view) && right.mayMatch(node.right, view),
    match: (node, trial, next) => {
      const target = node as TSESTree.AssignmentPattern;
      return left.match(target.left, trial, (extended) => right.match(target.right, extended, next));
    },
  };
}

function rest(argument: NodePattern): NodePattern {
  return {
    mayMatch: (node, view) => node.type === 'RestElement' && argument.mayMatch(node.argument, view),
    match: (node, trial, next) => argument.match((node as TSESTree.RestElement).argument, trial, next),
  };
}

/** Where an assignment may stand. */
export function assignmentTypes({ vardef_assign, flddef_assign }: RangeOptions): readonly string[] {
  return [
    'AssignmentExpression',
    ...(vardef_assign === false ? [] : ['VariableDeclarator', 'PropertyDefinition']),
    ...(flddef_assign === true ? ['MethodDefinition'] : []),
  ];
}

/** `$X = e` is also a declaration and a class field. */
export function compileAssignment(pattern: TSESTree.AssignmentExpression, compiler: Compiler): NodePattern {
  const left = compiler.target(pattern.left);
  const right = compiler.expression(pattern.right);
  const { options } = compiler.dialect;
  return {
    mayMatch: (node, view) => {
      const found = assigned(node, options);
      return found !== undefined && left.mayMatch(found[0], view) && right.mayMatch(found[1], view);
    },
    match: (node, trial, next) => {
      const [target, value] = assigned(node, options)!;
      return left.match(target, trial, (extended) => right.match(value, extended, next));
    },
  };
}

function assigned(
  outer: Node,
  { vardef_assign, flddef_assign }: RangeOptions,
): readonly [target: Node, value: Node] | undefined {
  const node = open(outer);
  switch (node.type) {
    case 'AssignmentExpression':
      return node.operator === '=' ? [node.left, node.right] : undefined;
    case 'VariableDeclarator':
      return node.init && vardef_assign !== false ? [node.id, node.init] : undefined;
    case 'PropertyDefinition':
      return node.value && !node.computed && vardef_assign !== false ? [node.key, node.value] : undefined;
    case 'MethodDefinition':
      return !node.computed && flddef_assign === true ? [node.key, node.value] : undefined;
    default:
      return undefined;
  }
}
