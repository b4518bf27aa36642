import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { matchSubset } from '../lists.ts';
import { compileList } from './arguments.ts';
import { type Node } from './estree.ts';
import { compileGeneric } from './generic.ts';
import { compileFields, compileKey } from './objects.ts';
import { inTurn, type Compiler, type Next, type NodePattern, type Step, type Trial } from './pieces.ts';

/** `interface I {…}`: members and what it extends in any order, others are allowed. */
export function compileInterface(pattern: TSESTree.TSInterfaceDeclaration, compiler: Compiler): NodePattern {
  const name = compiler.name(pattern.id);
  const parameters = compileTypeParameters(pattern, compiler);
  const extended = pattern.extends.map(({ expression }) => compiler.expression(expression));
  const members = compileSignatures(pattern.body.body, compiler);
  return {
    mayMatch: (node, view) => node.type === 'TSInterfaceDeclaration' && name.mayMatch(node.id, view),
    match: (node, trial, next) => {
      const found = node as TSESTree.TSInterfaceDeclaration;
      const bases = found.extends.map(({ expression }) => expression);
      const steps: readonly Step[] = [
        (trial, next) => name.match(found.id, trial, next),
        (trial, next) => parameters(found, trial, next),
        (trial, next) => matchSubset(extended, bases, trial, next),
        (trial, next) => members(found.body.body, trial, next),
      ];
      return inTurn(steps, trial, next);
    },
  };
}

/** `{a: T}` as a type. */
export function compileTypeLiteral(pattern: TSESTree.TSTypeLiteral, compiler: Compiler): NodePattern {
  const members = compileSignatures(pattern.members, compiler);
  return {
    mayMatch: (node) => node.type === 'TSTypeLiteral',
    match: (node, trial, next) => members((node as TSESTree.TSTypeLiteral).members, trial, next),
  };
}

function compileSignatures(
  members: readonly Node[],
  compiler: Compiler,
): (nodes: readonly Node[], trial: Trial, next: Next) => boolean {
  return compileFields(members, (member) => compileSignature(member, compiler), compiler);
}

function compileSignature(pattern: Node, compiler: Compiler): NodePattern {
  if (pattern.type !== 'TSPropertySignature') return compileGeneric(pattern, compiler);
  const key = compileKey(pattern, compiler);
  const type = pattern.typeAnnotation && compiler.expression(pattern.typeAnnotation.typeAnnotation);
  const typeOf = (node: Node): Node | undefined =>
    (node as TSESTree.TSPropertySignature).typeAnnotation?.typeAnnotation;
  return {
    mayMatch: (node, view) => {
      if (node.type !== 'TSPropertySignature' || !key.mayMatch(node, view)) return false;
      const found = typeOf(node);
      return !type || (found !== undefined && type.mayMatch(found, view));
    },
    match: (node, trial, next) =>
      key.match(node, trial, (extended) => (type ? type.match(typeOf(node)!, extended, next) : next(extended))),
  };
}

interface Parametric {
  readonly typeParameters?: TSESTree.TSTypeParameterDeclaration | undefined;
}

/** `<T extends U>` in order, if the pattern has them; Semgrep does not look at them. */
export function compileTypeParameters(
  { typeParameters }: Parametric,
  compiler: Compiler,
): (node: Parametric, trial: Trial, next: Next) => boolean {
  if (!typeParameters || compiler.dialect.semgrep) return (_node, trial, next) => next(trial);
  const parameters = compileList(typeParameters.params, (parameter) => compileTypeParameter(parameter, compiler));
  return ({ typeParameters: found }, trial, next) =>
    found !== undefined && parameters.mayMatch(found.params, trial.view) && parameters.match(found.params, trial, next);
}

function compileTypeParameter(pattern: Node, compiler: Compiler): NodePattern {
  const { name, constraint } = pattern as TSESTree.TSTypeParameter;
  const written = compiler.name(name);
  const bound = constraint && compiler.expression(constraint);
  return {
    mayMatch: (node, view) => {
      if (node.type !== 'TSTypeParameter' || !written.mayMatch(node.name, view)) return false;
      return !bound || (node.constraint !== undefined && bound.mayMatch(node.constraint, view));
    },
    match: (node, trial, next) => {
      const found = node as TSESTree.TSTypeParameter;
      return written.match(found.name, trial, (extended) =>
        bound ? bound.match(found.constraint!, extended, next) : next(extended),
      );
    },
  };
}
