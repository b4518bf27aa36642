import { parseLines } from 'dot-properties';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { properties } from '../../../engine/documents/config/properties.ts';
import { nodesOf, problems, read, rows } from './rows.ts';

const sample =
  '# c\n! c=1\nserver.port=8080\r\nurl : jdbc:x = y \nkey\\ with\\:signs value\nempty=\nalone\nlong=a, \\\n    b\\\r\n\tc\ntext=\\u00e9\\n\\t\\q\\\\\ndb=${DB_URL:x}\n😀=\\uD83D\\uDE00\n';

test('keys and values with their slices', () => {
  expect(rows(properties, sample)).toEqual([
    ['server.port', 'server.port', '8080', '8080'],
    ['url', 'url', 'jdbc:x = y ', 'jdbc:x = y '],
    ['key with:signs', 'key\\ with\\:signs', 'value', 'value'],
    ['empty', 'empty', '', ''],
    ['alone', 'alone', '', ''],
    ['long', 'long', 'a, \\\n    b\\\r\n\tc', 'a, bc'],
    ['text', 'text', '\\u00e9\\n\\t\\q\\\\', 'é\n\tq\\'],
    ['db', 'db', '${DB_URL:x}', '?'],
    ['😀', '😀', '\\uD83D\\uDE00', '😀'],
  ]);
  expect(problems(properties, sample)).toEqual([]);
});

test('problems', () => {
  expect(problems(properties, 'a=\\u12x\nb=\\\\u1\na=2\n\\u=\\')).toEqual([
    ['The escape has not four hexadecimal digits.', '\\u12'],
    ["The key 'a' is there twice.", 'a'],
    ['The escape has not four hexadecimal digits.', '\\u'],
  ]);
  expect(read(properties, 'a=1\na=2').problems.map(({ harmless }) => harmless)).toEqual([true]);
  expect([rows(properties, ''), problems(properties, '')]).toEqual([[], []]);
});

test('keys that JavaScript knows too', () => {
  const [root] = nodesOf(properties, '__proto__=a\nconstructor.x=b\n');
  expect(Object.entries(root!.value as object)).toEqual([
    ['__proto__', 'a'],
    ['constructor.x', 'b'],
  ]);
});

test('whatever the text: ranges lie in it, and their slices parse to the same key and value', () => {
  const piece = fc.constantFrom(
    'a',
    'b',
    '=',
    ':',
    ' ',
    '\t',
    '\n',
    '\r\n',
    '\\',
    '\\u0041',
    '\\u1',
    '#',
    '!',
    '😀',
    '\0',
    '\f',
    '${X}',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      for (const { key, keyRange, range, value } of nodesOf(properties, text).slice(1)) {
        for (const [start, end] of [keyRange!, range])
          expect(0 <= start && start <= end && end <= text.length).toBe(true);
        const [again] = parseLines(`${text.slice(...keyRange!)}=`, false) as unknown as [[string, string]];
        if (!text.slice(...keyRange!).endsWith('\\')) expect(again?.[0] ?? '').toBe(key);
        expect(parseLines(`k=${text.slice(...range)}`, false)).toEqual([['k', value]]);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('many broken escapes, many keys, a long value', () => {
  const start = performance.now();
  for (const text of [
    `a=${'\\u'.repeat(200_000)}`,
    'k=1\n'.repeat(40_000),
    `a=${'\\'.repeat(200_001)}`,
    'a=\\\n'.repeat(40_000),
  ])
    read(properties, text);
  expect(performance.now() - start).toBeLessThan(10_000);
});
