import { expect, test } from 'vitest';
import { env } from '../../../engine/matches/inventory/env.ts';
import { codeView, matchesOf } from '../code/matching.ts';

const all = { env: { name: '$NAME', access: '$ACCESS', framework: '$FRAMEWORK' } };

test.each([
  ['process.env.A', [['process.env.A', 'A', 'read', 'node']]],
  [`process.env['A']`, [[`process.env['A']`, 'A', 'read', 'node']]],
  [`process?.env?.A`, [[`process?.env?.A`, 'A', 'read', 'node']]],
  [`const k = 'A'; process.env[k]`, [['process.env[k]', 'A', 'read', 'node']]],
  ['globalThis.process.env.A!', [['globalThis.process.env.A', 'A', 'read', 'node']]],
  [
    'process.env.A = "x"; delete process.env.B',
    [
      ['process.env.A', 'A', 'write', 'node'],
      ['process.env.B', 'B', 'write', 'node'],
    ],
  ],
  [
    'const {A, B: b = "x", ...rest} = process.env',
    [
      ['A', 'A', 'read', 'node'],
      ['B: b = "x"', 'B', 'read', 'node'],
    ],
  ],
  ['const e = process.env; e.A', [['e.A', 'A', 'read', 'node']]],
  [`import {env} from 'node:process'; env.A`, [['env.A', 'A', 'read', 'node']]],
  ['import.meta.env.VITE_A', [['import.meta.env.VITE_A', 'VITE_A', 'read', 'vite']]],
  [`Deno.env.get('A')`, [[`Deno.env.get('A')`, 'A', 'read', 'deno']]],
  ['Bun.env.A', [['Bun.env.A', 'A', 'read', 'bun']]],
  ['schema.parse(process.env); z.object({A: z.string()}); other.env.A', []],
  ['function g(process) { return process.env.A }', []],
])('%s', (text, expected) => {
  const found = matchesOf(env, all, codeView(text)).map((one) => [
    one.code,
    one['$NAME'],
    one['$ACCESS'],
    one['$FRAMEWORK'],
  ]);
  expect(found).toEqual(expected);
});

test('a computed read is of unknown name, never silent', () => {
  const view = codeView('process.env[name]');
  const match = (name: string): unknown[] => {
    const prepared = env.prepare({ env: { name } });
    return [...prepared.candidates(view)].flatMap((node) => [...prepared.match(view, node, {})]);
  };
  expect(match('$NAME')).toMatchObject([{ bindings: { NAME: { text: 'name' } } }]);
  expect(match('$NAME')).not.toHaveProperty(['0', 'bindings', 'NAME', 'value']);
  expect(match('A')).toEqual([
    { bindings: {}, unknown: { kind: 'not-static', message: `The value of 'name' is not known statically.` } },
  ]);
});

test('attributes: values, lists, constraints, defaults', () => {
  const view = codeView('process.env.A ?? "x"; process.env.B || y; process.env.C');
  const codes = (wanted: object): string[] => matchesOf(env, { env: wanted } as never, view).map((found) => found.code);
  expect(codes({ name: ['A', 'C'] })).toEqual(['process.env.A', 'process.env.C']);
  expect(codes({ name: { pattern: '^[BC]$' } })).toEqual(['process.env.B', 'process.env.C']);
  expect(codes({ name: 'A', access: 'write' })).toEqual([]);
  expect(matchesOf(env, { env: { name: '$N', default: '$D' } }, view)).toEqual([
    { code: 'process.env.A', $N: 'A', $D: 'x' },
    { code: 'process.env.B', $N: 'B', $D: 'y' },
  ]);
});

test('an attribute that there is not', () => {
  expect(env.inspect({ env: { nam: '$N' } })).toEqual({
    binds: ['N'],
    mentions: ['N'],
    errors: [
      {
        path: ['env', 'nam'],
        message: `'nam' is no attribute of 'env'; there are 'name', 'access', 'default', 'framework'.`,
      },
    ],
  });
});

test('names of a list, and constraints that cannot be decided', () => {
  const { binds, mentions, errors } = env.inspect({
    env: { name: ['$N', { patern: 'x' }], default: { minimum: 'x' } },
  });
  expect([binds, mentions]).toEqual([[], ['N']]);
  expect(errors.map(({ path }) => path.join('.'))).toEqual(['env.name.1', 'env.default']);
  expect(errors[0]?.message).toBe('This constraint is not valid: unknown keyword: "patern".');
});
