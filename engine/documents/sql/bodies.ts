import type { Json } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import type { SyntaxProblem } from '../language.ts';
import type { ReadBody } from './body-sql.ts';
import { tokenIndex, type Token } from './lexer.ts';
import type { PlVariable, SqlBody, SqlStatement } from './node.ts';
import { readPlBody } from './pl-body.ts';
import { fields as fieldsIn, fieldsOf, items } from './pg-tree.ts';
import { parsePlPgSql, type PgFields, type PgNode } from './postgres.ts';
import { innerSource, type SqlSource } from './source.ts';
import { splitStatements } from './splitter.ts';
import { readSqlBody } from './sql-body.ts';
import { statementKind } from './statement-kind.ts';
import { stringContent, type StringContent } from './string-content.ts';
import { typeText } from './type-text.ts';

/** The body of CREATE FUNCTION, CREATE PROCEDURE or DO; undefined of any other statement and in languages that are not SQL's. */
export function bodyOf(statement: SqlStatement): SqlBody | undefined {
  return readingOf(statement)?.body;
}

/**
 * What of a statement's body is not read. Cheap where PostgreSQL itself can read PL/pgSQL: its tree is what the schema is folded
 * from, while ours is only made when somebody looks into the body.
 */
export function bodyProblems(statement: SqlStatement): readonly SyntaxProblem[] {
  const { raw } = statement;
  if (!raw || !('CreateFunctionStmt' in raw || 'DoStmt' in raw)) return [];
  const definition = definitionOf(raw);
  if (
    definition?.language === 'plpgsql' &&
    isLocated(statement, definition) &&
    plReadingOf(statement).json !== undefined
  )
    return [];
  return readingOf(statement)?.problems ?? [];
}

/** What libpg says of the PL/pgSQL in a statement; of most functions nobody asks more than whether it takes it. */
interface PlReading {
  readonly json: string | undefined;
  tree?: Json;
}
const plReadings = new WeakMap<SqlStatement, PlReading>();

function plReadingOf(statement: SqlStatement): PlReading {
  const known = plReadings.get(statement) ?? { json: parsePlPgSql(statement.text) };
  plReadings.set(statement, known);
  return known;
}

/** libpg's own tree of the PL/pgSQL in CREATE FUNCTION or DO; undefined when it refuses it. It is read once. */
export function plTreeOf(statement: SqlStatement): Json | undefined {
  const reading = plReadingOf(statement);
  if (reading.json === undefined) return undefined;
  return (reading.tree ??= JSON.parse(reading.json) as Json);
}

const readings = new WeakMap<SqlStatement, { readonly read: ReadBody | undefined }>();

function readingOf(statement: SqlStatement): ReadBody | undefined {
  const known = readings.get(statement) ?? { read: readBody(statement) };
  readings.set(statement, known);
  return known.read;
}

function readBody(statement: SqlStatement): ReadBody | undefined {
  const definition = statement.raw && definitionOf(statement.raw);
  if (!definition) return undefined;
  const { language, fields, written } = definition;
  if (fields.sql_body !== undefined) return standardBody(statement, fields);
  if (written === undefined || !(language === 'plpgsql' || language === 'sql')) return undefined;
  const variables = argumentsOf(fields);
  const content = contentIn(statement, definition);
  if (!content) return unlocated(statement, language, variables);
  const source = innerSource(content.text, content.at, sliceOf(statement));
  return language === 'sql' ? readSqlBody(source, variables) : readPlBody(source, variables);
}

interface Definition {
  readonly language: string;
  readonly fields: PgFields;
  /** What the body says. */
  readonly written?: string;
  /** Where AS or the body itself stands, in bytes. */
  readonly location: number;
}

