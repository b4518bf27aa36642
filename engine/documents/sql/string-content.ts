import type { Token } from './lexer.ts';
import type { ToOffset } from './offsets.ts';

/** What a string constant says. */
export interface StringContent {
  readonly text: string;
  /** From offsets in `text` to offsets in what the tokens are offsets of. */
  readonly at: ToOffset;
}

/** The constant that begins at a token; strings that follow each other are one. Undefined for forms that are not text (`B''`, `U&''`). */
export function stringContent(tokens: readonly Token[], index: number): StringContent | undefined {
  const parts: StringContent[] = [];
  for (let i = index; tokens[i]?.kind === 'string'; i++) {
    const part = partOf(tokens[i]!);
    if (!part) return undefined;
    parts.push(part);
  }
  return parts.length > 1 ? joined(parts) : parts[0];
}

function joined(parts: readonly StringContent[]): StringContent {
  const at: ToOffset = (offset) => {
    let before = 0;
    for (const part of parts.slice(0, -1)) {
      if (offset < before + part.text.length) return part.at(offset - before);
      before += part.text.length;
    }
    return parts.at(-1)!.at(offset - before);
  };
  return { text: parts.map(({ text }) => text).join(''), at };
}

function partOf({ value, range: [start] }: Token): StringContent | undefined {
  const open = /^(?:\$[^$]*\$|[eE]?')/.exec(value)?.[0];
  if (open === undefined) return undefined;
  const close = open.endsWith("'") ? "'" : open;
  if (value.length < open.length + close.length || !value.endsWith(close)) return undefined;
  const inner = value.slice(open.length, -close.length);
  const first = start + open.length;
  const escape = open === "'" ? DOUBLED : ESCAPE;
  if (close !== "'" || inner.search(escape) < 0) return { text: inner, at: (offset) => first + offset };
  return unescaped(inner, first, escape);
}

const DOUBLED = /''/g;
const ESCAPE = /''|\\(?:[0-7]{1,3}|x[\dA-Fa-f]{1,2}|u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8}|[^])/g;
const CONTROL: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function unescaped(inner: string, first: number, escape: RegExp): StringContent {
  const offsets: number[] = [];
  let text = '';
  let done = 0;
  const add = (piece: string, from: number, step: 0 | 1): void => {
    for (let i = 0; i < piece.length; i++) offsets.push(first + from + i * step);
    text += piece;
  };
  for (const match of inner.matchAll(escape)) {
    add(inner.slice(done, match.index), done, 1);
    add(meant(match[0]), match.index, 0);
    done = match.index + match[0].length;
  }
  add(inner.slice(done), done, 1);
  const end = first + inner.length;
  return { text, at: (offset) => offsets[offset] ?? end };
}

function meant(escape: string): string {
  if (escape === "''") return "'";
  const [kind = ''] = escape.slice(1);
  const digits = escape.slice(2);
  if (digits !== '' && kind !== '' && 'xuU'.includes(kind)) return character(parseInt(digits, 16));
  if (/[0-7]/.test(kind)) return character(parseInt(escape.slice(1), 8));
  return CONTROL[kind] ?? escape.slice(1);
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
}
