import { childNodes } from '../../documents/sql/children.ts';
import { parseEmbedded, unparsedText } from '../../documents/sql/embedded.ts';
import { holeName, holeOfParameter, holesInName } from '../../documents/sql/fillings.ts';
import type { SqlNode } from '../../documents/sql/node.ts';
import type { Hole } from '../../documents/sql/pieces.ts';
import type { PgFields, PgNode } from '../../documents/sql/postgres.ts';
import { tagOf } from '../../documents/sql/statement-kind.ts';
import type { TreeNode } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import { adapterOf } from '../code/adapter-of.ts';
import type { DocumentView, LocalBinding } from '../matcher.ts';
import { indexTree, type DocumentIndex } from '../walk.ts';
import { sitesIn, type SqlSite } from './embedded-sites.ts';

/** The SQL in the strings and templates of a document of code. */
export interface Embedded {
  /** Of SQL nodes alone; what stands in code is outermost. */
  readonly index: DocumentIndex;
  readonly holes: readonly FilledHole[];
  /** Why a statement does not parse. */
  readonly unread: ReadonlyMap<TreeNode, string>;
  /** By outermost node. */
  readonly sites: ReadonlyMap<TreeNode, SqlSite>;
}

export interface FilledHole extends Hole {
  /** What a clause stands for is nowhere in the tree. */
  readonly isClause: boolean;
}

const EMBEDDED = Symbol('SQL in code');

/** Empty for a document that is no code. */
export function embeddedIn(view: DocumentView): Embedded {
  return view.memo(EMBEDDED, () => read(view, view.document.family === 'code' ? sitesIn(view) : []));
}

function read(view: DocumentView, found: readonly SqlSite[]): Embedded {
  const holes: FilledHole[] = [];
  const roots: SqlNode[] = [];
  const unread = new Map<TreeNode, string>();
  const sites = new Map<TreeNode, SqlSite>();
  for (const site of found) {
    const { pieces, maybePart } = site;
    const source = view.document.file.text;
    const text = { pieces, source, firstHole: holes.length, maybePart };
    const { nodes, holes: own, clauses, error } = site.known ? unparsedText(text) : parseEmbedded(text);
    if (error !== undefined && !site.certain) continue;
    own.forEach((hole, i) => holes.push({ ...withValue(hole, own, site), isClause: clauses.includes(i) }));
    for (const node of nodes) {
      roots.push(node);
      sites.set(node, site);
      if (error !== undefined) unread.set(node, error);
    }
  }
  const root: TreeNode = { type: 'embedded-sql', range: [0, view.document.file.text.length] };
  const children = (node: TreeNode): readonly TreeNode[] => (node === root ? roots : childNodes(node as SqlNode));
  return { index: indexTree({ root, children, lists: [], bodies: [] }), holes, unread, sites };
}

/** The value of a parameter, where the call lists them. */
function withValue(hole: Hole, own: readonly Hole[], { values }: SqlSite): Hole {
  if (hole.node || !values) return hole;
  const node = values[own.filter((other) => !other.node).indexOf(hole)];
  return node ? { ...hole, node } : hole;
}

/** Whether a node is SQL that stands in code: it's no node of the document's own tree. */
export function isEmbedded(node: TreeNode, view: DocumentView): node is SqlNode {
  return view.document.family === 'code' && embeddedTypes.has(node.type);
}

const embeddedTypes: ReadonlySet<string> = new Set(['statement', 'expression', 'body', 'pl-statement', 'pl-branch']);

/** What a node stands in: SQL in the SQL around it, the outermost in the string or template that it is written in. */
export function parentOf(node: TreeNode, view: DocumentView): TreeNode | undefined {
  if (!isEmbedded(node, view)) return view.index.parent(node);
  const { index, sites } = embeddedIn(view);
  return sites.get(node)?.node ?? index.parent(node);
}

/** The node of the document's own tree that a node is, or is written in. */
export function standsIn(node: TreeNode, view: DocumentView): TreeNode {
  return isEmbedded(node, view) ? (siteOf(node, view)?.node ?? node) : node;
}

/** The code that runs a node: of SQL the call or the tagged template that hands it on, else what it is written in. */
export function runBy(node: TreeNode, view: DocumentView): TreeNode {
  if (!isEmbedded(node, view)) return node;
  const site = siteOf(node, view);
  return site?.run ?? site?.node ?? node;
}

export function siteOf(node: SqlNode, view: DocumentView): SqlSite | undefined {
  const { index, sites } = embeddedIn(view);
  for (let up: TreeNode | undefined = node; up; up = index.parent(up)) {
    const site = sites.get(up);
    if (site) return site;
  }
  return undefined;
}

