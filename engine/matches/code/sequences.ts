import type { TreeNode } from '../../model/document.ts';
import type { DocumentView } from '../matcher.ts';
import type { Next, NodePattern, Run, Trial } from './adapter.ts';
import { bind } from './trial.ts';

export type Item =
  | {
      readonly kind: 'one';
      readonly pattern: NodePattern;
      /** Where in a list the pattern may match. */
      fitting(nodes: readonly TreeNode[], view: DocumentView): (at: number) => boolean;
    }
  | { readonly kind: 'dots' }
  | { readonly kind: 'rest'; readonly name: string };

export function oneItem(pattern: NodePattern): Item {
  return { kind: 'one', pattern, fitting: fittingOf(pattern) };
}

/** Statements in order (code-patterns.md, section 3). */
export interface Sequence {
  readonly items: readonly Item[];
  /** What follows the last statement is free. */
  readonly isOpen: boolean;
}

/** Passing over this many statements takes as long as a step. */
const passedInAStep = 8;

export function endsWithDots({ items }: Sequence): boolean {
  return items.at(-1)?.kind === 'dots';
}

/** Where the trial is in a list of statements: as it is written, or flattened, each statement followed by all that stand in it. */
interface Position extends Run {
  readonly isFlat: boolean;
  /** Statements may follow the last that is matched. */
  readonly isOpen: boolean;
}

export function matchSequence(
  { items, isOpen }: Sequence,
  nodes: readonly TreeNode[],
  from: number,
  trial: Trial,
  next: Next,
): boolean {
  return matchItems(items, 0, { nodes, from, to: nodes.length, isFlat: false, isOpen }, trial, next);
}

function matchItems(items: readonly Item[], at: number, position: Position, trial: Trial, next: Next): boolean {
  const item = items[at];
  const { nodes, from, to } = position;
  if (!item) return (position.isOpen || from === to) && next(trial);
  if (item.kind === 'dots') return matchDots(items, at + 1, position, trial, next);
  if (item.kind === 'rest') return matchRest(item.name, items, at + 1, position, trial, next);
  const node = from < to ? nodes[from] : undefined;
  if (!node || !item.fitting(nodes, trial.view)(from)) return false;
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
  const { nodes, from, to: end } = position;
  for (let to = at === items.length ? end : from; to <= end; to++) {
    trial.effort.spend(1 + Math.ceil((to - from) / passedInAStep));
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
  const asWritten = { ...position, isOpen: true };
  if (position.isFlat) return anywhereIn(items, at, asWritten, trial, next);
  const flat = { ...trial.adapter.flattened(trial.view, position), isFlat: true, isOpen: true };
  const isNested = flat.to - flat.from > position.to - position.from;
  if (!isNested || !isLast(items, at)) {
    if (anywhereIn(items, at, asWritten, trial, next)) return true;
  }
  return isNested && anywhereIn(items, at, flat, trial, next);
}

/** Of the last statement it does not matter how the list would go on: the flattened one holds all. */
function isLast(items: readonly Item[], at: number): boolean {
  return items[at]?.kind === 'one' && items.slice(at + 1).every(({ kind }) => kind === 'dots');
}

function anywhereIn(items: readonly Item[], at: number, position: Position, trial: Trial, next: Next): boolean {
  const { nodes, to } = position;
  const item = items[at];
  if (item?.kind === 'one') return oneAnywhereIn(item, items, at, position, trial, next);
  let { last } = trial;
  for (let from = position.from; from <= to; from++) {
    trial.effort.spend(1);
    if (matchItems(items, at, { ...position, from }, { ...trial, last }, next)) return true;
    if (from < to) last = farther(nodes[from]!, last);
  }
  return false;
}

/** The same about a statement; it is tried so often that nothing is made for those that cannot match. */
function oneAnywhereIn(
  { pattern, fitting }: Extract<Item, { kind: 'one' }>,
  items: readonly Item[],
  at: number,
  position: Position,
  trial: Trial,
  next: Next,
): boolean {
  const { nodes, to } = position;
  const { view, effort } = trial;
  const mayMatch = fitting(nodes, view);
  let { from } = position;
  let { last } = trial;
  const goOn: Next = (extended) =>
    matchItems(items, at + 1, { ...position, from: from + 1 }, past(nodes[from]!, extended, last), next);
  effort.spend(Math.ceil((to - from) / passedInAStep));
  for (; from < to; from++) {
    const node = nodes[from]!;
    if (mayMatch(from)) {
      effort.spend(1);
      if (pattern.match(node, trial, goOn)) return true;
    }
    last = farther(node, last);
  }
  return false;
}

/** What `mayMatch` says of each statement of a list, asked once: a list is searched from each of its statements on. */
function fittingOf({
  mayMatch,
}: NodePattern): (nodes: readonly TreeNode[], view: DocumentView) => (at: number) => boolean {
  const asked = new WeakMap<readonly TreeNode[], Int8Array>();
  return (nodes, view) => {
    const answers = asked.get(nodes) ?? new Int8Array(nodes.length);
    asked.set(nodes, answers);
    return (at) => (answers[at] ||= mayMatch(nodes[at]!, view) ? 1 : -1) > 0;
  };
}
