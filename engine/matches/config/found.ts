import type { Cause } from '../../model/binding.ts';
import type { ConfigNode, TreeNode } from '../../model/document.ts';
import type { DocumentView, LocalBinding, LocalBindings, LocalMatch } from '../matcher.ts';
import type { Captures } from './chain.ts';
import type { Query } from './query.ts';
import { elsewhereIn, isEffective } from './effective/node.ts';
import {
  bound,
  doubtAbout,
  homeOf,
  notStatic,
  textOf,
  valueBinding,
  valued,
  wholeBinding,
  type Valued,
} from './value.ts';

/** A node the path led to: the match it is under the bindings; nothing if its value is another, or a metavariable stands for something else. */
export function matchFound(
  query: Query,
  view: DocumentView,
  node: ConfigNode,
  captures: Captures,
  bindings: LocalBindings,
): LocalMatch | undefined {
  const keys = captureKeys(captures, bindings, view);
  if (!keys) return undefined;
  const binding = query.wanted.kind === 'constraint' ? wholeBinding(node, view) : valueBinding(node, view);
  const value = valued(query.wanted, binding, keys.bindings, view, doubtAbout(node, query.wanted, view));
  if (!value) return undefined;
  const mayBe = isEffective(node) && node.mayBe ? notStatic(node, view) : undefined;
  const unknown = keys.unknown ?? value.unknown ?? mayBe;
  const note = provenance(node, view);
  return { bindings: value.bindings, ...(unknown && { unknown }), ...(note !== undefined && { note }) };
}

function captureKeys(captures: Captures, bindings: LocalBindings, view: DocumentView): Valued | undefined {
  let so: Valued | undefined = { bindings };
  for (const [name, node] of Object.entries(captures)) {
    so = and(so, (before) => bound(name, keyBinding(node, view), before));
  }
  return so;
}

/** What the path of a file captured. */
export function captureSegments(
  captures: Readonly<Record<string, string>>,
  bindings: LocalBindings,
  path: string,
): Valued | undefined {
  let so: Valued | undefined = { bindings };
  for (const [name, text] of Object.entries(captures)) {
    so = and(so, (before) => bound(name, { text, value: text, path }, before));
  }
  return so;
}

export function and(so: Valued | undefined, next: (bindings: LocalBindings) => Valued | undefined): Valued | undefined {
  const after = so && next(so.bindings);
  const unknown: Cause | undefined = so?.unknown ?? after?.unknown;
  return after && { bindings: after.bindings, ...(unknown && { unknown }) };
}

/** Where a value comes from that is not written in the document itself. */
function provenance(node: ConfigNode, view: DocumentView): string | undefined {
  const { because = [] } = node.elsewhere ?? {};
  if (because.length === 0) return undefined;
  const home = homeOf(node, view).document.file.path;
  const from = isEffective(node) && node.source ? `it stands in '${home}'` : because.map(({ message }) => message)[0]!;
  return `'${node.key ?? ''}' is ${textOf(node, view)}: ${from}`.replace(/\.?$/, '.');
}

function keyBinding(node: ConfigNode, view: DocumentView): LocalBinding {
  const value = node.key ?? '';
  return {
    text: String(value),
    value,
    path: homeOf(node, view).document.file.path,
    node: keyPlace(node, view) ?? node,
  };
}

/** The key of a node as a place of its own; nothing for items and roots. */
export function keyPlace(node: ConfigNode, view: DocumentView): TreeNode | undefined {
  if (!node.keyRange) return undefined;
  const key = { type: 'key', range: node.keyRange };
  const home = homeOf(node, view);
  return home === view ? key : { ...key, elsewhere: elsewhereIn(home, key) };
}
