import { BudgetExceeded } from '../../budget.ts';
import type { GenericBinding, GenericMatch } from './match.ts';
import { isBlock, type Block, type PatternNode } from './tree.ts';
import type { Token } from './tokens.ts';

/** Semgrep's own way through a text of no known language (spacegrep, Match.ml), rule for rule. */
export interface Spacegrep {
  readonly pattern: readonly PatternNode[];
  readonly ignoresCase: boolean;
  /** How many lines one `...` may cover. */
  readonly mostLines: number;
}

/** Each `...` multiplies what may have to be tried. */
const mostSteps = 5_000_000;

/**
 * All matches in a document, at most one for each first and for each last token: of those that end together the shortest,
 * or the longest if the pattern ends with `...`. Throws BudgetExceeded.
 */
export function searchTree(spacegrep: Spacegrep, document: Block, text: string): readonly GenericMatch[] {
  const { pattern } = spacegrep;
  const context: Context = { ...spacegrep, text, steps: 0 };
  const prefersLonger = isDots(pattern.at(-1));
  const byEnd = new Map<number, GenericMatch>();
  for (const { block, index, token } of startsIn(document, isDots(pattern[0]))) {
    if (!mayStart(pattern[0]!, token, context)) continue;
    const before: Place = { end: token.start, line: token.line };
    const found = match(
      context,
      { pattern, isWhole: true, root: block },
      { at: 0, block, index, env: {}, last: before, dots: undefined, skipped: 0 },
    );
    if (!found || (prefersLonger && byEnd.has(found.last.end))) continue;
    const range = [token.start, found.last.end] as const;
    byEnd.set(range[1], { range, bindings: bindingsOf(found.env) });
  }
  return [...byEnd.values()].sort((a, b) => a.range[0] - b.range[0]);
}

function isDots(node: PatternNode | undefined): boolean {
  return node?.kind === 'dots';
}

interface Context extends Spacegrep {
  readonly text: string;
  steps: number;
}

/** By the name as written, so that `$X` and `$...X` are two. */
type Environment = Readonly<Record<string, GenericBinding>>;

function bindingsOf(env: Environment): GenericMatch['bindings'] {
  const entries = Object.entries(env).sort(([a], [b]) => Number(b.startsWith('...')) - Number(a.startsWith('...')));
  return Object.fromEntries(entries.map(([name, binding]) => [name.replace('...', ''), binding]));
}

interface Start {
  readonly block: Block;
  readonly index: number;
  readonly token: Token;
}

/** Every token in order; where a pattern begins with `...`, the first of each block. */
function startsIn(document: Block, onlyFirst: boolean): readonly Start[] {
  const starts: Start[] = [];
  const visit = (block: Block): void => {
    for (const [index, node] of block.nodes.entries()) {
      if (isBlock(node)) visit(node);
      else if (!onlyFirst || index === 0) starts.push({ block, index, token: node });
    }
  };
  visit(document);
  return starts;
}

function mayStart(node: PatternNode, token: Token, context: Context): boolean {
  return node.kind === 'block' || node.kind === 'dots' || fits(node, token, context);
}

function fits(node: Token, token: Token, { ignoresCase }: Context): boolean {
  if (node.kind === 'metavariable') return token.kind === 'word';
  if (node.kind !== token.kind) return false;
  return node.text === token.text || (ignoresCase && node.text.toLowerCase() === token.text.toLowerCase());
}

/** Where the last token of a match so far stands. */
interface Place {
  readonly end: number;
  readonly line: number;
}

/** A `...` that is open: it may go on to skip tokens until some line. */
interface Dots {
  readonly lastLine: number;
  readonly start: number;
  readonly name: string;
}

/** What is matched: the pattern, or an indented block of it, from within a block of the document. */
interface Task {
  readonly pattern: readonly PatternNode[];
  /** Whether the document may go on behind the match. */
  readonly isWhole: boolean;
  /** A match does not leave it. */
  readonly root: Block;
}

/** Each call of `match` has one of its own, and moves it on. */
interface State {
  at: number;
  block: Block;
  index: number;
  env: Environment;
  last: Place;
  dots: Dots | undefined;
  /** The end of the last token that `dots` skipped. */
  skipped: number;
}

interface Found {
  readonly env: Environment;
  readonly last: Place;
}

type Outcome = 'go on' | 'no match' | Found;

/** The first way in which the rest of the pattern matches. It recurses at `...` and at blocks alone. */
function match(context: Context, task: Task, state: State): Found | undefined {
  for (;;) {
    if (++context.steps > mostSteps)
      throw new BudgetExceeded(`The pattern took more than ${mostSteps} steps in a file.`);
    const node = task.pattern[state.at];
    if (!node) return finish(context, task, state);
    const outcome = take(context, node, task, state);
    if (outcome !== 'go on') return outcome === 'no match' ? undefined : outcome;
  }
}

