import { expect, test } from 'vitest';
import { editDistance } from '../../../engine/model/edit-distance.ts';
import { nearest } from '../../../engine/model/nearest.ts';

test.each([
  ['', '', 0],
  ['abc', 'abc', 0],
  ['requires', 'require', 1],
  ['hihg', 'high', 1],
  ['kitten', 'sitting', 3],
  ['', 'abc', 3],
])('%s → %s is %i steps', (from, to, steps) => {
  expect(editDistance(from, to)).toBe(steps);
});

test('only what is near enough is suggested', () => {
  expect(nearest('requires', ['forbid', 'require'])).toBe('require');
  expect(nearest('Severity', ['severity'])).toBe('severity');
  expect(nearest('nothing', ['forbid', 'require'])).toBeUndefined();
  expect(nearest('x', [])).toBeUndefined();
});
