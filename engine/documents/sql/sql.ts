import type { Tree } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Dialect } from '../../model/sql.ts';
import type { Language, Parsed, SyntaxProblem } from '../language.ts';
import { childNodes } from './children.ts';
import { dialectOfPath, dialectOfSyntax } from './dialect.ts';
import { foreignKind, parseForeign } from './foreign.ts';
import { tokenize, tokenIndex, type Token } from './lexer.ts';
import type { SqlFile, SqlNode, SqlStatement } from './node.ts';
import { loadPostgres, parsePostgres, type PgParse } from './postgres.ts';
import { splitStatements } from './splitter.ts';
import { statementKind } from './statement-kind.ts';

/** PostgreSQL by its own parser; what that refuses, statement by statement by the parser of another dialect. */
export const sql: Language = {
  name: 'sql',
  family: 'sql',
  globs: ['**/*.sql'],
  load: loadPostgres,
  parse: (file) => parseSql(file),
};

export function parseSql(file: Pick<SourceFile, 'path' | 'text'>): Parsed {
  const tokens = tokenize(file.text);
  const whole = parsePostgres(file.text);
  const parsed =
    'error' in whole ? oneByOne(file, tokens) : { statements: all(file.text, tokens, whole), problems: [] };
  const root: SqlFile = { type: 'sql-file', range: [0, file.text.length], statements: parsed.statements };
  return { tree: treeOf(root), problems: parsed.problems };
}

function treeOf(root: SqlFile): Tree {
  // a node's children are asked for more than once and must stay the same objects
  const known = new WeakMap<object, readonly SqlNode[]>();
  return {
    root,
    lists: ['sql-file'],
    bodies: ['sql-file'],
    children: (node) => {
      const children = known.get(node) ?? childNodes(node as SqlNode);
      known.set(node, children);
      return children;
    },
  };
}

function all(text: string, tokens: readonly Token[], parse: Extract<PgParse, { statements: unknown }>): SqlStatement[] {
  return parse.statements.flatMap(({ node, start, end }) => {
    const own = tokens
      .slice(tokenIndex(tokens, start), tokenIndex(tokens, end))
      .filter((token) => token.range[1] <= end);
    const range = rangeOf(own);
    if (!range) return [];
    const place = { type: 'statement', range, text: text.slice(...range), tokens: own } as const;
    return [{ ...place, kind: statementKind(node), dialect: 'postgres', raw: node, at: parse.toOffset }];
  });
}

interface Read {
  readonly statements: readonly SqlStatement[];
  readonly problems: readonly SyntaxProblem[];
}

/** After an error somewhere: each statement for itself, so that a bad one costs nothing but itself. */
function oneByOne(file: Pick<SourceFile, 'path' | 'text'>, tokens: readonly Token[]): Read {
  const problems: SyntaxProblem[] = [];
  const named = dialectOfPath(file.path);
  const statements = splitStatements(tokens).map((own) => {
    const read = readStatement(file.text, own, named);
    if (read.problem) problems.push(read.problem);
    return read.statement;
  });
  return { statements, problems };
}

function readStatement(
  text: string,
  tokens: readonly Token[],
  named: Dialect | undefined,
): { statement: SqlStatement; problem?: SyntaxProblem } {
  const range = rangeOf(tokens) ?? [0, 0];
  const base = { type: 'statement', range, text: text.slice(...range), tokens } as const;
  const parse = parsePostgres(base.text);
  const first = 'error' in parse ? undefined : parse.statements[0];
  if (!('error' in parse) && first) {
    const at = (byte: number): number => range[0] + parse.toOffset(byte);
    return { statement: { ...base, kind: statementKind(first.node), dialect: 'postgres', raw: first.node, at } };
  }
  const at = (): number => range[0];
  const dialect = named ?? dialectOfSyntax(base.text);
  const foreign = dialect && dialect !== 'postgres' ? parseForeign(base.text, dialect) : undefined;
  if (dialect && foreign) return { statement: { ...base, kind: foreignKind(foreign), dialect, foreign, at } };
  return {
    statement: { ...base, kind: 'unparsed', dialect: dialect ?? 'postgres', at },
    problem: { message: refusal(parse, dialect, text, range), range },
  };
}

function refusal(parse: PgParse, dialect: Dialect | undefined, text: string, range: Range): string {
  if (dialect && dialect !== 'postgres') return `The statement is neither PostgreSQL nor ${dialect} that we can read.`;
  if (!('error' in parse)) return 'The statement is empty.';
  const line = text.slice(0, range[0] + parse.at).split('\n').length;
  return `The SQL statement does not parse at line ${line}: ${parse.error}.`.replace(/\.\.$/, '.');
}

function rangeOf(tokens: readonly Token[]): Range | undefined {
  const first = tokens[0];
  const last = tokens.at(-1);
  return first && last && [first.range[0], last.range[1]];
}
