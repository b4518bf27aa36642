import type { Range } from '../../model/region.ts';
import type { Dialect } from '../../model/sql.ts';
import { childNodes } from './children.ts';
import { fillingsOf } from './fillings.ts';
import { isForeign, translated } from './foreign-spelling.ts';
import type { SqlNode, SqlStatement } from './node.ts';
import { assemble, extent, isHole, placedTokens, type Assembled, type Hole, type Piece } from './pieces.ts';
import { parsePostgres, type PgParse } from './postgres.ts';
import { statementKind } from './statement-kind.ts';

/** SQL that stands in another language's text, with the places it has there. */
export interface EmbeddedSql {
  /** Statements; of a fragment its outermost expressions. */
  readonly nodes: readonly SqlNode[];
  /** In the order of their numbers. */
  readonly holes: readonly Hole[];
  /** Which of them nothing is put for: they may be a clause, or an operator. */
  readonly clauses: readonly number[];
  /** Why there are no nodes. */
  readonly error?: string;
}

export interface EmbeddedText {
  readonly pieces: readonly Piece[];
  /** The text of the file. */
  readonly source: string;
  /** The number of the first hole: a file has many such texts, and its holes one row of numbers. */
  readonly firstHole: number;
  /** Whether it may also be part of a statement: an expression, a list, clauses. */
  readonly maybePart: boolean;
  readonly dialect?: Dialect;
}

/** A condition that is appended to others. */
function withoutConjunction([first, ...rest]: readonly Piece[]): readonly Piece[] {
  if (!first || isHole(first)) return first ? [first, ...rest] : [];
  const text = first.text.replace(/^\s*(?:and|or)(?![\w$])/i, (word) => ' '.repeat(word.length));
  return [{ ...first, text }, ...rest];
}

type Around = readonly [before: string, after: string];
const WHOLE: Around = ['', ''];
const PARTS: readonly Around[] = [
  ['SELECT (', ')'],
  ['SELECT ', ''],
  ['SELECT FROM t ', ''],
  ['SELECT FROM t WHERE ', ''],
  ['SELECT FROM t ORDER BY ', ''],
  ['SELECT FROM ', ''],
  ['UPDATE t SET ', ''],
  ['INSERT INTO t ', ''],
];

/** Each hole is filled with what makes the text parse: a value if it may stand there, else a name, else nothing. */
export function parseEmbedded(text: EmbeddedText): EmbeddedSql {
  const first = attempt(text, text.pieces, WHOLE);
  if ('nodes' in first) return first;
  const { text: written } = assemble(text.pieces, []);
  const foreign = isForeign(written) ? translated(text.pieces) : undefined;
  const whole = foreign && attempt(text, foreign, WHOLE);
  if (whole && 'nodes' in whole) return whole;
  const rest = withoutConjunction(foreign ?? text.pieces);
  for (const around of text.maybePart ? PARTS : []) {
    const part = attempt(text, rest, around);
    if ('nodes' in part) return part;
  }
  return { ...unparsedText(text), error: (whole ?? first).error };
}

/** One statement of which nothing but its place is said. */
export function unparsedText(text: EmbeddedText): EmbeddedSql {
  return { nodes: [unparsed(text)], holes: text.pieces.filter(isHole), clauses: [] };
}

function attempt(text: EmbeddedText, pieces: readonly Piece[], around: Around): EmbeddedSql | { error: string } {
  const choices = fillingsOf(pieces, text.firstHole);
  const chosen = choices.map(() => 0);
  let error = '';
  for (let left = 8 + 4 * choices.length; left > 0; left--) {
    const filled = choices.map((choice, i) => choice[chosen[i]!] ?? '');
    const assembled = assemble(pieces, filled, around);
    const parse = parsePostgres(assembled.text);
    if (!('error' in parse)) return found(text, pieces, { assembled, around, parse, filled });
    error ||= inWords(parse.error);
    if (!advance(chosen, choices, assembled, parse.at)) break;
  }
  return { error };
}

/** What fills a hole is nothing that anybody wrote. */
function inWords(error: string): string {
  return error.replace(/"?(?:\$1\d{6}|\ue000\d+\ue001)"?/g, 'an interpolation').replace(/\s+/g, ' ');
}

/** The hole at the error, or the nearest before it, is filled otherwise; where nothing is left, the one before that. */
function advance(
  chosen: number[],
  choices: readonly (readonly string[])[],
  { spans }: Assembled,
  errorAt: number,
): boolean {
  for (let i = spans.findLastIndex(({ at }) => at[0] <= errorAt); i >= 0; i--) {
    if (chosen[i]! + 1 < choices[i]!.length) {
      chosen[i]!++;
      return true;
    }
    chosen[i] = 0;
  }
  return false;
}

/** Fillings in whose place more may stand. */
const NOTHING = new Set(['', '=', 'DEFAULT VALUES', 'SELECT']);

interface Parsed {
  readonly assembled: Assembled;
  readonly around: Around;
  readonly parse: Extract<PgParse, { statements: unknown }>;
  readonly filled: readonly string[];
}

function found(text: EmbeddedText, pieces: readonly Piece[], parsed: Parsed): EmbeddedSql | { error: string } {
  const statements = statementsOf(text, pieces, parsed);
  // the number of a parameter is no text that anybody could choose
  const holes = pieces
    .filter(isHole)
    .map((hole, i) => (/^\d/.test(parsed.filled[i] ?? '') ? { ...hole, spliced: false } : hole));
  const clauses = parsed.filled.flatMap((filling, i) => (NOTHING.has(filling) ? [i] : []));
  if (parsed.around === WHOLE) return { nodes: statements, holes, clauses };
  const [only, ...others] = statements;
  if (!only || others.length > 0) return { error: 'it is no part of one statement' };
  return { nodes: childNodes(only), holes, clauses };
}

function statementsOf(
  { source, dialect = 'postgres' }: EmbeddedText,
  pieces: readonly Piece[],
  { assembled, around, parse }: Parsed,
): readonly SqlStatement[] {
  const tokens = placedTokens(assembled, around);
  const [, last] = extent(pieces);
  const at = (byte: number): number => assembled.starts[parse.toOffset(byte)] ?? last;
  return parse.statements.flatMap(({ node, start, end }, i) => {
    const limit = parse.statements[i + 1] ? end : assembled.text.length;
    const own = tokens.filter((token) => token.at[0] >= start && token.at[1] <= limit).map(({ token }) => token);
    const trimmed = own.at(-1)?.value === ';' ? own.slice(0, -1) : own;
    const [head, tail] = [trimmed[0], trimmed.at(-1)];
    if (!head || !tail) return [];
    const range: Range = [head.range[0], tail.range[1]];
    const place = { type: 'statement', range, text: source.slice(...range), tokens: trimmed } as const;
    return [{ ...place, kind: statementKind(node), dialect, raw: node, at }];
  });
}

/** Without the blanks around it. */
function unparsed({ pieces, source, dialect = 'postgres' }: EmbeddedText): SqlStatement {
  const [start, end] = extent(pieces);
  const text = source.slice(start, end);
  const from = start + text.length - text.trimStart().length;
  const range: Range = [from, Math.max(from, start + text.trimEnd().length)];
  return { type: 'statement', kind: 'unparsed', dialect, range, text: text.trim(), tokens: [], at: () => from };
}
