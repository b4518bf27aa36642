import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Node } from './estree.ts';
import { compileGeneric } from './generic.ts';
import type { Compiler, NodePattern } from './pieces.ts';

type Loop = Extract<Node, { body: TSESTree.Statement; type: `${string}Statement` }>;

/** The header field by field; braces around a body of one statement do not matter. */
export function compileLoop(pattern: Loop, compiler: Compiler): NodePattern {
  const body = compiler.body(pattern.body);
  const header = compileGeneric({ ...pattern, body: anyBody } as unknown as Node, compiler);
  return {
    mayMatch: header.mayMatch,
    match: (node, trial, next) =>
      header.match(node, trial, (extended) => body.match((node as Loop).body, extended, next)),
  };
}

const anyBody = { type: 'Identifier', name: '$_', range: [0, 0], decorators: [], optional: false };

/** `for (...) S`: any header of any kind of `for`. */
export function compileAnyFor(pattern: TSESTree.ForStatement, compiler: Compiler): NodePattern {
  const body = compiler.body(pattern.body);
  return {
    mayMatch: (node) => /^For(|In|Of)Statement$/.test(node.type),
    match: (node, trial, next) => body.match((node as Loop).body, trial, next),
  };
}

/** `for ($X of e) S`: how the code declares the variable does not matter. */
export function compileForEach(
  pattern: TSESTree.ForInStatement | TSESTree.ForOfStatement,
  compiler: Compiler,
): NodePattern {
  const variable = compiler.target(variableOf(pattern));
  const iterated = compiler.expression(pattern.right);
  const body = compiler.body(pattern.body);
  const isSame = (node: Node): node is typeof pattern => node.type === pattern.type;
  return {
    mayMatch: (node, view) =>
      isSame(node) && variable.mayMatch(variableOf(node), view) && iterated.mayMatch(node.right, view),
    match: (node, trial, next) => {
      if (!isSame(node)) return false;
      return variable.match(variableOf(node), trial, (bound) =>
        iterated.match(node.right, bound, (found) => body.match(node.body, found, next)),
      );
    },
  };
}

function variableOf({ left }: TSESTree.ForInStatement | TSESTree.ForOfStatement): Node {
  return left.type === 'VariableDeclaration' ? left.declarations[0].id : left;
}
