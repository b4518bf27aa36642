import type { TreeNode } from '../../model/document.ts';
import type { Next, NodePattern, Trial } from './adapter.ts';
import { bind } from './trial.ts';

export type Item =
  | { readonly kind: 'one'; readonly pattern: NodePattern }
  | { readonly kind: 'dots' }
  | { readonly kind: 'rest'; readonly name: string };

/** Statements in order (code-patterns.md, section 3). */
export interface Sequence {
  readonly items: readonly Item[];
  /** What follows the last statement is free. */
  readonly isOpen: boolean;
}

export function endsWithDots({ items }: Sequence): boolean {
  return items.at(-1)?.kind === 'dots';
}

/** Where the trial is in a list of statements: as it is written, or flattened, each statement followed by all that stand in it. */
interface Position {
  readonly nodes: readonly TreeNode[];
  readonly from: number;
  readonly isFlat: boolean;
  /** Statements may follow the last that is matched. */
  readonly isOpen: boolean;
}

export function matchSequence(
  sequence: Sequence,
  nodes: readonly TreeNode[],
  from: number,
  trial: Trial,
  next: Next,
): boolean {
  return matchItems(sequence.items, 0, { nodes, from, isFlat: false, isOpen: sequence.isOpen }, trial, next);
}

function matchItems(items: readonly Item[], at: number, position: Position, trial: Trial, next: Next): boolean {
  const item = items[at];
  const { nodes, from } = position;
  if (!item) return (position.isOpen || from === nodes.length) && next(trial);
  if (item.kind === 'dots') return matchDots(items, at + 1, position, trial, next);
  if (item.kind === 'rest') return matchRest(item.name, items, at + 1, position, trial, next);
  const node = nodes[from];
  if (!node || !item.pattern.mayMatch(node, trial.view)) return false;
  const { last } = trial;
  return item.pattern.match(node, trial, (extended) =>
    matchItems(items, at + 1, { ...position, from: from + 1 }, past(node, extended, last), next),
  );
}

/** What the inside of a statement has matched does not count, only where the statement ends. */
function past(node: TreeNode, trial: Trial, last: TreeNode | undefined): Trial {
  return { ...trial, last: farther(node, last) };
}

function farther(node: TreeNode, last: TreeNode | undefined): TreeNode {
  return last && last.range[1] >= node.range[1] ? last : node;
}

/** `$...REST` at the end of a pattern takes all that is left. */
function matchRest(
  name: string,
  items: readonly Item[],
  at: number,
  position: Position,
  trial: Trial,
  next: Next,
): boolean {
  const { nodes, from } = position;
  for (let to = at === items.length ? nodes.length : from; to <= nodes.length; to++) {
    const taken = nodes.slice(from, to);
    const goOn: Next = (bound) => {
      const last = taken.at(-1);
      const extended = last ? past(last, bound, bound.last) : bound;
      return matchItems(items, at, { ...position, from: to, isOpen: true }, extended, next);
    };
    if (bind(name, { kind: 'list', nodes: taken }, trial, goOn)) return true;
  }
  return false;
}

/** After `...` the list goes on as it is written or with everything nested in it, and what follows the last statement is free. */
function matchDots(items: readonly Item[], at: number, position: Position, trial: Trial, next: Next): boolean {
  if (at === items.length) return next(trial);
  if (anywhereIn(items, at, { ...position, isOpen: true }, trial, next)) return true;
  if (position.isFlat) return false;
  const nodes = flattened(trial, position.nodes.slice(position.from));
  if (nodes.length === position.nodes.length - position.from) return false;
  return anywhereIn(items, at, { nodes, from: 0, isFlat: true, isOpen: true }, trial, next);
}

function anywhereIn(items: readonly Item[], at: number, position: Position, trial: Trial, next: Next): boolean {
  const { view } = trial;
  const { nodes } = position;
  const item = items[at];
  const first = item?.kind === 'one' ? item.pattern : undefined;
  let { last } = trial;
  for (let from = position.from; from <= nodes.length; from++) {
    const node = nodes[from];
    const mayBegin = !first || (node !== undefined && first.mayMatch(node, view));
    if (mayBegin && matchItems(items, at, { ...position, from }, { ...trial, last }, next)) return true;
    if (node) last = farther(node, last);
  }
  return false;
}

/** In pre-order: branches, loops, nested functions and classes, and the bodies of lambdas in expressions. */
function flattened({ view, adapter }: Trial, nodes: readonly TreeNode[]): readonly TreeNode[] {
  return nodes.flatMap((node) => [node, ...adapter.nestedIn(view, node)]);
}
