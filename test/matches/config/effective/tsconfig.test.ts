import { expect, test } from 'vitest';
import { effectiveOf, judged, shown, type Files } from './effective-of.ts';

const json = (value: object): string => JSON.stringify(value, null, 2);
const options = (compilerOptions: object, more: object = {}): string => json({ ...more, compilerOptions });
const typescript = (range: string): Files => ({ 'package.json': json({ devDependencies: { typescript: range } }) });

const strict = (files: Files, path = 'app/tsconfig.json', option = 'strict'): unknown =>
  shown(effectiveOf(files, path)[0], `compilerOptions.${option}`);

test('its own value, else the inherited one with where it stands, else the default of the version', () => {
  const base = { 'base.json': options({ strict: true, noEmit: true }) };
  expect(strict({ ...base, 'app/tsconfig.json': options({ strict: false }, { extends: '../base.json' }) })).toBe(false);
  expect(strict({ ...base, 'app/tsconfig.json': json({ extends: '../base' }) })).toEqual([
    true,
    'base.json',
    3,
    'It is inherited here.',
  ]);
  const none = { 'app/tsconfig.json': options({ target: 'ES2022' }) };
  expect(strict({ ...none, ...typescript('^5.4.0') })).toEqual([
    false,
    'app/tsconfig.json',
    2,
    "'strict' is left out; its default changed with TypeScript 6, and 'package.json' asks for '^5.4.0'.",
  ]);
  expect(strict({ ...none, ...typescript('~6.0.3') })).toEqual([true, 'app/tsconfig.json', 2, expect.any(String)]);
  const vague =
    "? 'strict' is left out: that means false before TypeScript 6 and true from then on, and no package.json says which one compiles.";
  for (const files of [none, { ...none, ...typescript('>=5') }, { ...none, ...typescript('catalog:') }])
    expect(strict(files)).toBe(vague);
});

test('the nearest manifest that names the compiler says which it is', () => {
  const files = {
    'app/tsconfig.json': options({}),
    'app/package.json': json({ name: 'app' }),
    'package.json': json({ dependencies: { typescript: '5.9.2' } }),
  };
  expect(strict(files)).toEqual([false, 'app/tsconfig.json', 2, expect.any(String)]);
});

test('the checks of the family follow strict, wherever it comes from', () => {
  const files = {
    'app/tsconfig.json': options({ noImplicitAny: false }, { extends: '../base' }),
    'base.json': options({ strict: true }),
  };
  expect(strict(files, 'app/tsconfig.json', 'noImplicitAny')).toBe(false);
  expect(strict(files, 'app/tsconfig.json', 'strictNullChecks')).toEqual([
    true,
    'app/tsconfig.json',
    3,
    "'strictNullChecks' follows 'strict'.",
  ]);
});

test('a base that cannot be followed leaves unknown what it may say, and nothing else', () => {
  const message = (name: string): string =>
    `? '${name}', from which 'app/tsconfig.json' inherits, is of a package, and packages are not read.`;
  const files = (own: object, bases: unknown): Files => ({
    'app/tsconfig.json': options(own, { extends: bases }),
    'base.json': options({ strict: true }),
  });
  const own = effectiveOf(files({ noEmit: true }, '@tsconfig/node20'), 'app/tsconfig.json')[0];
  expect([shown(own, 'compilerOptions.noEmit'), shown(own, 'compilerOptions.strict')]).toEqual([true, undefined]);
  expect(shown(own, 'compilerOptions')).toBe(message('@tsconfig/node20'));
  // Later bases go before earlier ones.
  expect(strict(files({}, ['@tsconfig/node20', '../base.json']))).toEqual([
    true,
    'base.json',
    3,
    'It is inherited here.',
  ]);
  expect(strict(files({}, ['../base.json', '@tsconfig/node20']))).toBe(message('@tsconfig/node20'));
  expect(strict(files({}, ['../base.json', './missing.json']))).toContain('none of the files that are read');
});

test('packages of the workspace are read', () => {
  const files = {
    'package.json': json({ workspaces: ['packages/*', 'app'] }),
    'packages/config/package.json': json({ name: '@acme/config' }),
    'packages/config/react.json': json({ extends: './base.json' }),
    'packages/config/base.json': options({ strict: true }),
    'app/package.json': json({ name: 'app' }),
    'app/tsconfig.json': json({ extends: '@acme/config/react.json' }),
  };
  expect(strict(files)).toEqual([
    true,
    'packages/config/base.json',
    3,
    'It is inherited here.',
    'It is inherited here.',
  ]);
});

