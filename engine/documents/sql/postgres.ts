import type * as LibPgQuery from 'libpg-query';
import type { Json } from '../../model/document.ts';
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

type Library = typeof LibPgQuery;
let library: Library | undefined;

/** Loads the WASM of PostgreSQL's own parser, once; 40 ms that a run without SQL does not pay. */
export async function loadPostgres(): Promise<void> {
  if (library) return;
  const loading = await import('libpg-query');
  await loading.loadModule();
  library = loading;
}

/** Whether it may be asked: it is not where no policy speaks of SQL. */
export function postgresIsLoaded(): boolean {
  return library !== undefined;
}

function loaded(): Library {
  if (!library) throw new Error('Bug: PostgreSQL was parsed before loadPostgres() had finished.');
  return library;
}

/** All statements of a text, or the first error with its UTF-16 offset. */
export function parsePostgres(text: string): PgParse {
  const parser = loaded();
  if (/^\s*$/.test(text)) return { statements: [], toOffset: (byte) => byte };
  // libpg ends silently at a NUL
  const nul = text.indexOf('\0');
  if (nul >= 0) return { error: 'A NUL byte is not allowed in SQL.', at: nul };
  try {
    const toOffset = fromBytes(text);
    return { statements: statementsOf(parser.parseSync(text), toOffset, text.length), toOffset };
  } catch (error) {
    return failure(error, text);
  }
}

/** The PL/pgSQL tree of a DO or CREATE FUNCTION statement; undefined when libpg refuses it. */
export function parsePlPgSql(text: string): Json | undefined {
  try {
    // the option makes libpg print the tree
    const quiet = text.replace(/#option\s+dump\b/gi, (option) => option.replace(/\S/g, ' '));
    return loaded().parsePlPgSQLSync(quiet) as unknown as Json;
  } catch {
    return undefined;
  }
}

function statementsOf(result: ReturnType<Library['parseSync']>, toOffset: ToOffset, end: number): PgStatement[] {
  return (result.stmts ?? []).flatMap((raw) => {
    const start = raw.stmt_location ?? 0;
    const node = raw.stmt as unknown as PgNode | undefined;
    return node ? [{ node, start: toOffset(start), end: raw.stmt_len ? toOffset(start + raw.stmt_len) : end }] : [];
  });
}

/** A lexer error comes as an ordinary Error, a tree too deep as a RangeError: nothing is thrown on. */
function failure(error: unknown, text: string): PgParse {
  if (!(error instanceof Error)) return { error: String(error), at: 0 };
  if (error instanceof RangeError) return { error: 'The statement is nested too deeply.', at: 0 };
  const details = (error as { sqlDetails?: { cursorPosition?: number } }).sqlDetails;
  const position = Math.max(0, details?.cursorPosition ?? 0);
  return { error: error.message, at: fromCodePoints(text)(position) };
}
