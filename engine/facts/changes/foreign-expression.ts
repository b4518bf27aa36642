import type { Token } from '../../documents/sql/lexer.ts';
import { parsePostgres } from '../../documents/sql/postgres.ts';
import type { Json } from '../../model/document.ts';
import type { ConstraintSpec, Expression } from '../../model/sql.ts';
import { columnsOf, valueList, withoutLocations } from './expression.ts';
import { isSymbol, textOf } from './foreign-reader.ts';
import { fields, fieldsOf, items } from '../../documents/sql/pg-tree.ts';
import { type Source } from './writer.ts';

/**
 * An expression of another dialect. Most mean the same in PostgreSQL, and have its tree if they can be written in it; the tree
 * of the others is null, which no pattern takes for a match or for none.
 */
export function foreignExpression(tokens: readonly Token[], source: Source): Expression {
  const written = asPostgres(tokens, source);
  const select = selectOf(written === undefined ? undefined : `select ${written}`);
  const target = fieldsOf(items(select.targetList)[0]);
  return { text: textOf(tokens, source), tree: target.val === undefined ? null : withoutLocations(target.val) };
}

/** A query, with PostgreSQL's tree if it can be written in it. */
export function foreignQuery(tokens: readonly Token[], source: Source): Expression {
  const select = selectOf(asPostgres(tokens, source));
  const isRead = Object.keys(select).length > 0;
  return { text: textOf(tokens, source), tree: isRead ? withoutLocations({ SelectStmt: select }) : null };
}

/** A check, with its columns, and its values where it is nothing but a list of them. */
export function foreignCheck(
  tokens: readonly Token[],
  source: Source,
): Pick<ConstraintSpec, 'expression' | 'values' | 'columns'> {
  const expression = foreignExpression(tokens, source);
  const columns = columnsOf(expression.tree);
  const values = columns.length === 1 ? valueList(expression.tree) : undefined;
  return { expression, columns, ...(values && { values }) };
}

function selectOf(sql: string | undefined): ReturnType<typeof fields> {
  const parse = sql === undefined ? undefined : parsePostgres(sql);
  if (!parse || 'error' in parse || parse.statements.length !== 1) return {};
  return fields((parse.statements[0]!.node as { readonly [tag: string]: Json }).SelectStmt);
}

/** What the dialects mean differently, or only one of them knows. */
const OTHER_MEANING = /^(?:\|\||&&|!|:=)$|^(?:div|xor|regexp|rlike|glob|match|mod|binary|interval)$/i;

/** The text with PostgreSQL's quotes; `undefined` where its meaning would be another. */
function asPostgres(tokens: readonly Token[], { statement }: Source): string | undefined {
  const isMySql = /^(?:mysql|mariadb|bigquery)$/.test(statement.dialect);
  const parts: string[] = [];
  for (const [i, token] of tokens.entries()) {
    const next = tokens[i + 1];
    const pair = token.kind === 'symbol' && next?.kind === 'symbol' ? token.value + next.value : token.value;
    if (token.kind !== 'string' && token.kind !== 'quoted' && differs(pair, token.value, isMySql)) return undefined;
    parts.push(token.kind === 'symbol' && next?.range[0] === token.range[1] ? token.value : `${written(token, next)} `);
  }
  return parts.join('');
}

function differs(pair: string, value: string, isMySql: boolean): boolean {
  if (pair === '||' && !isMySql) return false;
  return OTHER_MEANING.test(pair) || OTHER_MEANING.test(value);
}

function written(token: Token, next: Token | undefined): string {
  if (token.kind === 'quoted') return `"${token.value.replaceAll('"', '""')}"`;
  if (token.kind === 'string') return writtenText(token.value);
  // PostgreSQL folds names, the others keep them
  const isMixed = token.kind === 'word' && /[a-z]/.test(token.value) && /[A-Z]/.test(token.value);
  return isMixed && !isSymbol(next, '(') ? `"${token.value}"` : token.value;
}

function writtenText(value: string): string {
  const body = value.replace(/^[a-z_]\w*\s?(?=['"])/i, '');
  const quote = body[0] ?? "'";
  const text = body.slice(1, -1).replaceAll(quote + quote, quote);
  const plain = text.replace(/\\(.)/gs, (_, character: string) => character);
  return `'${plain.replaceAll("'", "''")}'`;
}
