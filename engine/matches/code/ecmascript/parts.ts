import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Range } from '../../../model/region.ts';
import type { DocumentView } from '../../matcher.ts';
import { compileCase, compileCatch } from './control-flow.ts';
import type { FunctionNode, Node } from './estree.ts';
import { compileFunction } from './functions.ts';
import type { PartPattern } from './parse-pattern.ts';
import { withParentheses } from './ranges.ts';
import type { Compiler, NodePattern } from './pieces.ts';

/** A part of a statement, and the range of a match of it: the part, not the statement. */
export interface Part {
  readonly pattern: NodePattern;
  rangeOf(view: DocumentView, node: Node): Range;
}

/** `if (c)`, `switch (e)`, `try {…}`, `catch (e) {…}`, `finally {…}`, `case e: …`, and the heads of functions and classes. */
export function compilePart({ part, node }: PartPattern, compiler: Compiler): Part {
  switch (part) {
    case 'function':
      return { pattern: compileFunction(node as FunctionNode, compiler), rangeOf: withParentheses };
    case 'head':
      return { pattern: compiler.statement(node), rangeOf: headRange };
    case 'if':
    case 'switch':
      return condition(node as TSESTree.IfStatement | TSESTree.SwitchStatement, compiler);
    case 'try':
      return tried((node as TSESTree.TryStatement).block, compiler);
    case 'catch':
      return { pattern: compileCatch(node as TSESTree.CatchClause, compiler), rangeOf: (_view, { range }) => range };
    case 'finally':
      return last((node as TSESTree.TryStatement).finalizer!, compiler);
    case 'case':
      return { pattern: compileCase(node as TSESTree.SwitchCase, compiler), rangeOf: (_view, { range }) => range };
  }
}

/** Up to what stands between the braces. */
function headRange({ document }: DocumentView, node: Node): Range {
  const body = bodyOf(node);
  if (!body) return node.range;
  return [node.range[0], document.file.text.slice(0, body.range[0]).trimEnd().length];
}

function bodyOf(node: Node): Node | undefined {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ClassDeclaration':
    case 'ClassExpression':
      return node.body;
    case 'MethodDefinition':
    case 'Property':
    case 'PropertyDefinition':
      return node.value ? bodyOf(node.value) : undefined;
    case 'VariableDeclarator':
      return node.init ? bodyOf(node.init) : undefined;
    default:
      return undefined;
  }
}

function condition(pattern: TSESTree.IfStatement | TSESTree.SwitchStatement, compiler: Compiler): Part {
  const tested = compiler.expression(conditionOf(pattern));
  const isSame = (node: Node): node is typeof pattern => node.type === pattern.type;
  return {
    pattern: {
      mayMatch: (node, view) => isSame(node) && tested.mayMatch(conditionOf(node), view),
      match: (node, trial, next) => isSame(node) && tested.match(conditionOf(node), trial, next),
    },
    rangeOf: (view, node) => [node.range[0], withParentheses(view, conditionOf(node as typeof pattern))[1]],
  };
}

function conditionOf(node: TSESTree.IfStatement | TSESTree.SwitchStatement): TSESTree.Expression {
  return node.type === 'IfStatement' ? node.test : node.discriminant;
}

function tried(block: TSESTree.BlockStatement, compiler: Compiler): Part {
  const body = compiler.body(block);
  return {
    pattern: {
      mayMatch: (node) => node.type === 'TryStatement',
      match: (node, trial, next) => body.match((node as TSESTree.TryStatement).block, trial, next),
    },
    rangeOf: (_view, node) => [node.range[0], (node as TSESTree.TryStatement).block.range[1]],
  };
}

/** Stands at the block: `finally` has no node of its own. */
function last(block: TSESTree.BlockStatement, compiler: Compiler): Part {
  const body = compiler.body(block);
  return {
    pattern: {
      mayMatch: (node, view) => {
        const parent = view.index.parent(node) as Node | undefined;
        return parent?.type === 'TryStatement' && parent.finalizer === node;
      },
      match: (node, trial, next) => body.match(node, trial, next),
    },
    rangeOf: ({ document }, { range }) => [document.file.text.lastIndexOf('finally', range[0]), range[1]],
  };
}
