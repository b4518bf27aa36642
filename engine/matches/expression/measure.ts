import type { Expression } from './parse.ts';

/** How long a match can be, in characters. */
export function longestMatch(expression: Expression): number {
  switch (expression.op) {
    case 'character':
      return 1;
    case 'assertion':
      return 0;
    case 'reference':
      return Infinity;
    case 'sequence':
      return expression.of.reduce((sum, part) => sum + longestMatch(part), 0);
    case 'choice':
      return Math.max(...expression.of.map(longestMatch));
    case 'repeat':
      return expression.max === 0 ? 0 : longestMatch(expression.of) * expression.max || 0;
  }
}

/** The longest text that every match contains; empty if nothing can be said. */
export function requiredText(expression: Expression): string {
  const runs = [''];
  for (const part of flatten(expression)) {
    const literal = literalOf(part);
    if (literal === undefined) runs.push('');
    else runs[runs.length - 1] = (runs.at(-1) ?? '') + literal;
  }
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest));
}

function flatten(expression: Expression): readonly Expression[] {
  return expression.op === 'sequence' ? expression.of.flatMap(flatten) : [expression];
}

function literalOf(part: Expression): string | undefined {
  if (part.op === 'assertion') return '';
  if (part.op !== 'character' || part.source === '.') return undefined;
  if (part.source.startsWith('\\')) return /^\\[^\p{L}\p{N}]$/u.test(part.source) ? part.source.slice(1) : undefined;
  return part.source.startsWith('[') ? undefined : part.source;
}
