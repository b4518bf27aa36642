import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { isDotsStatement, open, type Node } from './estree.ts';
import { compileFunction } from './functions.ts';
import { matchSubset } from './lists.ts';
import { compileKey } from './objects.ts';
import type { Compiler, Next, NodePattern, Trial } from './trial.ts';

type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;
type Member = TSESTree.MethodDefinition | TSESTree.PropertyDefinition;

/** Name and superclass if the pattern has them; interfaces, members and decorators in any order, others allowed. */
export function compileClass(pattern: ClassNode, compiler: Compiler): NodePattern {
  const name = pattern.id && compiler.name(pattern.id);
  const superClass = pattern.superClass && compiler.expression(pattern.superClass);
  const decorators = pattern.decorators.map(({ expression }) => compiler.expression(expression));
  const interfaces = pattern.implements.map(({ expression }) => compiler.expression(expression));
  const members = pattern.body.body
    .filter((member) => !isDotsStatement(member))
    .map((member) => compileMember(member, compiler));
  return {
    mayMatch: (outer, view) => {
      const node = open(outer);
      if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') return false;
      if (superClass && !(node.superClass && superClass.mayMatch(node.superClass, view))) return false;
      return !name || (node.id !== null && name.mayMatch(node.id, view));
    },
    match: (outer, trial, next) => {
      const node = open(outer) as ClassNode;
      const steps: ((trial: Trial, next: Next) => boolean)[] = [
        (trial, next) => (name && node.id ? name.match(node.id, trial, next) : next(trial)),
        (trial, next) => (superClass && node.superClass ? superClass.match(node.superClass, trial, next) : next(trial)),
        (trial, next) =>
          matchSubset(
            interfaces,
            node.implements.map(({ expression }) => expression),
            trial,
            next,
          ),
        (trial, next) =>
          matchSubset(
            decorators,
            node.decorators.map(({ expression }) => expression),
            trial,
            next,
          ),
        (trial, next) => matchSubset(members, node.body.body, trial, next),
      ];
      return inTurn(steps, trial, next);
    },
  };
}

export function inTurn(
  steps: readonly ((trial: Trial, next: Next) => boolean)[],
  trial: Trial,
  next: Next,
  at = 0,
): boolean {
  const step = steps[at];
  return step ? step(trial, (extended) => inTurn(steps, extended, next, at + 1)) : next(trial);
}

/** A method or field of a class; also on its own as a pattern. */
export function compileMember(pattern: Node, compiler: Compiler): NodePattern {
  if (pattern.type !== 'MethodDefinition' && pattern.type !== 'PropertyDefinition') return compiler.expression(pattern);
  const key = compileKey(pattern, compiler);
  const decorators = pattern.decorators.map(({ expression }) => compiler.expression(expression));
  const value = compileValue(pattern, compiler);
  return {
    mayMatch: (node, view) => isSameKind(pattern, node) && key.mayMatch(node, view) && hasValue(node, value, view),
    match: (node, trial, next) => {
      const member = node as Member;
      const found = (member.decorators ?? []).map(({ expression }) => expression);
      return key.match(node, trial, (keyed) =>
        matchSubset(decorators, found, keyed, (decorated) =>
          value ? value.match(member.value!, decorated, next) : next(decorated),
        ),
      );
    },
  };
}

function compileValue(pattern: Member, compiler: Compiler): NodePattern | undefined {
  if (pattern.type === 'PropertyDefinition') return pattern.value ? compiler.expression(pattern.value) : undefined;
  return pattern.value.type === 'FunctionExpression' ? compileFunction(pattern.value, compiler) : undefined;
}

function hasValue(node: Node, value: NodePattern | undefined, view: Parameters<NodePattern['mayMatch']>[1]): boolean {
  const found = (node as Member).value;
  return !value || (found !== null && found !== undefined && value.mayMatch(found, view));
}

/** `static`, `get` and `set` in the pattern must be there; a method pattern also takes a method of an object. */
function isSameKind(pattern: Member, node: Node): boolean {
  if (node.type === 'Property') return pattern.type === 'MethodDefinition' && node.method;
  if (node.type !== 'MethodDefinition' && node.type !== 'PropertyDefinition') return false;
  if (node.type !== pattern.type || (pattern.static && !node.static)) return false;
  const isAccessor = pattern.type === 'MethodDefinition' && /^[gs]et$/.test(pattern.kind);
  return !isAccessor || (node.type === 'MethodDefinition' && node.kind === pattern.kind);
}
