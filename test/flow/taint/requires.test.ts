import { expect, test } from 'vitest';
import { parseRequires, satisfies } from '../../../engine/flow/taint/requires.ts';

test.each([
  ['A', ['A'], true],
  ['A', ['B'], false],
  ['not A', ['B'], true],
  ['A and not B', ['A'], true],
  ['A and not B', ['A', 'B'], false],
  ['A or B and C', ['A'], true],
  ['(A or B) and C', ['A'], false],
  ['not (A or B)', ['C'], true],
  ['not not A', ['A'], true],
  ['True', [], true],
  ['False or A', [], false],
])('%s with labels %j: %s', (text, labels, expected) => {
  expect(satisfies(parseRequires(text), new Set(labels))).toBe(expected);
});

test.each([
  ['', "'' is no formula over labels with 'and', 'or', 'not' and parentheses: it ends too early."],
  ['A and', "'A and' is no formula over labels with 'and', 'or', 'not' and parentheses: it ends too early."],
  ['A B', "'A B' is no formula over labels with 'and', 'or', 'not' and parentheses: 'B' is not expected there."],
  ['(A', "'(A' is no formula over labels with 'and', 'or', 'not' and parentheses: a ')' is missing."],
  ['A & B', "'A & B' is no formula over labels with 'and', 'or', 'not' and parentheses: '&' is not expected there."],
  ['A)', "'A)' is no formula over labels with 'and', 'or', 'not' and parentheses: ')' is not expected there."],
])('%j is refused', (text, message) => {
  expect(() => parseRequires(text)).toThrow(message);
});
