import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Node } from './estree.ts';
import { compileGeneric } from './generic.ts';
import { matchSubset } from './lists.ts';
import { compileSequence, matchSequence } from './sequences.ts';
import type { Compiler, Next, NodePattern } from './trial.ts';

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

function compileCase({ test, consequent }: TSESTree.SwitchCase, compiler: Compiler): NodePattern {
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

/** `catch ($E)` also matches `catch {}`. */
export function compileTry({ block, handler, finalizer }: TSESTree.TryStatement, compiler: Compiler): NodePattern {
  const body = compiler.body(block);
  const parameter = handler?.param && compiler.target(handler.param);
  const caught = handler && compiler.body(handler.body);
  const last = finalizer && compiler.body(finalizer);
  return {
    mayMatch: (node) =>
      node.type === 'TryStatement' && (!caught || node.handler !== null) && (!last || node.finalizer !== null),
    match: (node, trial, next) => {
      const target = node as TSESTree.TryStatement;
      const atEnd: Next = (done) => (last ? last.match(target.finalizer!, done, next) : next(done));
      const inHandler: Next = (extended) =>
        caught ? caught.match(target.handler!.body, extended, atEnd) : atEnd(extended);
      const atParameter: Next = (extended) => {
        const found = target.handler?.param;
        return parameter && found
          ? parameter.mayMatch(found, trial.view) && parameter.match(found, extended, inHandler)
          : inHandler(extended);
      };
      return body.match(target.block, trial, atParameter);
    },
  };
}
