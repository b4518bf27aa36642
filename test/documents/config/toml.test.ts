import TOML from '@iarna/toml';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseWithEslint } from '../../../engine/documents/config/toml-eslint.ts';
import { parseWithIarna } from '../../../engine/documents/config/toml-iarna.ts';
import { toml } from '../../../engine/documents/config/toml.ts';
import type { ConfigNode } from '../../../engine/model/document.ts';
import { nodesOf, pathOf, problems, read, rows } from './rows.ts';

const sample = `# top
title = "😀" # emoji
[functions.pay]
verify_jwt = false
at = 07:32:00
[functions.'odd key']
x = {a.b = 1, c = [1, 2.5, "s", {y = inf}]}
d = 2020-01-01 # c
when = 1979-05-27T07:32:00Z
[[list]]
text = """a
b"""
[[list]]
big = 9223372036854775807
a.b.c = true
`;

const expected = [
  ['title', 'title', '"😀"', '😀'],
  ['functions.pay.verify_jwt', 'verify_jwt', 'false', false],
  ['functions.pay.at', 'at', '07:32:00', '07:32:00'],
  ['functions.odd key.x.a.b', 'b', '1', 1],
  ['functions.odd key.x.c.0', null, '1', 1],
  ['functions.odd key.x.c.1', null, '2.5', 2.5],
  ['functions.odd key.x.c.2', null, '"s"', 's'],
  ['functions.odd key.x.c.3.y', 'y', 'inf', 'inf'],
  ['functions.odd key.d', 'd', '2020-01-01', '2020-01-01'],
  ['functions.odd key.when', 'when', '1979-05-27T07:32:00Z', '1979-05-27T07:32:00Z'],
  ['list.0.text', 'text', '"""a\nb"""', 'a\nb'],
  ['list.1.big', 'big', '9223372036854775807', 9223372036854775807],
  ['list.1.a.b.c', 'c', 'true', true],
];

test('keys and values with their slices', () => {
  expect(rows(toml, sample)).toEqual(expected);
  expect(problems(toml, sample)).toEqual([]);
});

test('CRLF, comments included', () => {
  const crlf = sample.replaceAll('\n', '\r\n');
  expect(problems(toml, crlf)).toEqual([]);
  expect(rows(toml, crlf).map(([path, , , value]) => [path, value])).toEqual(
    expected.map(([path, , , value]) => [path, value]),
  );
});

test('tables: from their header to the end of their last entry, the key is the last name of the header', () => {
  const tables = nodesOf(toml, sample).filter(({ type, keyRange }) => type === 'map' && keyRange);
  const shown = tables.map((node) => [
    pathOf(node),
    sample.slice(...node.keyRange!),
    sample.slice(...node.range).split('\n'),
  ]);
  expect(shown.slice(0, 2)).toEqual([
    ['functions', 'functions', sample.split('\n').slice(2, 9)],
    ['functions.pay', 'pay', ['[functions.pay]', 'verify_jwt = false', 'at = 07:32:00']],
  ]);
  const declaredLater = '[a.b]\nx = 1\n[a]\ny = 2\n';
  const a = nodesOf(toml, declaredLater).find((node) => pathOf(node) === 'a')!;
  expect([declaredLater.slice(...a.keyRange!), a.keyRange]).toEqual(['a', [13, 14]]);
});

test('both parsers make the same tree', () => {
  // a local time with a line after it is one of the few things that @iarna/toml refuses
  const common = sample.replace('at = 07:32:00\n', '');
  for (const text of [
    common,
    common.replaceAll('\n', '\r\n'),
    '[a.b]\nx=1\n[a]\ny=2\n',
    '"a b".c = 1\n[x]\n[[x.y]]\n[[x.y]]\nz={}\nw=[]\n',
  ]) {
    expect(outline(parseWithIarna(text))).toEqual(outline(parseWithEslint(text)));
  }
});

