import { parsePostgres, type PgNode } from '../../documents/sql/postgres.ts';
import type { PlInto } from '../../documents/sql/node.ts';
import { tagOf } from '../../documents/sql/statement-kind.ts';
import { compilePl, type PlPattern } from './compile-pl.ts';
import { completed, disambiguated } from './completions.ts';
import { ELLIPSES, metavariablesIn, sqlTexts } from './placeholders.ts';
import { stated } from './stated.ts';

/** A SQL pattern parsed: a statement or an expression with placeholders for names. */
export interface SqlPattern {
  readonly text: string;
  readonly root: PgNode;
  /** In a body: the variables that the statement fills. */
  readonly into?: PlInto;
  readonly binds: readonly string[];
}

export type Compiled = SqlPattern | { readonly error: string };
const compiled = new Map<string, Compiled>();

/** Parsed as a statement, else as an expression; once per text, as the reduce asks for every object. */
export function compileSql(text: string): Compiled {
  const known = compiled.get(text) ?? compile(text);
  compiled.set(text, known);
  return known;
}

function compile(text: string): Compiled {
  const written = disambiguated(text.trim().replace(/;$/, ''));
  const texts = sqlTexts(written);
  const root =
    firstParsed(texts, statementOf) ??
    firstParsed(sqlTexts(written, ELLIPSES), (sql) => expressionOf(`SELECT (${sql})`)) ??
    firstParsed(sqlTexts(completed(written)), statementOf);
  if (root) return { text, root: stated(root, text), binds: metavariablesIn(text) };
  return { error: `The SQL pattern '${text.trim()}' does not parse: ${refusal(texts)}.` };
}

function refusal(texts: readonly string[]): string {
  const parse = parsePostgres(texts[0] ?? '');
  return plain('error' in parse ? parse.error : 'it is empty');
}

/** Placeholders are quoted for the parser only. */
function plain(reason: string): string {
  return reason.replace(/"("[^"]+")"/g, '$1');
}

/** All that a pattern may mean: SQL, and statements of PL/pgSQL. */
export interface Readings {
  readonly sql: readonly SqlPattern[];
  readonly pl: readonly PlPattern[];
  readonly binds: readonly string[];
}

const read = new Map<string, Readings | { readonly error: string }>();

export function compilePattern(text: string): Readings | { readonly error: string } {
  const known = read.get(text) ?? readingsOf(text);
  read.set(text, known);
  return known;
}

/** Statements that both languages know. */
const SHARED = new Set(['ExecuteStmt', 'TransactionStmt', 'FetchStmt', 'ClosePortalStmt']);

function readingsOf(text: string): Readings | { readonly error: string } {
  const sql = compileSql(text);
  const binds = metavariablesIn(text);
  if (!('error' in sql) && !isShared(sql)) return { sql: [sql], pl: [], binds };
  const pl = compilePl(text);
  const found = 'error' in sql ? [] : [sql];
  if ('error' in pl) {
    if (!('error' in sql)) return { sql: found, pl: [], binds };
    const [asSql, asPl] = [refusal(sqlTexts(text.trim())), plain(pl.error)];
    const reason = asSql === asPl ? asSql : `as SQL, ${asSql}; as PL/pgSQL, ${asPl}`;
    return { error: `The SQL pattern '${text.trim()}' does not parse: ${reason}.` };
  }
  const [only, ...others] = pl.statements;
  if (only?.type !== 'statement' || others.length > 0) return { sql: found, pl: [pl], binds };
  const { raw, into } = only;
  const inBody = raw ? [{ text, root: raw, binds, ...(into && { into }) }] : [];
  return { sql: [...found, ...inBody], pl: [], binds };
}

/** To PostgreSQL `execute 'x'` is a constant of a type, `return (x)` a call, `commit` a column. */
const VERB = /^\s*(?:execute|raise|return|assert|perform|exit|continue|close|commit|rollback)\b/i;

/** What means another thing in a body: `SELECT INTO` makes a table, or fills variables there. */
export function isShared({ root, text }: SqlPattern): boolean {
  return VERB.test(text) || SHARED.has(tagOf(root)) || root.SelectStmt?.intoClause !== undefined;
}

function firstParsed(texts: readonly string[], read: (sql: string) => PgNode | undefined): PgNode | undefined {
  for (const text of texts) {
    const root = read(text);
    if (root) return root;
  }
  return undefined;
}

function statementOf(sql: string): PgNode | undefined {
  const parse = parsePostgres(sql);
  return !('error' in parse) && parse.statements.length === 1 ? parse.statements[0]?.node : undefined;
}

function expressionOf(sql: string): PgNode | undefined {
  const select = statementOf(sql)?.SelectStmt;
  const [only, ...others] = (select?.targetList ?? []) as readonly PgNode[];
  return others.length === 0 ? (only?.ResTarget?.val as PgNode | undefined) : undefined;
}
