import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { variableOf } from '../../documents/javascript/scope.ts';
import { isHole, type Piece } from '../../documents/sql/pieces.ts';
import type { DocumentView } from '../matcher.ts';
import { calledName, isBuilder, mayCallClient, MAY_RUN, RUNS, takesStatement } from './embedded-calls.ts';
import { addedTo, knownIn, knownPieces, textsAt, type TextAt } from './embedded-known.ts';
import { boundPieces, piecesOf } from './embedded-pieces.ts';
import { isSqlTag } from './embedded-tags.ts';
import { beginsAsSql, isSqlStart, isUnmistakable, mayHoldSql } from './embedded-text.ts';
import { ANY_TEXT, joined, type KnownText } from './known-text.ts';

type Node = TSESTree.Node;

/** A place in code where SQL stands. */
export interface SqlSite {
  /** The expression that is the text. */
  readonly node: Node;
  readonly pieces: readonly Piece[];
  /** What runs it, where that is at the same place: the call or the tagged template. */
  readonly run?: Node;
  /** It is SQL by its position, so that text which does not parse is unread SQL; else text that only looks so. */
  readonly certain: boolean;
  /** It may be part of a statement. */
  readonly maybePart: boolean;
  /** Values for `$1` and `?`, in order, where they are written as a list. */
  readonly values?: readonly Node[];
  /** More text is put to it later on: what is known of that. */
  readonly grows?: KnownText;
  /** It is not known what the text is, but for this; then it is no SQL that could be parsed. */
  readonly known?: KnownText;
}

/** All places of a document, in one pass; each text once, by the place that says most of it. */
export function sitesIn(view: DocumentView): readonly SqlSite[] {
  const { text } = view.document.file;
  if (!mayHoldSql(text) && !mayCallClient(text)) return [];
  const sites = new Map<Node, SqlSite>();
  const add = (site: SqlSite | undefined): void => {
    if (site && !sites.has(site.node)) sites.set(site.node, site);
  };
  const nodes = (...types: readonly string[]): readonly Node[] => view.index.ofTypes(types) as readonly Node[];
  for (const node of nodes('TaggedTemplateExpression'))
    add(taggedSite(view, node as TSESTree.TaggedTemplateExpression));
  for (const node of nodes('CallExpression')) calledSites(view, node as TSESTree.CallExpression).forEach(add);
  for (const node of nodes('BinaryExpression', 'TemplateLiteral', 'Literal', 'CallExpression'))
    if (!isWithin(view, node, sites)) add(looseSite(view, node));
  return [...sites.values()]
    .filter((site) => !isFragmentOf(view, site, sites))
    .sort((a, b) => a.node.range[0] - b.node.range[0]);
}

function isWithin(view: DocumentView, node: Node, sites: ReadonlyMap<Node, SqlSite>): boolean {
  if (sites.has(node)) return true;
  for (let up = parentOf(view, node), below = node; up; below = up, up = parentOf(view, up)) {
    const site = sites.get(up);
    if (site) return !site.pieces.some((piece) => isHole(piece) && piece.node === below);
    if (
      !/^(?:TemplateLiteral|BinaryExpression|ArrayExpression|CallExpression|MemberExpression|TS\w+|TaggedTemplateExpression)$/.test(
        up.type,
      )
    )
      return false;
  }
  return false;
}

/** A tagged template that is part of the text of another. */
function isFragmentOf(view: DocumentView, { run }: SqlSite, sites: ReadonlyMap<Node, SqlSite>): boolean {
  const template = run?.type === 'TaggedTemplateExpression' ? parentOf(view, run) : undefined;
  return template?.type === 'TemplateLiteral' && sites.has(template);
}

function taggedSite(view: DocumentView, node: TSESTree.TaggedTemplateExpression): SqlSite | undefined {
  const { tag, quasi } = node;
  const site = { node: quasi, pieces: boundPieces(view, quasi), run: node };
  if (isSqlTag(view, tag) && isRun(view, node) && isBegunElsewhere(site.pieces))
    return { ...site, certain: true, maybePart: false, known: joined([ANY_TEXT, knownPieces(site.pieces)]) };
  if (isSqlTag(view, tag)) return isWritten(site.pieces) ? { ...site, certain: true, maybePart: true } : undefined;
  return isUnmistakable(textOf(site.pieces)) ? { ...site, certain: false, maybePart: false } : undefined;
}

/** Whether a template is a statement, and not only part of one. */
function isRun(view: DocumentView, node: TSESTree.TaggedTemplateExpression): boolean {
  if (/^\$(?:query|execute)Raw$/.test(calledName(node.tag) ?? '')) return true;
  const parent = parentOf(view, node);
  return parent?.type === 'CallExpression' && parent.arguments[0] === node && takesStatement(view, parent);
}

function isBegunElsewhere(pieces: readonly Piece[]): boolean {
  const first = pieces.find((piece) => isHole(piece) || /\S/.test(piece.text));
  return first !== undefined && isHole(first);
}

