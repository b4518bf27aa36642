import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { initialiserOf } from '../../documents/javascript/initialiser.ts';
import { variableOf, writesTo } from '../../documents/javascript/scope.ts';
import { isHole, type Piece } from '../../documents/sql/pieces.ts';
import type { DocumentView } from '../matcher.ts';
import { boundPieces, piecesOf } from './embedded-pieces.ts';
import { isSqlTag } from './embedded-tags.ts';
import { beginsAsSql, isSqlStart, isUnmistakable, mayHoldSql } from './embedded-text.ts';

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
  /** More text is put to it later on: what it becomes is not known. */
  readonly grows: boolean;
}

/** All places of a document, in one pass; each text once, by the place that says most of it. */
export function sitesIn(view: DocumentView): readonly SqlSite[] {
  if (!mayHoldSql(view.document.file.text)) return [];
  const sites = new Map<Node, SqlSite>();
  const add = (site: SqlSite | undefined): void => {
    if (site && !sites.has(site.node)) sites.set(site.node, site);
  };
  const nodes = (...types: readonly string[]): readonly Node[] => view.index.ofTypes(types) as readonly Node[];
  for (const node of nodes('TaggedTemplateExpression'))
    add(taggedSite(view, node as TSESTree.TaggedTemplateExpression));
  for (const node of nodes('CallExpression')) add(calledSite(view, node as TSESTree.CallExpression));
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
  const site = { node: quasi, pieces: boundPieces(view, quasi), run: node, grows: false };
  if (isSqlTag(view, tag)) return isWritten(site.pieces) ? { ...site, certain: true, maybePart: true } : undefined;
  return isUnmistakable(textOf(site.pieces)) ? { ...site, certain: false, maybePart: false } : undefined;
}

const RUNS = new Set(
  'query execute raw $queryRawUnsafe $executeRawUnsafe unsafe prepare exec oneOrNone manyOrNone'.split(' '),
);
/** Names that mean much else as well. */
const MAY_RUN = new Set('one none any many all get run each queryRaw executeRaw'.split(' '));

/** The text that a call is handed first, or as `text` or `sql` of an object. */
function calledSite(view: DocumentView, call: TSESTree.CallExpression): SqlSite | undefined {
  const name = calledName(call.callee);
  const [first, second] = call.arguments;
  if (name === undefined || !(RUNS.has(name) || MAY_RUN.has(name)) || !first) return undefined;
  const config = first.type === 'ObjectExpression' ? first : undefined;
  const text = config ? (valueNamed(config, 'text') ?? valueNamed(config, 'sql')) : first;
  const written = text && writtenAt(view, text);
  const isPart = name === 'raw' && isBuilder(call.callee);
  if (!written || !(isPart || beginsAsSql(view.document.file.text, written.range[0]))) return undefined;
  const pieces = piecesOf(view, written);
  if (!pieces) return undefined;
  const certain = RUNS.has(name) && isSqlStart(textOf(pieces));
  if (!certain && !isPart && !isUnmistakable(textOf(pieces))) return undefined;
  const values = listOf(config ? valueNamed(config, 'values') : second);
  return {
    node: written,
    pieces,
    run: call,
    certain,
    maybePart: isPart,
    ...(values && { values }),
    grows: written !== text && isExtended(view, text),
  };
}

/** `knex.raw('now()')`; not `express.raw('…')`. */
function isBuilder(callee: Node): boolean {
  const object = callee.type === 'MemberExpression' ? callee.object : undefined;
  return object?.type === 'Identifier' && /^(?:knex|trx|db|qb|sql|Prisma|sequelize)$/i.test(object.name);
}

function calledName(callee: Node): string | undefined {
  const node = callee.type === 'TSInstantiationExpression' ? callee.expression : callee;
  return node.type === 'MemberExpression' && node.property.type === 'Identifier' ? node.property.name : undefined;
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

/** Where the text is written that a variable holds. */
function writtenAt(view: DocumentView, text: Node): Node | undefined {
  if (text.type !== 'Identifier') return text;
  const initialiser = initialiserOf(view, text);
  if (initialiser) return initialiser;
  const declared = variableOf(view, text)?.defs[0]?.node;
  return declared?.type === 'VariableDeclarator' ? (declared.init ?? undefined) : undefined;
}

/** `query += ' WHERE …'`. */
function isExtended(view: DocumentView, identifier: Node): boolean {
  const variable = variableOf(view, identifier);
  return variable !== undefined && writesTo(view, variable).some(({ init }) => !init);
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
  const grows = parent?.type === 'VariableDeclarator' && isExtended(view, parent.id);
  return { node, pieces, certain: marked, maybePart: marked, grows };
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
