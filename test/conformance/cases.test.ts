import { expect, test } from 'vitest';
import { casesIn } from '../../conformance/cases.ts';
import { evaluate } from '../../conformance/evaluate.ts';

const cases = casesIn('conformance/cases');

test('there are cases of every kind', () => {
  expect([...new Set(cases.map(({ kind }) => kind))].sort()).toEqual(['autofix', 'pattern', 'rules', 'taint']);
});

/** `npm run conformance -- --cases conformance/cases` lists them all at once. */
test.each(cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
  const { outcome, details } = await evaluate(one);
  expect({ outcome, details }).toEqual({ outcome: 'correct', details: [] });
});
