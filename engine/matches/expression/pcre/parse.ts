import type { NamedGroup, Pattern } from './ast.ts';
import { takeBrackets } from './brackets.ts';
import { ignoringCase } from './case.ts';
import { peek, refuse, take, takeCharacter, type Cursor, type Flags } from './cursor.ts';
import { takeEscaped } from './escapes.ts';
import { byName, takeReference } from './references.ts';
import { anyCharacter, lineBreaks, notNewline, setOf } from './sets.ts';

export interface Parsed {
  readonly pattern: Pattern;
  readonly groups: readonly NamedGroup[];
}

/** Parses a PCRE expression; throws UntranslatableError for what is none, and for what has no counterpart in JavaScript. */
export function parsePcre(text: string, flags: Partial<Flags>): Parsed {
  const off = { i: false, m: false, s: false, x: false, xx: false, n: false, U: false };
  const cursor: Cursor = { text, groups: [], open: new Set(), at: 0, flags: { ...off, ...flags }, isQuoted: false };
  if (/^\(\*/.test(text)) refuse('Verbs and settings such as (*UTF) have no counterpart in JavaScript.', 0);
  const pattern = parseChoice(cursor);
  if (cursor.at < text.length) refuse(`This ')' closes nothing.`, cursor.at);
  return { pattern, groups: cursor.groups };
}

function parseChoice(cursor: Cursor): Pattern {
  const of = [parseSequence(cursor)];
  while (take(cursor, /\|/y)) of.push(parseSequence(cursor));
  return of.length === 1 ? of[0]! : { op: 'choice', of };
}

function parseSequence(cursor: Cursor): Pattern {
  const of: Pattern[] = [];
  for (;;) {
    skipLayout(cursor);
    const isOver = cursor.at >= cursor.text.length || (!cursor.isQuoted && /[|)]/.test(cursor.text[cursor.at]!));
    if (isOver) return of.length === 1 ? of[0]! : { op: 'sequence', of };
    const atom = parseAtom(cursor);
    if (atom) of.push(quantified(cursor, atom));
  }
}

