import { describe, expect, test } from 'vitest';
import { flowText } from './graph-of.ts';

/** What it is about, code, graph. */
const cases: readonly (readonly [string, string, string])[] = [
  [
    'declarations',
    `let a;
const b = 1, c = f();
var d = b;`,
    `module 0()
  0 entry
  1 evaluate undefined
  2 b#2 = 1
  3 $0 = f()  → 4, throw 7
  4 c#3 = $0
  5 d#4 = b#2
  6 exit
  7 escape`,
  ],
  [
    'objects are taken apart',
    `const { a, b: c, 'd-e': f, [k()]: g, ...rest } = o;
const { h: { i } } = o.p();
const {} = o;`,
    `module 0()
  0 entry
  1 a#1 = o.a
  2 c#2 = o.b
  3 f#3 = o.d-e
  4 $0 = k()  → 5, throw 11
  5 g#4 = o[$0]
  6 rest#5 = (rest o "a" "b" "d-e" $0)
  7 $1 = o.p()  → 8, throw 11
  8 i#6 = $1.h.i
  9 evaluate o
  10 exit
  11 escape`,
  ],
  [
    'lists are taken apart',
    `const [a, , b, ...[c]] = f();`,
    `module 0()
  0 entry
  1 $0 = f()  → 2, throw 7
  2 a#1 = $0.0
  3 b#2 = $0.2
  4 $1 = (slice $0 3)
  5 c#3 = $1.0
  6 exit
  7 escape`,
  ],
  [
    'default values',
    `const { a = 1, b: { c = f() } = {} } = o;
const [d = e] = l;`,
    `module 0()
  0 entry
  1 if (=== o.a undefined)  → true 3, false 2
  2 $0 = o.a  → 4
  3 $0 = 1
  4 a#1 = $0
  5 if (=== o.b undefined)  → true 7, false 6
  6 $1 = o.b  → 8
  7 $1 = {}
  8 if (=== $1.c undefined)  → true 10, false 9
  9 $2 = $1.c  → 12
  10 $3 = f()  → 11, throw 18
  11 $2 = $3
  12 c#2 = $2
  13 if (=== l.0 undefined)  → true 15, false 14
  14 $4 = l.0  → 16
  15 $4 = e
  16 d#3 = $4
  17 exit
  18 escape`,
  ],
  [
    'assignments to patterns',
    `({ a: b.c, d } = o);
[a, b] = [b, a];
x = { y } = z;`,
    `module 0()
  0 entry
  1 $0 = o
  2 b.c = $0.a
  3 d = $0.d
  4 $1 = [b, a]
  5 a = $1.0
  6 b = $1.1
  7 $2 = z
  8 y = $2.y
  9 x = $2
  10 exit
  11 escape`,
  ],
  [
    'what is no storage',
    `f() = 1;
f()++;`,
    `module 0()
  0 entry
  1 $0 = f()  → 2, throw 6
  2 evaluate <AssignmentExpression $0 1>
  3 $1 = f()  → 4, throw 6
  4 evaluate (++ $1)
  5 exit
  6 escape`,
  ],
];

describe('what a value is assigned to', () => {
  test.each(cases)('%s', (_, code, graph) => {
    expect(flowText(code, 'a.ts')).toBe(graph);
  });
});
