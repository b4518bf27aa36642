import { describe, expect, test } from 'vitest';
import { flowText } from './graph-of.ts';

/** What it is about, code, graph. */
const cases: readonly (readonly [string, string, string])[] = [
  [
    'calls, new, await and throw lead to the handler; reading a member does not',
    `async function f() { try { a.b; c(); new D(); await e; throw g; } catch (x) { h(x); } i(); }`,
    `module 0()
  0 entry
  1 f#1 = unit 1
  2 exit
  3 escape

async function 1 f()
  0 entry
  1 evaluate a.b
  2 $0 = c()  → 3, throw 6
  3 $1 = new D()  → 4, throw 6
  4 $2 = (await e)  → 5, throw 6
  5 throw g  → throw 6
  6 x#2 = <CatchClause>
  7 $3 = h(x#2)  → 8, throw 10
  8 $4 = i()  → 9, throw 10
  9 exit
  10 escape`,
  ],
  [
    'a handler takes apart what was thrown',
    `try { f(); } catch ({ message, code = 1 }) { g(message); }`,
    `module 0()
  0 entry
  1 $0 = f()  → 9, throw 2
  2 $1 = <CatchClause>
  3 message#1 = $1.message
  4 if (=== $1.code undefined)  → true 6, false 5
  5 $2 = $1.code  → 7
  6 $2 = 1
  7 code#2 = $2
  8 $3 = g(message#1)  → 9, throw 10
  9 exit
  10 escape`,
  ],
  [
    'a handler that throws',
    `function f() { try { a(); } catch { throw b(); } }`,
    `module 0()
  0 entry
  1 f#1 = unit 1
  2 exit
  3 escape

function 1 f()
  0 entry
  1 $0 = a()  → 4, throw 2
  2 $1 = b()  → 3, throw 5
  3 throw $1  → throw 5
  4 exit
  5 escape`,
  ],
  [
    'a finalizer is run on each way out',
    `function f() { try { a(); if (b) return c(); } finally { d(); } e(); }`,
    `module 0()
  0 entry
  1 f#1 = unit 1
  2 exit
  3 escape

function 1 f()
  0 entry
  1 $0 = a()  → 2, throw 6
  2 if b  → true 3, false 5
  3 $1 = c()  → 4, throw 6
  4 return $1  → 7
  5 $2 = d()  → 8, throw 10
  6 $3 = d()  → 10, throw 10
  7 $4 = d()  → 9, throw 10
  8 $5 = e()  → 9, throw 10
  9 exit
  10 escape`,
  ],
  [
    'break and continue run the finalizer',
    `for (const x of l) { try { if (a) break; if (b) continue; } finally { c(); } d(); }`,
    `module 0()
  0 entry
  1 join
  2 if <ForOfStatement l>  → true 3, false 12
  3 x#1 = <ForOfStatement l>
  4 if a  → true 5, false 6
  5 join  → 9
  6 if b  → true 7, false 8
  7 join  → 10
  8 $0 = c()  → 11, throw 13
  9 $1 = c()  → 12, throw 13
  10 $2 = c()  → 1, throw 13
  11 $3 = d()  → 1, throw 13
  12 exit
  13 escape`,
  ],
  [
    'return in a finalizer takes over',
    `function f() { try { throw a; } finally { return b; } }`,
    `module 0()
  0 entry
  1 f#1 = unit 1
  2 exit
  3 escape

function 1 f()
  0 entry
  1 throw a  → throw 2
  2 return b
  3 exit
  4 escape`,
  ],
  [
    'try, catch and finally',
    `function f() { try { a(); } catch (e) { return b(e); } finally { c(); } d(); }`,
    `module 0()
  0 entry
  1 f#1 = unit 1
  2 exit
  3 escape

function 1 f()
  0 entry
  1 $0 = a()  → 5, throw 2
  2 e#2 = <CatchClause>
  3 $1 = b(e#2)  → 4, throw 6
  4 return $1  → 7
  5 $2 = c()  → 8, throw 10
  6 $3 = c()  → 10, throw 10
  7 $4 = c()  → 9, throw 10
  8 $5 = d()  → 9, throw 10
  9 exit
  10 escape`,
  ],
  [
    'finalizers within each other are run from the inside',
    `function f() { try { try { return a(); } finally { b(); } } finally { c(); } }`,
    `module 0()
  0 entry
  1 f#1 = unit 1
  2 exit
  3 escape

function 1 f()
  0 entry
  1 $0 = a()  → 2, throw 3
  2 return $0  → 4
  3 $1 = b()  → 5, throw 5
  4 $2 = b()  → 6, throw 5
  5 $3 = c()  → 8, throw 8
  6 $4 = c()  → 7, throw 8
  7 exit
  8 escape`,
  ],
  [
    'deep within finalizers the ways share one copy',
    `function f() { try { a; } finally { try { a; } finally { try { a; } finally { try { return b(); } finally { c; } d; } } } }`,
    `module 0()
  0 entry
  1 f#1 = unit 1
  2 exit
  3 escape

function 1 f()
  0 entry
  1 evaluate a
  2 evaluate a
  3 evaluate a
  4 $0 = b()  → 5, throw 6
  5 return $0
  6 evaluate c  → 9, 8
  7 (unreachable) evaluate d
  8 exit
  9 escape`,
  ],
];

describe('exceptions and finalizers', () => {
  test.each(cases)('%s', (_, code, graph) => {
    expect(flowText(code, 'a.ts')).toBe(graph);
  });
});