/** Comments, quotation marks, and with `(?x)` blanks. */
function skipLayout(cursor: Cursor): void {
  for (;;) {
    if (take(cursor, /\\E/y)) cursor.isQuoted = false;
    else if (cursor.isQuoted) return;
    else if (take(cursor, /\\Q/y)) cursor.isQuoted = true;
    else if (peek(cursor, '(?#')) {
      if (!take(cursor, /\(\?#[^)]*\)/y)) refuse('The comment is not closed.', cursor.at);
    } else if (!(cursor.flags.x && take(cursor, /[ \t-\r\u0085\u200e\u200f\u2028\u2029]+|#[^\n]*/y))) return;
  }
}

function quantified(cursor: Cursor, atom: Pattern): Pattern {
  skipLayout(cursor);
  if (cursor.isQuoted) return atom;
  const start = cursor.at;
  const found = take(cursor, /(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})([?+]?)/y);
  if (!found) return atom;
  const [text, from, comma, to, suffix] = found;
  const min = from === undefined ? (text.startsWith('+') ? 1 : 0) : Number(from);
  const isOpen = from === undefined ? !text.startsWith('?') : comma !== undefined && to === '';
  const max = isOpen ? Infinity : from === undefined ? 1 : Number(comma === undefined ? from : to);
  if (max < min) refuse('The numbers of the quantifier are out of order.', start);
  const mode = suffix === '+' ? 'possessive' : (suffix === '?') === cursor.flags.U ? 'greedy' : 'lazy';
  return quantified(cursor, { op: 'repeat', of: atom, min, max, mode, offset: start });
}

/** Nothing for what only switches flags. */
function parseAtom(cursor: Cursor): Pattern | undefined {
  const start = cursor.at;
  if (cursor.isQuoted) return literal(cursor, takeCharacter(cursor));
  if (peek(cursor, '[')) return { op: 'set', set: takeBrackets(cursor) };
  if (peek(cursor, '(')) return parseParentheses(cursor);
  const character = takeCharacter(cursor);
  switch (character) {
    case '.':
      return { op: 'set', set: cursor.flags.s ? anyCharacter : notNewline };
    case '^':
      return { op: 'anchor', source: cursor.flags.m ? lineStart : textStart };
    case '$':
      return { op: 'anchor', source: cursor.flags.m ? lineEnd : lastLineEnd };
    case '\\':
      return takeReference(cursor, start) ?? parseEscape(cursor, start);
    case '*':
    case '+':
    case '?':
      return refuse('The quantifier has nothing to repeat.', start);
    default:
      return literal(cursor, character);
  }
}

/** PCRE ends lines at `\n` alone, and finds no start of a line behind the last one of a text. */
const textStart = '(?<![^])';
const textEnd = '(?![^])';
const lineStart = '(?<![^\\n])(?:(?=[^])|(?<![^]))';
const lineEnd = '(?![^\\n])';
const lastLineEnd = '(?!\\n[^]|[^\\n])';
const anchors: Readonly<Record<string, string>> = {
  A: textStart,
  Z: lastLineEnd,
  z: textEnd,
  b: '\\b',
  B: '\\B',
};

function parseEscape(cursor: Cursor, start: number): Pattern {
  const letter = cursor.text[cursor.at] ?? '';
  const anchor = Object.hasOwn(anchors, letter) ? anchors[letter] : undefined;
  if (anchor !== undefined) {
    cursor.at++;
    return { op: 'anchor', source: anchor };
  }
  if (take(cursor, /N(?!\{)/y)) return { op: 'set', set: notNewline };
  if (take(cursor, /R/y)) return { op: 'atomic', of: anyLineBreak, offset: start };
  const refusal = Object.hasOwn(refusedEscapes, letter) ? refusedEscapes[letter] : undefined;
  if (refusal !== undefined) refuse(`'\\${letter}' (${refusal}) has no counterpart in JavaScript.`, start);
  const escaped = takeEscaped(cursor);
  if (escaped.kind === 'class') return { op: 'set', set: setOf(escaped.ranges, escaped.properties) };
  return literal(cursor, String.fromCodePoint(escaped.code));
}

const refusedEscapes: Readonly<Record<string, string>> = {
  G: 'where the search began',
  K: 'a match that begins later',
  X: 'a grapheme',
  C: 'a byte',
};

const anyLineBreak: Pattern = {
  op: 'choice',
  of: [
    { op: 'sequence', of: ['\r', '\n'].map((text) => ({ op: 'set', set: single(text) })) },
    { op: 'set', set: setOf(lineBreaks) },
  ],
};

function literal(cursor: Cursor, character: string): Pattern {
  const set = single(character);
  return { op: 'set', set: cursor.flags.i ? setOf(ignoringCase(set.ranges)) : set };
}

function single(character: string): ReturnType<typeof setOf> {
  const code = character.codePointAt(0)!;
  return setOf([[code, code]]);
}

function parseParentheses(cursor: Cursor): Pattern | undefined {
  const start = cursor.at;
  const before = cursor.flags;
  if (peek(cursor, '(*')) refuse('Backtracking verbs have no counterpart in JavaScript.', start);
  const switches = take(cursor, /\(\?(?![)])(\^?)([a-zJU]*)(?:-([a-zJU]*))?([:)])/y);
  if (switches) {
    cursor.flags = switched(before, switches, start);
    if (switches[4] === ')') return undefined;
    return closed(cursor, start, before, (of) => of);
  }
  const named = take(cursor, /\(\?(?:P?<([A-Za-z_]\w*)>|'([A-Za-z_]\w*)')/y);
  if (named) return capturing(cursor, start, named[1] ?? named[2]);
  const look = take(cursor, /\(\?(<?)([=!])/y);
  if (look) {
    const [, behind, sign] = look;
    const kind = { op: 'look', behind: behind !== '', negative: sign === '!', offset: start } as const;
    return closed(cursor, start, before, (of) => ({ ...kind, of }));
  }
  const again = take(cursor, /\(\?P=([A-Za-z_]\w*)\)/y);
  if (again) return byName(cursor, again[1]!, start);
  if (take(cursor, /\(\?>/y)) return closed(cursor, start, before, (of) => ({ op: 'atomic', of, offset: start }));
  if (take(cursor, /\(\?/y)) refuse(refusalOf(cursor), start);
  cursor.at++;
  return before.n ? closed(cursor, start, before, (of) => of) : capturing(cursor, start);
}

function refusalOf({ text, at }: Cursor): string {
  const next = text[at] ?? '';
  if (next === '(') return 'Conditional groups have no counterpart in JavaScript.';
  if (next === '|') return 'Groups that share their numbers, (?|…), have no counterpart in JavaScript.';
  if (next === 'C') return 'Callouts have no counterpart in JavaScript.';
  if (/[R&+\-\d]/.test(next) || text.startsWith('P>', at)) return 'Recursion has no counterpart in JavaScript.';
  return 'PCRE knows no such group, or it has no counterpart in JavaScript.';
}

function capturing(cursor: Cursor, start: number, name?: string): Pattern {
  if (name !== undefined && cursor.groups.some((group) => group.name === name)) {
    refuse(`Two groups have the name '${name}'.`, start);
  }
  const number = cursor.groups.length + 1;
  cursor.groups.push({ number, ...(name !== undefined && { name }) });
  cursor.open.add(number);
  const group = closed(cursor, start, cursor.flags, (of) => ({ op: 'group', of, number }));
  cursor.open.delete(number);
  return group;
}

function closed(cursor: Cursor, start: number, before: Flags, group: (of: Pattern) => Pattern): Pattern {
  const of = parseChoice(cursor);
  if (!take(cursor, /\)/y)) refuse('The group is not closed.', start);
  cursor.flags = before;
  return group(of.op === 'sequence' || of.op === 'choice' ? of : { op: 'sequence', of: [of] });
}

function switched(flags: Flags, [, caret, on = '', off = '']: RegExpExecArray, offset: number): Flags {
  const unknown = /[^imsxnU]/.exec(on + off)?.[0];
  if (unknown !== undefined) refuse(`The inline flag '${unknown}' has no counterpart in JavaScript.`, offset);
  const base = caret === '^' ? { ...flags, i: false, m: false, s: false, x: false, xx: false, n: false } : flags;
  const set = (letters: string, to: boolean): Partial<Flags> => ({
    ...Object.fromEntries(Array.from(letters).map((letter) => [letter, to])),
    ...(letters.includes('x') && { xx: to && letters.includes('xx') }),
  });
  return { ...base, ...set(on, true), ...set(off, false) };
}
