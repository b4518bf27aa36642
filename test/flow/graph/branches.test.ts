import { describe, expect, test } from 'vitest';
import { flowText } from './graph-of.ts';

/** What it is about, code, graph. */
const cases: readonly (readonly [string, string, string])[] = [
  [
    'if, else if, else',
    `if (a) b(); else if (c()) d(); else e();
f();`,
    `module 0()
  0 entry
  1 if a  → true 2, false 3
  2 $0 = b()  → 7, throw 9
  3 $1 = c()  → 4, throw 9
  4 if $1  → true 5, false 6
  5 $2 = d()  → 7, throw 9
  6 $3 = e()  → 7, throw 9
  7 $4 = f()  → 8, throw 9
  8 exit
  9 escape`,
  ],
  [
    'switch tests in order and falls through',
    `switch (f()) { case 1: a(); case g(): b(); break; default: c(); case 'x': d(); }
e();`,
    `module 0()
  0 entry
  1 $0 = f()  → 2, throw 13
  2 if (=== $0 1)  → true 6, false 3
  3 $1 = g()  → 4, throw 13
  4 if (=== $0 $1)  → true 7, false 5
  5 if (=== $0 "x")  → true 10, false 9
  6 $2 = a()  → 7, throw 13
  7 $3 = b()  → 8, throw 13
  8 join  → 11
  9 $4 = c()  → 10, throw 13
  10 $5 = d()  → 11, throw 13
  11 $6 = e()  → 12, throw 13
  12 exit
  13 escape`,
  ],
  [
    'switch without default may do nothing',
    `switch (x) { case 1: a(); }`,
    `module 0()
  0 entry
  1 $0 = x
  2 if (=== $0 1)  → true 3, false 4
  3 $1 = a()  → 4, throw 5
  4 exit
  5 escape`,
  ],
  [
    'continue in a switch belongs to the loop',
    `for (const x of l) { switch (x) { case 1: continue; case 2: break; } a(); }`,
    `module 0()
  0 entry
  1 join
  2 if <ForOfStatement l>  → true 3, false 10
  3 x#1 = <ForOfStatement l>
  4 $0 = x#1
  5 if (=== $0 1)  → true 7, false 6
  6 if (=== $0 2)  → true 8, false 9
  7 join  → 1
  8 join
  9 $1 = a()  → 1, throw 11
  10 exit
  11 escape`,
  ],
  [
    'what comes behind a jump is there, without predecessors',
    `function f() { return 1; g(); }
function h() { for (;;) { break; i(); } }`,
    `module 0()
  0 entry
  1 f#1 = unit 1
  2 h#2 = unit 2
  3 exit
  4 escape

function 1 f()
  0 entry
  1 return 1  → 3
  2 (unreachable) $0 = g()  → 3, throw 4
  3 exit
  4 escape

function 2 h()
  0 entry
  1 join
  2 join  → 4
  3 (unreachable) $0 = i()  → 1, throw 5
  4 exit
  5 escape`,
  ],
];

describe('branches', () => {
  test.each(cases)('%s', (_, code, graph) => {
    expect(flowText(code, 'a.ts')).toBe(graph);
  });
});
