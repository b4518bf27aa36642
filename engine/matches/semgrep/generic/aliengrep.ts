import { BudgetExceeded } from '../../budget.ts';
import type { AliengrepSettings, Element } from './aliengrep-pattern.ts';
import type { GenericBinding, GenericMatch } from './match.ts';

/** As many as Semgrep allows PCRE for it. */
const mostSteps = 1_000_000;

/**
 * All matches in a text, one after the other. The original translates patterns to PCRE with recursive groups; this walks
 * the text in the same order: blanks and whole nodes (a word, a bracketed group, another character) are never given back,
 * `...` takes as few nodes as it can. Throws BudgetExceeded.
 */
export function searchAliengrep(
  elements: readonly Element[],
  settings: AliengrepSettings,
  text: string,
): readonly GenericMatch[] {
  try {
    return allMatches({ ...settings, elements, text, steps: 0, nodes: [new Map(), new Map()] });
  } catch (error) {
    if (error instanceof RangeError) throw new BudgetExceeded('The text nests brackets too deeply for the pattern.');
    throw error;
  }
}

function allMatches(context: Context): readonly GenericMatch[] {
  const { text } = context;
  const matches: GenericMatch[] = [];
  for (let start = 0; start <= text.length;) {
    const found = matchFrom(context, 0, start, {});
    if (!found) {
      start++;
      continue;
    }
    matches.push({ range: [start, found.end], bindings: found.bindings });
    start = Math.max(found.end, start + 1);
  }
  return matches;
}

interface Context extends AliengrepSettings {
  readonly elements: readonly Element[];
  readonly text: string;
  steps: number;
  /** Where the node at a place ends; of nodes within a line, and of those that cross lines. */
  readonly nodes: readonly [Map<number, number | undefined>, Map<number, number | undefined>];
}

type Bindings = Readonly<Record<string, GenericBinding>>;

interface Found {
  readonly end: number;
  readonly bindings: Bindings;
}

function matchFrom(context: Context, index: number, start: number, bindings: Bindings): Found | undefined {
  const element = context.elements[index];
  if (!element) return { end: start, bindings };
  const at = index === 0 ? start : skipBlanks(context, start, context.isMultiline);
  for (const [from, end] of waysOf(context, element, at, bindings)) {
    count(context);
    const bound = bind(context, element, from, end, bindings);
    const found = matchFrom(context, index + 1, end, bound);
    if (found) return found;
  }
  return undefined;
}

function bind({ text }: Context, element: Element, start: number, end: number, bindings: Bindings): Bindings {
  if (!('name' in element) || element.name === undefined || Object.hasOwn(bindings, element.name)) return bindings;
  return { ...bindings, [element.name]: { text: text.slice(start, end), range: [start, end] } };
}

/** Where the element can stand from here on, the preferred first. */
function* waysOf(context: Context, element: Element, at: number, bindings: Bindings): Iterable<[number, number]> {
  const { text } = context;
  switch (element.kind) {
    case 'anchor':
      if (isAnchored(text, element.at, at)) yield [at, at];
      return;
    case 'newline': {
      const length = /^\r?\n/.exec(text.slice(at, at + 2))?.[0].length;
      if (length !== undefined) yield [at, at + length];
      return;
    }
    case 'text':
      if (startsWith(context, element.text, at)) yield [at, at + element.text.length];
      return;
    case 'word':
      if (isWholeWord(context, element.text, at)) yield [at, at + element.text.length];
      return;
    case 'metavariable': {
      const known = Object.hasOwn(bindings, element.name) ? bindings[element.name] : undefined;
      const end = known ? at + known.text.length : wordEnd(context, at);
      if (end !== undefined && (!known || isWholeWord(context, known.text, at))) yield [at, end];
      return;
    }
    case 'ellipsis': {
      const known =
        element.name !== undefined && Object.hasOwn(bindings, element.name) ? bindings[element.name] : undefined;
      if (!known) yield* ellipsisWays(context, element, at);
      else if (isRepeated(context, known.text, at)) yield [at, at + known.text.length];
    }
  }
}

