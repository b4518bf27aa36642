import type { Range } from '../../model/region.ts';
import type { SyntaxProblem } from '../language.ts';
import { kindByWords } from './dialect-kind.ts';
import { tokenizeForeign, type ForeignDialect } from './dialect-lexer.ts';
import { parseForeign } from './foreign.ts';
import type { Token } from './lexer.ts';
import type { SqlStatement } from './node.ts';
import { splitForeign } from './splitter-foreign.ts';

export interface Read {
  readonly statements: readonly SqlStatement[];
  readonly problems: readonly SyntaxProblem[];
}

/** The statements of a text in another dialect than PostgreSQL, each by the parser of that dialect. */
export function readForeign(text: string, dialect: ForeignDialect): Read {
  const statements = splitForeign(text, tokenizeForeign(text, dialect), dialect).map((tokens) =>
    readStatement(text, tokens, dialect),
  );
  const problems = statements
    .filter(({ kind }) => kind === 'unparsed')
    .map(({ range }) => ({ message: refusal(text, range, dialect), range }));
  return { statements, problems };
}

/** What its words say enough about needs no tree: see `kindByWords`. */
function readStatement(text: string, tokens: readonly Token[], dialect: ForeignDialect): SqlStatement {
  const range: Range = [tokens[0]!.range[0], tokens.at(-1)!.range[1]];
  const words = kindByWords(tokens);
  const foreign = words?.known ? undefined : parseForeign(blankBetween(text, tokens), dialect);
  return {
    type: 'statement',
    range,
    text: text.slice(...range),
    tokens,
    dialect,
    kind: foreign || words?.known ? (words?.kind ?? 'other') : 'unparsed',
    ...(foreign && { foreign }),
    at: () => range[0],
  };
}

/** Comments are not understood by every build; a comment with a version is nothing but its content. Lines stay lines. */
function blankBetween(text: string, tokens: readonly Token[]): string {
  let end = tokens[0]!.range[0];
  const parts: string[] = [];
  for (const { range } of tokens) {
    const between = text.slice(end, range[0]);
    parts.push(/^\s*$/.test(between) ? between : between.replace(/[^\n]/g, ' '), text.slice(...range));
    end = range[1];
  }
  return parts.join('');
}

function refusal(text: string, range: Range, dialect: ForeignDialect): string {
  const line = text.slice(0, range[0]).split('\n').length;
  return `The statement at line ${line} is no ${dialect} that we can read.`;
}
