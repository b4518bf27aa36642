import type { BodyStatement, PlStatement, SqlExpression, SqlNode, SqlStatement } from '../../documents/sql/node.ts';
import { isStatementTag, statementKind, tagOf } from '../../documents/sql/statement-kind.ts';
import type { Cause } from '../../model/binding.ts';
import type { TreeNode } from '../../model/document.ts';
import type { AnchorValue } from '../../model/formula.ts';
import type { DocumentView, LocalBindings, LocalMatch } from '../matcher.ts';
import { fitsClauses } from './clauses.ts';
import { isShared, type Readings, type SqlPattern } from './compile.ts';
import type { PlPattern } from './compile-pl.ts';
import { isAddedTo, isEmbedded, isSpliced, isUnknownText } from './embedded.ts';
import { mayGrowTo, moreCause, moreMatches, unreadMatches } from './embedded-match.ts';
import { mayBecome } from './known-text.ts';
import { matchInto } from './match-pl-names.ts';
import type { PlAround } from './match-pl-values.ts';
import { matchNode } from './match-tree.ts';
import { branchesLeave, statementLeaves } from './pl-leaves.ts';
import { mayRunText, textRunBy } from './runs.ts';
import { matchSequence } from './sequences.ts';
import { sqlNodesIn, surroundingsOf } from './surroundings.ts';
import { hasWords } from './words.ts';

/** Whether a node may match, judged by what kind of node it is. */
export function candidatesOf({ sql, pl }: Readings): (view: DocumentView, scope?: TreeNode) => readonly SqlNode[] {
  const first = pl.map(({ statements }) => statements[0]!);
  const kinds = new Set(first.flatMap((one) => (one.type === 'pl-statement' ? [one.kind] : [])));
  const roots = [
    ...sql.map(({ root }) => root),
    ...first.flatMap((one) => (one.type === 'statement' ? [one.raw!] : [])),
  ];
  const tags = new Set(roots.map(tagOf));
  // a metavariable or an ellipsis alone takes any expression
  const any = roots.some((root) => ['ColumnRef', 'FuncCall'].includes(tagOf(root)));
  const types = ['statement', 'expression', ...(kinds.size > 0 || sql.length > 0 ? ['pl-statement'] : [])];
  const isCandidate = (node: SqlNode): boolean => {
    if (mayRunText(node)) return true;
    if (node.type === 'pl-statement') return kinds.has(node.kind);
    if (node.type !== 'statement' && node.type !== 'expression') return false;
    return any || tags.has(tagOf(node.raw ?? {})) || (node.type === 'statement' && !isTree(node));
  };
  return (view, scope) => sqlNodesIn(types, view, scope).filter((node) => isCandidate(node) || isAddedTo(node, view));
}

/** Whether PostgreSQL's tree says what the statement is. */
function isTree({ raw, dialect }: SqlStatement): boolean {
  return raw !== undefined && dialect === 'postgres';
}

/** All the ways in which one of the patterns holds for a node. */
export function* matchesAt(
  patterns: Readings,
  value: AnchorValue,
  view: DocumentView,
  node: TreeNode,
  bindings: LocalBindings,
): Iterable<LocalMatch> {
  if (view.document.family === 'code' && !isEmbedded(node, view)) return;
  const target = node as SqlNode;
  if (target.type !== 'statement' && target.type !== 'expression' && target.type !== 'pl-statement') return;
  if (!isIn(value.dialect, target)) return;
  if (value.spliced !== undefined && value.spliced !== isSpliced(target, view) && !isUnknownText(target, view)) return;
  if (target.type === 'statement' && target.dialect !== 'postgres' && target.kind !== 'unparsed')
    return yield* foreignMatches(patterns, target, view, bindings);
  const fits = fitsClauses(value, target, view);
  if (fits === false) return;
  if (target.type === 'statement' && !target.raw) return yield* unread(patterns, target, view, bindings);
  const doubt = fits === true ? undefined : fits;
  if (target.type !== 'pl-statement' && value.leaves !== true)
    yield* treeMatches(patterns.sql, target, view, bindings, doubt);
  if (target.type !== 'expression') yield* plMatches(patterns.pl, value, target, view, bindings, doubt);
  if (mayRunText(target)) yield* textMatches(patterns.sql, target, view, bindings);
}

/** SQL that runs although it is no node may be what one of the patterns means. */
function* textMatches(
  patterns: readonly SqlPattern[],
  target: SqlNode,
  view: DocumentView,
  bindings: LocalBindings,
): Iterable<LocalMatch> {
  const run = textRunBy(target, view);
  if (!run || !patterns.some((pattern) => !isShared(pattern) && mayBecome(pattern, run.known))) return;
  yield { bindings, unknown: { ...run.cause, place: view.place(target) } };
}

