import type { ConfigNode } from '../../model/document.ts';
import type { ShellText } from './node.ts';

/** The value of a YAML or JSON scalar as a text whose parts have places; where they cannot be told, each stands for the whole. */
export function valueText(node: ConfigNode, file: string): ShellText {
  const value = String(node.value);
  const offsets = offsetsOf(value, file, node.range[0], node.range[1]);
  return {
    text: value,
    range: (start, end) => {
      const from = offsets?.[start];
      const last = offsets?.[Math.max(start, end - 1)];
      return from === undefined || last === undefined
        ? node.range
        : [from, Math.max(from, last + (end > start ? 1 : 0))];
    },
  };
}

interface Style {
  readonly kind: 'block' | 'double' | 'single' | 'plain';
  /** Where the content begins. */
  readonly start: number;
  /** Of a block: how much white space before each of its lines is none of it. */
  readonly indent: number;
}

/**
 * For each character of the value where it is written: both are read side by side. What YAML leaves out (indentation, the second of two
 * quotes) or folds is passed over; nothing if they do not come together at the end, as at an alias.
 */
function offsetsOf(value: string, file: string, start: number, end: number): readonly number[] | undefined {
  const style = styleOf(file, start, value);
  const offsets: number[] = [];
  let at = style.start;
  for (const character of units(value)) {
    at = skipped(character, file, at, end, style);
    if (at >= end) return /^\s*$/.test(value.slice(offsets.length)) ? padded(offsets, value.length, end) : undefined;
    const length = lengthAt(character, file, at, style);
    if (length === 0) return undefined;
    offsets.push(at);
    at = afterLineBreak(file, at + length, end, style);
  }
  offsets.push(Math.min(at, end));
  return offsets;
}

function* units(value: string): Iterable<string> {
  for (let i = 0; i < value.length; i++) yield value[i]!;
}

function padded(offsets: number[], length: number, end: number): readonly number[] {
  while (offsets.length <= length) offsets.push(end);
  return offsets;
}

function styleOf(file: string, start: number, value: string): Style {
  const first = file[start];
  if (first === '"') return { kind: 'double', start: start + 1, indent: 0 };
  if (first === "'") return { kind: 'single', start: start + 1, indent: 0 };
  if (first !== '|' && first !== '>') return { kind: 'plain', start, indent: 0 };
  const header = file.indexOf('\n', start);
  const body = header === -1 ? file.length : header + 1;
  const indent = Math.max(0, leadingIn(file, body) - leadingIn(value, 0));
  return { kind: 'block', start: indented(file, body, indent), indent };
}

const leading = /(?:[ \t]*\r?\n)*( *)/y;

/** How many spaces the first line has that is not blank. */
function leadingIn(text: string, from: number): number {
  leading.lastIndex = from;
  return leading.exec(text)?.[1]?.length ?? 0;
}

function indented(file: string, at: number, indent: number): number {
  let next = at;
  while (next < at + indent && file[next] === ' ') next++;
  return next;
}

/** Past what is written and no part of the value, up to what may be the character. */
function skipped(character: string, file: string, from: number, end: number, { kind, indent }: Style): number {
  let at = from;
  while (at < end) {
    const written = file[at]!;
    if (kind === 'double' && written === '\\' && /[\r\n]/.test(file[at + 1] ?? '')) at = pastSpace(file, at + 1, end);
    else if (written === character || (isSpace(character) && isSpace(written) && written !== '\r')) return at;
    else if (!isSpace(written)) return at;
    else at = written === '\n' ? indented(file, at + 1, indent) : at + 1;
  }
  return at;
}

/** How many characters stand for this one; 0 if it cannot be this one. */
function lengthAt(character: string, file: string, at: number, { kind }: Style): number {
  if (kind === 'double' && file[at] === '\\') return escapeLength(file[at + 1]);
  if (file[at] === character) return kind === 'single' && character === "'" ? 2 : 1;
  return isSpace(character) && isSpace(file[at] ?? '') ? 1 : 0;
}

function escapeLength(letter: string | undefined): number {
  return letter === 'x' ? 4 : letter === 'u' ? 6 : letter === 'U' ? 10 : 2;
}

function afterLineBreak(file: string, at: number, end: number, { kind, indent }: Style): number {
  if (file[at - 1] !== '\n') return at;
  return kind === 'block' ? Math.min(indented(file, at, indent), end) : at;
}

function pastSpace(file: string, from: number, end: number): number {
  let at = from;
  while (at < end && isSpace(file[at]!)) at++;
  return at;
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\n' || character === '\t' || character === '\r';
}
