import { parseTree, type ParseError } from 'jsonc-parser';
import { isSpace } from './dockerfile-lines.ts';

/** A part of a content, between two offsets in it. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/** A flag of an instruction (`--chown=app`); without a value it is on. */
export interface Flag {
  readonly name: Part;
  readonly value?: Part;
}

export interface ExecString extends Part {
  readonly value: string;
}

/** The words from an offset on. `quoted`: white space in quotes, or escaped, does not end a word; quotes stay part of it. */
export function wordsOf(text: string, from: number, quoted: boolean, escape: string): Part[] {
  const words: Part[] = [];
  for (let at = skipSpace(text, from); at < text.length; at = skipSpace(text, at)) {
    const start = at;
    at = quoted ? endOfQuotedWord(text, at, escape) : endOfWord(text, at);
    words.push({ start, end: at });
  }
  return words;
}

/** The flags that arguments begin with, and where what follows them begins. */
export function flagsOf(
  text: string,
  from: number,
  escape: string,
): { readonly flags: readonly Flag[]; readonly rest: number } {
  const flags: Flag[] = [];
  let at = skipSpace(text, from);
  while (text.startsWith('--', at)) {
    const end = endOfQuotedWord(text, at, escape);
    if (end === at + 2) return { flags, rest: skipSpace(text, end) };
    const sign = at + text.slice(at, end).indexOf('=');
    const isSet = sign > at;
    flags.push({
      name: { start: at + 2, end: isSet ? sign : end },
      ...(isSet && { value: { start: sign + 1, end } }),
    });
    at = skipSpace(text, end);
  }
  return { flags, rest: at };
}

/** The strings of the exec form (`["a", "b"]`); undefined where the arguments are not in it. */
export function execForm(text: string, from: number): readonly ExecString[] | undefined {
  if (text[from] !== '[') return undefined;
  const errors: ParseError[] = [];
  const list = jsonTree(text.slice(from), errors);
  if (list?.type !== 'array' || errors.length > 0) return undefined;
  const strings = (list.children ?? []).map(({ offset, length, value }) => ({
    start: from + offset,
    end: from + offset + length,
    value: value as unknown,
  }));
  return strings.every((item): item is ExecString => typeof item.value === 'string') ? strings : undefined;
}

export function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text, at)) at++;
  return at;
}

export function endOfWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isSpace(text, at)) at++;
  return at;
}

function jsonTree(text: string, errors: ParseError[]): ReturnType<typeof parseTree> {
  try {
    return parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    // nested too deeply to be a list of strings
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A single quote takes everything to the next; elsewhere the escape character takes the next character. */
function endOfQuotedWord(text: string, from: number, escape: string): number {
  let quote = '';
  let at = from;
  for (; at < text.length; at++) {
    const character = text[at]!;
    if (character === escape && quote !== "'") at++;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (isSpace(text, at)) return at;
  }
  return Math.min(at, text.length);
}
