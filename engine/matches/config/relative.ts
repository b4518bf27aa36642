import type { ConfigNode, Scalar, TreeNode } from '../../model/document.ts';
import { documentRoots } from '../../documents/config/node.ts';
import { inWords, wantedInWords } from '../in-words.ts';
import type { DocumentView, LocalBindings, LocalMatch, Refute } from '../matcher.ts';
import { inEach, startsFrom } from './configurations.ts';
import { isOfKind } from './document-kind.ts';
import { matchFound } from './found.ts';
import { misfitIn, placeOfKey } from './misfit.ts';
import { follow, type Query } from './query.ts';
import type { Reach } from './reach.ts';
import { doubtPlace, notStatic, textOf, valued, type Wanted } from './value.ts';

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
  const refutations: Parameters<Refute>[] = [];
  let holds = false;
  for (const start of starts) {
    const because: Refute = (...refutation) => void refutations.push(refutation);
    const ask = (from: ConfigNode): Iterable<LocalMatch> => matchFrom(query, view, from, bindings, because);
    for (const match of inEach(startsFrom(start, query.effective, view), view, ask)) {
      holds = true;
      yield match;
    }
  }
  if (!holds && refute) for (const refutation of refutations) refute(...refutation);
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
  let holds = false;
  for (const { node, captures } of reached.found) {
    const match = matchFound(query, view, node, captures, bindings);
    holds ||= match !== undefined;
    if (match) yield node === start ? match : { ...match, node };
    else refuteValue(query, view, node, bindings, refute);
  }
  // Nothing of what is written fits, and more may be there than is written.
  if (!holds && reached.doubtful)
    yield { bindings, unknown: notStatic(reached.doubtful, view), node: doubtPlace(reached.doubtful) };
}

/** The value is another than the one wanted: if one thing in it is to blame, that is named. */
export function refuteValue(
  query: Query,
  view: DocumentView,
  node: ConfigNode,
  bindings: LocalBindings,
  refute: Refute,
): void {
  const misfit = misfitIn(node, query.wanted, view, bindings);
  if (misfit) refute(`${named(query, node)} does not fit: ${misfit.message.replace(/^(?=has)/, 'it ')}.`, misfit.at);
  else {
    const actual = shown(node, view);
    const compared = { expected: expected(query.wanted), actual: actual.replace(/^"(.*)"$/, '$1') };
    refute(`${named(query, node)} is ${actual}${expectation(query.wanted)}.`, node, compared);
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
  if (doubtful) return { bindings, unknown: notStatic(doubtful, view), node: doubtPlace(doubtful) };
  const { absence, wanted } = query;
  const { status, problems, file } = view.document;
  if (status !== 'parsed') {
    const message = problems[0]?.message ?? `'${file.path}' could not be read whole.`;
    return { bindings, unknown: { kind: 'not-read', message, place: view.place(view.fileNode) } };
  }
  if (absence === 'ok') return { bindings };
  if (absence === 'fail') {
    const compared = { expected: expected(wanted), actual: 'missing' };
    refute(`'${query.name}' is missing${expectation(wanted)}.`, placeOfKey(nearest, view), compared);
    return undefined;
  }
  const match = valued(wanted, defaultBinding(absence.default), bindings, view);
  if (match) return match;
  const message = `'${query.name}' is missing, and its default is ${JSON.stringify(absence.default)}${expectation(wanted)}.`;
  const compared = { expected: expected(wanted), actual: JSON.stringify(absence.default) };
  refute(message, placeOfKey(nearest, view), compared);
  return undefined;
}

function defaultBinding(value: Scalar): { readonly text: string; readonly value: Scalar } {
  return { text: String(value), value };
}

const longestValue = 60;

function shown(node: ConfigNode, view: DocumentView): string {
  const { value } = node;
  const text = typeof value === 'object' && value !== null ? textOf(node, view) : JSON.stringify(value);
  const line = text.replace(/\s+/g, ' ');
  return line.length > longestValue ? `${line.slice(0, longestValue).replace(/[\ud800-\udbff]$/, '')}…` : line;
}

function named({ name }: Query, { key }: ConfigNode): string {
  return name !== '' ? `'${name}'` : key === undefined ? 'The document' : `'${key}'`;
}

function expectation(wanted: Wanted): string {
  return wanted.kind === 'anything' ? '' : `, expected ${expected(wanted)}`;
}

function expected(wanted: Wanted): string {
  if (wanted.kind === 'equal') return inWords(wanted.value);
  if (wanted.kind === 'bind') return `the value of '$${wanted.name}'`;
  return wanted.kind === 'constraint' ? wantedInWords(wanted.constraint) : 'any value';
}

export function rootOf(node: ConfigNode): ConfigNode {
  let at = node;
  while (at.key !== undefined && at.parent) at = at.parent;
  return at;
}
