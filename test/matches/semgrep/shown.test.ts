import { expect, test } from 'vitest';
import { semgrep } from '../../../engine/matches/semgrep/semgrep.ts';
import type { RangeOptions } from '../../../engine/model/range-formula.ts';
import { documentView, searchRule, valueOf } from './formulas.ts';

/** What `$X` and `value($X)` of a message are. */
function shown(text: string, options: RangeOptions = {}): readonly unknown[] {
  const prepared = semgrep.prepare(valueOf(searchRule('f($X)', { options })));
  const view = documentView(text, 'a.js');
  return [...prepared.candidates(view)].flatMap((node) =>
    [...prepared.match(view, node, {})].map(({ bindings }) => [bindings['X']?.text, bindings['X']?.value]),
  );
}

test('a variable is shown as it is written, and its value is the constant that it holds', () => {
  expect(shown('const K = "konst"; f(K); f("lit"); f(other)')).toEqual([
    ['K', 'konst'],
    ['"lit"', undefined],
    ['other', undefined],
  ]);
});

test('without constant propagation a variable has no value', () => {
  expect(shown('const K = 1; f(K)', { constant_propagation: false })).toEqual([['K', undefined]]);
});
