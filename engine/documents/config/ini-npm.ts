import type { Range } from '../../model/region.ts';
import type { Entry, Line, Section } from './ini-lines.ts';
import type { Value } from './ini-values.ts';
import { trimmed } from './text-ranges.ts';

/** A section stands at the beginning of its line, with nothing behind it. */
const header = /^\[([^\]]*)\]\s*$/;
/** What may stand alone: anything else is more likely text of another kind. */
const loneKey = /^[\w./:@-]+$/;

/** .npmrc as npm's own package `ini` reads it; what it takes for a key, but nobody means, is unread. */
export function* npmLines(text: string): Generator<Line> {
  for (const { 0: raw, index } of text.matchAll(/[^\r\n]+/g))
    if (!/^\s*(?:[;#]|$)/.test(raw)) yield lineIn(text, raw, index);
}

function lineIn(text: string, raw: string, index: number): Line {
  const range = trimmed(text, [index, index + raw.length]);
  const name = header.exec(raw)?.[1];
  const line = name === undefined ? entryIn(text, raw, index) : sectionIn(text, [index + 1, index + 1 + name.length]);
  return line ?? { kind: 'unread', range };
}

/** `[a.b]` is the section `b` in the section `a`. */
function sectionIn(text: string, inner: Range): Section | undefined {
  const { value, range } = unsafe(text, inner);
  const parts = String(value).split(/(?<!\\)\./);
  if (value === '' || parts.includes('__proto__')) return undefined;
  const names = parts.map((part, i) => ({ name: i < parts.length - 1 ? part : part.replaceAll('\\.', '.'), range }));
  return { kind: 'section', names, range: [inner[0] - 1, inner[1] + 1] };
}

function entryIn(text: string, raw: string, index: number): Entry | undefined {
  const sign = raw.indexOf('=');
  const end = index + raw.length;
  const { value: written, range } = unsafe(text, [index, sign === -1 ? end : index + sign]);
  const isItem = typeof written === 'string' && written.length > 2 && written.endsWith('[]');
  const name = isItem ? written.slice(0, -2) : String(written);
  // npm itself fails at a key that is null
  if (name === '' || name !== name.trim() || name === '__proto__' || written === null) return undefined;
  const isQuoted = /["']/.test(text[range[0]]!);
  const key = { name, range: isItem && !isQuoted ? ([range[0], range[1] - 2] as const) : range };
  if (sign === -1)
    return loneKey.test(name) && !isItem ? { kind: 'entry', key, isItem, value: { value: true, range } } : undefined;
  // U+2028 and U+2029 end no line, but npm's expression stops at them
  return /[\u2028\u2029]/.test(raw.slice(sign))
    ? undefined
    : { kind: 'entry', key, isItem, value: valueIn(text, [index + sign + 1, end]) };
}

function valueIn(text: string, range: Range): Value {
  const found = unsafe(text, range);
  const { value } = found;
  return value === 'true' || value === 'false' || value === 'null'
    ? { ...found, value: JSON.parse(value) as boolean | null }
    : found;
}

/** What is in quotes is JSON, in single quotes too. Otherwise `;` and `#` begin a comment, if no backslash stands before them. */
function unsafe(text: string, range: Range): Value {
  const [start, end] = trimmed(text, range);
  const written = text.slice(start, end);
  if (/^(?:"|".*"|'|'.*')$/s.test(written)) return { ...json(written), range: [start, end] };
  let at = start;
  while (at < end && text[at] !== ';' && text[at] !== '#') at += text[at] === '\\' ? 2 : 1;
  const [from, to] = trimmed(text, [start, Math.min(at, end)]);
  const value = text.slice(start, Math.min(at, end)).replace(/\\([\\;#])/g, '$1');
  return { value: value.trim(), range: [from, to] };
}

function json(written: string): Omit<Value, 'range'> {
  const source = written.startsWith("'") ? written.slice(1, -1) : written;
  try {
    const value: unknown = JSON.parse(source);
    if (value === null || typeof value !== 'object') return { value: value as Value['value'] };
    return { value: source, unknown: 'npm reads the value as JSON.' };
  } catch {
    return { value: source };
  }
}
