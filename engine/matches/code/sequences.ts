import type { DocumentView } from '../matcher.ts';
import { impliedReturn, isDotsStatement, isStatement, statementsOf, type Node } from './estree.ts';
import { metavariableName, restName } from './placeholders.ts';
import { bind, type Compiler, type Next, type NodePattern, type Trial } from './trial.ts';

type Item =
  | { readonly kind: 'one'; readonly pattern: NodePattern }
  | { readonly kind: 'dots' }
  | { readonly kind: 'rest'; readonly name: string };

/** Statements in order (code-patterns.md, section 3). */
export interface Sequence {
  readonly items: readonly Item[];
  /** What follows the last statement is free. */
  readonly isOpen: boolean;
}

export function compileSequence(patterns: readonly Node[], compiler: Compiler, isOpen: boolean): Sequence {
  const items = patterns.map((pattern) => itemOf(pattern, compiler));
  return { items, isOpen: isOpen && items.at(-1)?.kind !== 'rest' };
}

function itemOf(pattern: Node, compiler: Compiler): Item {
  if (isDotsStatement(pattern)) return { kind: 'dots' };
  const expression = pattern.type === 'ExpressionStatement' ? pattern.expression : undefined;
  const name = expression?.type === 'Identifier' ? restName(expression.name) : undefined;
  return name === undefined ? { kind: 'one', pattern: compiler.statement(pattern) } : { kind: 'rest', name };
}

/** A list of statements as it is written, or flattened: each statement followed by all that stand in it. */
interface StatementList {
  readonly nodes: readonly Node[];
  readonly isFlat: boolean;
}

export function matchSequence(
  sequence: Sequence,
  nodes: readonly Node[],
  from: number,
  trial: Trial,
  next: Next,
): boolean {
  return matchItems(sequence, 0, { nodes, isFlat: false }, from, trial, next);
}

function matchItems(
  sequence: Sequence,
  at: number,
  list: StatementList,
  from: number,
  trial: Trial,
  next: Next,
): boolean {
  const item = sequence.items[at];
  const { nodes } = list;
  if (!item) return (sequence.isOpen || from === nodes.length) && next(trial);
  if (item.kind === 'dots') return matchDots(sequence, at, list, from, trial, next);
  if (item.kind === 'rest') {
    return ends(from, nodes.length).some((to) =>
      bind(item.name, { kind: 'list', nodes: nodes.slice(from, to) }, trial, (bound) =>
        matchItems(sequence, at + 1, list, to, bound, next),
      ),
    );
  }
  const node = nodes[from];
  if (!node || !item.pattern.mayMatch(node, trial.view)) return false;
  return item.pattern.match(node, { ...trial, last: node }, (extended) =>
    matchItems(sequence, at + 1, list, from + 1, { ...extended, last: node }, next),
  );
}

function ends(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** After `...` the list goes on as it is written, or with everything nested in it. */
function matchDots(
  sequence: Sequence,
  at: number,
  list: StatementList,
  from: number,
  trial: Trial,
  next: Next,
): boolean {
  if (at === sequence.items.length - 1) return next(trial);
  const anywhereIn = (rest: StatementList, start: number): boolean => {
    for (let i = start; i <= rest.nodes.length; i++)
      if (matchItems(sequence, at + 1, rest, i, trial, next)) return true;
    return false;
  };
  if (anywhereIn(list, from)) return true;
  return !list.isFlat && anywhereIn({ nodes: flattened(trial.view, list.nodes.slice(from)), isFlat: true }, 0);
}

/** In pre-order: branches, loops, nested functions and classes, and the bodies of lambdas in expressions. */
function flattened(view: DocumentView, nodes: readonly Node[]): readonly Node[] {
  return nodes.flatMap((node) => [node, ...nested(view, node)]);
}

const NESTED = Symbol('nested statements');

function nested(view: DocumentView, statement: Node): readonly Node[] {
  const memo = view.memo(NESTED, () => new Map<Node, readonly Node[]>());
  let found = memo.get(statement);
  if (!found) {
    const root = statement.type === 'ReturnStatement' && statement.argument ? statement.argument : statement;
    const inside = view.index.all(root) as readonly Node[];
    found = (root === statement ? inside : [root, ...inside]).flatMap(statementsAt);
    memo.set(statement, found);
  }
  return found;
}

function statementsAt(node: Node): readonly Node[] {
  if (node.type === 'ArrowFunctionExpression')
    return node.body.type === 'BlockStatement' ? [] : [impliedReturn(node.body)];
  return isStatement(node) && node.type !== 'BlockStatement' ? [node] : [];
}

/** A function's body, a block or a branch: as a whole, unless the pattern ends with `...`. */
export function compileBody(pattern: Node, compiler: Compiler): NodePattern {
  if (pattern.type === 'Identifier' && metavariableName(pattern.name) !== undefined)
    return compiler.expression(pattern);
  const sequence = compileSequence(statementsOf(pattern), compiler, false);
  return {
    mayMatch: () => true,
    match: (node, trial, next) => {
      const { last } = trial;
      return matchSequence(sequence, statementsOf(node), 0, trial, (extended) => next({ ...extended, last }));
    },
  };
}
