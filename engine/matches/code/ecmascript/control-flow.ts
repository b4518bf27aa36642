import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { isDots } from './estree.ts';
import { matchSubset } from '../lists.ts';
import { matchSequence } from '../sequences.ts';
import { compileSequence } from './bodies.ts';
import type { Compiler, Next, NodePattern } from './pieces.ts';

/** Without `else` in the pattern any is right. */
export function compileIf({ test, consequent, alternate }: TSESTree.IfStatement, compiler: Compiler): NodePattern {
  const condition = compiler.expression(test);
  const then = compiler.body(consequent);
  const otherwise = alternate && compiler.body(alternate);
  return {
    mayMatch: (node, view) =>
      node.type === 'IfStatement' && (!otherwise || node.alternate !== null) && condition.mayMatch(node.test, view),
    match: (node, trial, next) => {
      const target = node as TSESTree.IfStatement;
      return condition.match(target.test, trial, (tested) =>
        then.match(target.consequent, tested, (done) =>
          otherwise ? otherwise.match(target.alternate!, done, next) : next(done),
        ),
      );
    },
  };
}

export function compileBlock(pattern: TSESTree.BlockStatement, compiler: Compiler): NodePattern {
  const body = compiler.body(pattern);
  return { mayMatch: (node) => node.type === 'BlockStatement', match: body.match };
}

/** Some of the cases, in any order. */
export function compileSwitch({ discriminant, cases }: TSESTree.SwitchStatement, compiler: Compiler): NodePattern {
  const value = compiler.expression(discriminant);
  const patterns = cases.map((one) => compileCase(one, compiler));
  return {
    mayMatch: (node, view) => node.type === 'SwitchStatement' && value.mayMatch(node.discriminant, view),
    match: (node, trial, next) => {
      const target = node as TSESTree.SwitchStatement;
      return value.match(target.discriminant, trial, (extended) => matchSubset(patterns, target.cases, extended, next));
    },
  };
}

export function compileCase({ test, consequent }: TSESTree.SwitchCase, compiler: Compiler): NodePattern {
  const value = test && compiler.expression(test);
  const sequence = compileSequence(consequent, compiler, false);
  return {
    mayMatch: (node, view) =>
      node.type === 'SwitchCase' &&
      (value ? node.test !== null && value.mayMatch(node.test, view) : node.test === null),
    match: (node, trial, next) => {
      const target = node as TSESTree.SwitchCase;
      const goOn: Next = (extended) => matchSequence(sequence, target.consequent, 0, extended, next);
      return value ? value.match(target.test!, trial, goOn) : goOn(trial);
    },
  };
}

/** Where the pattern has no `finally`, there must be none. */
export function compileTry({ block, handler, finalizer }: TSESTree.TryStatement, compiler: Compiler): NodePattern {
  const body = compiler.body(block);
  const caught = handler && compileCatch(handler, compiler);
  const last = finalizer && compiler.body(finalizer);
  return {
    mayMatch: (node, view) =>
      node.type === 'TryStatement' &&
      (node.finalizer !== null) === (last !== null) &&
      (!caught || (node.handler !== null && caught.mayMatch(node.handler, view))),
    match: (node, trial, next) => {
      const target = node as TSESTree.TryStatement;
      const atEnd: Next = (done) => (last ? last.match(target.finalizer!, done, next) : next(done));
      return body.match(target.block, trial, (done) =>
        caught ? caught.match(target.handler!, done, atEnd) : atEnd(done),
      );
    },
  };
}

/** `catch ($E)` also matches `catch {}`. */
export function compileCatch({ param, body }: TSESTree.CatchClause, compiler: Compiler): NodePattern {
  const parameter = param && !isDots(param) ? compiler.target(param) : undefined;
  const inner = compiler.body(body);
  return {
    mayMatch: (node, view) => {
      if (node.type !== 'CatchClause') return false;
      return node.param ? !parameter || parameter.mayMatch(node.param, view) : true;
    },
    match: (node, trial, next) => {
      const target = node as TSESTree.CatchClause;
      const inBody: Next = (extended) => inner.match(target.body, extended, next);
      return parameter && target.param ? parameter.match(target.param, trial, inBody) : inBody(trial);
    },
  };
}
