import { metavariableName, restName } from '../placeholders.ts';
import { matchSequence, oneItem, type Item, type Sequence } from '../sequences.ts';
import { isDotsStatement, isStatement, statementsOf, type Node } from './estree.ts';
import type { Compiler, NodePattern } from './pieces.ts';

export function compileSequence(patterns: readonly Node[], compiler: Compiler, isOpen: boolean): Sequence {
  const items = patterns.map((pattern) => itemOf(pattern, compiler));
  return { items, isOpen };
}

function itemOf(pattern: Node, compiler: Compiler): Item {
  if (isDotsStatement(pattern)) return { kind: 'dots' };
  const expression = pattern.type === 'ExpressionStatement' ? pattern.expression : undefined;
  const name = expression?.type === 'Identifier' ? restName(expression.name) : undefined;
  return name === undefined ? oneItem(compiler.statement(pattern)) : { kind: 'rest', name };
}

/** A function's body, a block or a branch: as a whole, unless the pattern ends with `...`. */
export function compileBody(pattern: Node, compiler: Compiler): NodePattern {
  if (pattern.type === 'Identifier' && metavariableName(pattern.name) !== undefined)
    return compiler.expression(pattern);
  const isOne = pattern.type !== 'BlockStatement' && isStatement(pattern) && itemOf(pattern, compiler).kind === 'one';
  return isOne ? compileBranch(compiler.statement(pattern)) : compileBlock(pattern, compiler);
}

function compileBlock(pattern: Node, compiler: Compiler): NodePattern {
  const sequence = compileSequence(statementsOf(pattern), compiler, false);
  return {
    mayMatch: () => true,
    match: (node, trial, next) => {
      const { last } = trial;
      return matchSequence(sequence, statementsOf(node), 0, trial, (extended) => next({ ...extended, last }));
    },
  };
}

/** A branch of one statement is that statement, with or without braces; another is a statement as a whole. */
function compileBranch(statement: NodePattern): NodePattern {
  return {
    mayMatch: () => true,
    match: (node, trial, next) => {
      const [only = node, ...others] = statementsOf(node);
      const target = others.length === 0 ? only : node;
      return statement.mayMatch(target, trial.view) && statement.match(target, trial, next);
    },
  };
}
