import { expect, test } from 'vitest';
import { isExplosive } from '../../../engine/matches/expression/ambiguity.ts';
import { longestMatch, requiredText } from '../../../engine/matches/expression/measure.ts';
import { parseExpression } from '../../../engine/matches/expression/parse.ts';

test.each([
  '(a+)+$',
  '(a*)*b',
  '(a|a)*b',
  '(a|aa)+$',
  '(\\w+\\s?)+$',
  '(?:.*,)*x',
  '(a?b?)*c',
  '^(([a-z])+.)+[A-Z]([a-z])+$',
  '(\\d|[0-9a-f])+x',
  '(?=(a+)+b)x',
  '(a+){10}b',
  '(\\s|\\t)+x',
  '(x+x+)+y',
  '((a|b)\\1)+',
  '(?:\\p{L}|é)+!',
])('%s may explode', (pattern) => {
  expect(isExplosive(parseExpression(pattern), 'u')).toBe(true);
});

test.each([
  'abc',
  'a+b+c+',
  '.*foo.*bar',
  '(?:\\w+\\.)+com',
  '(foo|bar)+',
  '([^,]+,)+',
  '(\\d{1,3}\\.){3}\\d{1,3}',
  '"(?:[^"\\\\]|\\\\.)*"',
  '(?:[0-9a-f]{4}-){5}',
  '(a|b|[c-f])*x',
  '(?<!\\w)AKIA[0-9A-Z]{16}',
  '[^(]+\\(',
  '(?:-----BEGIN)+',
  '(a+){3}',
])('%s cannot explode', (pattern) => {
  expect(isExplosive(parseExpression(pattern), 'u')).toBe(false);
});

test('case matters to what overlaps', () => {
  const parsed = parseExpression('(a|A)+x');
  expect([isExplosive(parsed, 'u'), isExplosive(parsed, 'iu')]).toEqual([false, true]);
});

test('measures matches', () => {
  const longest = [
    'abc',
    'a{2,5}b?',
    'a+',
    '(a|bcd)\\b',
    '(?=abc)x',
    '(a)\\1',
    '(?:a+){0}',
    '(?:){5,}',
    '[\\]a]\\u{1F600}\\x41',
  ];
  expect(longest.map((pattern) => longestMatch(parseExpression(pattern)))).toEqual([
    3,
    6,
    Infinity,
    3,
    1,
    Infinity,
    0,
    0,
    3,
  ]);
});

test('finds the text that every match contains', () => {
  const patterns = [
    'password\\s*=',
    'a|b',
    'ab?cde(fg)+',
    '(?:foo\\.bar)\\d',
    '\\bkey\\b-id',
    '.\\d',
    '[a]b',
    'x{3}y',
    '(?<K>to)ken',
  ];
  expect(patterns.map((pattern) => requiredText(parseExpression(pattern)))).toEqual([
    'password',
    '',
    'cde',
    'foo.bar',
    'key-id',
    '',
    'b',
    'y',
    'token',
  ]);
});
