import type { ConfigNode, TreeNode } from '../../model/document.ts';
import { documentRoots } from '../../documents/config/node.ts';
import type { Glob } from '../glob.ts';
import type { DocumentView, LocalBindings, LocalMatch, PreparedAnchor, Refute } from '../matcher.ts';
import { standsAt, type Captures } from './chain.ts';
import { inEach, isInside, startsFrom } from './configurations.ts';
import { isOfKind, mayBeOfKind } from './document-kind.ts';
import { captureSegments, matchFound } from './found.ts';
import { selected } from './jsonpath.ts';
import { configurationsOf } from './effective/all.ts';
import { follow, type Query } from './query.ts';
import type { Reach } from './reach.ts';
import { matchAbsent, refuteValue, rootOf } from './relative.ts';
import { doubtPlace, notStatic } from './value.ts';

/** `config:` with a glob: the nodes at a path, or the roots, of the files that fit. */
export function ranging(query: Query, files: Glob): PreparedAnchor {
  const fits = (path: string): boolean =>
    files.match(path) !== undefined && (query.kind === undefined || mayBeOfKind(query.kind, path));
  const selection = new WeakMap<DocumentView, ReadonlySet<ConfigNode>>();
  const select = (view: DocumentView): ReadonlySet<ConfigNode> => {
    let found = selection.get(view);
    if (!found)
      selection.set(view, (found = new Set(rootsOf(query, view).flatMap((root) => selected(query.jsonPath!, root)))));
    return found;
  };

  return {
    speaksOf: (path, family) => (family === 'config' || family === undefined) && fits(path),
    candidates: (view, scope) => {
      if (!fits(view.document.file.path)) return [];
      const nodes = [
        ...new Set([
          ...absentRoots(query, view),
          ...doubtfulNodes(query, view),
          ...(query.jsonPath ? select(view) : atPath(query, view)),
        ]),
      ];
      return scope && scope !== view.fileNode ? nodes.filter((node) => isInside(scope, node, view)) : nodes;
    },
    *match(view, node, bindings, refute) {
      if (!isConfigNode(node, view) || !fitsKind(query, view, node)) return;
      const path = files.match(view.document.file.path);
      const captured = path && captureSegments(path, bindings, view.document.file.path);
      if (!captured) return;
      const ask = (at: ConfigNode): Iterable<LocalMatch> => matchAt(query, view, at, captured.bindings, refute, select);
      for (const match of inEach(startsFrom(node, query.effective, view), view, ask)) {
        yield captured.unknown ? { ...match, unknown: captured.unknown } : match;
      }
    },
  };
}

function* matchAt(
  query: Query,
  view: DocumentView,
  node: ConfigNode,
  bindings: LocalBindings,
  refute: Refute | undefined,
  select: (view: DocumentView) => ReadonlySet<ConfigNode>,
): Iterable<LocalMatch> {
  if (node.commented && !query.commented) return;
  const ways = query.jsonPath ? (select(view).has(node) ? [{}] : []) : waysTo(query, node);
  for (const captures of ways) {
    const match = matchFound(query, view, node, captures, bindings);
    if (match) yield match;
    else if (refute) refuteValue(query, view, node, bindings, refute);
  }
  if (ways.length === 0 && doubtfulNodes(query, view).includes(node))
    yield { bindings, unknown: notStatic(node, view), node: doubtPlace(node) };
  if (ways.length > 0 || node.key !== undefined || query.absence === 'fail') return;
  const reached = follow(query, node);
  const match = reached.found.length === 0 && matchAbsent(query, view, reached, bindings, refute ?? (() => {}));
  if (match) yield match;
}

/** Without a path the roots themselves are meant. */
function waysTo({ paths: [path] }: Query, node: ConfigNode): readonly Captures[] {
  if (!path || path.segments.length === 0) return node.key === undefined ? [{}] : [];
  return standsAt(node, path);
}

/** Where the path leads in each configuration, and where it may lead to more than is known. */
function reachesOf(query: Query, view: DocumentView): readonly Reach[] {
  const known = reaches.get(query) ?? new WeakMap<DocumentView, readonly Reach[]>();
  reaches.set(query, known);
  let found = known.get(view);
  if (!found) known.set(view, (found = rootsOf(query, view).map((root) => follow(query, root))));
  return found;
}

const reaches = new WeakMap<Query, WeakMap<DocumentView, readonly Reach[]>>();

function doubtfulNodes(query: Query, view: DocumentView): readonly ConfigNode[] {
  return query.effective ? reachesOf(query, view).flatMap(({ doubtful }) => doubtful ?? []) : [];
}

/** The nodes whose key is the last of the path; all if it does not say one. */
function atPath(query: Query, view: DocumentView): readonly ConfigNode[] {
  const last = query.paths[0]?.segments.at(-1);
  if (!last) return rootsOf(query, view);
  if (query.effective) return reachesOf(query, view).flatMap(({ found }) => found.map(({ node }) => node));
  const names = last.kind === 'key' ? [last.name] : last.kind === 'either' ? last.names : undefined;
  const byKey = view.memo(BY_KEY, () => groupByKey(view));
  if (!names) return view.index.all() as readonly ConfigNode[];
  const isIndex = names.some((name) => /^-?\d+$/.test(name));
  return isIndex ? (view.index.all() as readonly ConfigNode[]) : inOrder(names.map((name) => byKey.get(name) ?? []));
}

const BY_KEY = Symbol('config nodes by key');

function groupByKey({ index }: DocumentView): ReadonlyMap<string, readonly ConfigNode[]> {
  const groups = new Map<string, ConfigNode[]>();
  for (const node of index.all() as readonly ConfigNode[]) {
    if (typeof node.key !== 'string') continue;
    const group = groups.get(node.key);
    if (group) group.push(node);
    else groups.set(node.key, [node]);
  }
  return groups;
}

function inOrder(groups: readonly (readonly ConfigNode[])[]): readonly ConfigNode[] {
  return groups.length === 1 ? groups[0]! : groups.flat().sort((a, b) => a.range[0] - b.range[0]);
}

/** An absence declared to be good, or with a default, is a match at the root. */
function absentRoots(query: Query, view: DocumentView): readonly ConfigNode[] {
  return query.absence === 'fail' ? [] : rootsOf(query, view);
}

function rootsOf({ effective }: Query, view: DocumentView): readonly ConfigNode[] {
  if (effective) return configurationsOf(view);
  const { document } = view;
  return document.family === 'config' && document.tree ? documentRoots(document.tree.root as ConfigNode) : [];
}

function isConfigNode(node: TreeNode, { document, fileNode }: DocumentView): node is ConfigNode {
  return document.family === 'config' && node !== fileNode && 'children' in node;
}

function fitsKind({ kind }: Query, { document }: DocumentView, node: ConfigNode): boolean {
  return kind === undefined || isOfKind(kind, document.file.path, rootOf(node));
}
