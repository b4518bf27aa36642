import { expect, test } from 'vitest';
import { constraintError, holds, shannonBits } from '../../engine/matches/constraint.ts';
import type { Binding } from '../../engine/model/binding.ts';
import type { Constraint } from '../../engine/model/formula.ts';

const vague: Binding = { text: 'f()', nodeType: 'CallExpression' };

function of(value: NonNullable<Binding['value']> | null): Binding {
  return { text: String(value), value, nodeType: 'Literal' };
}

const unknown: ReturnType<typeof holds> = {
  kind: 'not-static',
  message: "The value of 'f()' is not known statically.",
};

test.each<[Constraint, Binding, ReturnType<typeof holds>]>([
  [{ const: 'a' }, of('a'), true],
  [{ const: 'a' }, of('b'), false],
  [{ const: null }, of(null), true],
  [{ type: 'number', maximum: 9 }, of(10), false],
  [{ pattern: '^http://', not: { pattern: 'localhost' } }, of('http://example.com'), true],
  [{ pattern: '^http://', not: { pattern: 'localhost' } }, of('http://localhost'), false],
  [{ const: 'a' }, vague, unknown],
  [{ 'node-type': 'CallExpression' }, vague, true],
  [{ 'node-type': ['Literal', 'Identifier'] }, vague, false],
  [{ 'node-type': 'Literal', const: 'a' }, vague, false],
  [{ anyOf: [{ const: 'a' }, { 'node-type': 'CallExpression' }] }, vague, true],
  [{ anyOf: [{ const: 'a' }, { 'node-type': 'Literal' }] }, vague, unknown],
  [{ not: { const: 'a' } }, vague, unknown],
  [{ allOf: [{ const: 'a' }, { 'node-type': 'Literal' }] }, vague, false],
  [{ entropy: { minimum: 3.5 } }, of('aaaaaaaaaaaa'), false],
  [{ entropy: 3 }, of('q8Zr1vXw0LpT'), true],
  [{ semver: '>=1.2.0 <2' }, of('1.4.9'), true],
  [{ semver: '>=1.2.0 <2' }, of('2.0.0'), false],
  [{ semver: '^1' }, of('not a version'), false],
  [{ const: { ref: '$Y' } }, of('y'), true],
  [{ ref: '$Y' }, of('x'), false],
  [{ ref: '$Z' }, of('x'), unknown],
  [{ 'starts-with-list': { ref: '$L' } }, of(['a', 'b', 'c']), true],
  [{ 'starts-with-list': { ref: '$L' } }, of(['b', 'a']), false],
  [{ 'same-set': ['b', 'a'] }, of(['a', 'b']), true],
  [{ 'same-set': ['b', 'a'] }, of(['a', 'b', 'c']), false],
  [{ 'less-than': { ref: '$N' } }, of(4), true],
  [{ 'less-than': { ref: '$N' } }, of(5), false],
])('%j of %o', (constraint, binding, expected) => {
  const bindings = { Y: of('y'), Z: vague, L: of(['a', 'b']), N: of(5) };
  expect(holds(constraint, binding, bindings)).toEqual(expected);
});

test('entropy counts characters, not UTF-16 units', () => {
  expect(shannonBits('')).toBe(0);
  expect(shannonBits('aaaa')).toBe(0);
  expect(shannonBits('abab')).toBe(1);
  expect(shannonBits('😀😀')).toBe(0);
});

test('a constraint that cannot be decided is an error when the policy is loaded', () => {
  expect(constraintError({ patern: 'x' })).toBe('unknown keyword: "patern"');
  expect(constraintError({ pattern: '(' })).toContain('Invalid regular expression');
  expect(constraintError({ not: { anyOf: [{ 'node-type': 'Literal' }, { minimum: { ref: '$X' } }] } })).toBeUndefined();
});

test('an expression that may take exponential time is an error, and never tried when a reference brings it', () => {
  expect(constraintError({ pattern: '^(a+)+$' })).toMatchInlineSnapshot(
    `"the expression '^(a+)+$' may take exponential time, for in a repeated group the same text can be matched in several ways"`,
  );
  expect(constraintError({ if: { pattern: '(a|a)*b' }, then: { minLength: 1 }, minimum: { ref: '$N' } })).toContain(
    "'(a|a)*b'",
  );
  expect(constraintError({ patternProperties: { '(a+)+': { type: 'string' } } })).toContain("'(a+)+'");
  expect(constraintError({ properties: { pattern: { pattern: '(a+)+' } } })).toContain("'(a+)+'");
  expect(constraintError({ enum: ['(a+)+'], properties: { pattern: { type: 'string' } } })).toBeUndefined();
  expect(holds({ pattern: { ref: '$P' } }, of('aaa'), { P: of('(a+)+') })).toMatchObject({ kind: 'not-static' });
});
