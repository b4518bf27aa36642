import type { TreeNode } from '../../model/document.ts';
import type { DocumentView } from '../matcher.ts';
import type { Next, NodePattern, Trial } from './adapter.ts';
import { bind } from './trial.ts';

/** Arguments, parameters, items of an array: in order, with `...` for any run and `$...X` for a bound one. */
export interface ListPattern<N extends TreeNode = TreeNode> {
  mayMatch(nodes: readonly (N | null)[], view: DocumentView): boolean;
  match(nodes: readonly (N | null)[], trial: Trial, next: Next): boolean;
}

export type ListItem<N extends TreeNode = TreeNode> =
  | { readonly kind: 'one'; readonly pattern: NodePattern<N> }
  | { readonly kind: 'run'; readonly name?: string | undefined }
  | { readonly kind: 'hole' };

/** `open`: what follows the listed nodes is free. */
export function listOf<N extends TreeNode>(items: readonly ListItem<N>[], end: 'closed' | 'open'): ListPattern<N> {
  const least = items.filter(({ kind }) => kind !== 'run').length;
  const most = end === 'open' || least < items.length ? Infinity : least;
  const first = items[0]?.kind === 'one' ? items[0].pattern : undefined;
  return {
    mayMatch: (nodes, view) => {
      if (nodes.length < least || nodes.length > most) return false;
      return !first || (nodes[0] !== null && nodes[0] !== undefined && first.mayMatch(nodes[0], view));
    },
    match: (nodes, trial, next) => matchFrom(items, 0, nodes, 0, end === 'open', trial, next),
  };
}

function matchFrom<N extends TreeNode>(
  items: readonly ListItem<N>[],
  at: number,
  nodes: readonly (N | null)[],
  from: number,
  isOpen: boolean,
  trial: Trial,
  next: Next,
): boolean {
  const item = items[at];
  if (!item) return (isOpen || from === nodes.length) && next(trial);
  const goOn = (to: number, extended: Trial): boolean => matchFrom(items, at + 1, nodes, to, isOpen, extended, next);
  if (item.kind === 'run') return matchRun(item.name, nodes, from, at === items.length - 1, trial, goOn);
  const node = nodes[from];
  if (node === undefined) return false;
  if (item.kind === 'hole' || node === null) return item.kind === 'hole' && node === null && goOn(from + 1, trial);
  return (
    item.pattern.mayMatch(node, trial.view) && item.pattern.match(node, trial, (extended) => goOn(from + 1, extended))
  );
}

function matchRun(
  name: string | undefined,
  nodes: readonly (TreeNode | null)[],
  from: number,
  isLast: boolean,
  trial: Trial,
  goOn: (to: number, trial: Trial) => boolean,
): boolean {
  for (let to = isLast ? nodes.length : from; to <= nodes.length; to++) {
    trial.effort.spend(1);
    const taken = name === undefined ? [] : nodes.slice(from, to).filter((node) => node !== null);
    const hit =
      name === undefined
        ? goOn(to, trial)
        : bind(name, { kind: 'list', nodes: taken }, trial, (bound) => goOn(to, bound));
    if (hit) return true;
  }
  return false;
}

/** Each pattern takes a node of its own, in the order of the patterns; the others are free. */
export function matchSubsequence<N extends TreeNode>(
  patterns: readonly NodePattern<N>[],
  nodes: readonly N[],
  trial: Trial,
  next: Next,
  at = 0,
  from = 0,
): boolean {
  const pattern = patterns[at];
  if (!pattern) return next(trial);
  trial.effort.spend(nodes.length);
  return nodes.some((node, i) => {
    if (i < from || !pattern.mayMatch(node, trial.view)) return false;
    return pattern.match(node, trial, (extended) => matchSubsequence(patterns, nodes, extended, next, at + 1, i + 1));
  });
}

/** Keys, attributes, members: each pattern takes a node of its own, in any order; the others are free. */
export function matchSubset<N extends TreeNode>(
  patterns: readonly NodePattern<N>[],
  nodes: readonly N[],
  trial: Trial,
  next: (trial: Trial, taken: ReadonlySet<N>) => boolean,
  at = 0,
  taken: ReadonlySet<N> = new Set(),
): boolean {
  const pattern = patterns[at];
  if (!pattern) return next(trial, taken);
  trial.effort.spend(nodes.length);
  for (const node of nodes) {
    if (taken.has(node) || !pattern.mayMatch(node, trial.view)) continue;
    const goOn: Next = (extended) => matchSubset(patterns, nodes, extended, next, at + 1, new Set(taken).add(node));
    if (pattern.match(node, trial, goOn)) return true;
  }
  return false;
}
