import { parsePostgres, type PgFields, type PgNode } from '../../documents/sql/postgres.ts';
import { tagOf } from '../../documents/sql/statement-kind.ts';
import type { Json } from '../../model/document.ts';
import { metavariablesIn, sqlTexts } from './placeholders.ts';

/** A SQL pattern parsed: a statement or an expression with placeholders for names. */
export interface SqlPattern {
  readonly text: string;
  readonly root: PgNode;
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
  const texts = sqlTexts(text.trim().replace(/;$/, ''));
  const root =
    firstParsed(texts, statementOf) ??
    firstParsed(texts, (sql) => expressionOf(`SELECT (${sql})`)) ??
    // INSERT INTO t alone leaves free what is inserted
    firstParsed(texts, (sql) => statementOf(`${sql} DEFAULT VALUES`));
  if (root) return { text, root: withoutDefaults(root, text), binds: metavariablesIn(text) };
  const parse = parsePostgres(texts[0] ?? '');
  const reason = 'error' in parse ? parse.error : 'it is empty';
  return { error: `The SQL pattern '${text.trim()}' does not parse: ${reason}.` };
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

/** What the parser fills in for clauses that CREATE POLICY leaves out is free in a pattern. */
function withoutDefaults(root: PgNode, text: string): PgNode {
  const policy = root.CreatePolicyStmt;
  if (tagOf(root) !== 'CreatePolicyStmt' || !policy) return root;
  const { cmd_name, permissive, roles, ...rest } = policy;
  const stated: Record<string, Json | undefined> = {
    ...(/\bfor\b/i.test(text) && { cmd_name }),
    ...(/\bas\s+\w+/i.test(text) && { permissive: permissive ?? false }),
    ...(/\bto\b/i.test(text) && { roles }),
  };
  return { CreatePolicyStmt: { ...rest, ...stated } as PgFields };
}
