import type { ConfigNode, Scalar } from '../../../model/document.ts';

/** A scalar as Semgrep compares it: `1` and `1.0` are the same, `"1"` is another; `yes` and `on` are booleans in YAML. */
export type Literal = Scalar;

const booleans: Readonly<Record<string, boolean>> = { y: true, yes: true, on: true, n: false, no: false, off: false };

/** Of a scalar node. `text` is that of its document. */
export function literalOf({ value, range }: ConfigNode, text: string): Literal {
  if (value === null) return range[0] === range[1] ? '' : null;
  if (typeof value !== 'string') return value as Literal;
  return isQuoted(text, range[0]) ? value : plainLiteral(value);
}

/** Of the key of an entry. */
export function keyLiteralOf({ key, keyRange }: ConfigNode, text: string): Literal {
  const name = String(key ?? '');
  if (!keyRange || isQuoted(text, keyRange[0])) return name;
  if (/^(?:null|Null|NULL|~)$/.test(name)) return null;
  if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(name)) return name.toLowerCase() === 'true';
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(name) ? Number(name) : plainLiteral(name);
}

/** Of a scalar that stands without quotes. */
export function plainLiteral(value: Scalar): Literal {
  if (typeof value !== 'string' || !/^(?:\p{Lu}+|\p{Lu}?\p{Ll}+)$/u.test(value)) return value;
  const word = value.toLowerCase();
  return Object.hasOwn(booleans, word) ? booleans[word]! : value;
}

export function isQuoted(text: string, start: number): boolean {
  return /["'|>]/.test(text[start] ?? '');
}