const policy = `subject: {config: '**/tsconfig.json'}
require: {path: compilerOptions.strict, effective: true, value: true}
`;

test('verdicts: where the value stands, and the way it came', async () => {
  const files = {
    'a/tsconfig.json': json({ extends: '../base.json' }),
    'b/tsconfig.json': options({ strict: true }, { extends: '../base.json' }),
    'c/tsconfig.json': json({ extends: 'expo/tsconfig' }),
    'd/tsconfig.json': options({}),
    'base.json': options({ strict: false }),
    ...typescript('5.0.0'),
  };
  expect(await judged(policy, files)).toEqual([
    [
      'fail',
      'base.json:3',
      "'compilerOptions.strict' is false, expected true. @ base.json:3",
      'It is inherited here. @ a/tsconfig.json:2',
    ],
    ['pass', 'b/tsconfig.json:1', "'compilerOptions.strict' is true. @ b/tsconfig.json:4"],
    [
      'review',
      'c/tsconfig.json:1',
      "Not certain: 'compilerOptions.strict' is true. @ c/tsconfig.json:2",
      "'expo/tsconfig', from which 'c/tsconfig.json' inherits, is of a package, and packages are not read. @ c/tsconfig.json:2",
    ],
    [
      'fail',
      'd/tsconfig.json:2',
      "'compilerOptions.strict' is false, expected true. @ d/tsconfig.json:2",
      "'strict' is left out; its default changed with TypeScript 6, and 'package.json' asks for '5.0.0'. @ d/tsconfig.json:2",
    ],
  ]);
});

test('a pass says where an inherited value or a default stands', async () => {
  const files = { 'a/tsconfig.json': json({ extends: '../base.json' }), 'base.json': options({ strict: true }) };
  expect(await judged(policy, files)).toEqual([
    [
      'pass',
      'a/tsconfig.json:1',
      "'compilerOptions.strict' is true. @ base.json:3",
      "'strict' is true: it stands in 'base.json'.",
    ],
  ]);
  expect(await judged(policy, { 'tsconfig.json': options({}), ...typescript('6.0.3') })).toEqual([
    [
      'pass',
      'tsconfig.json:1',
      "'compilerOptions.strict' is true. @ tsconfig.json:2",
      "'strict' is true: 'strict' is left out; its default changed with TypeScript 6, and 'package.json' asks for '6.0.3'.",
    ],
  ]);
});

test('a range over effective values: what nobody can tell is a review, never a pass', async () => {
  const forbid = `forbid: {config: '**/tsconfig.json', path: compilerOptions.strict, effective: true, value: false}\n`;
  const unresolved = { 'tsconfig.json': json({ extends: 'expo/tsconfig' }) };
  expect(await judged(forbid, unresolved)).toEqual([
    [
      'review',
      'tsconfig.json:1',
      "'expo/tsconfig', from which 'tsconfig.json' inherits, is of a package, and packages are not read. @ tsconfig.json:2",
    ],
  ]);
  const inherited = { 'a/tsconfig.json': json({ extends: '../base' }), 'base.json': options({ strict: false }) };
  expect(await judged(forbid, inherited)).toEqual([
    ['fail', 'base.json:3', 'It is inherited here. @ a/tsconfig.json:2'],
  ]);
});

test('cycles, bases that are no text and broken bases are said', async () => {
  const cycle = { 'a/tsconfig.json': json({ extends: '../b.json' }), 'b.json': json({ extends: './a/tsconfig.json' }) };
  expect(await judged(policy, cycle)).toEqual([
    [
      'review',
      'a/tsconfig.json:1',
      "Not certain: 'compilerOptions.strict' is true. @ b.json:2",
      "The configuration inherits from itself: 'a/tsconfig.json' → 'b.json' → 'a/tsconfig.json'. @ b.json:2",
    ],
  ]);
  const broken = { 'a/tsconfig.json': json({ extends: '../b.json' }), 'b.json': '{"compilerOptions": {"noEmit": true' };
  expect((await judged(policy, broken)).at(-1)?.slice(0, 2)).toEqual(['open', 'a/tsconfig.json:1']);
  const odd = { 'a/tsconfig.json': json({ extends: { file: 'b' } }) };
  expect((await judged(policy, odd))[0]?.slice(0, 2)).toEqual(['review', 'a/tsconfig.json:1']);
});
