import type { Range } from '../../../model/region.ts';
import type { Root as AnyRoot } from '../adapter.ts';
import type { DocumentView } from '../../matcher.ts';
import { compileMember } from './classes.ts';
import { compilerFor } from './compile.ts';
import { decoratorsOf } from './decorators.ts';
import type { Dialect } from '../dialect.ts';
import {
  asNode,
  impliedExpression,
  impliedReturn,
  isExpression,
  statementList,
  withoutExport,
  type Node,
} from './estree.ts';
import type { ParsedPattern } from './parse-pattern.ts';
import { compilePart } from './parts.ts';
import { endOf, withParentheses } from './ranges.ts';
import { rootTypes } from './root-types.ts';
import { endsWithDots, matchSequence } from '../sequences.ts';
import { compileSequence } from './bodies.ts';
import type { Compiler, NodePattern } from './pieces.ts';

type Root = AnyRoot<Node>;

export function compileRoot(parsed: ParsedPattern, dialect: Dialect): Root {
  const compiler = compilerFor(parsed.code, dialect);
  const types = rootTypes(parsed, dialect);
  switch (parsed.kind) {
    case 'expression':
      return expressionRoot(types, compiler.whole(parsed.node), dialect);
    case 'statement':
      return statementRoot(types, compiler.statement(parsed.node));
    case 'member':
      return { ...plainRoot(types, compileMember(parsed.node, compiler)) };
    case 'part': {
      const { pattern, rangeOf } = compilePart(parsed, compiler);
      return { ...plainRoot(types, pattern), ranges: (node, _siblings, { view }) => [rangeOf(view, node)] };
    }
    case 'sequence':
      return sequenceRoot(types, parsed.nodes, compiler);
  }
}

function plainRoot(types: readonly string[], pattern: NodePattern): Root {
  return {
    types,
    subject: (node) => node,
    mayMatch: (node, view) => pattern.mayMatch(node, view),
    match: (node, _siblings, trial, next) => pattern.match(node, trial, next),
    ranges: (node, _siblings, { view }) => [withParentheses(view, node)],
  };
}

function expressionRoot(types: readonly string[], pattern: NodePattern, { options }: Dialect): Root {
  return {
    ...plainRoot(types, pattern),
    mayMatch: (node, view, isAlone) =>
      pattern.mayMatch(node, view) && (isAlone || standsAsExpression(view, node, options.attr_expr !== false)),
    ranges: (node, _siblings, { view }) => [expressionRange(view, node)],
  };
}

/** Declarations and fields match as the assignments they are, decorators as the calls they are. */
function standsAsExpression(view: DocumentView, node: Node, inDecorators: boolean): boolean {
  if (/^(VariableDeclarator|PropertyDefinition|MethodDefinition)$/.test(node.type)) return true;
  const parent = view.index.parent(node);
  if (parent?.type === 'Decorator' && !inDecorators) return false;
  const above = parent && view.index.parent(parent);
  return isExpression(node, parent && asNode(parent), above && asNode(above));
}

function expressionRange(view: DocumentView, node: Node): Range {
  if (node.type === 'VariableDeclarator' && node.init) return [node.id.range[0], withParentheses(view, node.init)[1]];
  if (node.type === 'PropertyDefinition' && node.value)
    return [node.key.range[0], withParentheses(view, node.value)[1]];
  return withParentheses(view, node);
}

function statementRoot(types: readonly string[], pattern: NodePattern): Root {
  return {
    ...plainRoot(types, pattern),
    subject: impliedBy,
    ranges: (node, _siblings, { view }) => [statementRange(view, node)],
  };
}

/** An arrow with an expression for a body holds the statement `return …`. */
function impliedBy(node: Node): Node {
  return node.type === 'ArrowFunctionExpression' && node.body.type !== 'BlockStatement'
    ? impliedReturn(node.body)
    : node;
}

function statementRange(view: DocumentView, node: Node): Range {
  const expression = impliedExpression(node);
  if (expression) return withParentheses(view, expression);
  const parent = node.type === 'VariableDeclarator' ? view.index.parent(node) : undefined;
  const whole = parent?.type === 'VariableDeclaration' ? parent : node;
  const [decorator] = decoratorsOf(node);
  return [Math.min(decorator?.range[0] ?? Infinity, whole.range[0]), endOf(view, whole)];
}

/** Tried on the statement it begins with, in whatever list that stands. */
function sequenceRoot(types: readonly string[], nodes: readonly Node[], compiler: Compiler): Root {
  const sequence = compileSequence(nodes, compiler, true);
  const [first] = sequence.items;
  const isOnlyEndFree = sequence.items.findIndex(({ kind }) => kind === 'dots') === sequence.items.length - 1;
  return {
    types,
    subject: impliedBy,
    mayMatch: (node, view) => first?.kind !== 'one' || first.pattern.mayMatch(node, view),
    match: (node, siblings, trial, next) => {
      const from = placeIn(siblings, node);
      return from >= 0 && matchSequence(sequence, siblings, from, trial, next);
    },
    ranges: (node, siblings, trial, endings) => {
      const start = statementRange(trial.view, node)[0];
      const end = trial.last ? endOf(trial.view, trial.last) : node.range[0];
      const further =
        endsWithDots(sequence) && endings !== 'none'
          ? siblings.map((sibling) => endOf(trial.view, sibling)).filter((at) => at > end)
          : [];
      const ends = endings === 'longest' && isOnlyEndFree ? [further.at(-1) ?? end] : [end, ...further];
      return ends.filter((at) => at > start || endings === 'none').map((at) => [start, at]);
    },
  };
}

/** Where a statement, or the declaration that an `export` holds, stands in its list. */
function placeIn(siblings: readonly Node[], node: Node): number {
  return siblings.findIndex((sibling) => sibling === node || withoutExport(sibling) === node);
}

/** The list of statements in which a statement stands. */
export function siblingsOf(view: DocumentView, node: Node): readonly Node[] {
  if (impliedExpression(node)) return [node];
  const parent = view.index.parent(node);
  if (!parent) return [node];
  if (/^Export\w+Declaration$/.test(parent.type)) return siblingsOf(view, asNode(parent));
  return statementList(asNode(parent)) ?? [];
}