function isIn(wanted: AnchorValue[string] | undefined, target: SqlStatement | SqlExpression | PlStatement): boolean {
  if (wanted === undefined) return true;
  const { dialect } = target.type === 'expression' ? target.statement : target.type === 'statement' ? target : POSTGRES;
  return Array.isArray(wanted) ? wanted.includes(dialect) : wanted === dialect;
}

const POSTGRES = { dialect: 'postgres' } as const;

function* treeMatches(
  patterns: readonly SqlPattern[],
  target: SqlStatement | SqlExpression,
  view: DocumentView,
  bindings: LocalBindings,
  doubt: Cause | undefined,
): Iterable<LocalMatch> {
  const matching = { bindings, around: surroundingsOf(target, view) };
  const into = target.type === 'statement' ? target.into : undefined;
  for (const pattern of patterns) {
    const ways = [...matchNode(pattern.root, target.raw, matching), ...moreMatches(pattern, target, view, matching)];
    for (const way of ways)
      for (const { bindings: bound, unknown = doubt } of matchInto(pattern.into, into, way))
        yield { bindings: bound, ...(unknown && { unknown }) };
    if (ways.length === 0 && isEmbedded(target, view) && mayGrowTo(pattern, target, view))
      yield { bindings, unknown: { ...moreCause, place: view.place(target) } };
  }
}

function* plMatches(
  patterns: readonly PlPattern[],
  value: AnchorValue,
  target: BodyStatement,
  view: DocumentView,
  bindings: LocalBindings,
  doubt: Cause | undefined,
): Iterable<LocalMatch> {
  if (patterns.length === 0) return;
  const around = aroundIn(view);
  const text = (): string => (target.type === 'pl-statement' ? target.text : '');
  const matching = { bindings, around: { path: view.document.file.path, textOf: text } };
  for (const { statements } of patterns) {
    for (const { matching: found, last } of matchSequence(statements, target, matching, around)) {
      const { unknown = doubt, branches = [] } = found;
      if (value.leaves !== undefined && value.leaves !== leaves(target, branches)) continue;
      const whole: TreeNode = { type: 'statements', range: [target.range[0], last.range[1]] };
      yield { bindings: found.bindings, ...(last !== target && { node: whole }), ...(unknown && { unknown }) };
    }
  }
}

function leaves(target: BodyStatement, branches: NonNullable<Parameters<typeof branchesLeave>[1]>): boolean {
  if (target.type === 'statement') return false;
  const own = target.branches.filter((branch) => branches.includes(branch));
  return own.length > 0 ? branchesLeave(target, own) : statementLeaves(target);
}

function aroundIn(view: DocumentView): PlAround & { readonly view: DocumentView } {
  return {
    view,
    of: (node) => surroundingsOf(node, view),
    unread: (statement) => unreadCause(statement, view),
  };
}

/** A statement that does not parse: unknown to patterns whose words all stand in it, where the document does not say so itself. */
function* unread(
  patterns: Readings,
  target: SqlStatement,
  view: DocumentView,
  bindings: LocalBindings,
): Iterable<LocalMatch> {
  if (view.document.family === 'code') yield* unreadMatches(patterns.sql, target, view, bindings);
  else if (
    view.document.status === 'parsed' &&
    [...patterns.sql, ...patterns.pl].some(({ text }) => hasWords(text, target.text))
  )
    yield { bindings, unknown: unreadCause(target, view) };
}

function unreadCause(statement: SqlStatement, view: DocumentView): Cause {
  return { kind: 'not-read', message: 'This SQL in a body does not parse.', place: view.place(statement) };
}

/** Patterns are PostgreSQL: whether they hold for another dialect's statement of the kind, or in one that has their words, cannot be told. */
function* foreignMatches(
  patterns: Readings,
  target: SqlStatement,
  view: DocumentView,
  bindings: LocalBindings,
): Iterable<LocalMatch> {
  const mayHold = ({ root, text }: SqlPattern): boolean =>
    isStatementTag(tagOf(root)) ? statementKind(root) === target.kind : hasWords(text, target.text);
  if (!patterns.sql.some(mayHold)) return;
  const message = `SQL patterns are not compared with ${target.dialect} statements yet.`;
  yield { bindings, unknown: { kind: 'not-read', message, place: view.place(target) } };
}
