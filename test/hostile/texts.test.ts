import { expect, test } from 'vitest';
import { checkTexts } from '../../engine/index.ts';
import { findingsOf, hostile, judgedInnocent, messagesOf, run, statusesOf } from './workspace.ts';

const utf16 = (text: string, order: 'le' | 'be'): Buffer => {
  const bytes = Buffer.from(text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};

test('texts that are not UTF-8 are said, and the other files are judged', async () => {
  const report = await run(
    hostile({
      'invalid.js': Buffer.from([0x2f, 0x2f, 0xc3, 0x28, 0x0a]),
      'overlong.yaml': Buffer.from([0x61, 0x3a, 0x20, 0xc0, 0xaf, 0x0a]),
      'surrogate.json': Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]),
      'le-bom.js': utf16('\ufeffeval(x);\n', 'le'),
      'be-bom.sql': utf16('\ufeffselect 1;\n', 'be'),
      'le.yaml': utf16('debug: true\n', 'le'),
      'be.toml': utf16('debug = true\n', 'be'),
      'nul.js': 'eval(x);\0\n',
    }),
  );
  expect(findingsOf(report)).toEqual(judgedInnocent);
  expect(messagesOf(report)).toEqual([
    "'be-bom.sql' is encoded as UTF-16; only UTF-8 is read. Save it as UTF-8 to have it checked.",
    "'be.toml' is a binary file: it contains a NUL byte.",
    "'invalid.js' is not valid UTF-8.",
    "'le-bom.js' is encoded as UTF-16; only UTF-8 is read. Save it as UTF-8 to have it checked.",
    "'le.yaml' is a binary file: it contains a NUL byte.",
    "'nul.js' is a binary file: it contains a NUL byte.",
    "'overlong.yaml' is not valid UTF-8.",
    "'surrogate.json' is not valid UTF-8.",
  ]);
});

test('odd characters in valid texts hide nothing', async () => {
  const report = await run(
    hostile({
      'bom.js': '\ufeffeval(x);\n',
      'bom.yaml': '\ufeffdebug: true\n',
      'bom.json': '\ufeff{"debug": true}\n',
      'bom.txt': '\ufeffTOKEN_ABCDEFGH\n',
      'cr.js': 'let a;\reval(x);\r',
      'cr.txt': 'a\rTOKEN_ABCDEFGH\rb',
      'separator.js': 'let a;\u2028eval(x);\u2029',
      'hashbang.js': '#!/usr/bin/env node\neval(x);\n',
      'escapes.js': 'ev\\u0061l(x);\n',
      'late-nul.js': `//${' '.repeat(9_000)}\n"\0"; eval(x);\n`,
      'wide.txt': '\u202e\u200bTOKEN_ABCDEFGH😀\n',
      'form-feed.yaml': 'a: "\\f"\ndebug: true\n',
    }),
  );
  expect(findingsOf(report)).toEqual(
    [
      ...judgedInnocent,
      'no-eval bom.js:1',
      'no-debug bom.yaml:1',
      'no-debug bom.json:1',
      'no-token bom.txt:1',
      'no-eval cr.js:1',
      'no-token cr.txt:1',
      'no-eval separator.js:1',
      'no-eval hashbang.js:2',
      'no-eval escapes.js:1',
      'no-eval late-nul.js:2',
      'no-token wide.txt:1',
      'no-debug form-feed.yaml:2',
    ].sort(),
  );
  expect(messagesOf(report)).toEqual([]);
});

test('numbers that JavaScript cannot hold and lone surrogates are values like others', async () => {
  const nines = '9'.repeat(400);
  const report = await run(
    hostile({
      'big.json': `{"a": ${nines}, "b": 1e999, "c": "\\ud800", "debug": true}`,
      'big.yaml': `a: ${nines}\nb: 1e999\nc: "\\ud800"\nd: .inf\ne: .nan\nf: 0x${'f'.repeat(400)}\ndebug: true\n`,
      'big.toml': `b = 1e999\nc = inf\nd = nan\ndebug = true\n`,
      'surrogate.js': 'const a = "\\ud800"; eval(a);\n',
    }),
  );
  expect(findingsOf(report)).toEqual(
    [
      ...judgedInnocent,
      'no-debug big.json:1',
      'no-debug big.toml:4',
      'no-debug big.yaml:7',
      'no-eval surrogate.js:1',
    ].sort(),
  );
  expect(statusesOf(report)).toEqual({});
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
});