function outline(node: ConfigNode): unknown {
  return [node.type, node.key, node.keyRange, node.range, JSON.stringify(node.value), node.children.map(outline)];
}

test('a broken line costs itself', () => {
  const text = 'a = 1\nb = = 2\nc = "x\n[d]\ne = 0e2\n__proto__ = 1\n';
  expect(rows(toml, text)).toEqual([
    ['a', 'a', '1', 1],
    ['d.e', 'e', '0e2', 0],
    ['d.__proto__', '__proto__', '1', 1],
  ]);
  expect(problems(toml, text).map(([, slice]) => slice)).toEqual(['b = = 2', 'c = "x']);
  expect(read(toml, 'x y\n'.repeat(30)).tree).toBeUndefined();
});

test('a key that is there twice costs its line', () => {
  expect(rows(toml, 'a = 1\na = 2\nb = 3\n').map(([path, , slice]) => [path, slice])).toEqual([
    ['a', '1'],
    ['b', '3'],
  ]);
  expect(problems(toml, 'a = 1\na = 2\nb = 3\n').map(([, slice]) => slice)).toEqual(['a = 2']);
});

test('references to the environment are unknown', () => {
  expect(rows(toml, 'a = "${X}"\nb = "env(SECRET)"\nc = "$X"\n').map((row) => row[3])).toEqual(['?', '?', '$X']);
});

test.each([
  'a = ' + '['.repeat(5_000),
  'a = ' + '{b = '.repeat(5_000),
  `${'a.'.repeat(5_000)}b = 1`,
  `[${'a.'.repeat(5_000)}b]`,
])('deep nesting is refused: %#', (text) => {
  expect(problems(toml, text)[0]![0]).toBe('It is nested deeper than 256 levels.');
});

const name = fc.oneof(fc.stringMatching(/^[a-z_-]{1,6}$/), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }));
const leaf = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 10 }),
  fc.integer(),
  fc.boolean(),
  fc.integer().map((n) => n / 8),
);
const table = fc.letrec((tie) => ({
  map: fc.dictionary(
    name,
    fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(leaf, { maxLength: 3 }),
      fc.array(tie('map'), { maxLength: 2 }),
      tie('map'),
    ),
    { maxKeys: 4 },
  ),
})).map as fc.Arbitrary<TOML.JsonMap>;

test('slices parse to the same key and value, with both parsers', () => {
  fc.assert(
    fc.property(table, fc.boolean(), (value, crlf) => {
      const written = TOML.stringify(value);
      const text = crlf ? written.replaceAll('\n', '\r\n') : written;
      for (const node of nodesOf(toml, text)) {
        if (node.type !== 'scalar') continue;
        const assigned = TOML.parse(`x = ${text.slice(...node.range).replaceAll('\r\n', '\n')}`).x;
        expect(assigned).toEqual(node.value);
        if (node.keyRange) expect(Object.keys(TOML.parse(`${text.slice(...node.keyRange)} = 1`))).toEqual([node.key]);
      }
      expect(outline(parseWithEslint(text))).toEqual(outline(parseWithIarna(text)));
    }),
    { numRuns: 300 },
  );
});

test('nothing makes it throw', () => {
  const piece = fc.constantFrom(
    'a',
    '.',
    ' = ',
    '1',
    '"',
    '"""',
    "'",
    '[',
    ']',
    '[[',
    ']]',
    '{',
    '}',
    ',',
    '\n',
    '\r\n',
    '#',
    '😀',
    '2020-01-01',
    '\u0000',
    'true',
    '\\',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      const { tree, problems } = read(toml, text);
      if (!tree) expect(problems.length).toBeGreaterThan(0);
      for (const { range } of nodesOf(toml, text)) expect(range[0] <= range[1] && range[1] <= text.length).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('an error of which only blank lines are left is said, from the first line too', () => {
  expect(problems(toml, '\n\v')).toMatchInlineSnapshot(`
    [
      [
        "Unexpected character.",
        "
    ",
      ],
    ]
  `);
});
