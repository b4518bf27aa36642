import { expect, test } from 'vitest';
import type { Condition } from '../../../engine/model/range-formula.ts';
import { all, codes } from './formulas.ts';
import { evaluate } from '../../../engine/matches/semgrep/conditions/comparison/evaluate.ts';
import { parseComparison } from '../../../engine/matches/semgrep/conditions/comparison/parse.ts';
import type { Value } from '../../../engine/matches/semgrep/conditions/comparison/syntax.ts';

const bound: Readonly<Record<string, Value>> = {
  N: { type: 'int', value: 6n },
  F: { type: 'float', value: 2.5 },
  S: { type: 'string', value: 'abc' },
  CODE: { type: 'code', value: 'a.b' },
};

function value(comparison: string): unknown {
  const result = evaluate(parseComparison(comparison), (name) => bound[name]);
  return result?.value;
}

test.each([
  ['$N > 5', true],
  ['$N > 6 or $N == 6.0', true],
  ['not $N > 6', true],
  ['$N & 2 == 2', true],
  ['$N ^ 1 | 8', 15n],
  ['~$N', -7n],
  ['-2 ** 2', -4n],
  ['2 ** -1', undefined],
  ['7 / 2', 3n],
  ['-7 % 3', -1n],
  ['7 / 0', undefined],
  ['1 + $F * 2', 6],
  ['0x1F + 0o17 + 0b11 + 017 + 1_000', 1064n],
  ['9223372036854775807 + 1', undefined],
  ['1e3 < 1001', true],
  ['.5 + 1.', 1.5],
  ['$S == "abc"', true],
  ["$S == 'ab' 'c'", true],
  ['$S == 6', false],
  ['"b" in $S', true],
  ['"x" not in $S', true],
  ['$N in [1, 6]', true],
  ['6.0 in [1, 6]', false],
  ['$N not in [1, 6]', false],
  ['$N in $S', false],
  ['$N not in $S', false],
  ['True and $N', undefined],
  ['$CODE == "a.b"', undefined],
  ['str($CODE) == "a.b"', true],
  ['str($N) == "6"', true],
  ['str(5.0) == "5."', true],
  ['int("0x10") == 16', true],
  ['int($F)', undefined],
  ['int("ten")', undefined],
  [String.raw`re.match("\w+c$", $S)`, true],
  ['re.match("b", $S)', false],
  ['strptime("2024-02-29") < strptime("2024-03-01")', true],
  ['strptime("2023-02-29") < today()', undefined],
  ['strptime("2024-01-01") < today()', true],
  ['parse_promql_duration("1h30m") == 5400000', true],
  ['parse_promql_duration("5ms") < parse_promql_duration("1s")', true],
  ['$MISSING > 1', undefined],
])('%s is %s', (comparison, expected) => {
  expect(value(comparison)).toEqual(expected);
});

test.each([
  ['1 < $N < 9', "Comparisons in a row, such as '1 < $X < 9', are not supported: join two by 'and'."],
  [
    'len($S) > 2',
    "'len' is not known in comparisons; int(), str(), re.match(), strptime(), today(), parse_promql_duration() are.",
  ],
  ['$N >', 'The comparison ends too early.'],
  ['($N', "A ')' is missing in the comparison."],
  ['$N $F', "'$F' is not expected in a comparison, or not supported."],
  ['$N // 2', "'//' is not expected in a comparison, or not supported."],
  ['$N ? 1', "'? 1' is not understood in a comparison."],
  ['int(1, 2)', "'int' takes one argument."],
  ['re.match($S, "a")', "The first argument of 're.match' must be a string."],
])('%s is refused', (comparison, message) => {
  expect(() => parseComparison(comparison)).toThrow(message);
});

function comparing(comparison: string, strip = false): Condition {
  return { kind: 'comparison', comparison, strip };
}

test('metavariable-comparison knows literals, constants, and what is put together from literals', () => {
  const text = `const max = 90; f(80); f(max); f(40 + 50); f(-1); f(x); f('90')`;
  expect(codes(all('f($X)', comparing('$X > 85')), text)).toEqual(['f(max)', 'f(40 + 50)']);
  expect(codes(all('f($X)', comparing('$X < 0')), text)).toEqual(['f(-1)']);
  expect(codes(all('f($X)', comparing('$X == "90"')), text)).toEqual([`f('90')`]);
  expect(codes(all('f($X)', comparing('str($X) == "x"')), text)).toEqual(['f(x)']);
});

test('without constant propagation a variable is no more than its name', () => {
  const text = 'const max = 90; f(max); f(90)';
  const options = { constant_propagation: false };
  expect(codes(all('f($X)', comparing('$X > 85')), text, { options })).toEqual(['f(90)']);
});

test('the content of a string is text, and with strip an integer', () => {
  expect(codes(all('f("$X")', comparing('$X == "80"')), `f('80'); f('81')`)).toEqual([`f('80')`]);
  expect(codes(all('f($X)', comparing('$X > 80', true)), `f('80'); f('0x60'); f('x')`)).toEqual([`f('0x60')`]);
});

test('two metavariables are compared with each other', () => {
  expect(codes(all('f($X, $Y)', comparing('$X < $Y')), 'f(1, 2); f(2, 1); f(1, a)')).toEqual(['f(1, 2)']);
});
