import { deep, dots, metavariableName, privatePrefix, restPrefix, typed } from '../placeholders.ts';
import { mayStartOperand, tokenize, type Token } from './tokens.ts';

/** Pattern text rewritten into TypeScript that parses, with names of placeholders.ts where the pattern has syntax of its own. */
export interface PatternText {
  readonly code: string;
  /** Names of metavariables in order of appearance, without `$`. */
  readonly metavariables: readonly string[];
}

export function readPatternText(text: string): PatternText {
  const { tokens } = tokenize(text);
  return { code: rewrite(tokens), metavariables: [...new Set(namesIn(tokens))] };
}

function rewrite(tokens: readonly Token[]): string {
  let code = '';
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    const close = typedMetavariable(tokens, i);
    if (close !== undefined) {
      code += `${token.lead}(${tokens[i + 1]!.text} as ${typed}<${rewrite(tokens.slice(i + 3, close))}>)`;
      i = close;
    } else code += token.lead + rewriteToken(token, tokens, i);
  }
  return code;
}

function rewriteToken(token: Token, tokens: readonly Token[], i: number): string {
  switch (token.kind) {
    case 'deep-open':
      return `${deep}(`;
    case 'deep-close':
      return ')';
    case 'dots':
      return placed(dots, tokens, i);
    case 'rest':
      return placed(restPrefix + token.text.slice(4), tokens, i);
    case 'template':
      return `\`${token.pieces!.map((piece) => (typeof piece === 'string' ? piece : `\${${rewrite(piece)}}`)).join('')}\``;
    case 'word':
      if (isModuleName(token, tokens[i - 1])) return `"${token.text}"`;
      return isAttributeValue(tokens, i) ? `{${token.text}}` : token.text;
    default:
      return token.text === '#' ? privatePrefix : token.text;
  }
}

/** `import x from $M`: only a string may stand there. */
function isModuleName(token: Token, before: Token | undefined): boolean {
  return before?.text === 'from' && metavariableName(token.text) !== undefined;
}

/** `<a b=$X>`. */
function isAttributeValue(tokens: readonly Token[], i: number): boolean {
  const isName = metavariableName(tokens[i]!.text) !== undefined;
  return isName && tokens[i - 1]?.text === '=' && isInTag(tokens, i);
}

/** An ellipsis is a spread, a header of `for`, a JSX attribute's value, an operand, or a statement: which, its neighbours say. */
function placed(name: string, tokens: readonly Token[], i: number): string {
  const before = tokens[i - 1];
  const after = tokens[i + 1];
  const isDots = tokens[i]!.kind === 'dots';
  if (/^(\.|\?\.|function)$/.test(before?.text ?? '')) return name;
  if (isDots && isSpread(tokens, i)) return '...';
  if (isInTag(tokens, i)) return before?.text === '=' ? `{${name}}` : name;
  if (before?.text === '(' && after?.text === ')' && tokens[i - 2]?.text === 'for') return `${name};;`;
  if (before?.text === '{' && /^(case|default)$/.test(after?.text ?? '')) return '';
  const endsHere = !after || /^[,;)\]}]$/.test(after.text) || after.kind === 'deep-close';
  if (isOperand(before)) return name;
  // On a line of its own, so that the statement before it ends there.
  return endsHere ? `\n${name}` : `\n${name};`;
}

function isSpread(tokens: readonly Token[], i: number): boolean {
  const before = tokens[i - 1]?.text ?? '';
  const after = tokens[i + 1];
  const startsOperand = after && (after.kind !== 'punctuation' || /^[([{]$/.test(after.text));
  if (!startsOperand) return false;
  if (before === '(' || before === '[') return after.kind !== 'dots';
  return after.lead === '' && /^[,{]$/.test(before);
}

/** Whether the token stands among the attributes of a JSX element. */
function isInTag(tokens: readonly Token[], i: number): boolean {
  let depth = 0;
  for (let at = i - 1; at > 0; at--) {
    const { text } = tokens[at]!;
    if (text === '}') depth++;
    if (depth > 0) {
      if (text === '{') depth--;
      continue;
    }
    if (/^[;>(){]$/.test(text)) return false;
    if (tokens[at - 1]!.text === '<') return tokens[at]!.lead === '' && mayStartOperand(tokens[at - 2]);
  }
  return false;
}

function isOperand(before: Token | undefined): boolean {
  return before !== undefined && !/^(;|\{|\}|else|do|:)$/.test(before.text) && mayStartOperand(before);
}

/** The index of the `)` that ends `($X: T)`; nothing where such text is a list of parameters. */
function typedMetavariable(tokens: readonly Token[], i: number): number | undefined {
  const isOpen = tokens[i]!.text === '(' && tokens[i + 2]?.text === ':';
  if (!isOpen || metavariableName(tokens[i + 1]!.text) === undefined) return undefined;
  const before = tokens[i - 1];
  if (before && !mayStartOperand(before)) return undefined;
  const close = closing(tokens, i);
  const after = tokens[close + 1]?.text ?? '';
  return close < tokens.length && after !== '=>' && after !== '{' ? close : undefined;
}

function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    if (/^[([{]$/.test(tokens[i]!.text)) depth++;
    if (/^[)\]}]$/.test(tokens[i]!.text) && --depth === 0) return i;
  }
  return tokens.length;
}

function* namesIn(tokens: readonly Token[]): Iterable<string> {
  for (const { kind, text, pieces } of tokens) {
    for (const piece of pieces ?? []) {
      if (typeof piece !== 'string') yield* namesIn(piece);
      else if (/^\$\.\.\.[A-Z_][A-Z_0-9]*$/.test(piece)) yield piece.slice(4);
      else if (metavariableName(piece) !== undefined) yield piece.slice(1);
    }
    const name = kind === 'rest' ? text.slice(4) : metavariableName(unquoted(text));
    if (name !== undefined && name !== '_') yield name;
  }
}

/** `"$X"` and `/$X/` bind content. */
function unquoted(text: string): string {
  return /^(["'/]).*\1$/s.test(text) ? text.slice(1, -1) : text;
}
