import { expect, test } from 'vitest';
import { constantAt } from '../../../engine/flow/constants/constants.ts';
import type { Constant, Propagation } from '../../../engine/model/constant.ts';
import type { TreeNode } from '../../../engine/model/document.ts';
import { codeView } from '../../matches/code/matching.ts';

/** What the argument of each call `use(…)` is known to be, in source order: a value, `some string`, or nothing. */
function constants(text: string, propagation: Propagation): unknown[] {
  const view = codeView(text, 'a.ts');
  type Call = TreeNode & { callee: { name?: string }; arguments: TreeNode[] };
  const calls = (view.index.ofTypes(['CallExpression']) as Call[]).filter(({ callee }) => callee.name === 'use');
  return calls.map((call) => shown(constantAt(view, call.arguments[0], propagation)));
}

function shown(constant: Constant | undefined): unknown {
  if (constant?.kind === 'some') return `some ${constant.type}`;
  return constant?.kind === 'regex' ? `/${constant.pattern}/${constant.flags}` : constant?.value;
}

test.each<[string, string, unknown[]]>([
  ['a literal', `use('a'); use(1); use(true); use(/a/g)`, ['a', 1, true, '/a/g']],
  ['a const of the file, in a function', `const x = 'a'; function f() { use(x) }`, ['a']],
  ['assigned once', `let x = 'a'; use(x)`, ['a']],
  ['concatenation with numbers', `const x = 'a' + 1 + '-'; use(x + 2)`, ['a1-2']],
  ['a template', 'const x = `a`; use(`${x}b`)', ['ab']],
  ['booleans', 'const x = true; use(x && !x); use(x || false)', [false, true]],
  ['a choice between two', `use(c ? 'a' : 'b'); use(c ? 'a' : 'a'); use(c ? 'a' : d)`, ['some string', 'a', undefined]],
  ['a call', `const x = f('a'); use(x)`, [undefined]],
  ['a regular expression', 'const x = /a/i; use(x)', ['/a/i']],
  ['assigned again, in order', `let x = 'a'; use(x); x = 'b'; use(x); x = f(); use(x)`, ['a', 'b', undefined]],
  [
    'each branch assigns',
    `function f(c) { let x; if (c) x = 'a'; else x = 'b'; use(x); if (c) x = 'c'; use(x) }`,
    ['some string', 'some string'],
  ],
  ['only one branch assigns', `function f(c) { let x; if (c) x = 'a'; use(x) }`, [undefined]],
  ['branches of different types', `function f(c) { let x; if (c) x = 'a'; else x = 1; use(x) }`, [undefined]],
  [
    'a branch that throws does not count',
    `function f(y) { let x = 'a'; if (y) g(); else { throw 1; x = y } use(x) }`,
    ['a'],
  ],
  ['counted up', `function f() { let n = 0; use(n); n++; use(n); n = 1; use(n) }`, [0, undefined, 1]],
  ['taken from an array', `function f() { let x = null; [x] = g(); use(x) }`, [undefined]],
  ['added to', `function f() { let x = 'a'; x += 'b'; use(x) }`, ['ab']],
  ['a parameter', `function f(x) { use(x); x = 'a'; use(x) }`, [undefined, 'a']],
  [
    'try: what is thrown comes before the assignment',
    `function f() { let x = 'a'; try { x = g(); x = 'b' } catch { use(x) } use(x) }`,
    ['a', 'some string'],
  ],
  [
    'a switch',
    `function f(c) { let x; switch (c) { case 1: x = 'a'; break; default: x = 'b' } use(x) }`,
    ['some string'],
  ],
  ['targets are no uses', `let x = 'a'; x = use(x)`, ['a']],
  ['shadowed', `const x = 'a'; function f(x) { use(x) } { const x = 'b'; use(x) }`, [undefined, 'b']],
])('%s', (_name, text, expected) => {
  expect({ native: constants(text, 'native'), semgrep: constants(text, 'semgrep') }).toEqual({
    native: expected,
    semgrep: expected,
  });
});

test.each<[string, string, { native: unknown[]; semgrep: unknown[] }]>([
  [
    'arithmetic',
    'const n = 2; use(n + 1); use(n * 3); use(-n)',
    { native: [3, 6, -2], semgrep: [undefined, undefined, undefined] },
  ],
  [
    'members',
    `const o = {a: 'b'}; use(o.a); enum E { A } use(E.A)`,
    { native: ['b', 0], semgrep: [undefined, undefined] },
  ],
  ['a type assertion', `const x = 'a' as const; use(x)`, { native: ['a'], semgrep: [undefined] }],
  [
    'a name that nothing declares',
    `x = 'a'; use(x); function f() { use(x) }`,
    { native: [undefined, undefined], semgrep: ['a', 'a'] },
  ],
  ['used before it is declared', `function f() { use(x) } const x = 'a'`, { native: ['a'], semgrep: [undefined] }],
  [
    'written by a function that may have run',
    `let x = 'a'; function f() { x = 'b' } f(); use(x)`,
    { native: [undefined], semgrep: ['a'] },
  ],
  [
    'a callback sees what is known where it is made, and kills what it writes',
    `function f() { let x = 'a'; x = 'b'; g(() => use(x)); g(() => { x = 'c' }); use(x) }`,
    { native: [undefined, undefined], semgrep: ['b', undefined] },
  ],
  [
    'a loop that does not write it',
    `function f(xs) { let x = 'a'; x = 'b'; for (const y of xs) use(x); use(x) }`,
    { native: ['b', 'b'], semgrep: [undefined, undefined] },
  ],
  [
    'a loop that adds to it',
    `function f(xs) { let x = 'a'; for (const y of xs) x += 'b'; use(x) }`,
    { native: ['some string'], semgrep: [undefined] },
  ],
  [
    'a loop that always writes it',
    `function f(c) { let x = 'a'; while (c()) x = 'b'; use(x) }`,
    { native: ['some string'], semgrep: ['some string'] },
  ],
  [
    'what may change an object',
    `function f() { let x = 'a'; x = 'b'; use(x); x.y = 1; use(x); x = 'c'; x[0] = 1; use(x); x = 'd'; x.m(); use(x) }`,
    { native: ['b', undefined, undefined, undefined], semgrep: ['b', undefined, undefined, undefined] },
  ],
  [
    'a method whose result is wanted changes nothing',
    `function f() { let x = 'a'; x = 'b'; g(x.m()); use(x) }`,
    { native: ['b'], semgrep: ['b'] },
  ],
  ['a global assigned later, once', `let x; if (c) x = 'a'; use(x)`, { native: [undefined], semgrep: ['a'] }],
])('%s', (_name, text, expected) => {
  expect({ native: constants(text, 'native'), semgrep: constants(text, 'semgrep') }).toEqual(expected);
});

test('long and deep code is looked at in time, or not at all', () => {
  const many = Array.from({ length: 400 }, (_, i) => `let v${i} = 'a'; v${i} = 'b'; if (c) f();`).join('\n');
  expect(constants(`${many} use(v7)`, 'semgrep')).toEqual(['b']);
  const deep = Array.from({ length: 30 }, () => 'while (c()) {').join('') + `x = 'b';` + '}'.repeat(30);
  expect(constants(`function f() { let x = 'a'; ${deep} use(x) }`, 'native')).toEqual(['some string']);
  const nested = '() => {'.repeat(40) + `let y = 'a'; y = 'b'; use(y)` + '}'.repeat(40);
  expect(constants(`const f = ${nested}`, 'semgrep')).toEqual(['b']);
});
