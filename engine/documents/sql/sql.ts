import type { Tree } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { DialectChoice } from '../../model/context.ts';
import type { Language, Parsed, SyntaxProblem } from '../language.ts';
import { bodyProblems } from './bodies.ts';
import { childNodes } from './children.ts';
import { sqlComments } from './comments.ts';
import { dialectOfSyntax } from './dialect-evidence.ts';
import { readForeign, type Read } from './dialect-read.ts';
import { chosenDialect, type ChosenDialect } from './dialect.ts';
import { tokenize, tokensBetween, type Token } from './lexer.ts';
import type { SqlFile, SqlNode, SqlStatement } from './node.ts';
import { loadPostgres, parsePostgres, type PgParse } from './postgres.ts';
import { splitStatements } from './splitter.ts';
import { statementKind } from './statement-kind.ts';

/** PostgreSQL by its own parser, other dialects statement by statement by theirs. */
export const sql: Language = {
  name: 'sql',
  family: 'sql',
  globs: ['**/*.sql'],
  load: loadPostgres,
  parse: parseSql,
  comments: sqlComments,
};

export function parseSql(
  { path, text }: Pick<SourceFile, 'path' | 'text'>,
  choices: readonly DialectChoice[] = [],
): Parsed {
  const { dialect, statements, problems } = readIn(text, chosenDialect(path, choices));
  const root: SqlFile = { type: 'sql-file', range: [0, text.length], dialect, statements };
  return { tree: treeOf(root), problems: [...problems, ...statements.flatMap(bodyProblems)] };
}

/** Nothing is guessed where the dialect is said: what its parser refuses is a problem. */
function readIn(text: string, chosen: ChosenDialect | undefined): Read & { readonly dialect: ChosenDialect } {
  if (chosen && chosen.dialect !== 'postgres') return { dialect: chosen, ...readForeign(text, chosen.dialect) };
  const tokens = tokenize(text);
  const whole = parsePostgres(text);
  const plain = chosen ?? { dialect: 'postgres', why: 'nothing says another one', said: false };
  if (!('error' in whole)) return { dialect: plain, statements: all(text, tokens, whole), problems: [] };
  const read = oneByOne(text, tokens);
  const refused = read.statements.filter(({ kind }) => kind === 'unparsed');
  const content = chosen ? undefined : dialectOfSyntax(refused.map((statement) => statement.text));
  const other = content && { dialect: content, ...readForeign(text, content.dialect) };
  return other && other.problems.length <= read.problems.length ? other : { dialect: plain, ...read };
}

function treeOf(root: SqlFile): Tree {
  // a node's children are asked for more than once and must stay the same objects
  const known = new WeakMap<object, readonly SqlNode[]>();
  return {
    root,
    lists: ['sql-file', 'body', 'pl-branch'],
    bodies: ['sql-file', 'body'],
    children: (node) => {
      const children = known.get(node) ?? childNodes(node as SqlNode);
      known.set(node, children);
      return children;
    },
  };
}

function all(text: string, tokens: readonly Token[], parse: Extract<PgParse, { statements: unknown }>): SqlStatement[] {
  const found: SqlStatement[] = [];
  for (const { node, start, end } of parse.statements) {
    const own = tokensBetween(tokens, start, end);
    const range = rangeOf(own);
    if (!range) continue;
    found.push({
      type: 'statement',
      range,
      text: text.slice(range[0], range[1]),
      tokens: own,
      kind: statementKind(node),
      dialect: 'postgres',
      raw: node,
      at: parse.toOffset,
    });
  }
  return found;
}

/** After an error somewhere: each statement for itself, so that a bad one costs nothing but itself. */
function oneByOne(text: string, tokens: readonly Token[]): Read {
  const problems: SyntaxProblem[] = [];
  const statements = splitStatements(tokens).map((own) => {
    const read = readStatement(text, own);
    if (read.problem) problems.push(read.problem);
    return read.statement;
  });
  return { statements, problems };
}

function readStatement(text: string, tokens: readonly Token[]): { statement: SqlStatement; problem?: SyntaxProblem } {
  const range = rangeOf(tokens) ?? [0, 0];
  const base = { type: 'statement', range, text: text.slice(...range), tokens, dialect: 'postgres' } as const;
  const parse = parsePostgres(base.text);
  const first = 'error' in parse ? undefined : parse.statements[0];
  if (!('error' in parse) && first) {
    const at = (byte: number): number => range[0] + parse.toOffset(byte);
    return { statement: { ...base, kind: statementKind(first.node), raw: first.node, at } };
  }
  return {
    statement: { ...base, kind: 'unparsed', at: () => range[0] },
    problem: { message: refusal(parse, text, range), range },
  };
}

function refusal(parse: PgParse, text: string, range: Range): string {
  if (!('error' in parse)) return 'The statement is empty.';
  const line = text.slice(0, range[0] + parse.at).split('\n').length;
  return `The SQL statement does not parse at line ${line}: ${parse.error}.`.replace(/\.\.$/, '.');
}

function rangeOf(tokens: readonly Token[]): Range | undefined {
  const first = tokens[0];
  const last = tokens.at(-1);
  return first && last && [first.range[0], last.range[1]];
}
