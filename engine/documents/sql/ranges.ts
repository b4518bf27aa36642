import type { Json } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import { tokenIndex, type Token } from './lexer.ts';
import type { ToOffset } from './offsets.ts';
import type { PgNode } from './postgres.ts';

interface Span {
  /** Indexes of tokens, both inclusive. */
  readonly first: number;
  readonly last: number;
}

/** Where an expression stands. libpg gives one byte offset a node; the rest follows from the tokens around it. */
export function expressionRange(node: PgNode, tokens: readonly Token[], at: ToOffset): Range | undefined {
  const span = coveredTokens(node, tokens, at);
  return span && rangeOf(tokens, balance(tokens, span));
}

/** Where a query inside another statement stands: out to the parentheses around it. */
export function queryRange(node: PgNode, tokens: readonly Token[], at: ToOffset): Range | undefined {
  const span = coveredTokens(node, tokens, at);
  if (!span) return undefined;
  const { first, last } = balance(tokens, span);
  // a SET of a function is followed by its other options
  if ('VariableSetStmt' in node) return rangeOf(tokens, { first: wordBefore(tokens, first, 'set'), last });
  return rangeOf(tokens, { first: queryStart(tokens, first), last: queryEnd(tokens, last) });
}

function rangeOf(tokens: readonly Token[], { first, last }: Span): Range {
  return [tokens[first]!.range[0], tokens[last]!.range[1]];
}

/** By the tokens that spans count in, then by what a node wraps: the range of every part of a long expression is asked for. */
const known = new WeakMap<readonly Token[], WeakMap<object, Span>>();
/** What holds fewer values is walked as quickly as looked up. */
const memorable = 32;

/** The tokens from the first to the last location in a tree. Iterative: trees may be deep. */
function coveredTokens(node: PgNode, tokens: readonly Token[], at: ToOffset): Span | undefined {
  const spans = known.get(tokens);
  const root: Visited = { first: Infinity, last: -1, values: 0 };
  const pending: Visit[] = [];
  enter(node, root, pending);
  for (let visit = pending.pop(); visit !== undefined; visit = pending.pop()) {
    const { tag, value, around, own } = visit;
    const span = own ?? spans?.get(value);
    if (span) {
      // left for the second time, with all that is below it, or met before
      if (own && own.values >= memorable && isNode(tag)) remember(tokens, value, own);
      around.first = Math.min(around.first, span.first);
      around.last = Math.max(around.last, span.last);
      around.values += own?.values ?? 1;
      continue;
    }
    const entered = ownTokens(tag, value, tokens, at);
    pending.push({ tag, value, around, own: entered });
    enter(value, entered, pending);
  }
  return root.last < 0 ? undefined : root;
}

/** A value to walk; with its `own` span so far once everything below it has been put before it. */
interface Visit {
  readonly tag: string;
  readonly value: object;
  readonly around: Visited;
  readonly own?: Visited;
}

interface Visited {
  first: number;
  last: number;
  /** How many values have been walked below it. */
  values: number;
}

function enter(value: object, around: Visited, pending: Visit[]): void {
  for (const tag in value) {
    const child = (value as Readonly<Record<string, Json>>)[tag];
    if (typeof child === 'object' && child !== null) pending.push({ tag, value: child, around });
  }
}

function remember(tokens: readonly Token[], value: object, { first, last }: Visited): void {
  const spans = known.get(tokens) ?? new WeakMap<object, Span>();
  known.set(tokens, spans);
  spans.set(value, { first, last });
}

/** A tag, not a field. */
function isNode(tag: string): boolean {
  return /^[A-Z]/.test(tag);
}

function ownTokens(tag: string, value: object, tokens: readonly Token[], at: ToOffset): Visited {
  const location = (value as { location?: Json }).location;
  const token = typeof location === 'number' && location >= 0 ? tokenIndex(tokens, at(location)) : tokens.length;
  if (token >= tokens.length) return { first: Infinity, last: -1, values: 1 };
  return { first: token, last: suffix(tag, tokens, nameEnd(tokens, token)), values: 1 };
}

