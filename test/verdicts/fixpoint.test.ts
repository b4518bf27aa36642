import { describe, expect, test } from 'vitest';
import type { Cause } from '../../engine/model/binding.ts';
import { bothAnswers, eitherAnswer, greatestFixpoint, type Answer } from '../../engine/verdicts/fixpoint.ts';

const doubt = (message: string): readonly Cause[] => [{ kind: 'not-static', message }];
const values: Readonly<Record<string, Answer>> = { yes: true, no: false, a: doubt('a'), b: doubt('b') };

function written(answer: Answer): string {
  if (typeof answer === 'boolean') return answer ? 'yes' : 'no';
  return answer.map(({ message }) => message).join('+');
}

test.each([
  ['yes', 'yes', 'yes', 'yes'],
  ['yes', 'no', 'no', 'yes'],
  ['no', 'no', 'no', 'no'],
  ['yes', 'a', 'a', 'yes'],
  ['no', 'a', 'no', 'a'],
  ['a', 'a', 'a', 'a'],
  ['a', 'b', 'a+b', 'a+b'],
])('%s and %s: both %s, either %s', (a, b, conjunction, disjunction) => {
  expect(written(bothAnswers(values[a]!, values[b]!))).toBe(conjunction);
  expect(written(eitherAnswer(values[a]!, values[b]!))).toBe(disjunction);
  if (!disjunction.includes('+')) expect(written(bothAnswers(values[b]!, values[a]!))).toBe(conjunction);
  if (!disjunction.includes('+')) expect(written(eitherAnswer(values[b]!, values[a]!))).toBe(disjunction);
});

test('of many doubts the first three are kept', () => {
  const many = ['a', 'b', 'c', 'd'].map(doubt).reduce<Answer>(bothAnswers, true);
  expect(written(many)).toBe('a+b+c');
});

/** Each key is both (`x & y`) or either (`x | y`) of others, or a value. */
function solved(equations: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const ask = greatestFixpoint((key, inner) => {
    const text = equations[key]!;
    const isEither = text.includes('|');
    const parts = text.split(/ [&|] /).map((part) => values[part] ?? inner(part));
    return parts.reduce(isEither ? eitherAnswer : bothAnswers);
  });
  return Object.fromEntries(Object.keys(equations).map((key) => [key, written(ask(key))]));
}

describe('the greatest answers that agree with each other', () => {
  test.each<readonly [string, Readonly<Record<string, string>>, Readonly<Record<string, string>>]>([
    ['values', { x: 'yes', y: 'no', z: 'a' }, { x: 'yes', y: 'no', z: 'a' }],
    ['a circle that nothing denies holds', { x: 'y', y: 'z', z: 'x' }, { x: 'yes', y: 'yes', z: 'yes' }],
    ['itself', { x: 'x & x' }, { x: 'yes' }],
    ['a circle that something denies', { x: 'y & z', y: 'x', z: 'no' }, { x: 'no', y: 'no', z: 'no' }],
    ['a circle with another way out', { x: 'y | z', y: 'x & no', z: 'yes' }, { x: 'yes', y: 'no', z: 'yes' }],
    ['a circle in doubt', { x: 'y & z', y: 'x', z: 'a' }, { x: 'a', y: 'a', z: 'a' }],
    [
      'two circles that meet',
      { x: 'y & v', y: 'x', v: 'w | y', w: 'v & no' },
      { x: 'yes', y: 'yes', v: 'yes', w: 'no' },
    ],
    [
      'what is denied late reaches those that were answered before',
      { x: 'y', y: 'z & v', z: 'x', v: 'w', w: 'u', u: 'no' },
      { x: 'no', y: 'no', z: 'no', v: 'no', w: 'no', u: 'no' },
    ],
  ])('%s', (_, equations, expected) => {
    expect(solved(equations)).toEqual(expected);
  });
});