function take(context: Context, node: PatternNode, task: Task, state: State): Outcome {
  if (node.kind === 'block') return takeBlock(context, node.nodes, task, state);
  if (node.kind !== 'dots') return takeToken(context, node, task, state);
  state.at++;
  extendDots(context, state, node.text);
  return 'go on';
}

function finish(context: Context, { isWhole }: Task, state: State): Found | undefined {
  const { block, index, env, last, dots } = state;
  if (!dots) return isWhole || index >= block.nodes.length ? { env, last } : undefined;
  if (last.line > dots.lastLine) return isWhole ? { env, last } : undefined;
  return complete(context, state, lastWithin(block, index, dots.lastLine, last));
}

function complete(context: Context, { env, dots }: State, last: Place): Found | undefined {
  const closed = closeDots(context, env, dots, last.end);
  return closed && { env: closed, last };
}

function takeToken(context: Context, node: Token, task: Task, state: State): Outcome {
  const { block, index, dots } = state;
  const head = block.nodes[index];
  if (!head) {
    if (block === task.root || !block.parent) return 'no match';
    state.block = block.parent.block;
    state.index = block.parent.index + 1;
    return 'go on';
  }
  if (isBlock(head)) {
    // A block of the document need not be one in the pattern.
    state.block = head;
    state.index = 0;
    return 'go on';
  }
  if (dots && head.line > dots.lastLine) return 'no match';
  const closed = fits(node, head, context) ? closeDots(context, state.env, dots, state.skipped) : undefined;
  const env = bind(closed, node, head);
  if (!dots) {
    if (!env) return 'no match';
    Object.assign(state, { at: state.at + 1, index: index + 1, env, last: head });
    return 'go on';
  }
  const after = env && { ...state, at: state.at + 1, index: index + 1, env, last: head, dots: undefined };
  const found = after && match(context, task, after);
  if (found) return found;
  skip(state, head);
  return 'go on';
}

function skip(state: State, { end }: Token): void {
  state.index++;
  state.skipped = end;
}

function takeBlock(context: Context, nodes: readonly PatternNode[], task: Task, state: State): Outcome {
  const { block, index, dots, last } = state;
  const head = block.nodes[index];
  if (!head) {
    const isOver = [...nodes, ...task.pattern.slice(state.at + 1)].every(canBeEmpty);
    return (isOver ? complete(context, state, last) : undefined) ?? 'no match';
  }
  if (!isBlock(head) && dots && head.line <= dots.lastLine) {
    skip(state, head);
    return 'go on';
  }
  const env = closeDots(context, state.env, dots, state.skipped);
  if (!env) return 'no match';
  if (!isBlock(head)) {
    if (!nodes.every(canBeEmpty)) return 'no match';
    Object.assign(state, { at: state.at + 1, env, dots: undefined });
    return 'go on';
  }
  const within = { pattern: nodes, isWhole: false, root: head };
  const found = match(context, within, { ...state, at: 0, block: head, index: 0, env, dots: undefined });
  if (!found) return 'no match';
  Object.assign(state, { ...found, at: state.at + 1, index: index + 1, dots: undefined });
  return 'go on';
}

function canBeEmpty(node: PatternNode): boolean {
  return node.kind === 'dots' || (node.kind === 'block' && node.nodes.every(canBeEmpty));
}

function bind(env: Environment | undefined, node: Token, { text, start, end }: Token): Environment | undefined {
  if (!env || node.kind !== 'metavariable') return env;
  return withBinding(env, node.text, { text, range: [start, end] });
}

/** What is bound already must be the same text, whatever case is ignored elsewhere. */
function withBinding(env: Environment, name: string, binding: GenericBinding): Environment | undefined {
  const known = Object.hasOwn(env, name) ? env[name] : undefined;
  if (known) return known.text === binding.text ? env : undefined;
  return { ...env, [name]: binding };
}

/** `... ...` covers twice as many lines. */
function extendDots({ mostLines }: Context, state: State, name: string): void {
  const { dots, last } = state;
  if (dots) {
    state.dots = { ...dots, lastLine: dots.lastLine + mostLines };
    return;
  }
  state.dots = { lastLine: last.line + mostLines, start: last.end, name };
  state.skipped = last.end;
}

/** `$...X` binds all between the tokens around it, blanks in front included. */
function closeDots({ text }: Context, env: Environment, dots: Dots | undefined, end: number): Environment | undefined {
  if (!dots || dots.name === '') return env;
  return withBinding(env, `...${dots.name}`, { text: text.slice(dots.start, end), range: [dots.start, end] });
}

function lastWithin(block: Block, from: number, lastLine: number, before: Place): Place {
  let last = before;
  for (const node of block.nodes.slice(from)) {
    if (isBlock(node)) last = lastWithin(node, 0, lastLine, last);
    else if (node.line > lastLine) return last;
    else last = node;
  }
  return last;
}
