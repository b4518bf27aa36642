import { expect, test } from 'vitest';
import { BudgetExceeded } from '../../../engine/matches/budget.ts';
import { compilePattern } from '../../../engine/matches/code/pattern.ts';
import { bindingsIn } from './meaning/marked.ts';
import { codeView } from './matching.ts';

function many(count: number, write: (i: number) => string, between = ','): string {
  return Array.from({ length: count }, (_, i) => write(i)).join(between);
}

const statements = many(300, (i) => `a${i}();`, ' ');
const chain = (count: number): string => many(count, (i) => `a${i}`, ' && ');

test.each([
  ['statements', '$A; ... $B; ... $C; ... $D; ... z();', `${statements} z();`],
  [
    'statements in branches',
    '{ ... $A; ... $B; ... $C; ... z(); ... }',
    `{ ${many(200, (i) => `if (a) { b${i} }`, ' ')} }`,
  ],
  ['arguments', 'f(..., $A, ..., $B, ..., $C, ..., $D, ..., z)', `f(${many(200, (i) => `a${i}`)})`],
  ['keys', 'f({$A: 1, $B: 2, $C: 3, $D: z})', `f({${many(300, (i) => `k${i}: ${i % 4}`)}})`],
  ['operands', '$A && $B && $C && $D && z', chain(300)],
  ['results', '$A; ... $B; ... $C; ...', statements],
])(
  'too many ways to match are a budget exceeded, not an endless search: %s',
  { timeout: 120_000 },
  (_what, pattern, text) => {
    const view = codeView(text);
    const { find } = compilePattern(pattern)!;
    expect(() => find(view)).toThrow(BudgetExceeded);
    // What is spent is spent: another question about the same document does not begin anew.
    expect(() => find(view)).toThrow(BudgetExceeded);
  },
);

test('what sensible patterns take is within the budget', () => {
  const text = many(2_000, (i) => `const a${i} = f(${i}); if (a${i}) { g(a${i}); }`, ' ');
  expect(bindingsIn('const $X = f(...); ... g($X);', text)).toHaveLength(2_000);
});
