import type { Range } from '../../model/region.ts';
import { isCode } from '../code/documents.ts';
import { sameBinding, type Dialect } from '../code/pattern.ts';
import type { DocumentView, LocalBinding, LocalBindings } from '../matcher.ts';
import type { Effort } from '../budget.ts';

/**
 * A piece of a document that a formula holds for. `inside`: it comes from `pattern-inside` and only frames others;
 * `regex`: from a regular expression; `anywhere`: where it stands says nothing.
 */
export interface CodeRange {
  readonly range: Range;
  readonly bindings: LocalBindings;
  readonly kind: 'plain' | 'regex' | 'inside' | 'anywhere';
}

/** Where ranges are compared: bindings of one document are code of it. */
export interface Setting {
  readonly view: DocumentView;
  /** What makes two pieces of code the same. */
  readonly dialect: Dialect;
  readonly effort: Effort;
}

export function isWithin(inner: Range, outer: Range): boolean {
  return outer[0] <= inner[0] && inner[1] <= outer[1];
}

/**
 * Both of two lists at once: of two ranges the smaller, if it lies within the larger and what both bind is the same;
 * it has the bindings of both. A smaller range that is only a frame does not survive a larger one that is none.
 */
export function intersect(
  one: readonly CodeRange[],
  other: readonly CodeRange[],
  setting: Setting,
): readonly CodeRange[] {
  return unique([...narrowed(one, other, setting), ...narrowed(other, one, setting)]);
}

function narrowed(inner: readonly CodeRange[], outer: readonly CodeRange[], setting: Setting): readonly CodeRange[] {
  const around = coverOf(outer, setting);
  return inner.flatMap((range) =>
    around(range)
      .filter((frame) => (range.kind !== 'inside' || frame.kind === 'inside') && agrees(range, frame, setting))
      .map((frame) => ({ ...range, bindings: merged(range.bindings, frame.bindings) })),
  );
}

function merged(bindings: LocalBindings, more: LocalBindings): LocalBindings {
  return Object.keys(more).every((name) => name in bindings) ? bindings : { ...more, ...bindings };
}

/** What remains of a list when a negation is taken away. */
export function subtract(
  ranges: readonly CodeRange[],
  negatives: readonly CodeRange[],
  setting: Setting,
): readonly CodeRange[] {
  if (negatives.some(({ kind }) => kind === 'anywhere')) return [];
  const around = coverOf(negatives, setting);
  const regexes = negatives.filter(({ kind }) => kind === 'regex');
  return ranges.filter((range) => {
    setting.effort.spend(regexes.length);
    const isExcluded = around(range).some((negative) => excludes(negative, range) && agrees(range, negative, setting));
    return !isExcluded && !regexes.some((regex) => isWithin(regex.range, range.range) && agrees(regex, range, setting));
  });
}

/** Those that lie within any of the others, whatever is bound. */
export function inside(
  ranges: readonly CodeRange[],
  others: readonly CodeRange[],
  setting: Setting,
): readonly CodeRange[] {
  const around = coverOf(others, setting);
  return ranges.filter((range) => around(range).length > 0);
}

/** `negative` lies around `range`: a plain one must be as large, a frame or a regular expression need not. */
function excludes(negative: CodeRange, range: CodeRange): boolean {
  return negative.kind !== 'plain' || isWithin(negative.range, range.range);
}

/** Whether what both bind is the same. What `$1`, `$2` … hold is nobody's intention and never disagrees. */
function agrees(one: CodeRange, other: CodeRange, { view, dialect, effort }: Setting): boolean {
  for (const [name, binding] of Object.entries(one.bindings)) {
    const bound = other.bindings[name];
    if (bound === undefined || bound === binding || isNumbered(name)) continue;
    effort.spend(1);
    const isSame = isCode(view) ? sameBinding(view, binding, bound, dialect) : formOf(binding) === formOf(bound);
    if (!isSame) return false;
  }
  return true;
}

/** What is no code says by itself what equals it. */
function formOf({ form, text, content }: LocalBinding): string {
  return form ?? (content === true ? JSON.stringify(text) : text);
}

function isNumbered(name: string): boolean {
  return /^\d/.test(name);
}

/** Finds the ranges that lie around a range, or anywhere. */
function coverOf(ranges: readonly CodeRange[], { effort }: Setting): (inner: CodeRange) => readonly CodeRange[] {
  const anywhere = ranges.filter(({ kind }) => kind === 'anywhere');
  const sorted = ranges.filter(({ kind }) => kind !== 'anywhere').sort(byStart);
  const farthest: number[] = [];
  for (const { range } of sorted) farthest.push(Math.max(farthest.at(-1) ?? 0, range[1]));
  return ({ range }) => {
    const found = [...anywhere];
    // From the last that begins early enough backwards, as long as any of those before reaches far enough.
    for (let i = countUpTo(sorted, range[0]) - 1; i >= 0 && farthest[i]! >= range[1]; i--) {
      effort.spend(1);
      if (sorted[i]!.range[1] >= range[1]) found.push(sorted[i]!);
    }
    return found;
  };
}

function byStart(a: CodeRange, b: CodeRange): number {
  return a.range[0] - b.range[0] || a.range[1] - b.range[1];
}

/** How many of the sorted ranges begin at or before the offset. */
function countUpTo(sorted: readonly CodeRange[], offset: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]!.range[0] <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Each range with its bindings once. */
export function unique(ranges: readonly CodeRange[]): readonly CodeRange[] {
  const seen = new Map(ranges.map((range) => [`${range.kind};${identityOf(range)}`, range]));
  return seen.size === ranges.length ? ranges : [...seen.values()];
}

/** Equal for findings that are the same: the range, and what is bound to what. */
export function identityOf({ range, bindings }: CodeRange): string {
  const names = Object.keys(bindings).sort();
  return [range.join(), ...names.map((name) => `${name}=${bound(bindings[name]!)}`)].join(';');
}

function bound({ range, text }: LocalBinding): string {
  return range ? range.join() : JSON.stringify(text);
}

export function inSourceOrder(ranges: readonly CodeRange[]): readonly CodeRange[] {
  const keyed = ranges.map((range) => ({ range, identity: identityOf(range) }));
  keyed.sort((a, b) => byStart(a.range, b.range) || (a.identity < b.identity ? -1 : 1));
  return keyed.map(({ range }) => range);
}