/** The texts that a call may be handed first, or as `text` or `sql` of an object. */
function calledSites(view: DocumentView, call: TSESTree.CallExpression): readonly SqlSite[] {
  const name = calledName(call.callee);
  const [first, second] = call.arguments;
  if (name === undefined || !(RUNS.has(name) || MAY_RUN.has(name)) || !first) return [];
  const config = first.type === 'ObjectExpression' ? first : undefined;
  const text = config ? (valueNamed(config, 'text') ?? valueNamed(config, 'sql')) : first;
  if (!text) return [];
  const values = listOf(config ? valueNamed(config, 'values') : second);
  const common = { run: call, ...(values && { values }) };
  const found = textsAt(view, text).map(
    (one) => writtenSite(view, one, call, name) ?? unknownSite(view, one, call, text),
  );
  return found.flatMap((site) => (site ? [{ ...common, ...site }] : []));
}

type Site = Omit<SqlSite, 'run' | 'values'>;

function writtenSite(
  view: DocumentView,
  { node, grows }: TextAt,
  call: TSESTree.CallExpression,
  name: string,
): Site | undefined {
  const isPart = name === 'raw' && isBuilder(call.callee);
  if (!(isPart || beginsAsSql(view.document.file.text, node.range[0]))) return undefined;
  const pieces = piecesOf(view, node);
  if (!pieces) return undefined;
  const certain = RUNS.has(name) && isSqlStart(textOf(pieces));
  if (!certain && !isPart && !isUnmistakable(textOf(pieces))) return undefined;
  return { node, pieces, certain, maybePart: isPart, ...(grows && { grows }) };
}

/** A call that surely takes SQL is handed what is not written here, or what does not begin as SQL does. */
function unknownSite(
  view: DocumentView,
  { node, grows }: TextAt,
  call: TSESTree.CallExpression,
  handed: Node,
): Site | undefined {
  if (isNoText(view, node) || !takesStatement(view, call)) return undefined;
  const own = knownIn(view, node);
  const known = grows ? joined([own, grows]) : own;
  if (known.put === 'nothing' && known.text.trim() === '') return undefined;
  // what is put together elsewhere is unknown where it is run
  const at = node.type === 'TemplateLiteral' || node.type === 'BinaryExpression' ? node : handed;
  return { node: at, pieces: [{ range: at.range, node: at, spliced: true }], certain: true, maybePart: false, known };
}

/** A query that something else has made, or one of a tag, which is SQL of its own. */
function isNoText(view: DocumentView, node: Node): boolean {
  if (node.type === 'TaggedTemplateExpression') return isSqlTag(view, node.tag);
  if (node.type === 'Literal') return typeof node.value !== 'string';
  return /^(?:Object|Array|New|Function|ArrowFunction|Class)Expression$/.test(node.type);
}

function valueNamed({ properties }: TSESTree.ObjectExpression, name: string): Node | undefined {
  for (const property of properties)
    if (property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === name)
      return property.value;
  return undefined;
}

function listOf(node: Node | undefined): readonly Node[] | undefined {
  if (node?.type !== 'ArrayExpression') return undefined;
  const items = node.elements.filter((item) => item !== null && item.type !== 'SpreadElement');
  return items.length === node.elements.length ? (items as readonly Node[]) : undefined;
}

/** Text that is SQL whatever is done with it. */
function looseSite(view: DocumentView, node: Node): SqlSite | undefined {
  const marked = isMarked(view, node);
  if (!marked && !beginsAsSql(view.document.file.text, node.range[0])) return undefined;
  const parent = parentOf(view, node);
  if (
    parent &&
    /^(?:JSXAttribute|ImportDeclaration|Export\w+|TSLiteralType|TaggedTemplateExpression)$/.test(parent.type)
  )
    return undefined;
  const pieces = piecesOf(view, node);
  if (!pieces) return undefined;
  if (!marked && !isUnmistakable(textOf(pieces))) return undefined;
  const variable = parent?.type === 'VariableDeclarator' ? variableOf(view, parent.id) : undefined;
  const grows = variable && addedTo(view, variable);
  return { node, pieces, certain: marked, maybePart: marked, ...(grows && { grows }) };
}

const MARKED = Symbol('whether comments mark SQL');

/** A comment before it says so: `sql` right before it, or `language=sql` on the line above. */
function isMarked({ document: { file }, memo }: DocumentView, { range: [start] }: Node): boolean {
  if (!memo(MARKED, () => /\/\*\s*sql\b|\blanguage=(?:postgre)?sql\b/i.test(file.text))) return false;
  const before = file.text.slice(Math.max(0, start - 200), start);
  return (
    /\/\*\s*(?:language=)?sql\s*\*\/\s*$/i.test(before) || /\blanguage=(?:postgre)?sql\b[^\n]*\n[^\n]*$/i.test(before)
  );
}

/** With a word for each hole. */
function textOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (isHole(piece) ? 'x' : piece.text)).join('');
}

function isWritten(pieces: readonly Piece[]): boolean {
  return pieces.some((piece) => !isHole(piece) && /\S/.test(piece.text));
}

function parentOf(view: DocumentView, node: Node): Node | undefined {
  return view.index.parent(node) as Node | undefined;
}
