import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { compileDecorators, decoratorsOf } from './decorators.ts';
import { open, type Node } from './estree.ts';
import { compileFunction } from './functions.ts';
import { matchSubset } from '../lists.ts';
import { compileFields, compileKey } from './objects.ts';
import { fitsModifiers } from './modifiers.ts';
import { inTurn, type Compiler, type NodePattern, type Step } from './pieces.ts';

type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;
type Member = TSESTree.MethodDefinition | TSESTree.PropertyDefinition;

/** Name and superclass if the pattern has them; interfaces, members and decorators in any order, others allowed. */
export function compileClass(pattern: ClassNode, compiler: Compiler): NodePattern {
  const name = pattern.id && compiler.name(pattern.id);
  const superClass = pattern.superClass && compiler.expression(pattern.superClass);
  const decorators = compileDecorators(pattern.decorators, compiler);
  const interfaces = pattern.implements.map(({ expression }) => compiler.expression(expression));
  const members = compileFields(pattern.body.body, (member) => compileMember(member, compiler), compiler);
  return {
    mayMatch: (outer, view) => {
      const node = open(outer);
      if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') return false;
      if (pattern.abstract && !node.abstract) return false;
      if (superClass && !(node.superClass && superClass.mayMatch(node.superClass, view))) return false;
      return !name || (node.id !== null && name.mayMatch(node.id, view));
    },
    match: (outer, trial, next) => {
      const node = open(outer) as ClassNode;
      const steps: readonly Step[] = [
        (trial, next) => (name && node.id ? name.match(node.id, trial, next) : next(trial)),
        (trial, next) => (superClass && node.superClass ? superClass.match(node.superClass, trial, next) : next(trial)),
        (trial, next) => matchSubset(interfaces, interfacesOf(node), trial, next),
        (trial, next) => decorators(node.decorators, trial, next),
        (trial, next) => members(node.body.body, trial, next),
      ];
      return inTurn(steps, trial, next);
    },
  };
}

function interfacesOf(node: ClassNode): readonly Node[] {
  return node.implements.map(({ expression }) => expression);
}

/** A method or field of a class; also on its own as a pattern. */
export function compileMember(pattern: Node, compiler: Compiler): NodePattern {
  if (pattern.type !== 'MethodDefinition' && pattern.type !== 'PropertyDefinition') return compiler.expression(pattern);
  const key = compileKey(pattern, compiler);
  const decorators = compileDecorators(pattern.decorators, compiler);
  const value = compileValue(pattern, compiler);
  const type = pattern.type === 'PropertyDefinition' ? pattern.typeAnnotation : undefined;
  const annotation = type && compiler.expression(type.typeAnnotation);
  return {
    mayMatch: (node, view) => {
      if (!isSameKind(pattern, node) || !key.mayMatch(node, view)) return false;
      const { value: found } = node as Member;
      if (value ? !found || !value.mayMatch(found, view) : found !== null) return false;
      const declared = annotationOf(node);
      return !annotation || (declared !== undefined && annotation.mayMatch(declared, view));
    },
    match: (node, trial, next) => {
      const { value: found } = node as Member;
      const steps: readonly Step[] = [
        (trial, next) => key.match(node, trial, next),
        (trial, next) => decorators(decoratorsOf(node), trial, next),
        (trial, next) => (annotation ? annotation.match(annotationOf(node)!, trial, next) : next(trial)),
        (trial, next) => (value && found ? value.match(found, trial, next) : next(trial)),
      ];
      return inTurn(steps, trial, next);
    },
  };
}

function annotationOf(node: Node): Node | undefined {
  return node.type === 'PropertyDefinition' ? node.typeAnnotation?.typeAnnotation : undefined;
}

function compileValue(pattern: Member, compiler: Compiler): NodePattern | undefined {
  if (pattern.type === 'PropertyDefinition') return pattern.value ? compiler.expression(pattern.value) : undefined;
  return compileFunction(pattern.value, compiler);
}

/** A method pattern also takes a method of an object. */
function isSameKind(pattern: Member, node: Node): boolean {
  if (node.type === 'Property') return pattern.type === 'MethodDefinition' && node.method;
  if (node.type !== pattern.type || !fitsModifiers(pattern, node)) return false;
  if (pattern.type === 'PropertyDefinition' || node.type === 'PropertyDefinition') return true;
  const isAccessor = pattern.kind === 'get' || pattern.kind === 'set';
  return fitsModifiers(pattern.value, node.value) && (!isAccessor || node.kind === pattern.kind);
}
