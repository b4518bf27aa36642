import { expect, test } from 'vitest';
import { native } from '../../../../engine/matches/code/pattern.ts';
import { matchesMarked, semgrep, type Row } from './marked.ts';

/** Sections 1 and 2 of code-patterns: what a pattern text is, where it is tried, what range a match has. */
const table: readonly Row[] = [
  ['an expression, anywhere', 'foo($X)', 'x = ⟦foo(1)⟧; if (⟦foo(2)⟧) { y(⟦foo(3)⟧) }'],
  ['nested in itself', 'foo($X)', '⟦foo(⟦foo(1)⟧)⟧;'],
  [
    'parentheses of its own',
    'a + b',
    'x = ⟦(a + b)⟧; f(⟦a + b⟧); f(⟦(a + b)⟧); if (⟦a + b⟧) {} f(⟦( /* ) */ (a + b))⟧);',
  ],
  ['parentheses of a callee', 'foo', '⟦(foo)⟧(1); new ⟦(foo)⟧; new ⟦foo⟧(⟦foo⟧)'],
  ['parentheses around a chain', 'a?.b', 'x = ⟦(a?.b)⟧.c'],
  ['parentheses inside', 'a.b', 'x = ⟦(a).b⟧'],
  ['an object, not a block', '{a: 1}', 'x = ⟦{a: 1}⟧; { a: 1 }'],
  [
    'an assignment is also a declaration and a field',
    '$X = 1',
    'const ⟦a = 1⟧, ⟦b = (1)⟧; ⟦c = 1⟧; class A { ⟦d = 1⟧; } x = {e: 1}',
  ],
  ['a decorator is a call', 'get($X)', 'class A { @⟦get(1)⟧ m() {} }'],
  [
    'names are no expressions',
    'foo',
    'o.foo; ({foo: 1}); import {foo} from "m"; <foo/>; function f(foo) {} const {foo: b} = ⟦foo⟧;',
  ],
  ['computed names are', 'foo', 'o[⟦foo⟧]; ({[⟦foo⟧]: 1}); ({⟦foo⟧});'],
  ['a statement by its semicolon', 'foo();', '⟦foo();⟧ if (foo()) {} ⟦foo()⟧'],
  ['a statement in an arrow', 'return foo();', 'f(() => ⟦foo()⟧); f(() => { ⟦return foo();⟧ }); f(() => ⟦(foo())⟧)'],
  ['a statement pattern on class members', '$X = 1;', 'class A { ⟦x = 1⟧; y = 2; }'],
  ['a declaration', 'var $X = 1;', '⟦const a = 1⟧; ⟦let b = 1⟧'],
  ['an exported declaration', 'const $X = 1;', 'export ⟦const a = 1⟧;'],
  ['a named class', 'class $C {}', '⟦class A {}⟧ x = ⟦class B {}⟧'],
  ['a decorated class', 'class $C {}', '⟦@d() class A { x }⟧'],
  ['a sequence', 'a(); b();', '⟦a(); b();⟧ c(); a(); c(); b();'],
  ['a sequence by lines', 'a()\n...\nb()', '⟦a(); c(); b();⟧ d();'],
  ['a sequence in each list', 'a(); b();', 'if (x) { ⟦a(); b();⟧ } switch (x) { case 1: ⟦a(); b();⟧ }'],
  ['a sequence covers what it skips', 'a(); ... b();', '⟦a(); if (x) { b(); c(); }⟧ d();'],
  ['all endings', 'a(); ...', '⟦⟦⟦a();⟧ b();⟧ c();⟧'],
  ['fields', 'x = 1; ... y = 2;', 'class A { ⟦x = 1; z; y = 2⟧; }'],
  ['members', 'foo() { ... } ... bar() { ... }', 'class A { ⟦foo() {} x() {} bar() {}⟧ }'],
  ['any function', 'function ...(a) { ... }', '⟦function f(a) {}⟧ x = ⟦(a) => 1⟧; class A { m⟦(a) {}⟧ n(b) {} }'],
  ['the head of a function', 'function f(...)', '⟦function f(a)⟧ { x() }'],
  ['the head of a class', 'class $A extends B', '⟦class A extends B⟧ { x } class C {}'],
  ['the head of an if', 'if (a)', '⟦if (a⟧) { x() } else y(); if (b) {}'],
  ['the head of a switch', 'switch ($X)', '⟦switch (a⟧) { case 1: }'],
  ['part of a try', 'try { ... }', '⟦try { a() }⟧ catch (e) {} ⟦try {}⟧ finally {}'],
  ['a catch', 'catch ($E) { }', 'try { a() } ⟦catch (e) {}⟧ try {} ⟦catch {}⟧ try {} catch (e) { b() }'],
  ['a finally', 'finally { ... }', 'try { a() } catch (e) {} ⟦finally { b() }⟧ try {} catch (e) {} { c() }'],
  ['a case', 'case 1: ...', 'switch (x) { ⟦case 1: a(); break;⟧ case 2: b() }'],
  ['the default case', 'default: ...', 'switch (x) { case 1: a(); ⟦default: b()⟧ }'],
  ['one property', 'key: $X', 'x = {⟦key: 1⟧, other: 2}; y = {⟦"key": 2⟧}'],
  ['a method', 'foo() { ... }', 'class A { ⟦foo() { x() }⟧ bar() {} } x = {⟦foo() {}⟧}'],
  ['a decorated method', '@Get(...) $M(...) { ... }', 'class A { ⟦@Get("x") m() {}⟧ @Post() n() {} }'],
  ['a decorated method without body', '@Get(...) $M(...)', 'class A { ⟦@Get("x") m()⟧ { x() } @Post() n() {} }'],
  ['an operand of yield', 'yield $X', 'function* f() { ⟦yield 1⟧; yield }'],
  ['a significant semicolon', 'for (...) { ... };', 'for (;;) { a() }'],
];

test.each(table)('%s: %s', (_what, pattern, marked, options = {}) => {
  expect(matchesMarked(pattern, marked, { semgrep: true, options })).toBe(marked);
});

test('only the longest ending, where a sequence is asked about what stands inside', () => {
  const marked = 'if (x) { ⟦a(); b(); c();⟧ } d();';
  expect(matchesMarked('a(); ...', marked, semgrep, { endings: 'longest' })).toBe(marked);
});

test('a text that is no pattern', () => {
  expect(matchesMarked('foo(', 'foo()', native)).toBe('no pattern');
});
