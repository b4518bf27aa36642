import { expect, test } from 'vitest';
import { code } from '../../../engine/matches/code/code.ts';
import { portable } from '../../../engine/matches/solve.ts';
import type { LocalBindings, LocalMatch } from '../../../engine/matches/matcher.ts';
import { codeView } from './matching.ts';

function matches(pattern: string, text: string, given: LocalBindings = {}): LocalMatch[] {
  const view = codeView(text);
  const prepared = code.prepare({ code: pattern });
  return [...prepared.candidates(view)].flatMap((node) => [...prepared.match(view, node, given)]);
}

/** Each binding without its node. */
function plain(match: LocalMatch | undefined): unknown {
  return portable(match?.bindings ?? {});
}

test('a string literal is its content, code is its source', () => {
  const [match] = matches('f($A, $B)', `f('a', x + 1)`);
  expect(plain(match)).toEqual({
    A: { text: 'a', value: 'a', form: '"a"', nodeType: 'Literal', path: 'a.tsx' },
    B: { text: 'x + 1', form: 'BinaryExpression[operator=+](x,1)', nodeType: 'BinaryExpression', path: 'a.tsx' },
  });
});

test('a constant has its value, a declared name is itself', () => {
  const [match] = matches('const $K = $V; ... f($K)', `const KEY = 'a' + 'b'; f(KEY)`);
  expect(plain(match)).toMatchObject({ K: { text: 'KEY', value: 'KEY', form: 'KEY#1' }, V: { value: 'ab' } });
});

test('keys, properties and assignment targets are names', () => {
  const text = `config.password = 'x'; f({token: 1}); a.b`;
  expect(matches('$K = "$V"', text).map(plain)).toMatchObject([
    { K: { text: 'config.password', value: 'config.password' }, V: { text: 'x', value: 'x' } },
  ]);
  expect(plain(matches('{$K: 1}', text)[0])).toMatchObject({ K: { value: 'token' } });
  expect(plain(matches('a.$M', text)[0])).toMatchObject({ M: { value: 'b' } });
});

test('a run of arguments has a value if all of them have', () => {
  expect(plain(matches('f($...A)', `f('a', 1)`)[0])).toMatchObject({ A: { text: `'a', 1`, value: ['a', 1] } });
  expect(plain(matches('f($...A)', `f('a', x)`)[0])).toEqual({ A: { text: `'a', x`, form: '"a",x', path: 'a.tsx' } });
  expect(plain(matches('f($...A)', `f()`)[0])).toEqual({ A: { text: '', value: [], form: '', path: 'a.tsx' } });
});

test.each([
  ['no schema said', `db.from('t')`, undefined],
  ['.schema()', `db.schema('s').from('t')`, 's'],
  ['.schema() of unknown value', `db.schema(x).from('t')`, null],
  ['a client made with a schema', `const db = createClient(u, k, {db: {schema: 's'}}); db.from('t')`, 's'],
  ['a client kept in a constant', `const db = c.schema('s'); db.from('t')`, 's'],
  ['a storage bucket is no table', `db.storage.from('t')`, 'storage:bucket'],
])('the schema of a table name: %s', (_name, text, schema) => {
  const [match] = matches('$DB.from($T)', text);
  expect(match?.bindings['T']?.schema).toBe(schema);
});

test('bindings given: the same value, another value, an unknown value', () => {
  const other = { T: { text: 'orders', value: 'orders', path: 'schema.sql' } };
  expect(matches('f($T)', `f('orders')`, other)).toEqual([{ bindings: other }]);
  expect(matches('f($T)', `f('users')`, other)).toEqual([]);
  expect(matches('f($T)', 'f(x)', other)).toEqual([
    { bindings: other, unknown: { kind: 'not-static', message: `The value of 'x' is not known statically.` } },
  ]);
});

test('bindings given of the same document compare as code', () => {
  const view = codeView('const x = 1; f(x); { const x = 2; f(x); }');
  const declaration = [...code.prepare({ code: 'const $X = 1' }).candidates(view)][0]!;
  const [declared] = code.prepare({ code: 'const $X = 1' }).match(view, declaration, {});
  const use = code.prepare({ code: 'f($X)' });
  const hits = [...use.candidates(view)].filter((node) => [...use.match(view, node, declared!.bindings)].length > 0);
  expect(hits.map((node) => node.range)).toEqual([[13, 17]]);
});

test.each([
  ['a renamed import', `import {exec as e} from 'child_process'; e(1)`, true],
  ['a namespace', `import * as cp from 'child_process'; cp.exec(1)`, true],
  ['a default import', `import cp from 'node:child_process'; cp.exec(1)`, true],
  ['require', `const cp = require('child_process'); cp.exec(1)`, true],
  ['destructured require', `const {exec: e} = require('child_process'); e(1)`, true],
  ['a member of require', `const e = require('child_process').exec; e(1)`, true],
  ['inline require', `require('child_process').exec(1)`, true],
  ['dynamic import', `const cp = await import('child_process'); cp.exec(1)`, true],
  ['another module', `import {exec} from 'other'; exec(1)`, false],
  ['a shadowed import', `import {exec} from 'child_process'; function f(exec) { exec(1) }`, false],
  ['another export', `import {spawn} from 'child_process'; spawn(1)`, false],
])('child_process.exec(...) sees through imports: %s', (_name, text, isMatch) => {
  expect(matches('child_process.exec(...)', text).length).toBe(isMatch ? 1 : 0);
});

test('a name that was renamed on import is still that name', () => {
  expect(matches('createClient(...)', `import {createClient as cc} from '@supabase/supabase-js'; cc(a)`)).toHaveLength(
    1,
  );
});

test('what a pattern binds', () => {
  expect(code.inspect({ code: 'f($X, $_, "$S", $...ARGS, /$R/, `${$T}`)' })).toEqual({
    binds: ['X', 'S', 'ARGS', 'R', 'T'],
    mentions: ['X', 'S', 'ARGS', 'R', 'T'],
    errors: [],
  });
  expect(code.inspect({ code: ['f($X, $Y)', 'g($Y)'] }).binds).toEqual(['Y']);
  expect(code.inspect({ code: ['f($X, $Y)', 'g($Y)'] }).mentions).toEqual(['X', 'Y']);
});

test('a pattern that does not parse is an error that quotes it', () => {
  const message = `The pattern 'f(' is not JavaScript or TypeScript: write an expression, one or more statements, a class member or a property, with '$X' for code and '...' for any number of arguments, items or statements.`;
  expect(code.inspect({ code: 'f(' })).toEqual({ binds: [], mentions: [], errors: [{ path: ['code'], message }] });
  expect(code.inspect({ code: ['f()', 'f('] }).errors).toEqual([{ path: ['code', 1], message }]);
  expect(code.inspect({ code: '"=~/(/"' }).errors[0]?.message).toContain('holds an invalid regular expression');
});

test('speaks of code files only', () => {
  const prepared = code.prepare({ code: 'f()' });
  expect([
    prepared.speaksOf('a.ts', 'code'),
    prepared.speaksOf('a.ts', undefined),
    prepared.speaksOf('a.sql', 'sql'),
  ]).toEqual([true, true, false]);
});
