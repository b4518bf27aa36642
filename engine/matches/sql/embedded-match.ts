import type { SqlExpression, SqlStatement } from '../../documents/sql/node.ts';
import type { PgFields } from '../../documents/sql/postgres.ts';
import { statementKind, tagOf } from '../../documents/sql/statement-kind.ts';
import type { Cause } from '../../model/binding.ts';
import type { DocumentView, LocalBindings, LocalMatch } from '../matcher.ts';
import type { Matching } from './bind.ts';
import type { SqlPattern } from './compile.ts';
import { embeddedIn, mayHaveMore } from './embedded.ts';
import { mayBecome, written, type KnownText } from './known-text.ts';
import { matchNode } from './match-tree.ts';
import { hasWords, statedWords } from './words.ts';

/** SQL in code that does not parse: unknown for patterns whose words all stand in it. */
export function* unreadMatches(
  patterns: readonly SqlPattern[],
  target: SqlStatement,
  view: DocumentView,
  bindings: LocalBindings,
): Iterable<LocalMatch> {
  const { unread, sites } = embeddedIn(view);
  const known = sites.get(target)?.known;
  if (known) return yield* unknownMatches(patterns, known, target, view, bindings);
  const error = unread.get(target);
  if (error === undefined || !patterns.some((pattern) => mayStandIn(pattern, target.text))) return;
  const message = `The SQL in this code does not parse: ${error}.`;
  yield { bindings, unknown: { kind: 'not-read', message, place: view.place(target) } };
}

/** A text that is not written where it is run. */
function* unknownMatches(
  patterns: readonly SqlPattern[],
  known: KnownText,
  target: SqlStatement,
  view: DocumentView,
  bindings: LocalBindings,
): Iterable<LocalMatch> {
  if (!patterns.some((pattern) => mayBecome(pattern, known))) return;
  const message = 'The SQL that is run here is not known statically.';
  yield { bindings, unknown: { kind: 'not-static', message, place: view.place(target) } };
}

/** A statement to which code puts more text: unknown for patterns whose words all stand in what is written of it. */
export function mayGrowTo(pattern: SqlPattern, target: SqlStatement | SqlExpression, view: DocumentView): boolean {
  const grows = target.type === 'statement' ? embeddedIn(view).sites.get(target)?.grows : undefined;
  return grows !== undefined && mayBecome(pattern, written(`${target.text} ${grows.text}`));
}

function mayStandIn({ text, root }: SqlPattern, sql: string): boolean {
  const isStatement = statementKind(root) !== 'other';
  return (isStatement || statedWords(text).length > 0) && hasWords(text, sql);
}

const CLAUSES = [
  'whereClause',
  'sortClause',
  'limitCount',
  'limitOffset',
  'groupClause',
  'havingClause',
  'lockingClause',
  'returningList',
  'returningClause',
  'onConflictClause',
  'fromClause',
  'usingClause',
  'selectStmt',
  'cols',
];

/** A pattern that states clauses which the tree does not have, but which code may put there. */
export function* moreMatches(
  { root }: SqlPattern,
  target: SqlStatement | SqlExpression,
  view: DocumentView,
  matching: Matching,
): Iterable<Matching> {
  const tag = tagOf(root);
  const actual = target.raw?.[tag];
  if (!actual || !mayHaveMore(target, view)) return;
  const stated = root[tag] ?? {};
  const missing = CLAUSES.filter((clause) => stated[clause] !== undefined && actual[clause] === undefined);
  if (missing.length === 0) return;
  const kept = Object.fromEntries(Object.entries(stated).filter(([name]) => !missing.includes(name))) as PgFields;
  for (const one of matchNode({ [tag]: kept }, target.raw, matching))
    yield { ...one, unknown: one.unknown ?? moreCause };
}

export const moreCause: Cause = {
  kind: 'not-static',
  message: 'Code puts clauses into the SQL that are not known statically.',
};
