import { statementKind, tagOf } from '../../documents/sql/statement-kind.ts';
import type { Json } from '../../model/document.ts';
import type { StatementKind } from '../../model/sql.ts';
import type { SqlPattern } from './compile.ts';
import { statedWords, wordsOf } from './words.ts';

/** What is known of SQL that is put together when it runs. */
export interface KnownText {
  /** What is written of it, with a blank where something is put in. */
  readonly text: string;
  readonly put: Put;
  /** Whether it begins with what is written. */
  readonly begins: boolean;
}

/** What is put in: nothing, names and values that stay such, or text that may be any SQL. */
export type Put = 'nothing' | 'names' | 'text';

export const ANY_TEXT: KnownText = { text: ' ', put: 'text', begins: false };
export const ANY_NAME: KnownText = { text: ' ', put: 'names', begins: false };

export function written(text: string): KnownText {
  return { text, put: 'nothing', begins: text.trim() !== '' };
}

/** One behind the other. */
export function joined(parts: readonly KnownText[]): KnownText {
  const first = parts.find(({ text, put }) => put !== 'nothing' || text.trim() !== '');
  return { text: parts.map(({ text }) => text).join(''), put: mostOf(parts), begins: first?.begins === true };
}

/** One of several. */
export function eitherOf(parts: readonly KnownText[]): KnownText {
  return {
    text: parts.map(({ text }) => text).join(' '),
    put: mostOf(parts),
    begins: parts.every(({ begins }) => begins),
  };
}

const PUTS: readonly Put[] = ['nothing', 'names', 'text'];

function mostOf(parts: readonly KnownText[]): Put {
  return PUTS[Math.max(0, ...parts.map(({ put }) => PUTS.indexOf(put)))]!;
}

/**
 * Whether a text may turn out to have what a pattern states. Names of the pattern may be put in wherever something is; its key
 * words only where that may be any text, and even then not the verb of a text whose beginning is written.
 */
export function mayBecome(pattern: SqlPattern, { text, put, begins }: KnownText): boolean {
  const present = new Set(wordsOf(text));
  const words = statedWords(pattern.text);
  if (put === 'nothing' || !isStatement(pattern)) return words.length > 0 && words.every((word) => present.has(word));
  const names = namesIn(pattern);
  const keywords = words.filter((word) => !names.has(word));
  if (put === 'names') return keywords.every((word) => present.has(word));
  const [verb = ''] = keywords;
  return present.has(verb) || (!begins && !rulesOut(present, statementKind(pattern.root)));
}

/** Whether a pattern is one of statements, not of expressions. */
export function isStatement({ root }: SqlPattern): boolean {
  return tagOf(root).endsWith('Stmt');
}

/** Words that a text without its beginning may have, by the statements which then it cannot be. */
const RULED_OUT: Readonly<Partial<Record<StatementKind, readonly string[]>>> = {
  select: ['set', 'returning'],
  insert: ['having'],
  update: ['group', 'having', 'values'],
  delete: ['set', 'group', 'having', 'values'],
};
const NO_UTILITY = ['where', 'join', 'group', 'having', 'order', 'limit', 'returning', 'values'];

function rulesOut(present: ReadonlySet<string>, kind: StatementKind): boolean {
  return (RULED_OUT[kind] ?? NO_UTILITY).some((word) => present.has(word));
}

const known = new WeakMap<SqlPattern, ReadonlySet<string>>();

/** The words of a pattern that are names or literals: what its tree holds as text. */
function namesIn(pattern: SqlPattern): ReadonlySet<string> {
  const before = known.get(pattern);
  if (before) return before;
  const names = new Set<string>();
  const pending: Json[] = [pattern.root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value === 'string') for (const word of wordsOf(value)) names.add(word);
    else if (typeof value === 'object' && value !== null) pending.push(...(Object.values(value) as Json[]));
  }
  known.set(pattern, names);
  return names;
}
