import type { Cause } from '../../model/binding.ts';
import type { ConfigNode, TreeNode } from '../../model/document.ts';
import type { DocumentView, LocalMatch } from '../matcher.ts';
import { configurationsOf, counterparts } from './effective/all.ts';
import { isEffective, type Effective } from './effective/node.ts';

/**
 * What is asked of a node in each of the configurations that its document amounts to. What holds in all of them holds, what holds in
 * none does not; in between "the" value is none that anybody could tell: then each configuration must be a subject of its own.
 */
export function* inEach(
  starts: readonly ConfigNode[],
  view: DocumentView,
  ask: (start: ConfigNode) => Iterable<LocalMatch>,
): Iterable<LocalMatch> {
  const [only, ...others] = starts;
  if (only && others.length === 0) return yield* ask(only);
  const answers = starts.map((start) => [...ask(start)]);
  const isSame = new Set(answers.map(boundIn)).size === 1;
  for (const match of isSame ? (answers[0] ?? []) : answers.flat()) {
    yield isSame ? match : { ...match, unknown: match.unknown ?? differs(starts, view) };
  }
}

function boundIn(matches: readonly LocalMatch[]): string {
  return JSON.stringify(
    matches.map(({ bindings, unknown }) => [
      unknown?.message,
      Object.entries(bindings).map(([name, { text, value }]) => [name, text, value]),
    ]),
  );
}

function differs(starts: readonly ConfigNode[], view: DocumentView): Cause {
  const message =
    `'${view.document.file.path}' amounts to ${starts.length} configurations, which differ in this: ` +
    `a subject with 'effective: true' is each of them.`;
  return { kind: 'not-static', message, place: view.place(starts[0]!) };
}

/** Where a relative path starts from: the node, or what has become of it. */
export function startsFrom(node: ConfigNode, isAboutEffective: boolean, view: DocumentView): readonly ConfigNode[] {
  if (!isAboutEffective) return [node];
  const found = counterparts(node, view);
  return found.length > 0 ? found : [node];
}

/** All nodes of the configurations, below a node if one is given. */
export function* effectiveNodes(view: DocumentView, scope?: TreeNode): Iterable<ConfigNode> {
  if (!scope || scope === view.fileNode) for (const root of configurationsOf(view)) yield* withAllBelow(root);
  else
    for (const node of counterparts(scope as ConfigNode, view))
      for (const child of node.children) yield* withAllBelow(child);
}

function* withAllBelow(node: ConfigNode): Iterable<ConfigNode> {
  yield node;
  for (const child of node.children) yield* withAllBelow(child);
}

/** Whether a node is strictly inside another, in the tree or in a configuration. */
export function isInside(scope: TreeNode, node: ConfigNode, view: DocumentView): boolean {
  if (!isEffective(node)) return view.index.contains(isEffective(scope) ? (scope.source ?? scope) : scope, node);
  const outer = counterparts(scope as ConfigNode, view);
  for (let at: Effective | undefined = node.parent; at; at = at.parent) if (outer.includes(at)) return true;
  return false;
}
