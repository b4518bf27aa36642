import type { Scalar } from './document.ts';

/** What is known of a value that is the same whenever a place is reached: the value itself, or no more than its type. */
export type Constant =
  | { readonly kind: 'literal'; readonly value: Scalar }
  | { readonly kind: 'regex'; readonly pattern: string; readonly flags: string }
  | { readonly kind: 'some'; readonly type: 'string' | 'number' | 'boolean' };

/** As Semgrep computes with constants, or as the program does. Semgrep does no arithmetic with numbers of JavaScript. */
export type Propagation = 'semgrep' | 'native';

type Known = Constant | undefined;

export function literal(value: Scalar): Constant {
  return { kind: 'literal', value };
}

export function isSameConstant(a: Constant, b: Constant): boolean {
  if (a.kind === 'literal') return b.kind === 'literal' && a.value === b.value;
  if (a.kind === 'regex') return b.kind === 'regex' && a.pattern === b.pattern && a.flags === b.flags;
  return b.kind === 'some' && a.type === b.type;
}

/** What holds for both: two constants of one type are some constant of that type. */
export function join(a: Known, b: Known): Known {
  if (!a || !b) return undefined;
  if (isSameConstant(a, b)) return a;
  const type = typeOf(a);
  return type !== undefined && type === typeOf(b) ? { kind: 'some', type } : undefined;
}

export function typeOf(constant: Constant): 'string' | 'number' | 'boolean' | undefined {
  if (constant.kind === 'some') return constant.type;
  if (constant.kind === 'regex') return undefined;
  const type = typeof constant.value;
  return type === 'string' || type === 'number' || type === 'boolean' ? type : undefined;
}

/** The value of an operator without side effects; nothing for those that nobody computes with. */
export function operate(operator: string, operands: readonly Known[], propagation: Propagation): Known {
  const [a, b] = operands;
  if (!a) return undefined;
  if (operands.length === 1) return unary(operator, a, propagation);
  if (!b) return undefined;
  if (operator === '+' && (typeOf(a) === 'string' || typeOf(b) === 'string')) return concatenate([a, b]);
  if (a.kind !== 'literal' || b.kind !== 'literal') return undefined;
  return binary(operator, a.value, b.value, propagation);
}

/** The pieces as one text. */
export function concatenate(pieces: readonly Known[]): Known {
  let text: string | undefined = '';
  for (const piece of pieces) {
    if (!piece || piece.kind === 'regex') return undefined;
    text = text === undefined || piece.kind === 'some' ? undefined : text + String(piece.value);
  }
  return text === undefined ? { kind: 'some', type: 'string' } : literal(text);
}

function unary(operator: string, operand: Constant, propagation: Propagation): Known {
  if (operand.kind !== 'literal') return undefined;
  const { value } = operand;
  if (operator === '!' && typeof value === 'boolean') return literal(!value);
  return operator === '-' && typeof value === 'number' && propagation === 'native' ? literal(-value) : undefined;
}

function binary(operator: string, a: Scalar, b: Scalar, propagation: Propagation): Known {
  if (typeof a === 'boolean' && typeof b === 'boolean') {
    if (operator === '&&') return literal(a && b);
    return operator === '||' ? literal(a || b) : undefined;
  }
  if (typeof a !== 'number' || typeof b !== 'number' || propagation === 'semgrep') return undefined;
  switch (operator) {
    case '+':
      return literal(a + b);
    case '-':
      return literal(a - b);
    case '*':
      return literal(a * b);
    default:
      return undefined;
  }
}
