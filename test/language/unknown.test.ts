import { expect, test } from 'vitest';
import { verdictsOf } from './verdicts-of.ts';

const needsGuard = `
id: needs-guard
title: Every handler calls guard
severity: high
subject: {file: 'api/*.ts'}
require: {has: {code: 'guard(...)'}}
`;

test('a file that does not parse is open, never a pass', async () => {
  expect(
    await verdictsOf(needsGuard, { 'api/a.ts': 'guard();\n', 'api/b.ts': 'const = ;\n', 'api/c.ts': 'other();\n' }),
  ).toMatchInlineSnapshot(`
    [
      "pass api/a.ts | [api/a.ts:1:1 It has code 'guard(...)' in it.]",
      "open api/b.ts | not-read: 'api/b.ts' is not valid javascript: Variable declaration expected.",
      "fail api/c.ts | Every handler calls guard. | [It has no code 'guard(...)' in it.]",
    ]
  `);
});

test('exists without a hit is open while a file in its range was not read', async () => {
  const policy = `
id: has-guard
title: Somewhere guard is defined
severity: high
project: true
require: {exists: {code: 'function guard(...) {...}'}}
`;
  expect(await verdictsOf(policy, { 'a.ts': 'const = ;\n' })).toMatchInlineSnapshot(`
    [
      "open | not-read: 'a.ts' is not valid javascript: Variable declaration expected.",
    ]
  `);
  expect(await verdictsOf(policy, { 'a.ts': 'const = ;\n', 'b.ts': 'function guard() {}\n' })).toMatchInlineSnapshot(`
    [
      "pass | [b.ts:1:1 Found: code 'function guard(...) {...}'.]",
    ]
  `);
  expect(await verdictsOf(policy, { 'a.ts': 'let x;\n', 'x.md': '# text\n' })).toMatchInlineSnapshot(`
    [
      "fail | [There is no code 'function guard(...) {...}'.]",
    ]
  `);
});

test('not turns no into yes and keeps unknown unknown', async () => {
  const policy = `
id: no-legacy
title: Nobody defines legacy
severity: high
project: true
require: {not: {exists: {code: 'function legacy(...) {...}'}}}
`;
  expect(await verdictsOf(policy, { 'a.ts': 'let x;\n' })).toMatchInlineSnapshot(`
    [
      "pass | [There is no code 'function legacy(...) {...}'.]",
    ]
  `);
  expect(await verdictsOf(policy, { 'a.ts': 'const = ;\n' })).toMatchInlineSnapshot(`
    [
      "open | not-read: 'a.ts' is not valid javascript: Variable declaration expected.",
    ]
  `);
  expect(await verdictsOf(policy, { 'a.ts': 'function legacy() {}\n' })).toMatchInlineSnapshot(`
    [
      "fail a.ts:1:1 | Nobody defines legacy. Found: code 'function legacy(...) {...}'. | [a.ts:1:1 Found: code 'function legacy(...) {...}'.]",
    ]
  `);
});

test('forbid: pass with the count, open with an unread file, vacuous without any file', async () => {
  const policy = `
id: no-eval
title: Nobody calls eval
severity: high
forbid: {code: 'eval(...)'}
`;
  expect(await verdictsOf(policy, { 'a.ts': 'let x;\n', 'b.ts': 'let y;\n' })).toMatchInlineSnapshot(`
    [
      "pass | examined 2 | [Looked for in 2 documents and not found: code 'eval(...)'.]",
    ]
  `);
  expect(await verdictsOf(policy, { 'a.ts': 'let x;\n', 'b.ts': 'let = ;\n' })).toMatchInlineSnapshot(`
    [
      "open b.ts | not-read: 'b.ts' is not valid javascript: Expression expected.",
    ]
  `);
  expect(await verdictsOf(policy, { 'a.md': '# nothing\n' })).toMatchInlineSnapshot(`
    [
      "vacuous | examined 0 | [There is no code 'eval(...)'.]",
    ]
  `);
  expect(await verdictsOf(policy, { 'a.ts': 'eval(x);\n' })).toMatchInlineSnapshot(`
    [
      "fail a.ts:1:1 | Nobody calls eval.",
    ]
  `);
});

