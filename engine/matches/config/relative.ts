import type { ConfigNode, Scalar, TreeNode } from '../../model/document.ts';
import { documentRoots } from '../../documents/config/node.ts';
import { inWords } from '../in-words.ts';
import type { DocumentView, LocalBindings, LocalMatch, Refute } from '../matcher.ts';
import { isOfKind } from './document-kind.ts';
import { keyPlace, matchFound } from './found.ts';
import { follow, type Query } from './query.ts';
import type { Reach } from './reach.ts';
import { notStatic, valued, type Wanted } from './value.ts';

/** All ways in which the query holds for a subject: from its node, or from the roots where the subject is a file. */
export function* matchRelative(
  query: Query,
  view: DocumentView,
  node: TreeNode,
  bindings: LocalBindings,
  refute: Refute | undefined,
): Iterable<LocalMatch> {
  const starts = startsOf(node, view).filter(
    (start) => !query.kind || isOfKind(query.kind, view.document.file.path, rootOf(start)),
  );
  const refutations: [string, TreeNode][] = [];
  let holds = false;
  for (const start of starts) {
    for (const match of matchFrom(query, view, start, bindings, (message, at) => refutations.push([message, at]))) {
      holds = true;
      yield match;
    }
  }
  if (!holds && refute) for (const [message, at] of refutations) refute(message, at);
}

function startsOf(node: TreeNode, { document, fileNode }: DocumentView): readonly ConfigNode[] {
  if (document.family !== 'config' || !document.tree) return [];
  return node === fileNode ? documentRoots(document.tree.root as ConfigNode) : [node as ConfigNode];
}

/** All ways in which the query holds from one node, its absence included. */
export function* matchFrom(
  query: Query,
  view: DocumentView,
  start: ConfigNode,
  bindings: LocalBindings,
  refute: Refute,
): Iterable<LocalMatch> {
  const reached = follow(query, start);
  if (reached.found.length === 0) {
    const match = matchAbsent(query, view, reached, bindings, refute);
    if (match) yield match;
    return;
  }
  for (const { node, captures } of reached.found) {
    const match = matchFound(query, view, node, captures, bindings);
    if (match) yield node === start ? match : { ...match, node };
    else refute(`${named(query, node)} is ${shown(node, view)}${expectation(query.wanted)}.`, node);
  }
}

/** The path leads nowhere. Where templates may add entries, or the file is broken, nobody knows; otherwise `absent` says what it means. */
export function matchAbsent(
  query: Query,
  view: DocumentView,
  { nearest, doubtful }: Reach,
  bindings: LocalBindings,
  refute: Refute,
): LocalMatch | undefined {
  if (doubtful) return { bindings, unknown: notStatic(doubtful, view), node: doubtful };
  const { absence, wanted } = query;
  const { status, problems, file } = view.document;
  if (status !== 'parsed') {
    const message = problems[0]?.message ?? `'${file.path}' could not be read whole.`;
    return { bindings, unknown: { kind: 'not-read', message, place: view.place(view.fileNode) } };
  }
  if (absence === 'ok') return { bindings };
  if (absence === 'fail') {
    refute(`'${query.name}' is missing${expectation(wanted)}.`, placeOfAbsence(nearest, view));
    return undefined;
  }
  const match = valued(wanted, defaultBinding(absence.default), bindings);
  if (match) return match;
  const message = `'${query.name}' is missing, and its default is ${JSON.stringify(absence.default)}${expectation(wanted)}.`;
  refute(message, placeOfAbsence(nearest, view));
  return undefined;
}

function defaultBinding(value: Scalar): { readonly text: string; readonly value: Scalar } {
  return { text: String(value), value };
}

/** The key of the nearest ancestor that exists; an item has none and stands for itself; a root stands for the file. */
function placeOfAbsence(nearest: ConfigNode, view: DocumentView): TreeNode {
  if (nearest.key === undefined) return view.fileNode;
  return keyPlace(nearest) ?? nearest;
}

const longestValue = 60;

function shown({ range, value }: ConfigNode, { document }: DocumentView): string {
  const text = typeof value === 'object' && value !== null ? document.file.text.slice(...range) : JSON.stringify(value);
  const line = text.replace(/\s+/g, ' ');
  return line.length > longestValue ? `${line.slice(0, longestValue).replace(/[\ud800-\udbff]$/, '')}…` : line;
}

function named({ name }: Query, { key }: ConfigNode): string {
  return name !== '' ? `'${name}'` : key === undefined ? 'The document' : `'${key}'`;
}

function expectation(wanted: Wanted): string {
  if (wanted.kind === 'equal') return `, expected ${inWords(wanted.value)}`;
  if (wanted.kind === 'bind') return `, expected the value of '$${wanted.name}'`;
  return wanted.kind === 'constraint' ? `, expected ${inWords(wanted.constraint)}` : '';
}

export function rootOf(node: ConfigNode): ConfigNode {
  let at = node;
  while (at.key !== undefined && at.parent) at = at.parent;
  return at;
}
