import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { open, type Node } from './estree.ts';
import { matchSubsequence, matchSubset } from '../lists.ts';
import { compileList } from './arguments.ts';
import type { Compiler, Next, NodePattern, Trial } from './pieces.ts';

type MatchDecorators = (nodes: readonly Node[], trial: Trial, next: Next) => boolean;

/** Some of the decorators, in any order unless the rule says otherwise. */
export function compileDecorators(patterns: readonly TSESTree.Decorator[], compiler: Compiler): MatchDecorators {
  const compiled = patterns.map(({ expression }) => compileDecorator(expression, compiler));
  return compiler.dialect.options.decorators_order_matters === true
    ? (nodes, trial, next) => matchSubsequence(compiled, nodes, trial, next)
    : (nodes, trial, next) => matchSubset(compiled, nodes, trial, next);
}

/** `@d` says the same as `@d()`. */
function compileDecorator(pattern: Node, compiler: Compiler): NodePattern {
  const written = callOf(pattern);
  const name = compiler.expression(written.callee);
  const args = compileList(written.args, compiler.expression);
  return {
    mayMatch: (node, view) => {
      const { callee, args: given } = callOf(expressionOf(node));
      return name.mayMatch(callee, view) && args.mayMatch(given, view);
    },
    match: (node, trial, next) => {
      const { callee, args: given } = callOf(expressionOf(node));
      return name.match(callee, trial, (named) => args.match(given, named, next));
    },
  };
}

function expressionOf(node: Node): Node {
  return node.type === 'Decorator' ? node.expression : node;
}

function callOf(expression: Node): { readonly callee: Node; readonly args: readonly Node[] } {
  const inner = open(expression);
  return inner.type === 'CallExpression'
    ? { callee: inner.callee, args: inner.arguments }
    : { callee: expression, args: [] };
}

/** Those of a class, a member or a parameter; none of a node that cannot have any. */
export function decoratorsOf(node: Node): readonly TSESTree.Decorator[] {
  return 'decorators' in node && Array.isArray(node.decorators) ? node.decorators : none;
}

const none: readonly never[] = [];
