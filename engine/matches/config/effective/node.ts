import { emptyMap, emptySeq, pushItem, putEntry, scalar, type Draft } from '../../../documents/config/node.ts';
import type { ConfigNode, Elsewhere, Json, Scalar, TreeNode } from '../../../model/document.ts';
import type { DocumentView } from '../../matcher.ts';

/** Why something of an effective configuration cannot be told. */
export interface Doubt {
  /** A full sentence. */
  readonly message: string;
  /** It is in a file that was not read, rather than in one that a person could look at. */
  readonly unread?: boolean;
  /** Where the doubt comes from: the `extends` that leads nowhere. */
  readonly at?: TreeNode;
}

/** A sentence about where a value comes from, and where that is said. */
type Via = Elsewhere['because'][number];

/** A node of a document as its tool sees it, inherited values and defaults included; every one is a copy. */
export interface Effective extends Omit<Draft, 'parent' | 'children'> {
  readonly children: Effective[];
  parent?: Effective;
  /** What it is a copy of; absent for a default. */
  readonly source?: ConfigNode;
  /** The document that it is written in, where that is another one. */
  readonly home?: DocumentView;
  /** From what counts here to where it is written; empty for what the document says itself. */
  via: readonly Via[];
  elsewhere?: Elsewhere;
  doubt?: Doubt;
  /** Even whether it is there at all cannot be told. */
  mayBe?: true;
}

/** A document that values are taken from, seen from the one that is asked about. */
export interface Origin {
  readonly home: DocumentView;
  readonly here: DocumentView;
  readonly via: readonly Via[];
}

export function isEffective(node: TreeNode): node is Effective {
  return 'via' in node;
}

/** A copy of a node and all below it; comments are no part of what a tool sees. */
export function copyOf(node: ConfigNode, origin: Origin): Effective {
  const copy: Effective = {
    ...shell(node, origin.via),
    ...(node.keyRange && { keyRange: node.keyRange }),
    ...(isEffective(node) ? again(node) : { source: node }),
    ...(node.unknown !== undefined && { unknown: node.unknown }),
    ...foreign(node, origin),
  };
  for (const child of node.children) if (!child.commented) put(copy, child.key, copyOf(child, origin));
  return copy;
}

/** A copy of a copy is one of the same thing. */
function again({ source, doubt, mayBe }: Effective): Pick<Effective, 'source' | 'doubt' | 'mayBe'> {
  return { ...(source && { source }), ...(doubt && { doubt }), ...(mayBe && { mayBe }) };
}

function foreign(node: TreeNode, { home, here, via }: Origin): Pick<Effective, 'home' | 'elsewhere'> {
  return {
    ...(home !== here && { home }),
    ...((home !== here || via.length > 0) && { elsewhere: elsewhereIn(home, node, via) }),
  };
}

/** A place is only made when it is shown: most values never are. */
export function elsewhereIn(home: DocumentView, node: TreeNode, because: readonly Via[] = []): Elsewhere {
  const [start, end] = node.range;
  const { type, range } = node;
  return {
    id: `${home.document.file.path}:${start}-${end}:${type}`,
    because,
    get place() {
      return home.place({ type, range });
    },
  };
}

/** A node of a document, as a place that can be shown from another one. */
export function seenFrom(here: DocumentView, home: DocumentView, node: TreeNode): TreeNode {
  if (home === here) return node;
  return { type: node.type, range: node.range, elsewhere: elsewhereIn(home, node) };
}

/** The same node without what is in it. */
export function emptied(node: Effective): Effective {
  const { key: _key, parent: _parent, ...rest } = node;
  return { ...rest, ...shell(node, node.via) };
}

function shell({ type, range, value }: Pick<ConfigNode, 'type' | 'range' | 'value'>, via: readonly Via[]): Effective {
  const made = type === 'map' ? emptyMap(range) : type === 'seq' ? emptySeq(range) : scalar(value as Scalar, range);
  return { type, range, value: made.value, children: [], via };
}

/** Under a key, or as the next item. Whatever stood there under the key is gone. */
export function put(into: Effective, key: string | number | undefined, child: Effective): Effective {
  if (into.type !== 'map') {
    pushItem(into, child);
    return child;
  }
  const name = String(key);
  const before = into.children.findIndex((one) => one.key === name);
  if (before >= 0) into.children.splice(before, 1);
  const { keyRange } = child;
  putEntry(into, name, keyRange ?? child.range, child);
  if (!keyRange) delete child.keyRange;
  return child;
}

export function drop(map: Effective, child: Effective): void {
  map.children.splice(map.children.indexOf(child), 1);
  Reflect.deleteProperty(map.value as object, String(child.key));
}

/** Says of a node and all in it by what it came here. */
export function cameBy(node: Effective, via: Via, here: DocumentView): Effective {
  const before = node.elsewhere ?? elsewhereIn(node.home ?? here, node);
  node.via = [via, ...node.via];
  node.elsewhere = {
    id: before.id,
    because: node.via,
    get place() {
      return before.place;
    },
  };
  for (const child of node.children) cameBy(child, via, here);
  return node;
}

export function childOf(node: Effective | undefined, key: string): Effective | undefined {
  return node?.children.findLast((child) => child.key === key);
}

export function atKeys(root: Effective, keys: readonly string[]): Effective | undefined {
  let at: Effective | undefined = root;
  for (const key of keys) at = childOf(at, key);
  return at;
}

/** A value that stands nowhere: it is shown at the nearest key there is. */
export function unwritten(value: Json, parent: Effective, key: string, here: DocumentView, via: Via): Effective {
  const spot = nearestPlace(parent, here);
  const home = parent.home ?? here;
  const id = `${home.document.file.path}:default:${[...keysTo(parent), key].join('.')}`;
  const elsewhere: Elsewhere = { id, place: spot, because: [via] };
  const made = (json: Json): Effective => {
    const node: Effective = { ...shell({ type: typeOf(json), range: parent.range, value: json }, [via]), elsewhere };
    if (Array.isArray(json)) for (const item of json as readonly Json[]) put(node, undefined, made(item));
    return node;
  };
  return made(value);
}

function typeOf(json: Json): ConfigNode['type'] {
  if (Array.isArray(json)) return 'seq';
  return json !== null && typeof json === 'object' ? 'map' : 'scalar';
}

/** Of a default the place is that of the nearest key above it; of a root the file. */
function nearestPlace(node: Effective, here: DocumentView): Elsewhere['place'] {
  const home = node.home ?? here;
  if (node.source === undefined && node.elsewhere) return node.elsewhere.place;
  if (node.key === undefined) return { path: home.document.file.path };
  return home.place(node.keyRange ? { type: 'key', range: node.keyRange } : (node.source ?? node));
}

function keysTo(node: Effective): readonly string[] {
  const keys: string[] = [];
  for (let at: Effective | undefined = node; at?.key !== undefined; at = at.parent) keys.unshift(String(at.key));
  return keys;
}
