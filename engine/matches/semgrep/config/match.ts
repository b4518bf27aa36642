import type { Scalar } from '../../../model/document.ts';
import { BudgetExceeded } from '../../budget.ts';
import { testPcre } from '../../expression/pcre-search.ts';
import type { LocalBinding, LocalBindings } from '../../matcher.ts';
import { isQuoted, keyLiteralOf, literalOf, type Literal } from './literal.ts';
import type { PairPattern, Pattern } from './pattern.ts';
import { entriesOf, isEntry, isKey, targetsIn, type Entry, type Target } from './targets.ts';

/** One search of one document. */
export interface Search {
  readonly text: string;
  readonly path: string;
  steps: number;
}

/** Maps match in any order, so a pattern of many loose entries can ask for many ways. */
const mostSteps = 1_000_000;

/** All ways in which a target matches, each with the bindings extended. Throws BudgetExceeded. */
export function* matchTarget(
  search: Search,
  pattern: Pattern,
  target: Target,
  bindings: LocalBindings,
): Iterable<LocalBindings> {
  if (++search.steps > mostSteps) throw new BudgetExceeded(`The pattern took more than ${mostSteps} steps in a file.`);
  switch (pattern.op) {
    case 'anything':
      yield bindings;
      return;
    case 'metavariable':
      yield* bound(pattern.name, bindingOf(search, target), bindings);
      return;
    case 'literal':
      if (scalarOf(search, target) === pattern.value) yield bindings;
      return;
    case 'string':
      yield* matchString(search, pattern, target, bindings);
      return;
    case 'deep':
      for (const inner of targetsIn(target)) yield* matchTarget(search, pattern.of, inner, bindings);
      return;
    case 'pair':
      if (isEntry(target)) yield* matchEntry(search, pattern, target, bindings);
      return;
    case 'map':
      if (isEntry(target) || isKey(target) || target.type !== 'map') return;
      yield* matchEntries(search, pattern.pairs, entriesOf(target), pattern.isOpen, bindings);
      return;
    case 'seq':
      if (isEntry(target) || isKey(target) || target.type !== 'seq') return;
      yield* matchItems(search, pattern.items, target.children, bindings);
  }
}

function* matchEntry(
  search: Search,
  { key, value }: PairPattern,
  { child }: Entry,
  bindings: LocalBindings,
): Iterable<LocalBindings> {
  const { keyRange = child.range } = child;
  for (const after of matchTarget(search, key, { type: 'key', range: keyRange, child }, bindings)) {
    yield* matchTarget(search, value, child, after);
  }
}

/** Each pattern has an entry of its own, in any order; the map may have others only if the pattern says `...`. */
function* matchEntries(
  search: Search,
  pairs: readonly PairPattern[],
  entries: readonly Entry[],
  isOpen: boolean,
  bindings: LocalBindings,
): Iterable<LocalBindings> {
  const [first, ...rest] = pairs;
  if (pairs.length > entries.length) return;
  if (!first) {
    if (isOpen || entries.length === 0) yield bindings;
    return;
  }
  for (const entry of entries) {
    const others = entries.filter((other) => other !== entry);
    for (const after of matchEntry(search, first, entry, bindings)) {
      yield* matchEntries(search, rest, others, isOpen, after);
    }
  }
}

function* matchItems(
  search: Search,
  items: Extract<Pattern, { op: 'seq' }>['items'],
  targets: readonly Target[],
  bindings: LocalBindings,
): Iterable<LocalBindings> {
  const [first, ...rest] = items;
  if (!first) {
    if (targets.length === 0) yield bindings;
    return;
  }
  if (first.op === 'dots') {
    const from = rest.length === 0 ? targets.length : 0;
    for (let skipped = from; skipped <= targets.length; skipped++) {
      yield* matchItems(search, rest, targets.slice(skipped), bindings);
    }
    return;
  }
  const [target, ...others] = targets;
  if (!target) return;
  for (const after of matchTarget(search, first, target, bindings)) yield* matchItems(search, rest, others, after);
}

function* matchString(
  search: Search,
  { name, expression }: Extract<Pattern, { op: 'string' }>,
  target: Target,
  bindings: LocalBindings,
): Iterable<LocalBindings> {
  const value = scalarOf(search, target);
  if (typeof value !== 'string') return;
  if (expression && !testPcre(expression, value)) return;
  if (name === undefined) yield bindings;
  else yield* bound(name, contentOf(search, target, value), bindings);
}

/** The scalar that a value or a key is; nothing for maps, lists and entries. */
function scalarOf({ text }: Search, target: Target): Literal | undefined {
  if (isEntry(target)) return undefined;
  if (isKey(target)) return keyLiteralOf(target.child, text);
  return target.type === 'scalar' ? literalOf(target, text) : undefined;
}

function bindingOf(search: Search, target: Target): LocalBinding {
  const { text, path } = search;
  const value = scalarOf(search, target);
  const isKnown = value !== undefined && (isKey(target) || !('unknown' in target));
  return {
    text: text.slice(...target.range),
    path,
    node: target,
    range: target.range,
    form: formOf(search, target),
    ...(isKnown && { value: value satisfies Scalar }),
  };
}

function contentOf({ text, path }: Search, target: Target, value: string): LocalBinding {
  const [start, end] = target.range;
  const isInQuotes = isQuoted(text, start) && text[start] === text[end - 1];
  const range = isInQuotes ? ([start + 1, end - 1] as const) : target.range;
  return { text: value, value, path, node: target, range, content: true, form: JSON.stringify(value) };
}

/** Equal for what is the same, wherever it stands; a key is the same as the string that it is. */
function formOf(search: Search, target: Target): string {
  if (isEntry(target)) return `${JSON.stringify(target.child.key)}:${formOf(search, target.child)}`;
  const value = scalarOf(search, target);
  return JSON.stringify(value === undefined && !isKey(target) ? target.value : value);
}

/** Bindings made in code of other languages have no form that could be compared: their text is. */
function* bound(name: string, binding: LocalBinding, bindings: LocalBindings): Iterable<LocalBindings> {
  const known = Object.hasOwn(bindings, name) ? bindings[name] : undefined;
  if (!known) yield { ...bindings, [name]: binding };
  else if (known.form === undefined ? known.text === binding.text : known.form === binding.form) yield bindings;
}
