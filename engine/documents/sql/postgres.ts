import type { Json } from '../../model/document.ts';
import { libPgIsLoaded, loadLibPg, parseTree, plPgSqlTree } from './libpg.ts';
import { fromBytes, fromCodePoints, type ToOffset } from './offsets.ts';

/** A node of libpg's tree: one key, the node's tag. Zero, false and empty fields are left out by libpg. */
export type PgNode = { readonly [tag: string]: PgFields };
export type PgFields = { readonly [field: string]: Json };

export interface PgStatement {
  readonly node: PgNode;
  readonly start: number;
  readonly end: number;
}

export type PgParse =
  | { readonly statements: readonly PgStatement[]; readonly toOffset: ToOffset }
  | { readonly error: string; readonly at: number };

/** Loads the WASM of PostgreSQL's own parser. */
export async function loadPostgres(): Promise<void> {
  await loadLibPg();
}

/** Whether it may be asked: it is not where no policy speaks of SQL. */
export function postgresIsLoaded(): boolean {
  return libPgIsLoaded();
}

/** What was parsed last of short texts: what a DO block runs is asked for its expressions, its changes and its doubts. */
const recent = new Map<string, PgParse>();
const longestRecent = 1000;
const mostRecent = 50;

/** All statements of a text, or the first error with its UTF-16 offset. */
export function parsePostgres(text: string): PgParse {
  if (text.length > longestRecent) return parsed(text);
  const known = recent.get(text) ?? parsed(text);
  if (recent.size >= mostRecent) recent.clear();
  recent.set(text, known);
  return known;
}

function parsed(text: string): PgParse {
  if (/^\s*$/.test(text)) return { statements: [], toOffset: (byte) => byte };
  // libpg ends silently at a NUL
  const nul = text.indexOf('\0');
  if (nul >= 0) return { error: 'A NUL byte is not allowed in SQL.', at: nul };
  try {
    const tree = parseTree(text);
    if (typeof tree !== 'string') return { error: tree.message, at: fromCodePoints(text)(tree.position) };
    const toOffset = fromBytes(text);
    return { statements: statementsOf(JSON.parse(tree) as ParseResult, toOffset, text.length), toOffset };
  } catch (error) {
    return failure(error);
  }
}

/** The PL/pgSQL tree of a DO or CREATE FUNCTION statement, as JSON; undefined when libpg refuses it. */
export function parsePlPgSql(text: string): string | undefined {
  try {
    // the option makes libpg print the tree
    return plPgSqlTree(text.replace(/#option\s+dump\b/gi, (option) => option.replace(/\S/g, ' ')));
  } catch {
    return undefined;
  }
}

interface ParseResult {
  readonly stmts?: readonly {
    readonly stmt?: PgNode;
    readonly stmt_location?: number;
    readonly stmt_len?: number;
  }[];
}

function statementsOf({ stmts = [] }: ParseResult, toOffset: ToOffset, end: number): PgStatement[] {
  return stmts.flatMap(({ stmt: node, stmt_location: start = 0, stmt_len: length }) =>
    node ? [{ node, start: toOffset(start), end: length ? toOffset(start + length) : end }] : [],
  );
}

/** A tree too deep comes as a RangeError: nothing is thrown on. */
function failure(error: unknown): PgParse {
  if (error instanceof RangeError) return { error: 'The statement is nested too deeply.', at: 0 };
  return { error: error instanceof Error ? error.message : String(error), at: 0 };
}
