import { expect, test } from 'vitest';
import { code } from '../../../engine/matches/code/code.ts';
import { codeView, matchesOf } from './matching.ts';

/** [what is shown, pattern, code, the slices that match] */
const table: readonly (readonly [string, string, string, readonly string[]])[] = [
  ['a statement', 'foo();', 'foo(); x.foo();', ['foo();']],
  [
    'implicitly deep',
    'bar();',
    'x = bar(); print(bar()); await bar(); bar().then(x);',
    ['x = bar();', 'print(bar());', 'await bar();', 'bar().then(x);'],
  ],
  [
    'fully deep in return and declaration',
    'bar();',
    'function f() { return 1 + bar(); } const y = !bar();',
    ['return 1 + bar();', 'const y = !bar();'],
  ],
  ['not deep in conditions', 'bar();', 'if (bar()) {} a ? bar() : c; x[bar()]; new X(bar()); f(() => { 1 });', []],
  ['a sequence, anything after it', 'a(); b();', 'a(); b(); c();', ['a();']],
  ['a sequence without gap', 'a(); b();', 'a(); c(); b();', []],
  ['a gap', 'a(); ... b();', 'a(); c(); b();', ['a();']],
  ['a gap by new line', 'a()\n...\nb()', 'a(); c(); b();', ['a();']],
  ['a gap reaches into branches', 'a(); ... b();', 'a(); if (x) { b() }', ['a();']],
  ['a gap reaches into callbacks', 'a(); ... b();', 'a(); f(() => { b() })', ['a();']],
  ['a gap reaches into arrows', 'a(); ... b();', 'a(); const f = () => b()', ['a();']],
  ['a gap comes back out', 'a(); ... b(); ... c();', 'a(); if (x) { b() } c();', ['a();']],
  ['a gap does not reach into the outer list', 'a(); ... b();', 'if (x) { a() } b();', []],
  ['a gap in order only', 'a(); ... b();', 'b(); a();', []],
  ['a body must match as a whole', 'function f() { a(); }', 'function f() { a(); b(); }', []],
  [
    'a body in part',
    'function f() { ... a(); ... }',
    'function f() { x(); if (y) { a(); } b(); }',
    ['function f() { x(); if (y) { a(); } b(); }'],
  ],
  [
    'dots on one line',
    'function f() { ... a() ... }',
    'function f() { x(); a(); b(); }',
    ['function f() { x(); a(); b(); }'],
  ],
  [
    'a body up to its end',
    'function f() { ... return $X }',
    'function f() { a(); return 1 }',
    ['function f() { a(); return 1 }'],
  ],
  ['any body', 'function $F(...) { ... }', 'function f(a) { x() }', ['function f(a) { x() }']],
  [
    'a named function is also a method, variable or property',
    'function f() { ... }',
    'class A { f() {} } const f = () => 1; x = {f: function () {}}',
    ['f() {}', 'f = () => 1', 'f: function () {}'],
  ],
  [
    'an async function',
    'async function $F() { ... }',
    'async function f() {} function g() {}',
    ['async function f() {}'],
  ],
  [
    'any function',
    'function ...(a) { ... }',
    'function f(a) {} const g = (a) => 1; const h = (b) => 1',
    ['function f(a) {}', '(a) => 1'],
  ],
  ['a function without body', 'function f(...)', 'function f(a) { x() }', ['function f(a) { x() }']],
  ['export does not matter', 'function f() { ... }', 'export default function f() {}', ['function f() {}']],
  [
    'if without else',
    'if ($X) { a(); }',
    'if (x) { a(); } if (x) a(); else b();',
    ['if (x) { a(); }', 'if (x) a(); else b();'],
  ],
  ['if with else', 'if ($X) { ... } else { ... }', 'if (x) { a(); } if (x) a(); else b();', ['if (x) a(); else b();']],
  [
    'any header of for',
    'for (...) { ... }',
    'for (;;) {} for (const a of b) {} for (a in b) c(); while (x) {}',
    ['for (;;) {}', 'for (const a of b) {}', 'for (a in b) c();'],
  ],
  ['for of', 'for (const $X of $Y) { ... }', 'for (const a of b) {} for (const a in b) {}', ['for (const a of b) {}']],
  ['while', 'while (true) { ... }', 'while (true) { a() } while (x) {}', ['while (true) { a() }']],
  [
    'switch cases in any order',
    'switch ($X) { case 2: ... }',
    'switch (a) { case 1: b(); case 2: c(); }',
    ['switch (a) { case 1: b(); case 2: c(); }'],
  ],
  [
    'catch with or without a name',
    'try { ... } catch ($E) { }',
    'try { a() } catch {} try { a() } catch (e) { b() }',
    ['try { a() } catch {}'],
  ],
  ['return of anything', 'return ...', 'function f() { return; } function g() { return 1 }', ['return;', 'return 1']],
  ['return of a value', 'return $X', 'function f() { return; } function g() { return 1 }', ['return 1']],
  ['throw', 'throw new Error(...)', 'throw new Error("x"); throw y;', ['throw new Error("x");']],
  [
    'var is any declaration',
    'var $X = 1',
    'let a = 1; const b = 1, c = 2; d = 1',
    ['let a = 1;', 'const b = 1, c = 2;'],
  ],
  ['const is const', 'const $X = 1', 'let a = 1; const b = 1', ['const b = 1']],
  [
    'a type in the pattern must be there',
    'const $X: string = 1',
    'const a: string = 1; const b = 1',
    ['const a: string = 1;'],
  ],
  ['destructuring in part', 'const {a, ...} = $E', 'const {b, a} = e; const {c} = e', ['const {b, a} = e;']],
  ['a class', 'class $C { ... }', 'class A extends B { m() {} }', ['class A extends B { m() {} }']],
  [
    'a class by its superclass',
    'class $C extends B { ... }',
    'class A extends B {} class D {}',
    ['class A extends B {}'],
  ],
  [
    'members in any order',
    'class $C { b = 1; a() {...} }',
    'class A { a() { x() } c; b = 1 }',
    ['class A { a() { x() } c; b = 1 }'],
  ],
  ['a method with a decorator', '@Get(...) $M(...) {...}', 'class A { @Get("/") m() {} n() {} }', ['@Get("/") m() {}']],
  ['one property', 'password: "..."', 'f({password: "x", user: "y"})', ['password: "x"']],
  [
    'import of a module',
    'import "m"',
    'import "m"; import a from "m/sub"; import b from "mm"; const c = require("m")',
    ['import "m";', 'import a from "m/sub";', 'const c = require("m")'],
  ],
  [
    'import of names',
    'import {a, b} from "m"',
    'import {b, c, a} from "m"; import {a} from "m"; const {a, b} = require("m")',
    ['import {b, c, a} from "m";', 'const {a, b} = require("m")'],
  ],
  ['import with dots', 'import {..., a, ...} from "m"', 'import {b, a} from "m"', ['import {b, a} from "m"']],
  [
    'default import',
    'import $X from "m"',
    'import a from "m"; import * as b from "m"; import {c} from "m"',
    ['import a from "m";'],
  ],
  [
    'namespace import',
    'import * as $X from "m"',
    'import a from "m"; import * as b from "m"',
    ['import * as b from "m"'],
  ],
  ['import of any module', 'import $X from $M', 'import a from "m"', ['import a from "m"']],
  ['a deep statement', '<... secret ...>;', 'if (f(secret)) { a() } b();', ['if (f(secret)) { a() }']],
  [
    'equal names are the same variable',
    'const $X = a(); ... b($X);',
    'const x = a(); b(x); function f() { const x = 1; b(x) }',
    ['const x = a();'],
  ],
  ['a shadowed name is another variable', 'const $X = a(); ... b($X);', 'const x = a(); { const x = 1; b(x) }', []],
];

test.each(table)('%s: %s', (_name, pattern, text, expected) => {
  expect(matchesOf(code, { code: pattern }, codeView(text)).map((found) => found.code)).toEqual(expected);
});

test('a sequence also covers the statements up to its last one', () => {
  const view = codeView('a(); x(); if (y) { b(); } c();');
  const prepared = code.prepare({ code: 'a(); ... b();' });
  const [first] = prepared.candidates(view);
  const [match] = prepared.match(view, first!, {});
  expect(match?.also?.map((node) => view.document.file.text.slice(...node.range))).toEqual(['x();', 'if (y) { b(); }']);
});

test('$...BODY binds statements', () => {
  const found = matchesOf(code, { code: 'function f() { a(); $...BODY }' }, codeView('function f() { a(); b(); c() }'));
  expect(found).toEqual([{ code: 'function f() { a(); b(); c() }', $BODY: 'b(); c()' }]);
});

test('$S binds a whole statement, $S; an expression', () => {
  const view = codeView('if (x) { a() }');
  expect(matchesOf(code, { code: 'if ($X) { $S }' }, view)).toEqual([{ code: 'if (x) { a() }', $X: 'x', $S: 'a()' }]);
});