test('counts are bounds: certain hits decide, unread files keep them open', async () => {
  const policy = (count: string): string => `
id: entries
title: The number of entries is right
severity: low
project: true
require: {exists: {code: 'entry(...)', count: ${count}}}
`;
  const two = { 'a.ts': 'entry(1);\nentry(2);\n' };
  const twoAndUnread = { ...two, 'b.ts': 'const = ;\n' };
  expect(await verdictsOf(policy('{min: 2}'), two)).toMatchInlineSnapshot(`
    [
      "pass | [a.ts:1:1 Found: code 'entry(...)'.] | [a.ts:2:1 Found: code 'entry(...)'.]",
    ]
  `);
  expect(await verdictsOf(policy('{min: 3}'), two)).toMatchInlineSnapshot(`
    [
      "fail a.ts:1:1 | The number of entries is right. Found: code 'entry(...)'. | [The number of matches of code 'entry(...)' is 2; allowed is at least 3.] | [a.ts:1:1 Found: code 'entry(...)'.] | [a.ts:2:1 Found: code 'entry(...)'.]",
    ]
  `);
  expect(await verdictsOf(policy('{max: 1}'), two)).toMatchInlineSnapshot(`
    [
      "fail a.ts:1:1 | The number of entries is right. Found: code 'entry(...)'. | [The number of matches of code 'entry(...)' is 2; allowed is at most 1.] | [a.ts:1:1 Found: code 'entry(...)'.] | [a.ts:2:1 Found: code 'entry(...)'.]",
    ]
  `);
  expect(await verdictsOf(policy('{max: 2}'), twoAndUnread)).toMatchInlineSnapshot(`
    [
      "open | not-read: 'b.ts' is not valid javascript: Variable declaration expected.",
    ]
  `);
  expect(await verdictsOf(policy('{max: 1}'), twoAndUnread)).toMatchInlineSnapshot(`
    [
      "fail a.ts:1:1 | The number of entries is right. Found: code 'entry(...)'. | [The number of matches of code 'entry(...)' is 2; allowed is at most 1.] | [a.ts:1:1 Found: code 'entry(...)'.] | [a.ts:2:1 Found: code 'entry(...)'.]",
    ]
  `);
});

test('low confidence never fails, unknown: fail always does', async () => {
  const low = needsGuard.replace('severity: high', 'severity: high\nconfidence: low');
  expect(await verdictsOf(low, { 'api/a.ts': 'x();\n' })).toMatchInlineSnapshot(`
    [
      "review api/a.ts | Every handler calls guard. | [It has no code 'guard(...)' in it.] | [What this policy finds is a hint: a person has to decide.]",
    ]
  `);
  const strict = `
id: strict
title: A call names a known function
severity: high
unknown: fail
subject: {code: 'run($F)'}
require: {where: {$F: {enum: [a, b]}}}
`;
  expect(await verdictsOf(strict, { 'a.ts': `run('a');\nrun('c');\nrun(f);\n` })).toMatchInlineSnapshot(`
    [
      "pass a.ts:1:1 | ['a' is 'a' or 'b'.]",
      "fail a.ts:2:1 | A call names a known function. | ['c' is not 'a' or 'b'.]",
      "fail a.ts:3:1 | A call names a known function. | not-static: The value of 'f' is not known statically.",
    ]
  `);
  expect(await verdictsOf(strict.replace('unknown: fail\n', ''), { 'a.ts': `run(f);\n` })).toMatchInlineSnapshot(`
    [
      "review a.ts:1:1 | A call names a known function. The value of 'f' is not known statically. | not-static: The value of 'f' is not known statically.",
    ]
  `);
});
