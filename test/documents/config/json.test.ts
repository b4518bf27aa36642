import fc from 'fast-check';
import { expect, test } from 'vitest';
import { json } from '../../../engine/documents/config/json.ts';
import { nodesOf, problems, read, rows } from './rows.ts';

test('keys and values with their slices', () => {
  const text = '{\r\n  "a": {"b.c": [1, "😀"], "": null},\r\n  "x\\ny": 1e400\r\n}';
  expect(rows(json, text, 'package.json')).toEqual([
    ['a.b.c.0', null, '1', 1],
    ['a.b.c.1', null, '"😀"', '😀'],
    ['a.', '""', 'null', null],
    ['x\ny', '"x\\ny"', '1e400', '1e400'],
  ]);
  expect(problems(json, text, 'package.json')).toEqual([]);
});

test('comments are a problem unless the tool of the file takes them', () => {
  const text = '// c\n{"a": 1,}';
  expect(problems(json, text, 'package.json').map(([message]) => message)).toEqual([
    'Invalid comment token.',
    'Property name expected.',
    'Value expected.',
  ]);
  expect(rows(json, text, 'package.json')).toEqual([['a', '"a"', '1', 1]]);
  for (const path of [
    'tsconfig.json',
    'a/tsconfig.app.json',
    '.vscode/settings.json',
    'wrangler.jsonc',
    '.devcontainer/devcontainer.json',
    'deno.json',
  ]) {
    expect(problems(json, text, path), path).toEqual([]);
  }
});

test('templates and ${ are plain text in JSON', () => {
  expect(rows(json, '{"scripts": {"a": "echo ${HOME} {{x}}"}}', 'package.json')).toEqual([
    ['scripts.a', '"a"', '"echo ${HOME} {{x}}"', 'echo ${HOME} {{x}}'],
  ]);
});

test('a key that is there twice is a problem, both are kept, the last is the value', () => {
  const text = '{"a": 1, "a": 2, "__proto__": {"x": 1}}';
  expect(rows(json, text).map(([path, , slice]) => [path, slice])).toEqual([
    ['a', '1'],
    ['a', '2'],
    ['__proto__.x', '1'],
  ]);
  expect(problems(json, text)).toEqual([[`The key 'a' is there twice.`, '"a"']]);
  const value = nodesOf(json, text)[0]!.value as Record<string, unknown>;
  expect(Object.keys(value)).toEqual(['a', '__proto__']);
  expect(value.a).toBe(2);
});

test('broken files leave what can be read', () => {
  expect(rows(json, '{"a": , "b": 1')).toEqual([
    ['a', '"a"', '', '?'],
    ['b', '"b"', '1', 1],
  ]);
  expect(read(json, '').tree).toBeUndefined();
  expect(problems(json, '').length).toBe(1);
});

test.each([2_000, 100_000])('nesting of %d is refused', (depth) => {
  expect(problems(json, '['.repeat(depth) + ']'.repeat(depth)).map(([message]) => message)[0]).toMatch(/^It is nested/);
});

test('slices parse to the same key and value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom('', '  '), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const nodes = nodesOf(json, text);
      for (const node of nodes) {
        expect(JSON.stringify(node.value)).toBe(JSON.stringify(JSON.parse(text.slice(...node.range))));
        if (node.keyRange) expect(JSON.parse(text.slice(...node.keyRange))).toBe(node.key);
      }
    }),
    { numRuns: 300 },
  );
});

test('nothing makes it throw', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"a"',
    ':',
    ',',
    '1',
    '"',
    '//x\n',
    '/*',
    'true',
    '\\u',
    '😀',
    '-',
    '\n',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.constantFrom('a.json', 'tsconfig.json'), (pieces, path) => {
      const text = pieces.join('');
      const { tree, problems } = read(json, text, path);
      if (!tree) expect(problems.length).toBeGreaterThan(0);
      for (const { range } of nodesOf(json, text, path))
        expect(range[0] <= range[1] && range[1] <= text.length).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
