import type { SyntaxProblem } from '../language.ts';
import type { PlInto, SqlBody, SqlExpression, SqlStatement } from './node.ts';
import { parsePostgres, type PgFields, type PgNode, type PgParse } from './postgres.ts';
import { rangeOf, textOf, type Span, type SqlSource } from './source.ts';
import { statementKind } from './statement-kind.ts';

/** What is read of a source, and what could not be read of it. */
export interface Reading {
  readonly source: SqlSource;
  readonly problems: SyntaxProblem[];
}

/** A body, and what could not be read of it. */
export interface ReadBody {
  readonly body: SqlBody;
  readonly problems: readonly SyntaxProblem[];
}

/** What is written around SQL in a body or left out of it before PostgreSQL parses it. */
export interface Adapted {
  readonly prefix?: string;
  readonly suffix?: string;
  /** INTO and its targets, which are no SQL. */
  readonly without?: Span;
  readonly into?: PlInto;
}

/** One statement of SQL in a body; of kind `unparsed`, and a problem, where PostgreSQL refuses it. */
export function statementIn(reading: Reading, span: Span, adapted: Adapted = {}): SqlStatement {
  const { source, problems } = reading;
  const { prefix = '', suffix = '', into } = adapted;
  const range = rangeOf(source, span);
  const tokens = tokensOf(source, span, adapted.without);
  const common = { type: 'statement', dialect: 'postgres', range, text: source.slice(range), tokens } as const;
  const base = { ...common, ...(into && { into }) };
  const parse = parsePostgres(prefix + blanked(source, span, adapted.without) + suffix);
  const first = source.tokens[span.first]!.range[0];
  const start = first - prefix.length;
  if ('error' in parse || parse.statements.length !== 1) {
    const from = source.at('error' in parse ? Math.max(start + parse.at, first) : first);
    problems.push({ message: refusal(parse), range: [Math.min(from, range[1]), range[1]] });
    return { ...base, kind: 'unparsed', at: () => range[0] };
  }
  const raw = parse.statements[0]!.node;
  return {
    ...base,
    kind: statementKind(raw),
    raw,
    at: (byte) => source.at(Math.max(start + parse.toOffset(byte), first)),
  };
}

/** What PL/pgSQL computes: an expression, or what may follow SELECT (`count(*) FROM t`), of which the query is then `raw`. */
export function expressionIn(reading: Reading, span: Span): SqlExpression | undefined {
  return valueOf(statementIn(reading, span, { prefix: 'SELECT ' }));
}

/** Values to compare with, `WHEN 1, 2`: a row of them. */
export function rowIn(reading: Reading, span: Span): SqlExpression | undefined {
  return valueOf(statementIn(reading, span, { prefix: 'SELECT (', suffix: ')' }));
}

function valueOf(statement: SqlStatement): SqlExpression | undefined {
  const { raw, range, text } = statement;
  return raw && { type: 'expression', raw: onlyValue(raw) ?? raw, range, text, statement };
}

/** Of `SELECT a` the `a`; undefined if there is more to the query. */
function onlyValue(raw: PgNode): PgNode | undefined {
  const { targetList, limitOption: _, op: _op, ...rest } = raw.SelectStmt ?? {};
  if (!Array.isArray(targetList) || targetList.length !== 1 || Object.keys(rest).length > 0) return undefined;
  const { name, indirection, val } = (targetList[0] as unknown as PgNode).ResTarget as PgFields;
  return name === undefined && indirection === undefined ? (val as unknown as PgNode) : undefined;
}

function tokensOf({ placed }: SqlSource, { first, last }: Span, without: Span | undefined): SqlStatement['tokens'] {
  if (!without) return placed.slice(first, last + 1);
  return [...placed.slice(first, without.first), ...placed.slice(without.last + 1, last + 1)];
}

function blanked(source: SqlSource, span: Span, without: Span | undefined): string {
  const text = textOf(source, span);
  if (!without) return text;
  const start = source.tokens[span.first]!.range[0];
  const from = source.tokens[without.first]!.range[0] - start;
  const to = source.tokens[without.last]!.range[1] - start;
  return text.slice(0, from) + ' '.repeat(to - from) + text.slice(to);
}

function refusal(parse: PgParse): string {
  const said = 'error' in parse ? parse.error : 'one statement is expected';
  return `The SQL in the body does not parse: ${said}.`.replace(/\.\.$/, '.');
}