function isAnchored(text: string, anchor: Extract<Element, { kind: 'anchor' }>['at'], at: number): boolean {
  switch (anchor) {
    case 'text-start':
      return at === 0;
    case 'line-start':
      return at === 0 || text[at - 1] === '\n';
    case 'line-end':
      return at === text.length || text[at] === '\n' || text.startsWith('\r\n', at);
    case 'text-end':
      return at === text.length;
  }
}

function* ellipsisWays(
  context: Context,
  { isLong, except }: Extract<Element, { kind: 'ellipsis' }>,
  at: number,
): Iterable<[number, number]> {
  const crosses = isLong || context.isMultiline;
  for (const end of nodesFrom(context, at, crosses, except)) yield [at, end];
  if (!isLong || context.isMultiline || context.text[at] !== '\n') return;
  const start = skipBlanks(context, at + 1, true);
  for (const end of nodesFrom(context, start, crosses, except)) yield [at, end];
}

/** The ends of no node, one node, two nodes … */
function* nodesFrom(context: Context, start: number, crosses: boolean, except: string | undefined): Iterable<number> {
  yield start;
  for (let at = start; at < context.text.length && context.text[at] !== except;) {
    const end = nodeEnd(context, at, crosses);
    if (end === undefined) return;
    yield end;
    at = skipBlanks(context, end, crosses);
  }
}

function nodeEnd(context: Context, at: number, crosses: boolean): number | undefined {
  const known = context.nodes[crosses ? 1 : 0];
  if (known.has(at)) return known.get(at);
  count(context);
  const end = wordEnd(context, at) ?? bracketEnd(context, at, crosses) ?? otherEnd(context, at);
  known.set(at, end);
  return end;
}

function wordEnd({ text, isWord }: Context, at: number): number | undefined {
  if (at >= text.length || !isWord(text[at]!) || (at > 0 && isWord(text[at - 1]!))) return undefined;
  let end = at;
  while (end < text.length && isWord(text[end]!)) end++;
  return end;
}

/** Of a bracket that is closed. One that holds nothing but blanks is none, as in the original. */
function bracketEnd(context: Context, at: number, crosses: boolean): number | undefined {
  const { text, brackets } = context;
  const close = at < text.length ? brackets.get(text[at]!) : undefined;
  if (close === undefined) return undefined;
  if (text[at + 1] === close) return at + 2;
  let next: number | undefined = skipBlanks(context, at + 1, crosses);
  if (text[next] === close) return undefined;
  while (text[next] !== close) {
    count(context);
    next = nodeEnd(context, next, crosses);
    if (next === undefined) return undefined;
    next = skipBlanks(context, next, crosses);
  }
  return next + 1;
}

/** One character that is neither blank nor part of a word. */
function otherEnd({ text, isWord }: Context, at: number): number | undefined {
  if (at >= text.length || /[ \t-\r]/.test(text[at]!) || isWord(text[at]!)) return undefined;
  return at + String.fromCodePoint(text.codePointAt(at)!).length;
}

function skipBlanks({ text }: Context, start: number, crosses: boolean): number {
  const blanks = crosses ? /[ \t-\r]*/y : /[ \t]*/y;
  blanks.lastIndex = start;
  blanks.exec(text);
  return blanks.lastIndex;
}

function startsWith({ text, ignoresCase }: Context, expected: string, at: number): boolean {
  if (text.startsWith(expected, at)) return true;
  return ignoresCase && text.slice(at, at + expected.length).toLowerCase() === expected.toLowerCase();
}

function isWholeWord(context: Context, expected: string, at: number): boolean {
  const { text, isWord } = context;
  const end = at + expected.length;
  return (
    startsWith(context, expected, at) &&
    !(at > 0 && isWord(text[at - 1]!)) &&
    !(end < text.length && isWord(text[end]!))
  );
}

/** The same text again; neither end of it may be within a word. */
function isRepeated(context: Context, expected: string, at: number): boolean {
  const isWithinWord = (place: number): boolean =>
    place > 0 &&
    place < context.text.length &&
    context.isWord(context.text[place - 1]!) &&
    context.isWord(context.text[place]!);
  return startsWith(context, expected, at) && !isWithinWord(at) && !isWithinWord(at + expected.length);
}

function count(context: Context): void {
  if (++context.steps > mostSteps) throw new BudgetExceeded(`The pattern took more than ${mostSteps} steps in a file.`);
}