function definitionOf(raw: PgNode): Definition | undefined {
  const fields = raw.CreateFunctionStmt ?? raw.DoStmt;
  if (!fields) return undefined;
  const options = items(fields.options ?? fields.args).map((option) => fieldsOf(option));
  const named = (name: string): PgFields | undefined => options.find(({ defname }) => defname === name);
  const as = named('as');
  // of a function in C there are two strings
  const parts = as && (isList(as.arg) ? items(fieldsOf(as.arg).items) : [as.arg ?? null]);
  const written = parts?.length === 1 ? fieldsOf(parts[0]).sval : undefined;
  const language = fieldsOf(named('language')?.arg).sval;
  return {
    language: typeof language === 'string' ? language : raw.DoStmt ? 'plpgsql' : 'sql',
    fields,
    location: Number(as?.location ?? 0),
    ...(parts && { written: typeof written === 'string' ? written : '' }),
  };
}

function isLocated(statement: SqlStatement, definition: Definition): boolean {
  return definition.written === undefined || contentIn(statement, definition) !== undefined;
}

/** Undefined where we do not read the string as PostgreSQL does. */
function contentIn({ tokens, at }: SqlStatement, { location, written }: Definition): StringContent | undefined {
  let index = tokenIndex(tokens, at(location));
  while (tokens[index] && tokens[index]!.kind !== 'string') index++;
  const content = stringContent(tokens, index);
  return content?.text === written ? content : undefined;
}

function unlocated(statement: SqlStatement, language: SqlBody['language'], variables: readonly PlVariable[]): ReadBody {
  const { range, text, tokens } = statement;
  const unread = { type: 'statement', kind: 'unparsed', dialect: 'postgres', at: () => range[0] } as const;
  const body = { type: 'body', language, range, variables, statements: [{ ...unread, range, text, tokens }] } as const;
  return { body, problems: [{ message: 'The string that the body is written as is not read.', range }] };
}

/** `BEGIN ATOMIC … END` and `RETURN …`, which the statement's own tree holds. */
function standardBody(statement: SqlStatement, fields: PgFields): ReadBody {
  const { tokens } = statement;
  const atomic = tokens.findIndex(({ kind, value }) => kind === 'word' && value === 'atomic');
  const isBlock = isList(fields.sql_body);
  const first = isBlock ? atomic - 1 : tokens.findLastIndex(({ kind, value }) => kind === 'word' && value === 'return');
  const inner = isBlock ? tokens.slice(atomic + 1, -1) : tokens.slice(first);
  const nodes = isBlock ? items(fieldsOf(fields.sql_body).items).flatMap(itemsOf) : [fields.sql_body!];
  const statements = splitStatements(inner).map((own, i) => standardStatement(statement, own, nodes[i]));
  const range: Range = [tokens[first]!.range[0], tokens.at(-1)!.range[1]];
  return { body: { type: 'body', language: 'sql', range, statements, variables: argumentsOf(fields) }, problems: [] };
}

function standardStatement(around: SqlStatement, tokens: readonly Token[], node: Json | undefined): SqlStatement {
  const range: Range = [tokens[0]!.range[0], tokens.at(-1)!.range[1]];
  const common = { type: 'statement', dialect: 'postgres', range, text: sliceOf(around)(range), tokens } as const;
  if (node === undefined) return { ...common, kind: 'unparsed', at: around.at };
  return { ...common, kind: statementKind(node as PgNode), raw: node as PgNode, at: around.at };
}

function sliceOf({ text, range: [offset] }: SqlStatement): SqlSource['slice'] {
  return ([start, end]) => text.slice(start - offset, end - offset);
}

/** As variables of the body: what a caller gives, and the columns and OUT parameters that the body gives back. */
function argumentsOf({ parameters }: PgFields): readonly PlVariable[] {
  let given = 0;
  return items(parameters).map((parameter): PlVariable => {
    const { name, mode, argType } = fieldsOf(parameter);
    const isArgument = !['FUNC_PARAM_OUT', 'FUNC_PARAM_TABLE'].includes(String(mode));
    if (isArgument) given++;
    return {
      name: typeof name === 'string' ? name : `$${given}`,
      isArgument,
      type: typeText(fieldsIn(argType)),
      notNull: false,
    };
  });
}

function itemsOf(node: Json): readonly Json[] {
  return isList(node) ? items(fieldsOf(node).items) : [node];
}

function isList(node: Json | undefined): boolean {
  return 'List' in fieldsIn(node);
}
