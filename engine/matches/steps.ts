import type { Tree, TreeNode } from '../model/document.ts';
import type { Formula } from '../model/formula.ts';
import type { DocumentView } from './matcher.ts';
import { preparedAnchor } from './prepare.ts';
import type { Inquiry } from './inquiry.ts';
import { isEmbedded, parentOf, standsIn } from './sql/embedded.ts';

type StepFormula = Extract<Formula, { op: 'step' }>;

/** The nodes a step leads to, in source order (`inside`: from the nearest outwards); the inner formula is tried on each. */
export function related(formula: StepFormula, node: TreeNode, inquiry: Inquiry): Iterable<TreeNode> {
  switch (formula.step) {
    case 'has':
      return descendants(formula.of, node, inquiry);
    case 'inside':
      return ancestors(node, inquiry.view);
    case 'precedes':
      return formula.by === 'order' ? inOrder(formula, node, inquiry.view) : siblings(formula, node, inquiry.view);
    case 'follows':
      return formula.by === 'order' ? inOrder(formula, node, inquiry.view) : siblings(formula, node, inquiry.view);
  }
}

/** The nodes on which a formula is worth trying within the scope; nothing if it has no anchor that could say. */
export function candidates(formula: Formula, view: DocumentView, scope?: TreeNode): Iterable<TreeNode> | undefined {
  if (formula.op === 'anchor') return preparedAnchor(formula)?.candidates(view, scope);
  if (formula.op === 'all') return firstOf(formula.of, (part) => candidates(part, view, scope));
  if (formula.op === 'taint') return candidates(formula.sinks, view, scope);
  if (formula.op !== 'any') return undefined;
  const lists = formula.of.map((part) => candidates(part, view, scope));
  return lists.every((list) => list !== undefined) ? new Set(lists.flatMap((list) => [...list])) : undefined;
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function* descendants(of: Formula, node: TreeNode, { view, subject, also }: Inquiry): Iterable<TreeNode> {
  const roots = node === subject && also ? [node, ...also] : [node];
  const seen = new Set<TreeNode>();
  for (const root of roots) {
    for (const candidate of candidates(of, view, root === view.fileNode ? undefined : root) ?? []) {
      if (!seen.has(candidate)) yield candidate;
      if (roots.length > 1) seen.add(candidate);
    }
  }
}

function* ancestors(node: TreeNode, view: DocumentView): Iterable<TreeNode> {
  const first = parentOf(node, view) ?? innermost(node, view);
  for (let parent = first; parent; parent = parentOf(parent, view)) yield parent;
  if (node !== view.fileNode) yield view.fileNode;
}

/** For a node that is no tree node (a line of text): the smallest tree node around it. */
function innermost(node: TreeNode, { index, document }: DocumentView): TreeNode | undefined {
  if (!document.tree || node === document.tree.root) return undefined;
  const around = index.all().filter(({ range }) => range[0] <= node.range[0] && node.range[1] <= range[1]);
  return around.at(-1);
}

/** Nodes of the same body of text that end before, or start after, the node. */
function* inOrder({ step, of }: StepFormula, node: TreeNode, view: DocumentView): Iterable<TreeNode> {
  for (const candidate of candidatesIn(bodyAround(node, view), of, view)) {
    const isLater = candidate.range[0] >= node.range[1];
    const isEarlier = candidate.range[1] <= node.range[0];
    if (step === 'precedes' ? isLater : isEarlier) yield candidate;
  }
}

const found = new WeakMap<DocumentView, WeakMap<Formula, Map<TreeNode | undefined, readonly TreeNode[]>>>();

/** Once for all subjects of a body. */
function candidatesIn(body: TreeNode | undefined, of: Formula, view: DocumentView): readonly TreeNode[] {
  const here = found.get(view) ?? new WeakMap<Formula, Map<TreeNode | undefined, readonly TreeNode[]>>();
  found.set(view, here);
  const bodies = here.get(of) ?? new Map<TreeNode | undefined, readonly TreeNode[]>();
  here.set(of, bodies);
  const known = bodies.get(body) ?? [...(candidates(of, view, body) ?? [])];
  bodies.set(body, known);
  return known;
}

function bodyAround(node: TreeNode, view: DocumentView): TreeNode | undefined {
  return climb(node, view, (parent) => lists(view).bodies.includes(parent.type));
}

/** Later or earlier items of the list the node stands in: each item, and what an item consists of alone (`foo();` → `foo()`). */
function* siblings({ step, immediately, of }: StepFormula, node: TreeNode, view: DocumentView): Iterable<TreeNode> {
  const { tree } = view.document;
  const list = climb(node, view, (parent) => lists(view).lists.includes(parent.type));
  if (!tree || !list) return;
  const items = tree.children(list);
  const inTree = standsIn(node, view);
  const own = items.findIndex((item) => item === inTree || view.index.contains(item, inTree));
  const chosen = step === 'precedes' ? items.slice(own + 1) : items.slice(0, own).reverse();
  for (const item of immediately ? chosen.slice(0, 1) : chosen) {
    yield* alone(item, tree);
    if (view.document.family === 'code' && isAboutSql(of)) yield* sqlIn(item, list, of, view);
  }
}

/** SQL in the strings of an item, but not of lists within it. */
function* sqlIn(item: TreeNode, list: TreeNode, of: Formula, view: DocumentView): Iterable<TreeNode> {
  for (const candidate of candidates(of, view, item) ?? []) {
    if (isEmbedded(candidate, view) && climb(candidate, view, (up) => lists(view).lists.includes(up.type)) === list)
      yield candidate;
  }
}

function isAboutSql(formula: Formula): boolean {
  if (formula.op === 'anchor') return formula.anchor === 'sql';
  return (formula.op === 'all' || formula.op === 'any') && formula.of.some(isAboutSql);
}

function* alone(item: TreeNode, tree: Tree): Iterable<TreeNode> {
  yield item;
  const [only, ...others] = tree.children(item);
  if (only && others.length === 0) yield* alone(only, tree);
}

function climb(node: TreeNode, view: DocumentView, fits: (parent: TreeNode) => boolean): TreeNode | undefined {
  for (let parent = parentOf(node, view); parent; parent = parentOf(parent, view)) {
    if (fits(parent)) return parent;
  }
  return undefined;
}

function lists({ document }: DocumentView): Pick<Tree, 'lists' | 'bodies'> {
  return document.tree ?? { lists: [], bodies: [] };
}
