import type { Range } from '../../model/region.ts';
import { unescaped } from './markdown-characters.ts';

/** Where a link leads: `place` is that of the URL without angle brackets, `end` where the link ends. */
export interface Target {
  readonly url: string;
  readonly place: Range;
  readonly end: number;
}

/** A link reference definition: `[label]: url "title"`. */
export interface Definition extends Target {
  readonly start: number;
  readonly label: Range;
}

const labelled = /\[((?:\\[\s\S]|[^\\[\]]){0,999})\]/y;
const anglesOrSpace = /<((?:\\.|[^\\<>\r\n])*)>|(?=[\s)]|$)/y;
const title = /"(?:\\[\s\S]|[^\\"])*"|'(?:\\[\s\S]|[^\\'])*'|\((?:\\[\s\S]|[^\\()])*\)/y;
/** One line break at most; in a link more can stand only where a paragraph would end. */
const blank = /[ \t]*(?:(?:\r\n|\n|\r)[ \t]*)?/y;
const restOfLine = /[ \t]*(?:\r\n|\n|\r|$)/y;
const deepestParentheses = 32;

/** `(url "title")` behind the text of a link. */
export function inlineTarget(source: string, at: number): Target | undefined {
  if (source[at] !== '(') return undefined;
  const destination = destinationAt(source, endOf(blank, source, at + 1)!);
  if (!destination) return undefined;
  const behind = endOf(blank, source, destination.end)!;
  const titleEnd = behind > destination.end ? endOf(title, source, behind) : undefined;
  const end = titleEnd === undefined ? behind : endOf(blank, source, titleEnd)!;
  return source[end] === ')' ? { ...destination, end: end + 1 } : undefined;
}

/** The label of `[label]` at the place, with where it ends. */
export function labelAt(source: string, at: number): { readonly label: Range; readonly end: number } | undefined {
  const end = endOf(labelled, source, at);
  return end === undefined ? undefined : { label: [at + 1, end - 1], end };
}

/** How labels are compared. */
export function normalized(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase();
}

/** The definitions that a paragraph begins with. */
export function definitionsIn(source: string): readonly Definition[] {
  const definitions: Definition[] = [];
  for (let at = 0; at < source.length; at = definitions.at(-1)!.end) {
    const found = definitionAt(source, endOf(/[ \t]*/y, source, at)!);
    if (!found) break;
    definitions.push(found);
  }
  return definitions;
}

function definitionAt(source: string, start: number): Definition | undefined {
  const found = labelAt(source, start);
  if (!found || source[found.end] !== ':' || source.slice(...found.label).trim() === '') return undefined;
  const from = endOf(blank, source, found.end + 1)!;
  const destination = destinationAt(source, from);
  if (!destination || destination.end === from) return undefined;
  const behind = endOf(blank, source, destination.end)!;
  const titleEnd = behind > destination.end ? endOf(title, source, behind) : undefined;
  const end =
    (titleEnd === undefined ? undefined : endOf(restOfLine, source, titleEnd)) ??
    endOf(restOfLine, source, destination.end);
  return end === undefined ? undefined : { ...destination, start, label: found.label, end };
}

function destinationAt(source: string, at: number): Target | undefined {
  anglesOrSpace.lastIndex = at;
  const found = anglesOrSpace.exec(source);
  const inAngles = found?.[1];
  if (inAngles !== undefined)
    return { url: unescaped(inAngles), place: [at + 1, at + 1 + inAngles.length], end: at + inAngles.length + 2 };
  if (found) return { url: '', place: [at, at], end: at };
  const end = source[at] === '<' ? undefined : bareEnd(source, at);
  return end === undefined ? undefined : { url: unescaped(source.slice(at, end)), place: [at, end], end };
}

/** Parentheses in a URL must be in pairs. */
function bareEnd(source: string, at: number): number | undefined {
  let depth = 0;
  let end = at;
  for (; end < source.length && source.charCodeAt(end) > 32 && source.charCodeAt(end) !== 127; end++) {
    const sign = source[end];
    if (sign === '\\' && /[!-/:-@[-`{-~]/.test(source[end + 1] ?? '')) end++;
    else if (sign === '(' && ++depth > deepestParentheses) return undefined;
    else if (sign === ')' && --depth < 0) break;
  }
  return depth > 0 || end === at ? undefined : end;
}

/** Where the sticky expression ends that begins here; undefined if it does not. */
function endOf(expression: RegExp, source: string, at: number): number | undefined {
  expression.lastIndex = at;
  return expression.test(source) ? expression.lastIndex : undefined;
}
