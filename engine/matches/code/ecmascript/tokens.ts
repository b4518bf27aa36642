/** A piece of pattern text. Blanks and comments stand before a token in `lead`. */
export interface Token {
  readonly kind:
    'word' | 'literal' | 'template' | 'regex' | 'dots' | 'rest' | 'deep-open' | 'deep-close' | 'punctuation';
  readonly text: string;
  readonly lead: string;
  /** The tokens in the `${…}` of a template, with the texts around them. */
  readonly pieces?: readonly (string | readonly Token[])[];
}

interface Scanned {
  readonly tokens: readonly Token[];
  readonly end: number;
}

const lead = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const simple: readonly (readonly [Token['kind'], RegExp])[] = [
  ['deep-open', /<\.\.\./y],
  ['rest', /\$\.\.\.[A-Z_][A-Z_0-9]*/y],
  ['dots', /\.\.\./y],
  ['word', /[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*/y],
  ['literal', /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|\d[\w.]*/y],
  ['punctuation', /=>|\?\.|[\s\S]/y],
];
const regex = /\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/y;

/** Splits pattern text into tokens; with `inTemplate`, up to the `}` that ends a `${`. */
export function tokenize(text: string, from = 0, inTemplate = false): Scanned {
  const tokens: Token[] = [];
  let at = from;
  let braces = 0;
  let deeps = 0;
  for (;;) {
    const blank = take(lead, text, at) ?? '';
    at += blank.length;
    if (at >= text.length) return { tokens, end: at };
    if (inTemplate && braces === 0 && text[at] === '}') return { tokens, end: at };
    const token = tokenAt(text, at, blank, { before: tokens.at(-1), deeps });
    tokens.push(token.token);
    at = token.end;
    if (token.token.kind === 'deep-open') deeps++;
    if (token.token.kind === 'deep-close') deeps--;
    braces += token.token.text === '{' ? 1 : token.token.text === '}' ? -1 : 0;
  }
}

interface Context {
  readonly before: Token | undefined;
  readonly deeps: number;
}

function tokenAt(text: string, at: number, blank: string, { before, deeps }: Context): { token: Token; end: number } {
  if (text[at] === '`') return templateAt(text, at, blank);
  if (deeps > 0 && text.startsWith('...>', at)) return made('deep-close', '...>', at, blank);
  const expression = text[at] === '/' && mayStartOperand(before) ? take(regex, text, at) : undefined;
  if (expression) return made('regex', expression, at, blank);
  for (const [kind, pattern] of simple) {
    const found = take(pattern, text, at);
    if (found) return made(kind, found, at, blank);
  }
  return made('punctuation', text[at]!, at, blank);
}

function made(kind: Token['kind'], text: string, at: number, blank: string): { token: Token; end: number } {
  return { token: { kind, text, lead: blank }, end: at + text.length };
}

function templateAt(text: string, at: number, blank: string): { token: Token; end: number } {
  const pieces: (string | readonly Token[])[] = [];
  let start = at + 1;
  let i = start;
  while (i < text.length && text[i] !== '`') {
    if (text[i] === '\\') i += 2;
    else if (text.startsWith('${', i)) {
      const inner = tokenize(text, i + 2, true);
      pieces.push(text.slice(start, i), inner.tokens);
      i = start = inner.end + 1;
    } else i++;
  }
  pieces.push(text.slice(start, i));
  return { token: { kind: 'template', text: text.slice(at, i + 1), lead: blank, pieces }, end: i + 1 };
}

const wordsBeforeOperand = new Set(
  'return await typeof new yield throw in of case delete void instanceof extends default else do'.split(' '),
);

/** Whether what follows this token is an operand: a `/` there begins a regular expression, a `...` there is an expression. */
export function mayStartOperand(before: Token | undefined): boolean {
  if (!before) return true;
  if (before.kind === 'word') return wordsBeforeOperand.has(before.text);
  return before.kind === 'deep-open' || (before.kind === 'punctuation' && !/^[)\]}<]$/.test(before.text));
}

function take(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