/** The SQL nodes of these types in a document; strictly inside `scope`, which may be SQL or code. */
export function embeddedNodes(types: readonly string[], view: DocumentView, scope?: TreeNode): readonly SqlNode[] {
  const { index } = embeddedIn(view);
  if (index.size === 1) return [];
  const isSql = scope !== undefined && isEmbedded(scope, view);
  const nodes = index.ofTypes(types, isSql ? scope : undefined) as readonly SqlNode[];
  return scope && !isSql ? nodes.filter(({ range }) => isInside(range, scope.range)) : nodes;
}

function isInside([start, end]: Range, outer: Range): boolean {
  return outer[0] <= start && end <= outer[1];
}

/** What code puts into a place of SQL: into a name or the text of a literal, or for a parameter. */
export function fillingOf(target: PgNode | string, around: SqlNode, view: DocumentView): LocalBinding | undefined {
  if (typeof target === 'string') return nameFilling(target, view);
  const tag = tagOf(target);
  if (tag === 'ParamRef') return parameterFilling(target[tag]?.number, around, view);
  const text = textIn(target);
  return text === undefined ? undefined : nameFilling(text, view);
}

function textIn(target: PgNode): string | undefined {
  const inner = target[tagOf(target)] ?? {};
  const [only, ...others] = (inner.fields ?? []) as readonly PgNode[];
  if (only && others.length === 0) return stringOf(only.String?.sval);
  return stringOf((inner.sval as PgFields | undefined)?.sval) ?? stringOf(inner.sval);
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function nameFilling(name: string, view: DocumentView): LocalBinding | undefined {
  const filled = holesInName(name);
  if (!filled) return undefined;
  const { holes } = embeddedIn(view);
  const [first] = filled.holes;
  const node = filled.whole && first !== undefined ? holes[first]?.node : undefined;
  if (node) return codeBinding(node, view);
  const { path, text } = view.document.file;
  const shown = filled.holes.reduce(
    (rest, hole) => rest.replace(holeName(hole), () => text.slice(...(holes[hole]?.range ?? [0, 0]))),
    name,
  );
  return { text: shown, path };
}

function parameterFilling(number: unknown, around: SqlNode, view: DocumentView): LocalBinding | undefined {
  const hole = holeOfParameter(number);
  const own = typeof number === 'number' ? siteOf(around, view)?.values?.[number - 1] : undefined;
  const { holes } = embeddedIn(view);
  const node = hole === undefined ? own : holes[hole]?.node;
  if (node) return codeBinding(node, view);
  if (hole === undefined) return undefined;
  const { path, text } = view.document.file;
  return { text: text.slice(...(holes[hole]?.range ?? [0, 0])), path };
}

function codeBinding(node: TreeNode, view: DocumentView): LocalBinding | undefined {
  return adapterOf(view)?.bindingOf(view, { kind: 'expression', node });
}

/** Whether code puts text into a node, so that it is parsed as SQL. */
export function isSpliced(node: SqlNode, view: DocumentView): boolean {
  return holesIn(node, view).some(({ spliced }) => spliced);
}

/** Whether code puts more text to a statement. */
export function isAddedTo(node: SqlNode, view: DocumentView): boolean {
  return isEmbedded(node, view) && embeddedIn(view).sites.get(node)?.grows !== undefined;
}

/** Whether of what is run here not even the beginning is known. */
export function isUnknownText(node: SqlNode, view: DocumentView): boolean {
  return isEmbedded(node, view) && embeddedIn(view).sites.get(node)?.known !== undefined;
}

/** Whether a node may have clauses that its tree does not have: code puts them there, or to the end later on. */
export function mayHaveMore(node: SqlNode, view: DocumentView): boolean {
  if (!isEmbedded(node, view)) return false;
  return embeddedIn(view).sites.get(node)?.grows !== undefined || holesIn(node, view).some(({ isClause }) => isClause);
}

function holesIn(node: SqlNode, view: DocumentView): readonly FilledHole[] {
  return isEmbedded(node, view) ? embeddedIn(view).holes.filter(({ range }) => isInside(range, node.range)) : [];
}

/** Whether a name of the tree may be any, since code puts it there; `*` is never bound as a parameter. */
export function isOpenName(actual: string, wanted: string, view: DocumentView): boolean {
  const filled = holesInName(actual);
  if (!filled) return false;
  const { holes } = embeddedIn(view);
  return wanted !== '*' || filled.holes.some((hole) => holes[hole]?.spliced);
}
