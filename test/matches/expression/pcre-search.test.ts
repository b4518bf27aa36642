import { expect, test } from 'vitest';
import { BudgetExceeded } from '../../../engine/matches/budget.ts';
import { compilePcre, type PcreExpression } from '../../../engine/matches/expression/pcre.ts';
import { searchPcre } from '../../../engine/matches/expression/pcre-search.ts';

function search(written: string, text: string): number {
  return searchPcre(compilePcre(written, { multiline: true }) as PcreExpression, text).length;
}

test.each<[written: string, text: string]>([
  ['(a+)+$', `${'a'.repeat(40)}!`],
  ['[\\s\\S]*a[\\s\\S]*b[\\s\\S]*c', `${'a'.repeat(100_000)}cb`],
])('%s is stopped', { timeout: 20_000 }, (written, text) => {
  const limit = new BudgetExceeded(`The search for '${written}' took more than 2 seconds.`);
  expect(() => search(written, text)).toThrow(limit);
});

test('a search that needs too much memory is stopped', () => {
  const limit = new BudgetExceeded(`The search for '(?:a|b)*c' needed more memory than JavaScript gives it.`);
  expect(() => search('(?:a|b)*c', `c${'ab'.repeat(5_000_000)}`)).toThrow(limit);
});

test('after a search was stopped the next one runs', { timeout: 20_000 }, () => {
  expect(() => search('(a+)+$', `${'a'.repeat(40)}!`)).toThrow(BudgetExceeded);
  expect(search('(b+)+$', 'bbb\nb')).toBe(2);
});

test('an expensive expression that ends in time finds everything', () => {
  expect(search('x[\\s\\S]*?y', 'x.y\n'.repeat(5_000))).toBe(5_000);
});

test('a text without what every match contains is not searched', () => {
  expect(search('(a+)+needle', 'a'.repeat(100_000))).toBe(0);
});
