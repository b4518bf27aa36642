import { describe, expect, test } from 'vitest';
import { flowText } from './graph-of.ts';

/** What it is about, code, graph. */
const cases: readonly (readonly [string, string, string])[] = [
  [
    'while, and do while',
    `while (a()) b();
do c(); while (d && e);`,
    `module 0()
  0 entry
  1 join
  2 $0 = a()  → 3, throw 10
  3 if $0  → true 4, false 5
  4 $1 = b()  → 1, throw 10
  5 join
  6 $2 = c()  → 7, throw 10
  7 if d  → true 8, false 9
  8 if e  → true 5, false 9
  9 exit
  10 escape`,
  ],
  [
    'for',
    `for (let i = 0; i < n; i++) f(i);
for (;;) g();
h();`,
    `module 0()
  0 entry
  1 i#1 = 0
  2 join
  3 if (< i#1 n)  → true 4, false 6
  4 $0 = f(i#1)  → 5, throw 10
  5 i#1 = (++ i#1)  → 2
  6 join
  7 $1 = g()  → 6, throw 10
  8 (unreachable) $2 = h()  → 9, throw 10
  9 exit
  10 escape`,
  ],
  [
    'for of and for in assign an unknown of the collection each round',
    `for (const x of f()) g(x);
for (k in o.p) h(k);
for (const { a, b = 1 } of l) i(a);`,
    `module 0()
  0 entry
  1 $0 = f()  → 2, throw 20
  2 join
  3 if <ForOfStatement $0>  → true 4, false 6
  4 x#1 = <ForOfStatement $0>
  5 $1 = g(x#1)  → 2, throw 20
  6 join
  7 if <ForInStatement o.p>  → true 8, false 10
  8 k = <ForInStatement o.p>
  9 $2 = h(k)  → 6, throw 20
  10 join
  11 if <ForOfStatement l>  → true 12, false 19
  12 $3 = <ForOfStatement l>
  13 a#2 = $3.a
  14 if (=== $3.b undefined)  → true 16, false 15
  15 $4 = $3.b  → 17
  16 $4 = 1
  17 b#3 = $4
  18 $5 = i(a#2)  → 10, throw 20
  19 exit
  20 escape`,
  ],
  [
    'for await',
    `async function f(l) { for await (const x of l) g(x); }`,
    `module 0()
  0 entry
  1 f#1 = unit 1
  2 exit
  3 escape

async function 1 f(l#2)
  0 entry
  1 join
  2 evaluate <ForOfStatement l#2>  → 3, throw 7
  3 if <ForOfStatement l#2>  → true 4, false 6
  4 x#3 = <ForOfStatement l#2>
  5 $0 = g(x#3)  → 1, throw 7
  6 exit
  7 escape`,
  ],
  [
    'break and continue',
    `while (a) { if (b) break; if (c) continue; d(); }`,
    `module 0()
  0 entry
  1 join
  2 if a  → true 3, false 8
  3 if b  → true 4, false 5
  4 join  → 8
  5 if c  → true 6, false 7
  6 join  → 1
  7 $0 = d()  → 1, throw 9
  8 exit
  9 escape`,
  ],
  [
    'labels',
    `outer: for (const a of l) { inner: while (b) { if (c) continue outer; if (d) break outer; if (e) break inner; break; } f(); }
block: { if (a) break block; g(); }`,
    `module 0()
  0 entry
  1 join
  2 if <ForOfStatement l>  → true 3, false 14
  3 a#1 = <ForOfStatement l>
  4 join
  5 if b  → true 6, false 13
  6 if c  → true 7, false 8
  7 join  → 1
  8 if d  → true 9, false 10
  9 join  → 14
  10 if e  → true 11, false 12
  11 join  → 13
  12 join
  13 $0 = f()  → 1, throw 18
  14 if a  → true 15, false 16
  15 join  → 17
  16 $1 = g()  → 17, throw 18
  17 exit
  18 escape`,
  ],
  [
    'a loop for ever is left by jumps only',
    `while (true) { if (a) break; }
do { b(); } while (true);
c();`,
    `module 0()
  0 entry
  1 join
  2 if true  → true 3
  3 if a  → true 4, false 1
  4 join
  5 join
  6 $0 = b()  → 7, throw 10
  7 if true  → true 5
  8 (unreachable) $1 = c()  → 9, throw 10
  9 exit
  10 escape`,
  ],
];

describe('loops', () => {
  test.each(cases)('%s', (_, code, graph) => {
    expect(flowText(code, 'a.ts')).toBe(graph);
  });
});
