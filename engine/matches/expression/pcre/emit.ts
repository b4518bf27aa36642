import type { CharacterSet, CodeRange, Pattern } from './ast.ts';
import { canBeEmpty } from './empty.ts';

/** The pattern in JavaScript's syntax for the flag `u`, needing no other, and where the author's groups are in it. */
export interface Emitted {
  readonly source: string;
  /** From the author's number of a group to that in `source`, where atomic groups have numbers too. */
  readonly numbers: ReadonlyMap<number, number>;
}

export function emit(pattern: Pattern): Emitted {
  const state: State = { numbers: new Map(), count: 0 };
  const source = write(pattern, state);
  return { source, numbers: state.numbers };
}

/** Matches no text: not even the empty one. */
const nothing = '[]';

interface State {
  readonly numbers: Map<number, number>;
  count: number;
}

function write(pattern: Pattern, state: State): string {
  switch (pattern.op) {
    case 'set':
      return writeSet(pattern.set);
    case 'anchor':
      return pattern.source;
    case 'sequence':
      return pattern.of
        .map((part) => (part.op === 'choice' ? `(?:${write(part, state)})` : write(part, state)))
        .join('');
    case 'choice':
      return pattern.of.map((branch) => write(branch, state)).join('|');
    case 'group': {
      state.numbers.set(pattern.number, ++state.count);
      return `(${write(pattern.of, state)})`;
    }
    case 'look':
      return `(?${pattern.behind ? '<' : ''}${pattern.negative ? '!' : '='}${write(pattern.of, state)})`;
    case 'reference':
      return pattern.isOpen ? nothing : `(?:\\${state.numbers.get(pattern.number)!})`;
    case 'atomic':
      return writeAtomic(pattern.of, state);
    case 'repeat':
      if (pattern.mode !== 'possessive') return writeRepeat(pattern, state);
      return writeAtomic({ ...pattern, mode: 'greedy' }, state);
  }
}

/** A lookahead is never entered a second time: what it captured stands, and is consumed by the reference. */
function writeAtomic(of: Pattern, state: State): string {
  const number = ++state.count;
  return `(?:(?=(${write(of, state)}))\\${number})`;
}

function writeRepeat({ of, min, max, mode }: Extract<Pattern, { op: 'repeat' }>, state: State): string {
  const inner = write(of, state);
  // JavaScript takes no optional round that consumes nothing; PCRE does.
  if (min === 0 && max === 1 && canBeEmpty(of)) return mode === 'lazy' ? `(?:|${inner})` : `(?:${inner}|)`;
  const atom = of.op === 'set' || of.op === 'group' ? inner : `(?:${inner})`;
  return atom + quantifier(min, max) + (mode === 'lazy' ? '?' : '');
}

function quantifier(min: number, max: number): string {
  if (max === Infinity) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  if (max === 1 && min === 0) return '?';
  return min === max ? `{${min}}` : `{${min},${max}}`;
}

function writeSet({ ranges, properties, negative }: CharacterSet): string {
  const [only] = ranges;
  const isOne = only && ranges.length === 1 && only[0] === only[1];
  if (isOne && properties.length === 0 && !negative) return writeCharacter(only[0], /[\^$\\.*+?()[\]{}|/]/);
  const isAll = only && ranges.length === 1 && only[0] === 0 && only[1] === 0x10ffff;
  if (isAll) return negative ? nothing : '[^]';
  return `[${negative ? '^' : ''}${ranges.map(writeRange).join('')}${properties.join('')}]`;
}

function writeRange([first, last]: CodeRange): string {
  const [from, to] = [writeCharacter(first, syntaxInBrackets), writeCharacter(last, syntaxInBrackets)];
  return first === last ? from : last === first + 1 ? from + to : `${from}-${to}`;
}

const syntaxInBrackets = /[\\\]^[-]/;
const controls: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function writeCharacter(code: number, syntax: RegExp): string {
  const character = String.fromCodePoint(code);
  if (syntax.test(character)) return `\\${character}`;
  if (code >= 0x20 && code < 0x7f) return character;
  return controls[character] ?? `\\u{${code.toString(16)}}`;
}
