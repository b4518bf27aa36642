import { describe, expect, test } from 'vitest';
import { flowText } from './graph-of.ts';

/** What it is about, code, graph. */
const cases: readonly (readonly [string, string, string])[] = [
  [
    'nested calls come before what uses them',
    `f(g(a), h.i(b)).j(c);`,
    `module 0()
  0 entry
  1 $0 = g(a)  → 2, throw 6
  2 $1 = h.i(b)  → 3, throw 6
  3 $2 = f($0, $1)  → 4, throw 6
  4 $3 = $2.j(c)  → 5, throw 6
  5 exit
  6 escape`,
  ],
  [
    'what is evaluated for nothing',
    `a; a.b; -a; 1; f;`,
    `module 0()
  0 entry
  1 evaluate a
  2 evaluate a.b
  3 evaluate (- a)
  4 evaluate 1
  5 evaluate f
  6 exit
  7 escape`,
  ],
  [
    'literals, texts with insertions, lists, records',
    `x = [1, 'a', null, true, , ...b, /r/, 1n];
y = { a, 'b-c': 1, [k()]: 2, ...d, m() {}, get g() { return 1; }, f: () => 2 };
z = \`a\${b}c\${d()}\`;`,
    `module 0()
  0 entry
  1 x = [1, "a", null, true, undefined, ...b, <Literal>, <Literal>]
  2 $0 = k()  → 3, throw 7
  3 y = {a: a, b-c: 1, [$0]: 2, ...d, m: unit 1, g: unit 2, f: unit 3}
  4 $1 = d()  → 5, throw 7
  5 z = \`"a" b "c" $1\`
  6 exit
  7 escape

function 1 m()
  0 entry
  1 exit
  2 escape

function 2 g()
  0 entry
  1 return 1
  2 exit
  3 escape

function 3 f()
  0 entry
  1 return 2
  2 exit
  3 escape`,
  ],
  [
    'operators, casts, sequences',
    `x = typeof a + (b, c as T) * d!.e;
y = <T>a satisfies U;`,
    `module 0()
  0 entry
  1 evaluate b
  2 x = (+ (typeof a) (* (, (as c)) d.e))
  3 y = (satisfies (as a))
  4 exit
  5 escape`,
  ],
  [
    'assignments',
    `a = b = f();
a.b += 1;
a[i()] = c;
a &&= d; a ||= f(); a ??= 1;`,
    `module 0()
  0 entry
  1 $0 = f()  → 2, throw 15
  2 b = $0
  3 a = b
  4 a.b = (+ a.b 1)
  5 $1 = i()  → 6, throw 15
  6 a[$1] = c
  7 if a  → true 8, false 9
  8 a = d
  9 if a  → true 12, false 10
  10 $2 = f()  → 11, throw 15
  11 a = $2
  12 if (== a null)  → true 13, false 14
  13 a = 1
  14 exit
  15 escape`,
  ],
  [
    'counting up, wanted and not',
    `a++;
x = b++;
y = --c.d;`,
    `module 0()
  0 entry
  1 a = (++ a)
  2 $0 = b
  3 b = (++ $0)
  4 x = $0
  5 c.d = (-- c.d)
  6 y = c.d
  7 exit
  8 escape`,
  ],
  [
    'the old value is used where it was read before the new one was written',
    `let a = 0, x;
f(a, a = 1);
x = a + a++;
a += a = 2;
a.b(a = c);`,
    `module 0()
  0 entry
  1 a#1 = 0
  2 evaluate undefined
  3 $0 = a#1
  4 a#1 = 1
  5 $1 = f($0, a#1)  → 6, throw 17
  6 $2 = a#1
  7 $3 = a#1
  8 a#1 = (++ $3)
  9 x#2 = (+ $2 $3)
  10 $4 = a#1
  11 a#1 = 2
  12 a#1 = (+ $4 a#1)
  13 $5 = a#1.b
  14 a#1 = c
  15 $6 = $5(a#1)  → 16, throw 17
  16 exit
  17 escape`,
  ],
  [
    'members, indexes, private names',
    `a.b.c['d'][0][i];
f().g.h;
[1].length;
(a as any).b!.c;`,
    `module 0()
  0 entry
  1 evaluate a.b.c.d.0[i]
  2 $0 = f()  → 3, throw 7
  3 evaluate $0.g.h
  4 evaluate [1].length
  5 evaluate a.b.c
  6 exit
  7 escape`,
  ],
  [
    'short circuits are branches',
    `x = a && b();
y = a || b || c;
z = a ?? b;
a && b();
a || b();
a ?? b();`,
    `module 0()
  0 entry
  1 if a  → true 3, false 2
  2 $0 = a  → 5
  3 $1 = b()  → 4, throw 23
  4 $0 = $1
  5 x = $0
  6 if a  → true 7, false 8
  7 $2 = a  → 11
  8 if b  → true 9, false 10
  9 $2 = b  → 11
  10 $2 = c
  11 y = $2
  12 if (== a null)  → true 14, false 13
  13 $3 = a  → 15
  14 $3 = b
  15 z = $3
  16 if a  → true 17, false 18
  17 $4 = b()  → 18, throw 23
  18 if a  → true 20, false 19
  19 $5 = b()  → 20, throw 23
  20 if (== a null)  → true 21, false 22
  21 $6 = b()  → 22, throw 23
  22 exit
  23 escape`,
  ],
  [
    'choices',
    `x = a ? b() : c ? d : e;
a ? b() : c();`,
    `module 0()
  0 entry
  1 if a  → true 2, false 4
  2 $1 = b()  → 3, throw 12
  3 $0 = $1  → 7
  4 if c  → true 5, false 6
  5 $0 = d  → 7
  6 $0 = e
  7 x = $0
  8 if a  → true 9, false 10
  9 $2 = b()  → 11, throw 12
  10 $3 = c()  → 11, throw 12
  11 exit
  12 escape`,
  ],
  [
    'conditions branch without a value',
    `if (a && (b || !c)) f();
if (!(a && b)) g();
if (!a) h();`,
    `module 0()
  0 entry
  1 if a  → true 2, false 5
  2 if b  → true 4, false 3
  3 if (! c)  → true 4, false 5
  4 $0 = f()  → 5, throw 11
  5 if a  → true 6, false 7
  6 if b  → true 8, false 7
  7 $1 = g()  → 8, throw 11
  8 if (! a)  → true 9, false 10
  9 $2 = h()  → 10, throw 11
  10 exit
  11 escape`,
  ],
  [
    'optional chains are left early',
    `x = a?.b.c(d());
a?.();
a.b?.[i]?.c;
delete a?.b;`,
    `module 0()
  0 entry
  1 if (== a null)  → true 5, false 2
  2 $0 = d()  → 3, throw 17
  3 $1 = a.b.c($0)  → 4, throw 17
  4 $2 = $1  → 6
  5 $2 = undefined
  6 x = $2
  7 if (== a null)  → true 9, false 8
  8 $3 = a()  → 9, throw 17
  9 if (== a.b null)  → true 12, false 10
  10 if (== a.b[i] null)  → true 12, false 11
  11 evaluate a.b[i].c
  12 if (== a null)  → true 14, false 13
  13 $4 = a.b  → 15
  14 $4 = undefined
  15 evaluate (delete $4)
  16 exit
  17 escape`,
  ],
  [
    'new, tagged templates, import(), super, this',
    `x = new C(a, ...b);
y = tag\`a\${b}c\`;
z = import('./m');
class D extends E { m() { super.m(this.a, arguments); } }`,
    `module 0()
  0 entry
  1 $0 = new C(a, ...b)  → 2, throw 9
  2 x = $0
  3 $1 = tag(["a", "c"], b)  → 4, throw 9
  4 y = $1
  5 $2 = import("./m")  → 6, throw 9
  6 z = $2
  7 D#2 = <ClassDeclaration E>
  8 exit
  9 escape

class 1 D()
  0 entry
  1 exit
  2 escape

function 2 m()
  0 entry
  1 $0 = super.m(this.a, arguments)  → 2, throw 3
  2 exit
  3 escape`,
  ],
  [
    'await and yield may throw',
    `async function* f() { const x = await g(); const y = yield x; yield; await (await h).i; }`,
    `module 0()
  0 entry
  1 f#1 = unit 1
  2 exit
  3 escape

async function 1 f()
  0 entry
  1 $0 = g()  → 2, throw 10
  2 $1 = (await $0)  → 3, throw 10
  3 x#2 = $1
  4 $2 = (yield x#2)  → 5, throw 10
  5 y#3 = $2
  6 $3 = (yield undefined)  → 7, throw 10
  7 $4 = (await h)  → 8, throw 10
  8 $5 = (await $4.i)  → 9, throw 10
  9 exit
  10 escape`,
  ],
];

describe('expressions are steps in the order of evaluation', () => {
  test.each(cases)('%s', (_, code, graph) => {
    expect(flowText(code, 'a.ts')).toBe(graph);
  });
});
