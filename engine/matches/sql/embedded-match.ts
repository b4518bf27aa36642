import type { SqlExpression, SqlStatement } from '../../documents/sql/node.ts';
import type { PgFields } from '../../documents/sql/postgres.ts';
import { statementKind, tagOf } from '../../documents/sql/statement-kind.ts';
import type { Cause } from '../../model/binding.ts';
import type { DocumentView, LocalBindings, LocalMatch } from '../matcher.ts';
import type { Matching } from './bind.ts';
import type { SqlPattern } from './compile.ts';
import { embeddedIn, mayHaveMore } from './embedded.ts';
import { matchNode } from './match-tree.ts';

/** SQL in code that does not parse: unknown for patterns whose words all stand in it. */
export function* unreadMatches(
  patterns: readonly SqlPattern[],
  target: SqlStatement,
  view: DocumentView,
  bindings: LocalBindings,
): Iterable<LocalMatch> {
  const error = embeddedIn(view).unread.get(target);
  if (error === undefined || !patterns.some((pattern) => mayStandIn(pattern, target.text))) return;
  const message = `The SQL in this code does not parse: ${error}.`;
  yield { bindings, unknown: { kind: 'not-read', message, place: view.place(target) } };
}

/** Words that a statement may leave out, whatever the pattern writes. */
const OPTIONAL = new Set(['as', 'asc', 'all', 'inner', 'outer', 'public']);

function mayStandIn({ text, root }: SqlPattern, sql: string): boolean {
  const isStatement = statementKind(root) !== 'other';
  return (isStatement || statedWords(text).length > 0) && hasWords(text, sql);
}

/** Whether all the words of a pattern stand in a text. */
export function hasWords(pattern: string, sql: string): boolean {
  const present = new Set(wordsOf(sql));
  return statedWords(pattern).every((word) => present.has(word));
}

function statedWords(pattern: string): readonly string[] {
  return wordsOf(pattern.replace(/\$[A-Z_][A-Z0-9_]*/g, ' ')).filter((word) => !OPTIONAL.has(word));
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[a-z_]\w*/g) ?? [];
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
