import type { RangeOptions } from '../../../model/range-formula.ts';

export interface AliengrepSettings {
  readonly ignoresCase: boolean;
  /** Line breaks are blanks like others. */
  readonly isMultiline: boolean;
  readonly isWord: (character: string) => boolean;
  /** Closing bracket by opening bracket. */
  readonly brackets: ReadonlyMap<string, string>;
}

/** What a pattern asks for, one after the other; blanks may stand between any two. */
export type Element =
  | { readonly kind: 'anchor'; readonly at: 'text-start' | 'line-start' | 'line-end' | 'text-end' }
  /** `except` is the bracket that closes what it stands in. */
  | { readonly kind: 'ellipsis'; readonly isLong: boolean; readonly except?: string; readonly name?: string }
  | { readonly kind: 'metavariable'; readonly name: string }
  | { readonly kind: 'word' | 'text'; readonly text: string }
  | { readonly kind: 'newline' };

export interface PatternFault {
  readonly error: string;
}

export function settingsOf(options: RangeOptions): AliengrepSettings | PatternFault {
  const brackets = options.generic_braces ?? ['()', '[]', '{}'].map(([open, close]) => [open!, close!] as const);
  const extra = options.generic_extra_word_characters ?? [];
  const tooLong = [...brackets.flat(), ...extra].find((character) => character.length !== 1);
  if (tooLong !== undefined) return { error: `'${tooLong}' is not one character.` };
  const isWord = (character: string): boolean => /^\w$/.test(character) || extra.includes(character);
  const both = brackets.flat().find(isWord);
  if (both !== undefined) return { error: `'${both}' is a bracket and a character of words as well.` };
  for (const side of [0, 1] as const) {
    const all = brackets.map((pair) => pair[side]);
    const twice = all.find((one, i) => all.indexOf(one) !== i);
    if (twice !== undefined) return { error: `The bracket '${twice}' stands in two pairs.` };
  }
  return {
    ignoresCase: options.generic_caseless ?? false,
    isMultiline: options.generic_multiline ?? true,
    isWord,
    brackets: new Map(brackets),
  };
}

/** The elements of a pattern in Aliengrep's syntax. */
export function parseAliengrep(text: string, settings: AliengrepSettings): readonly Element[] | PatternFault {
  const atoms = matched([...atomsOf(text, settings)], settings);
  const kinds = new Map<string, string>();
  for (const { element } of atoms) {
    if (!('name' in element) || element.name === undefined) continue;
    const kind = element.kind === 'ellipsis' && element.isLong ? 'long' : element.kind;
    if ((kinds.get(element.name) ?? kind) !== kind) {
      return { error: `The metavariable '${element.name}' is written in two ways.` };
    }
    kinds.set(element.name, kind);
  }
  if (atoms.length === 0) return { error: 'The pattern is empty.' };
  return atoms.flatMap((atom, i) => anchored(atom.element, atoms[i - 1]?.element, atoms[i + 1]?.element, settings));
}

interface Atom {
  readonly element: Element;
}

function* atomsOf(text: string, settings: AliengrepSettings): Iterable<Atom> {
  const token = settings.isMultiline
    ? /(\.{3,4})|\$(\.{3,4})?([A-Z][A-Z0-9_]*)|[ \t-\r]+|([^])/uy
    : /(\.{3,4})|\$(\.{3,4})?([A-Z][A-Z0-9_]*)|[ \t]+|(\r?\n)|(.)/uy;
  for (token.lastIndex = 0; token.lastIndex < text.length;) {
    const [whole, dots, named, name, ...rest] = token.exec(text) ?? takeOne(text, token);
    const character = rest.at(-1);
    const ellipsis = dots ?? named;
    if (ellipsis !== undefined) {
      yield { element: { kind: 'ellipsis', isLong: ellipsis.length === 4, ...(name !== undefined && { name }) } };
    } else if (name !== undefined) yield { element: { kind: 'metavariable', name } };
    else if (!settings.isMultiline && rest[0] !== undefined) yield { element: { kind: 'newline' } };
    else if (character !== undefined && settings.isWord(character)) {
      const word = wordAt(text, token.lastIndex - whole.length, settings);
      token.lastIndex += word.length - whole.length;
      yield { element: { kind: 'word', text: word } };
    } else if (character !== undefined) yield { element: { kind: 'text', text: character } };
  }
}

/** A character that is no token: a lone line break of another kind. */
function takeOne(text: string, token: RegExp): readonly (string | undefined)[] & { readonly 0: string } {
  const character = text[token.lastIndex]!;
  token.lastIndex++;
  return [character, undefined, undefined, undefined, undefined, character];
}

function wordAt(text: string, start: number, { isWord }: AliengrepSettings): string {
  let end = start;
  while (end < text.length && isWord(text[end]!)) end++;
  return text.slice(start, end);
}

/** Tells each `...` the bracket that closes what it stands in; brackets without a partner are ordinary text. */
function matched(atoms: readonly Atom[], { brackets }: AliengrepSettings): readonly Atom[] {
  const within = new Map<number, string>();
  const read = (from: number, close: string | undefined): number | undefined => {
    for (let at = from; at < atoms.length; at++) {
      const { element } = atoms[at]!;
      const text = element.kind === 'text' ? element.text : undefined;
      if (text !== undefined && text === close) return at;
      const closing = text === undefined ? undefined : brackets.get(text);
      const end = closing === undefined ? undefined : read(at + 1, closing);
      if (end !== undefined) at = end;
      else if (close !== undefined) within.set(at, close);
    }
    return close === undefined ? atoms.length : undefined;
  };
  read(0, undefined);
  return atoms.map(({ element }, at) => {
    const except = within.get(at);
    return { element: element.kind === 'ellipsis' && except !== undefined ? { ...element, except } : element };
  });
}

/** A `...` at an end of the pattern goes to the end of its line, or of the text if it may cross lines. */
function anchored(
  element: Element,
  before: Element | undefined,
  after: Element | undefined,
  { isMultiline }: AliengrepSettings,
): readonly Element[] {
  if (element.kind !== 'ellipsis') return [element];
  const crosses = element.isLong || isMultiline;
  const isAtEnd = (next: Element | undefined): boolean => !next || (!crosses && next.kind === 'newline');
  return [
    ...(isAtEnd(before) ? [{ kind: 'anchor', at: crosses ? 'text-start' : 'line-start' } as const] : []),
    element,
    ...(isAtEnd(after) ? [{ kind: 'anchor', at: crosses ? 'text-end' : 'line-end' } as const] : []),
  ];
}
