import type { Expression } from './parse.ts';

/** An upper bound of the steps of a search, as a product: powers of the text's length and of its longest line. */
export interface Cost {
  /** Unbounded loops that may run across lines. */
  readonly textLoops: number;
  /** Unbounded loops that stay within a line. */
  readonly lineLoops: number;
  /** Ways that bounded loops may go. */
  readonly factor: number;
}

/** Only of expressions that are not explosive (ambiguity.ts): each loop then multiplies the steps by its length at most. */
export function costOf(expression: Expression): Cost {
  switch (expression.op) {
    case 'character':
    case 'reference':
      return none;
    case 'assertion':
      return expression.of ? costOf(expression.of) : none;
    case 'sequence':
      return expression.of.map(costOf).reduce(plus, none);
    case 'choice':
      return expression.of.map(costOf).reduce(worse, none);
    case 'repeat': {
      const inner = costOf(expression.of);
      if (expression.max !== Infinity) return { ...inner, factor: inner.factor * waysOf(expression) };
      return plus(inner, crossesLines(expression.of) ? { ...none, textLoops: 1 } : { ...none, lineLoops: 1 });
    }
  }
}

/** Steps that a search of the text may take. */
export function stepsOf({ textLoops, lineLoops, factor }: Cost, text: string): number {
  if (textLoops + lineLoops === 0) return text.length * factor;
  return text.length ** (1 + textLoops) * longestLine(text) ** lineLoops * factor;
}

const none: Cost = { textLoops: 0, lineLoops: 0, factor: 1 };

function plus(a: Cost, b: Cost): Cost {
  return {
    textLoops: a.textLoops + b.textLoops,
    lineLoops: a.lineLoops + b.lineLoops,
    factor: a.factor * b.factor,
  };
}

function worse(a: Cost, b: Cost): Cost {
  return {
    textLoops: Math.max(a.textLoops, b.textLoops),
    lineLoops: Math.max(a.lineLoops, b.lineLoops),
    factor: a.factor + b.factor,
  };
}

function waysOf({ of, min, max }: Extract<Expression, { op: 'repeat' }>): number {
  return min === max && of.op === 'character' ? 1 : max - min + 1;
}

function crossesLines(expression: Expression): boolean {
  switch (expression.op) {
    case 'character':
      return new RegExp(`^${expression.source}$`, 'u').test('\n');
    case 'sequence':
    case 'choice':
      return expression.of.some(crossesLines);
    case 'repeat':
      return crossesLines(expression.of);
    case 'assertion':
      return false;
    case 'reference':
      return true;
  }
}

function longestLine(text: string): number {
  let longest = 1;
  for (let start = 0; start <= text.length;) {
    const end = text.indexOf('\n', start);
    longest = Math.max(longest, (end === -1 ? text.length : end) - start);
    if (end === -1) break;
    start = end + 1;
  }
  return longest;
}
