import type { Range } from '../../model/region.ts';
import type { Line, Section } from './ini-lines.ts';
import type { Value } from './ini-values.ts';
import { lineEnd } from './text-ranges.ts';

const header = /\[([a-z\d.-]+)(?:[ \t\r]+("(?:\\[^\n]|[^"\\\n])*"))?\]/iy;
const blank = /[ \t\r\n]+/y;
const keyAndSign = /([a-z][a-z\d-]*)[ \t]*(=|(?=\r?(?:\n|$)))/iy;
const controls: Readonly<Record<string, string>> = { n: '\n', t: '\t', b: '\b', '"': '"', '\\': '\\' };

/** The configuration of git as git reads it (git-config(1), config.c): where git gives up, the line is unread and the rest is read. */
export function* gitLines(text: string): Generator<Line> {
  for (let at = afterBlank(text, 0); at < text.length; at = afterBlank(text, at)) {
    if (text[at] === '#' || text[at] === ';') {
      at = lineEnd(text, at);
      continue;
    }
    const found = text[at] === '[' ? sectionAt(text, at) : entryAt(text, at);
    const end = found?.end ?? lineEnd(text, at);
    yield found?.line ?? { kind: 'unread', range: [at, at + text.slice(at, end).trimEnd().length] };
    at = end;
  }
}

interface Found {
  readonly line: Line;
  readonly end: number;
}

function afterBlank(text: string, at: number): number {
  blank.lastIndex = at;
  return blank.test(text) ? blank.lastIndex : at;
}

/** More may follow on the line. */
function sectionAt(text: string, at: number): Found | undefined {
  header.lastIndex = at;
  const found = header.exec(text);
  if (!found) return undefined;
  const end = at + found[0].length;
  return { line: { kind: 'section', names: namesOf(found[1]!, found[2], at + 1, end - 1), range: [at, end] }, end };
}

/** `[a.b]` is the old way to write `[a "b"]`. */
function namesOf(written: string, quoted: string | undefined, start: number, end: number): Section['names'] {
  const dot = written.indexOf('.');
  const outer = dot === -1 ? written.length : dot;
  const first = { name: written.slice(0, outer).toLowerCase(), range: [start, start + outer] as const };
  if (dot === -1 && quoted === undefined) return [first];
  const inner = quoted?.slice(1, -1).replace(/\\([^\n])/g, '$1');
  const parts = [
    ...(dot === -1 ? [] : [written.slice(dot + 1).toLowerCase()]),
    ...(inner === undefined ? [] : [inner]),
  ];
  const from = dot === -1 ? end - quoted!.length : start + dot + 1;
  return [first, { name: parts.join('.'), range: [from, end] }];
}

function entryAt(text: string, at: number): Found | undefined {
  keyAndSign.lastIndex = at;
  const [found = '', name = '', sign] = keyAndSign.exec(text) ?? [];
  const range: Range = [at, at + name.length];
  const key = { name: name.toLowerCase(), range };
  const isAlone = sign === '';
  const read = isAlone ? { value: true, range, end: at + found.length } : sign && valueAt(text, at + found.length);
  if (!read) return undefined;
  const { end, ...value } = read;
  return { line: { kind: 'entry', key, isItem: false, value }, end };
}

/**
 * Quotes come and go, escapes count everywhere, white space at the end does not, and a comment ends all. Undefined where git gives up: at
 * an escape that it does not know, and at quotes that are open at the end of the line.
 */
function valueAt(text: string, from: number): (Value & { readonly end: number }) | undefined {
  let value = '';
  let kept = 0;
  let isQuoted = false;
  let start: number | undefined;
  let last = from;
  let at = from;
  for (; at < text.length && !isLineEnd(text, at); at++) {
    const character = text[at]!;
    if (!isQuoted && (character === '#' || character === ';')) break;
    if (!isQuoted && /[ \t\r]/.test(character)) {
      if (value !== '') value += character;
      continue;
    }
    start ??= at;
    if (character === '"') isQuoted = !isQuoted;
    else if (character === '\\') {
      at++;
      if (isLineEnd(text, at)) at += text[at] === '\r' ? 1 : 0;
      else if (Object.hasOwn(controls, text[at] ?? '')) value += controls[text[at]!]!;
      else return undefined;
    } else value += character;
    [kept, last] = [value.length, at + 1];
  }
  if (isQuoted) return undefined;
  const range: Range = [start ?? at, Math.max(start ?? at, last)];
  return { value: value.slice(0, kept), range, end: lineEnd(text, at) };
}

function isLineEnd(text: string, at: number): boolean {
  return text[at] === '\n' || (text[at] === '\r' && text[at + 1] === '\n');
}
