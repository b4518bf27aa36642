import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { isDots, open } from './estree.ts';
import { compileList } from './arguments.ts';
import { metavariableName } from '../placeholders.ts';
import type { Compiler, NodePattern } from './pieces.ts';

/** `f(…)` and `new F(…)`: each matches only its own kind. */
export function compileCall(
  pattern: TSESTree.CallExpression | TSESTree.NewExpression,
  compiler: Compiler,
): NodePattern {
  const { type } = pattern;
  const callee = compiler.expression(pattern.callee);
  const args = compileList(pattern.arguments, compiler.expression);
  const types = pattern.typeArguments && compileList(pattern.typeArguments.params, compiler.expression);
  const optional = pattern.type === 'CallExpression' && pattern.optional;
  const needsPlainCallee = !optional && !isOpen(pattern.callee);
  return {
    mayMatch: (node, view) => {
      const call = open(node);
      if (call.type !== type) return false;
      if (call.type === 'CallExpression' && (call.optional ? needsPlainCallee : optional)) return false;
      return callee.mayMatch(call.callee, view) && args.mayMatch(call.arguments, view);
    },
    match: (node, trial, next) => {
      const call = open(node) as TSESTree.CallExpression;
      return callee.match(call.callee, trial, (called) =>
        args.match(call.arguments, called, (given) =>
          types ? types.match(call.typeArguments?.params ?? [], given, next) : next(given),
        ),
      );
    },
  };
}

function isOpen(callee: TSESTree.Node): boolean {
  return callee.type === 'Identifier' && (isDots(callee) || metavariableName(callee.name) !== undefined);
}
