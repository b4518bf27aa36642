import { ComparisonError, type Value } from './syntax.ts';

export type Token =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'metavariable' | 'name' | 'symbol'; readonly text: string };

const token = new RegExp(
  [
    String.raw`(?<blank>\s+|#[^\n]*|\\\n)`,
    String.raw`(?<metavariable>\$(?:\.\.\.)?[A-Za-z_]\w*|\$\d+)`,
    String.raw`[rRbBuU]?(?<string>"""(?:[^\\]|\\[^])*?"""|'''(?:[^\\]|\\[^])*?'''|"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*')`,
    String.raw`(?<float>(?:\d[\d_]*)?\.\d[\d_]*(?:[eE][+-]?\d+)?|\d[\d_]*\.(?:[eE][+-]?\d+)?|\d[\d_]*[eE][+-]?\d+)`,
    String.raw`(?<int>0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|\d[\d_]*)`,
    String.raw`(?<name>[A-Za-z_]\w*)`,
    String.raw`(?<symbol>\*\*|//|<<|>>|<=|>=|==|!=|[-+*/%~&|^<>()[\],.])`,
  ].join('|'),
  'y',
);

export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; at = token.lastIndex) {
    token.lastIndex = at;
    const groups = token.exec(text)?.groups;
    if (!groups)
      throw new ComparisonError(`'${text.slice(at).trim().slice(0, 20)}' is not understood in a comparison.`);
    const read = tokenOf(groups);
    if (read) tokens.push(read);
  }
  return tokens;
}

function tokenOf({
  metavariable,
  string,
  float,
  int,
  name,
  symbol,
}: Readonly<Record<string, string | undefined>>): Token | undefined {
  if (metavariable !== undefined) return { kind: 'metavariable', text: metavariable.replace(/^\$(\.\.\.)?/, '') };
  // Escapes stay as they are written, as they do in the code that is compared.
  if (string !== undefined)
    return { kind: 'value', value: { type: 'string', value: string.replace(/^("""|'''|["'])([^]*)\1$/, '$2') } };
  if (float !== undefined) return { kind: 'value', value: { type: 'float', value: Number(float.replaceAll('_', '')) } };
  if (int !== undefined) return { kind: 'value', value: { type: 'int', value: integer(int) } };
  if (name === 'True' || name === 'False') return { kind: 'value', value: { type: 'bool', value: name === 'True' } };
  if (name !== undefined) return { kind: 'name', text: name };
  return symbol === undefined ? undefined : { kind: 'symbol', text: symbol };
}

/** A leading 0 without a letter is octal, as it is in the languages that are analysed. */
function integer(written: string): bigint {
  const digits = written.replaceAll('_', '');
  return BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
}

/** The integer that a text is, or nothing. */
export function integerOf(text: string): bigint | undefined {
  const [, sign, digits] = /^([+-]?)(0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|\d[\d_]*)$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return sign === '-' ? -integer(digits) : integer(digits);
}