/** The end of a dotted name, with the arguments of a call and the suffixes of a type. */
function nameEnd(tokens: readonly Token[], start: number): number {
  // `$1` and the constant `-1` are two tokens
  const isSigned = /^[-+$]$/.test(valueAt(tokens, start) ?? '') && tokens[start + 1]?.kind === 'number';
  let last = isSigned ? start + 1 : start;
  while (valueAt(tokens, last + 1) === '.' && tokens[last + 2]) last += 2;
  const named = tokens[last]!.kind === 'word' || tokens[last]!.kind === 'quoted';
  if (named && valueAt(tokens, last + 1) === '(') last = closing(tokens, last + 1);
  while (valueAt(tokens, last + 1) === '[') last = closing(tokens, last + 1);
  return last;
}

const TEST_WORDS = new Set(['is', 'not', 'null', 'true', 'false', 'unknown', 'isnull', 'notnull']);

/** What stands behind the last location: `IS NOT NULL`, the name of a collation, `END`. */
function suffix(tag: string, tokens: readonly Token[], start: number): number {
  let last = start;
  if (tag === 'NullTest' || tag === 'BooleanTest') {
    while (TEST_WORDS.has(valueAt(tokens, last + 1) ?? '')) last++;
  } else if (tag === 'CollateClause' && tokens[last + 1]) {
    last = nameEnd(tokens, last + 1);
  } else if (tag === 'CaseExpr') {
    last = caseEnd(tokens, start);
  }
  return last;
}

function caseEnd(tokens: readonly Token[], start: number): number {
  for (let i = start, depth = 0; i < tokens.length; i++) {
    if (valueAt(tokens, i) === 'case') depth++;
    else if (valueAt(tokens, i) === 'end' && --depth === 0) return i;
  }
  return start;
}

/** Widens a span until its brackets close. */
function balance(tokens: readonly Token[], span: Span): Span {
  let { first, last } = span;
  for (let { close } = unclosed(tokens, span); close > 0 && first > 0;) {
    first--;
    close -= bracket(tokens[first]);
  }
  for (let { open } = unclosed(tokens, { first, last }); open > 0 && last + 1 < tokens.length;) {
    last++;
    open += bracket(tokens[last]);
  }
  return { first, last };
}

function unclosed(tokens: readonly Token[], { first, last }: Span): { open: number; close: number } {
  let open = 0;
  let close = 0;
  for (let i = first; i <= last; i++) {
    const step = bracket(tokens[i]);
    if (step === -1 && open === 0) close++;
    else open += step;
  }
  return { open, close };
}

function bracket(token: Token | undefined): number {
  if (token?.kind !== 'symbol') return 0;
  if (token.value === '(' || token.value === '[') return 1;
  return token.value === ')' || token.value === ']' ? -1 : 0;
}

function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    depth += bracket(tokens[i]);
    if (depth === 0) return i;
  }
  return tokens.length - 1;
}

const QUERY_STARTS = new Set(['select', 'with', 'values', 'insert', 'update', 'delete', 'merge', 'table']);
const QUERY_ENDS = new Set(['union', 'intersect', 'except', 'returning']);

function wordBefore(tokens: readonly Token[], start: number, word: string): number {
  for (let i = start; i >= 0; i--) if (tokens[i]!.kind === 'word' && tokens[i]!.value === word) return i;
  return start;
}

function queryStart(tokens: readonly Token[], start: number): number {
  for (let i = start, depth = 0; i >= 0; i--) {
    const token = tokens[i]!;
    depth -= bracket(token);
    if (depth < 0) return i + 1;
    if (depth === 0 && token.kind === 'word' && QUERY_STARTS.has(token.value)) return i;
  }
  return start;
}

function queryEnd(tokens: readonly Token[], start: number): number {
  for (let i = start + 1, depth = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    depth += bracket(token);
    if (depth < 0) return i - 1;
    if (depth === 0 && token.kind === 'word' && QUERY_ENDS.has(token.value)) return i - 1;
  }
  return tokens.length - 1;
}

function valueAt(tokens: readonly Token[], index: number): string | undefined {
  const token = tokens[index];
  return token && token.kind !== 'string' && token.kind !== 'quoted' ? token.value : undefined;
}
