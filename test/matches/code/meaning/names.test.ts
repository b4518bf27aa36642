import { expect, test } from 'vitest';
import { native } from '../../../../engine/matches/code/pattern.ts';
import { bindingsIn, matchesMarked, semgrep, type Row } from './marked.ts';

/** Section 6 of code-patterns: imports and what they are called, constants, symbolic propagation, types. */
const symbolic = { symbolic_propagation: true };
const table: readonly Row[] = [
  ['require', 'm.f(...)', 'const a = require("m"); ⟦a.f()⟧; a.g();'],
  ['destructured require', 'm.f(...)', 'const {f, f: g, h} = require("m"); ⟦f()⟧; ⟦g()⟧; h();'],
  ['require is known by all of its text', 'm.f(...)', 'const a = require("n/m"); a.f();'],
  ['a namespace', 'm.f(...)', 'import * as a from "n/m"; ⟦a.f()⟧;'],
  ['import = require', 'm.f(...)', 'import a = require("m"); ⟦a.f()⟧;'],
  ['names', 'm.f(...)', 'import {f, f as g} from "n/m"; ⟦f()⟧; ⟦g()⟧;'],
  ['names of a file', 'm.f(...)', 'import {f} from "./n/m.js"; ⟦f()⟧;'],
  ['a member of a name', 'm.a.b', 'import {a as c} from "m"; x = ⟦c.b⟧;'],
  ['new', 'new m.C(...)', 'import {C} from "m"; x = ⟦new C()⟧;'],
  ['the text as well', 'g(...)', 'import {f as g} from "m"; ⟦g()⟧;'],
  ['the exported name alone is no name of it', 'f(...)', 'import {f as g} from "m"; g();'],
  ['default imports', 'm.f(...)', 'import m2 from "m"; import {default as d} from "m"; m2.f(); d.f();'],
  ['inline require', 'm.f(...)', 'require("m").f(); const f = require("m").f; f();'],
  ['dynamic import', 'm.f(...)', 'const a = await import("m"); a.f();'],
  ['assignment', 'm.f(...)', 'let a; a = require("m"); a.f();'],
  ['shadowed', 'm.f(...)', 'import {f} from "m"; function g(f) { f(); }'],
  ['before the import', 'm.f(...)', 'function g() { a.f(); } const a = require("m");'],
  ['parts of a resolved name', '$M.$F()', 'import {f as g} from "m"; ⟦g()⟧;'],
  ['parts that are not the same', '$M.$M()', 'import {f as g} from "m"; g();'],

  ['a constant string', 'f("...")', 'const a = "x"; ⟦f(a)⟧; ⟦f(a + "y")⟧; ⟦f(`${a}y`)⟧; f(b); f(1);'],
  ['one of two strings', 'f("...")', 'function g(c) { let x; if (c) x = "a"; else x = "b"; ⟦f(x)⟧; }'],
  ['one of two strings is neither', 'f("a")', 'function g(c) { let x; if (c) x = "a"; else x = "b"; f(x); }'],
  ['or content that is bound', 'f("$A")', 'f(c ? "a" : "b"); ⟦f("a")⟧;'],
  ['a constant by expression', 'f("=~/^a/")', 'const x = "ab"; ⟦f(x)⟧; const y = "b"; f(y);'],
  ['numbers and booleans', 'f(1, true)', 'const x = 1, y = true; ⟦f(x, y)⟧; f(y, x);'],
  ['a regular expression', 'f(/a/)', 'const x = /a/g; ⟦f(x)⟧; const y = /b/; f(y);'],
  ['no number is computed', 'f(3)', 'f(1 + 2); ⟦f(3)⟧;'],
  ['names are not replaced', 'f(x)', 'const x = "a", y = x; ⟦f(x)⟧; f(y); f("a");'],
  ['targets are not', '"a"', 'let x = ⟦"a"⟧; x = ⟦"a"⟧; f(⟦x⟧);'],
  ['a field', 'f("a")', 'class A { x = "a"; y = "a"; m() { ⟦f(this.x)⟧; f(this.y); this.y = b; } }'],
  ['a constant after flow', 'f("b")', 'let x = "a"; f(x); x = "b"; ⟦f(x)⟧; x = g(); f(x);'],
  ['counted up', '$X == $X', 'function a() { let n = 0; ⟦n == 0⟧; } function b() { let n = 0; n++; n == 0; }'],
  ['two variables of one value', '$X == $X', 'const a = 1, b = 1; a == b; ⟦a == 1⟧;'],

  ['symbols only if the rule says so', 'f(g(1))', 'const x = g(1); f(x);'],
  ['a call', 'f(g(1))', 'const x = g(1); ⟦f(x)⟧; f(g(2)); ⟦f(g(1))⟧;', symbolic],
  ['with constants', 'f(g(1))', 'const one = 1, x = g(one); ⟦f(x)⟧;', symbolic],
  ['a receiver', 'g().m(...)', 'function h() { const x = g(); return () => ⟦x.m()⟧; }', symbolic],
  ['an object', 'f({a: 1})', 'let x = {a: 1, b: 2}; ⟦f(x)⟧;', symbolic],
  ['not the pattern as a whole', 'g()', 'const x = ⟦g()⟧; f(x);', symbolic],
  ['what a variable holds there', 'f(g())', 'function h() { let x = g(); ⟦f(x)⟧; x = i(); f(x); }', symbolic],
  ['not across branches', 'f(g())', 'function h(c) { let x; if (c) x = g(); else x = g(); f(x); }', symbolic],
  ['not what is awaited', 'f(g())', 'async function h() { const x = await g(); f(x); }', symbolic],
  ['through several variables', 'f(g())', 'const x = g(); const y = x; ⟦f(y)⟧;', symbolic],
  ['a variable that holds itself', 'f(g(g(...)))', 'function h(t) { for (; (t = g(t)); ) f(t); }', symbolic],

  ['an annotated variable', 'f(($X: C))', 'const a: C = b; ⟦f(a)⟧; const d: D = b; f(d);'],
  ['an annotated parameter', 'f(($X: C))', 'function g(a: C, d) { ⟦f(a)⟧; f(d); }'],
  ['an instance', 'f(($X: C))', 'const a = new C(); ⟦f(a)⟧; ⟦f(new C())⟧; f(new D());'],
  [
    'a field with a type',
    '($X: C).m()',
    'class A { a: C; b = new C(); m() { ⟦this.a.m()⟧; ⟦this.b.m()⟧; this.c.m(); } }',
  ],
  [
    'what Angular fills in',
    '($X: C).m()',
    '@Injectable() class A { constructor(a: C) {} m() { ⟦this.a.m()⟧ } } class B { constructor(a: C) {} m() { this.a.m() } }',
  ],
  ['an assertion', 'f(($X: C))', '⟦f(a as C)⟧; f(a as D);'],
  ['strings', 'f(($X: string))', 'let s: string; ⟦f(s)⟧; ⟦f("a")⟧; f(1); const c = "a"; ⟦f(c)⟧; f(d);'],
  ['numbers', 'f(($X: number))', 'let n: number; ⟦f(n)⟧; ⟦f(1)⟧; f("a"); f(true);'],
  ['numbers that are written down', 'f(($X: float))', 'let n: number; f(n); two = 2; ⟦f(two)⟧;'],
  ['booleans', 'f(($X: boolean))', '⟦f(true)⟧; ⟦f(!a)⟧; ⟦f(a === b)⟧; f(1);'],
  ['regular expressions', 'f(($X: regexp))', 'const r = /a/; ⟦f(r)⟧; f("a");'],
  ['an imported type', 'f(($X: m.C))', 'import {C} from "m"; function g(a: C, b: m.C, c: D) { ⟦f(a)⟧; ⟦f(b)⟧; f(c); }'],
  ['arguments of types', 'f(($X: A<$T>))', 'let a: A<B>, b: A; ⟦f(a)⟧; f(b);'],
  ['a name is its own type', '($X: C).m()', '⟦C.m()⟧; ⟦a.C.m()⟧; D.m();'],
];