const keys = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];

test('keys that JavaScript gives every object are keys like others', async () => {
  const entries = keys.map((key) => `"${key}": {"debug": true, "polluted": true}`).join(', ');
  const report = await run(
    hostile({
      'keys.json': `{${entries}}`,
      'keys.yaml': `{${entries}}`,
      'merge.yaml': 'base: &b {__proto__: {debug: true}, constructor: 1}\na: {<<: *b}\n',
      'keys.toml': keys.map((key) => `[${key}]\ndebug = true\n`).join(''),
      'keys.ini': keys.map((key) => `[${key}]\ndebug = true\n${key} = 1\n`).join(''),
      'keys.properties': keys.map((key) => `${key}=1\n${key}.debug=true\n`).join(''),
      '.env': keys.map((key) => `${key}=1\n`).join(''),
      'package.json': `{"name": "__proto__", "dependencies": {${keys.map((key) => `"${key}": "1.0.0"`).join(', ')}}, "exports": {${entries}}, "workspaces": ["__proto__"]}`,
      'package-lock.json': `{"lockfileVersion": 3, "packages": {${keys.map((key) => `"node_modules/${key}": {"version": "1.0.0"}`).join(', ')}}}`,
      'yarn.lock': `# yarn lockfile v1\n${keys.map((key) => `${key}@1.0.0:\n  version "1.0.0"\n`).join('\n')}`,
      'pnpm-lock.yaml': `lockfileVersion: '9.0'\npackages:\n${keys.map((key) => `  ${key}@1.0.0:\n    resolution: {integrity: x}\n`).join('')}`,
      'tsconfig.json': `{"extends": "__proto__", "compilerOptions": {"paths": {${keys.map((key) => `"${key}": ["${key}"]`).join(', ')}}}}`,
      'compose.yaml': `services:\n${keys.map((key) => `  ${key}: {image: a, extends: {service: toString}}\n`).join('')}`,
      'keys.js': `import __proto__ from 'constructor';\nconst toString = __proto__, o = {__proto__: null, constructor: toString};\neval(o.constructor);\nclass hasOwnProperty { constructor() {} }\n`,
      'keys.sql': keys.map((key) => `create table "${key}" ("${key}" int);\n`).join(''),
      'keys.prisma': keys.map((key, i) => `model ${key.replaceAll('_', 'p')}${i} {\n  id Int @id\n}\n`).join(''),
      'supabase/migrations/1.sql': keys
        .map((key) => `create table "${key}" ("${key}" int references "${key}");\n`)
        .join(''),
      Dockerfile: `FROM a AS constructor\nARG __proto__=1\nFROM constructor\nRUN echo $__proto__ $toString\n`,
    }),
  );
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(findingsOf(report)).toEqual([...judgedInnocent, 'no-eval keys.js:3'].sort());
  expect(statusesOf(report)).toEqual({});
});

test('such keys in policies, parameters and definitions are refused or are names like others', async () => {
  const policy = (rest: string): string => `id: no-eval\ntitle: Nothing is evaluated\nseverity: high\n${rest}`;
  const problems = async (text: string): Promise<readonly string[]> => {
    const report = await checkTexts([{ path: 'p.yaml', text }], { 'a.js': 'eval(x);\n' });
    expect(({} as Record<string, unknown>)['code']).toBeUndefined();
    return messagesOf(report);
  };
  for (const key of keys) {
    const messages = await problems(policy(`${key}: {polluted: true}\nforbid: {code: 'eval(...)'}\n`));
    expect([key, messages.length > 0]).toEqual([key, true]);
    const inside = await problems(policy(`forbid: {code: 'eval(...)', ${key}: {code: 'x'}}\n`));
    expect([key, inside.length > 0]).toEqual([key, true]);
    const used = await problems(policy(`forbid: {use: ${key}}\n`));
    expect([key, used.length > 0]).toEqual([key, true]);
    const parameter = await problems(policy(`forbid: {code: 'eval(...)', where: {$X: {enum: {param: ${key}}}}}\n`));
    expect([key, parameter.length > 0]).toEqual([key, true]);
    expect(await problems(policy(`forbid: {config: '**', path: ${key}.${key}, value: {const: ${key}}}\n`))).toEqual([]);
  }
});
