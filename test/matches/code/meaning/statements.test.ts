import { expect, test } from 'vitest';
import { matchesMarked, type Row } from './marked.ts';

/** Section 3 of code-patterns: statements and `...`. */
const table: readonly Row[] = [
  ['flattened: branches', 'a(); ... b();', '⟦a(); if (x) { b(); }⟧'],
  ['flattened: callbacks', 'a(); ... b();', '⟦a(); f(() => { b(); });⟧'],
  ['flattened: functions and classes', 'a(); ... b();', '⟦a(); function f() { b(); }⟧'],
  ['flattened: methods', 'a(); ... b();', '⟦a(); class A { m() { b(); } }⟧'],
  ['flattened and back out', 'a(); ... b(); ... c();', '⟦a(); if (x) { b(); } c();⟧'],
  ['both branches', 'if (x) { ... } ... b();', '⟦if (x) {} if (y) { z() } else { b() }⟧'],
  ['not into the outer list', 'a(); ... b();', 'if (x) { a(); } b();'],
  [
    'deep in calls, assignments, awaits',
    'b();',
    '⟦x = b();⟧ ⟦p(b());⟧ ⟦await b();⟧ ⟦b().then(c);⟧ ⟦[b()];⟧ ⟦x = {a: b()};⟧ ⟦(1, b());⟧',
  ],
  ['fully deep in returns and declarations', 'b();', 'function f() { ⟦return x ? !b() : 1;⟧ } ⟦const y = [1 + b()]⟧;'],
  ['not deep elsewhere', 'b();', 'c ? b() : 1; x[b()]; new X(b()); a || b(); <a b={b()}/>;'],
  ['not deep if the rule says so', 'b();', '⟦b();⟧ x = b();', { implicit_deep_exprstmt: false }],
  ['any block', 'if (x) { ... }', '⟦if (x) { a(); b(); }⟧ ⟦if (x) {}⟧ ⟦if (x) a();⟧'],
  [
    'one statement anywhere in a block',
    'if (x) { ... b(); ... }',
    '⟦if (x) { a(); if (y) { b(); } c(); }⟧ if (x) { a(); }',
  ],
  [
    'a block as a whole',
    'if (x) { a(); }',
    '⟦if (x) { a(); }⟧ if (x) { a(); b(); } if (x) { b(); a(); } ⟦if (x) a();⟧',
  ],
  ['free after a gap', 'if (x) { ... a(); }', '⟦if (x) { b(); a(); }⟧ ⟦if (x) { a(); b(); }⟧ if (x) { b(); }'],
  ['free before a last gap', 'if (x) { a(); ... }', '⟦if (x) { a(); b(); }⟧ if (x) { b(); a(); }'],
  ['all of a block, bound', 'if (x) { $...B }', '⟦if (x) { a(); b(); }⟧ ⟦if (x) {}⟧'],
  ['the rest of a block, bound', 'if (x) { a(); $...B }', '⟦if (x) { a(); b(); }⟧ if (x) { b(); }'],
  ['a whole statement', 'if (x) $S', '⟦if (x) return;⟧ ⟦if (x) { a(); }⟧'],
  ['if without else', 'if (x) { a(); }', '⟦if (x) { a(); } else { b(); }⟧'],
  ['if with else', 'if (x) { ... } else { ... }', 'if (x) {} ⟦if (x) {} else {}⟧'],
  [
    'cases in any order',
    'switch (x) { case 2: ... case 1: ... }',
    '⟦switch (x) { case 1: a(); case 2: b(); case 3: c(); }⟧ switch (x) { case 1: }',
  ],
  [
    'catch with a name, and one without',
    'try { ... } catch ($E) { ... }',
    '⟦try {} catch (e) { a(); }⟧ ⟦try {} catch {}⟧',
  ],
  ['a finally that is not asked for', 'try { ... } catch ($E) { ... }', 'try {} catch (e) {} finally {}'],
  ['any for', 'for (...) { ... }', '⟦for (;;) {}⟧ ⟦for (const a of b) {}⟧ ⟦for (const a in b) {}⟧'],
  ['for of, however declared', 'for ($X of $Y) { ... }', '⟦for (const a of b) {}⟧ ⟦for (a of b) {}⟧ for (a in b) {}'],
  ['while', 'while ($C) { ... }', '⟦while (a) { b() }⟧ do {} while (a)'],
  ['return of anything', 'return ...;', 'function f() { ⟦return;⟧ } function g() { ⟦return 1;⟧ }'],
  ['return of something', 'return $X;', 'function f() { return; } function g() { ⟦return 1;⟧ }'],
  ['return of nothing', 'return;', 'function f() { ⟦return;⟧ } function g() { return 1; }'],
  ['throw', 'throw new $E(...);', '⟦throw new Error("x");⟧ throw e;'],
  ['deep in the header only', '<... a ...>;', '⟦if (f(a)) { b }⟧ if (b) { ⟦a;⟧ }'],
  ['var is any kind', 'var $X = a;', '⟦var b = a⟧; ⟦let c = a⟧; ⟦const d = a⟧;'],
  ['var is var if the rule says so', 'var $X = a;', '⟦var b = a⟧; let c = a;', { let_is_var: false }],
  ['let and const are themselves', 'let $X = a;', 'var b = a; ⟦let c = a⟧; const d = a;'],
  ['var is no assignment', 'var $X = a;', 'b = a;'],
  ['a declaration without value', 'let $X;', '⟦let a⟧; let b = 1;'],
  ['a type where the pattern has one', 'let $X: string = a;', '⟦let b: string = a⟧; let c = a; let d: number = a;'],
  ['destructuring', 'const {a} = e', '⟦const {b, a} = e⟧; const {c} = e;'],
  [
    'assignments are declarations, unless the rule says no',
    '$X = a;',
    '⟦b = a;⟧ const c = a;',
    { vardef_assign: false },
  ],
];

test.each(table)('%s: %s', (_what, pattern, marked, options = {}) => {
  expect(matchesMarked(pattern, marked, { semgrep: true, options })).toBe(marked);
});
