/** What lines of any text are made of, as spacegrep cuts them: ASCII words, punctuation, and anything else by the unit. */
export interface Token {
  readonly kind: 'word' | 'punctuation' | 'other' | 'metavariable' | 'dots';
  /** As written; of a metavariable its name, of `...` nothing, of `$...NAME` the name. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** From 0. */
  readonly line: number;
}

export interface Line {
  /** Blanks in front; a tab counts for eight. */
  readonly indent: number;
  readonly tokens: readonly Token[];
}

const metavariable = /\$([A-Z]\w*)/y;
const dots = /\$\.\.\.([A-Z]\w*)|\.\.\.(?!\.)/y;
const manyDots = /\.{4,}/y;
const word = /\w+/y;
const layout = /[ \t]+|\r(?=\n)/y;
const punctuation = /[!-/:-@[-`{-~]/;

/** The lines that are not blank. In patterns metavariables and `...` are tokens; in documents they are punctuation and words. */
export function linesOf(text: string, isPattern: boolean): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (let number = 0; start <= text.length; number++) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const tokens = [...tokensIn(text, [start, newline === -1 ? end : end + 1], number, isPattern)];
    if (tokens.length > 0) lines.push({ indent: indentOf(text.slice(start, tokens[0]!.start)), tokens });
    start = end + 1;
  }
  return lines;
}

function indentOf(text: string): number {
  const blanks = /^[ \t]*/.exec(text)![0];
  return Array.from(blanks).reduce((sum, blank) => sum + (blank === '\t' ? 8 : 1), 0);
}

function* tokensIn(
  text: string,
  [from, to]: readonly [number, number],
  line: number,
  isPattern: boolean,
): Iterable<Token> {
  const read = (expression: RegExp, at: number): RegExpExecArray | null => {
    expression.lastIndex = at;
    return expression.exec(text);
  };
  for (let start = from; start < to;) {
    const at = { start, line };
    const blank = text[start] === '\n' ? 1 : (read(layout, start)?.[0].length ?? 0);
    if (blank > 0) {
      start += blank;
      continue;
    }
    const name = isPattern ? (read(dots, start) ?? read(metavariable, start)) : null;
    const many = isPattern ? (read(manyDots, start)?.[0].length ?? 0) : 0;
    if (name && many === 0) {
      const kind = name[0].includes('...') ? 'dots' : 'metavariable';
      start += name[0].length;
      yield { ...at, kind, text: name[1] ?? '', end: start };
      continue;
    }
    const found = read(word, start)?.[0];
    const length = found?.length ?? Math.max(many, 1);
    const kind = found !== undefined ? 'word' : punctuation.test(text[start]!) ? 'punctuation' : 'other';
    if (found !== undefined) yield { ...at, kind, text: found, end: start + length };
    else for (let i = start; i < start + length; i++) yield { kind, line, text: text[i]!, start: i, end: i + 1 };
    start += length;
  }
}