test.each(table)('%s: %s', (_what, pattern, marked, options = {}) => {
  expect(matchesMarked(pattern, marked, { semgrep: true, options })).toBe(marked);
});

test.each<Row>([
  ['members of objects and enums', 'f("a")', 'const O = {x: "a"}; enum E { A = "a" } ⟦f(O.x)⟧; ⟦f(E.A)⟧;'],
  ['arithmetic', 'f(3)', 'const x = 1; ⟦f(x + 2)⟧;'],
  ['what another function may have changed', 'f("a")', 'let x = "a"; function g() { x = "b"; } g(); f(x);'],
  ['what is known on every way', 'f("...")', 'function g(xs) { let x = "a"; for (const y of xs) x += "b"; ⟦f(x)⟧; }'],
  [
    'fields that nobody else writes to',
    'f("a")',
    'class A { readonly x = "a"; #y = "a"; z = "a"; m() { ⟦f(this.x)⟧; ⟦f(this.#y)⟧; f(this.z); } }',
  ],
  [
    'parameters that are properties',
    '($X: C).m()',
    'class A { constructor(private a: C, b: C) {} m() { ⟦this.a.m()⟧; this.b.m() } }',
  ],
  ['a name is no type', '($X: C).m()', 'C.m(); ⟦new C().m()⟧;'],
])('native: %s: %s', (_what, pattern, marked) => {
  expect(matchesMarked(pattern, marked, native)).toBe(marked);
});

test('the parts of a resolved name are bound, of a metavariable alone what is written', () => {
  const text = 'import {f as g} from "m"; g();';
  expect(bindingsIn('$M.$F()', text, semgrep)).toEqual([{ M: 'm', F: 'f' }]);
  expect(bindingsIn('$F()', text, semgrep)).toEqual([{ F: 'g' }]);
  expect(bindingsIn('$M.$F()', text, native)).toEqual([]);
});

test('a type is bound', () => {
  const text = 'let a: A<B>; f(a); f("s"); f(new C());';
  expect(bindingsIn('f(($X: A<$T>))', text, semgrep)).toEqual([{ X: 'a', T: 'B' }]);
  expect(bindingsIn('f(($X: $T))', text, native)).toEqual([
    { X: 'a', T: 'A<B>' },
    { X: 's', T: 'string' },
    { X: 'new C()', T: 'C' },
  ]);
});
