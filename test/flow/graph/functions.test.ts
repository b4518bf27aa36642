import { describe, expect, test } from 'vitest';
import { flowText } from './graph-of.ts';

/** What it is about, code, graph. */
const cases: readonly (readonly [string, string, string])[] = [
  [
    'declarations are there before the first statement of their list',
    `f();
function f() { g(); { h(); function h() {} } }`,
    `module 0()
  0 entry
  1 f#1 = unit 1
  2 $0 = f#1()  → 3, throw 4
  3 exit
  4 escape

function 1 f()
  0 entry
  1 $0 = g()  → 2, throw 5
  2 h#2 = unit 2
  3 $1 = h#2()  → 4, throw 5
  4 exit
  5 escape

function 2 h()
  0 entry
  1 exit
  2 escape`,
  ],
  [
    'parameters',
    `function f(a, b = g(), { c, d: [e] }, ...rest) { return a; }
const h = ({ a } = {}) => a;
function i(...[x, y]) {}`,
    `module 0()
  0 entry
  1 f#1 = unit 1
  2 i#3 = unit 3
  3 h#2 = unit 2
  4 exit
  5 escape

function 1 f(a#4, b#5, $0, ...rest#8)
  0 entry
  1 if (=== b#5 undefined)  → true 3, false 2
  2 $1 = b#5  → 5
  3 $2 = g()  → 4, throw 10
  4 $1 = $2
  5 b#5 = $1
  6 c#6 = $0.c
  7 e#7 = $0.d.0
  8 return a#4
  9 exit
  10 escape

function 2 h($0)
  0 entry
  1 if (=== $0 undefined)  → true 3, false 2
  2 $1 = $0  → 4
  3 $1 = {}
  4 a#9 = $1.a
  5 return a#9
  6 exit
  7 escape

function 3 i(...$0)
  0 entry
  1 x#10 = $0.0
  2 y#11 = $0.1
  3 exit
  4 escape`,
  ],
  [
    'an arrow returns its expression',
    `const f = async (x) => await x;
const g = () => ({ a: 1 });
l.map((x) => x + 1);`,
    `module 0()
  0 entry
  1 f#1 = unit 1
  2 g#2 = unit 2
  3 $0 = l.map(unit 3)  → 4, throw 5
  4 exit
  5 escape

async function 1 f(x#3)
  0 entry
  1 $0 = (await x#3)  → 2, throw 4
  2 return $0
  3 exit
  4 escape

function 2 g()
  0 entry
  1 return {a: 1}
  2 exit
  3 escape

function 3(x#4)
  0 entry
  1 return (+ x#4 1)
  2 exit
  3 escape`,
  ],
  [
    'generators, nested functions, names',
    `const a = function* () { yield* b; };
o.m = function () {};
o.n = function named() {};
x = { p: () => 1, q() {} };
(() => {})();`,
    `module 0()
  0 entry
  1 a#1 = unit 1
  2 o.m = unit 2
  3 o.n = unit 3
  4 x = {p: unit 4, q: unit 5}
  5 $0 = unit 6()  → 6, throw 7
  6 exit
  7 escape

function 1 a()
  0 entry
  1 $0 = (yield b)  → 2, throw 3
  2 exit
  3 escape

function 2 m()
  0 entry
  1 exit
  2 escape

function 3 named()
  0 entry
  1 exit
  2 escape

function 4 p()
  0 entry
  1 return 1
  2 exit
  3 escape

function 5 q()
  0 entry
  1 exit
  2 escape

function 6()
  0 entry
  1 exit
  2 escape`,
  ],
  [
    'a class: what its body evaluates is a unit of its own',
    `class A extends f() { x = g(); static y = 1; [k()] = 2; #z; static { h(); } m(a) { return this.#z; } get p() { return 1; } [l()]() {} static async s() {} }`,
    `module 0()
  0 entry
  1 $0 = f()  → 2, throw 4
  2 A#2 = <ClassDeclaration $0>
  3 exit
  4 escape

class 1 A()
  0 entry
  1 $0 = g()  → 2, throw 11
  2 this.x = $0
  3 this.y = 1
  4 $1 = k()  → 5, throw 11
  5 this[$1] = 2
  6 this.#z = undefined
  7 $2 = h()  → 8, throw 11
  8 $3 = l()  → 9, throw 11
  9 evaluate $3
  10 exit
  11 escape

function 2 m(a#3)
  0 entry
  1 return this.#z
  2 exit
  3 escape

function 3 p()
  0 entry
  1 return 1
  2 exit
  3 escape

function 4()
  0 entry
  1 exit
  2 escape

async function 5 s()
  0 entry
  1 exit
  2 escape`,
  ],
  [
    'constructors and parameter properties',
    `class A { constructor(private a: string, public b = 1) { super(a); } abstract c(): void; declare d: number; }`,
    `module 0()
  0 entry
  1 A#2 = <ClassDeclaration>
  2 exit
  3 escape

class 1 A()
  0 entry
  1 exit
  2 escape

function 2 constructor(a#3, b#4)
  0 entry
  1 this.a = a#3
  2 if (=== b#4 undefined)  → true 4, false 3
  3 $0 = b#4  → 5
  4 $0 = 1
  5 b#4 = $0
  6 this.b = b#4
  7 $1 = super(a#3)  → 8, throw 9
  8 exit
  9 escape`,
  ],
  [
    'class expressions',
    `const A = class { m() {} };
x = class B extends C {};
export default class {}`,
    `module 0()
  0 entry
  1 A#1 = <ClassExpression>
  2 x = <ClassExpression C>
  3 evaluate <ClassDeclaration>
  4 exit
  5 escape

class 1 A()
  0 entry
  1 exit
  2 escape

function 2 m()
  0 entry
  1 exit
  2 escape

class 3 B()
  0 entry
  1 exit
  2 escape

class 4()
  0 entry
  1 exit
  2 escape`,
  ],
  [
    'decorators',
    `@a @b(c()) class A { @d() x = 1; @e m(@f() p) {} }`,
    `module 0()
  0 entry
  1 $0 = c()  → 2, throw 5
  2 $1 = b($0)  → 3, throw 5
  3 A#2 = <ClassDeclaration a $1>
  4 exit
  5 escape

class 1 A()
  0 entry
  1 $0 = d()  → 2, throw 6
  2 this.x = 1
  3 evaluate e
  4 $1 = f()  → 5, throw 6
  5 exit
  6 escape

function 2 m(p#3)
  0 entry
  1 exit
  2 escape`,
  ],
];

describe('functions and classes', () => {
  test.each(cases)('%s', (_, code, graph) => {
    expect(flowText(code, 'a.ts')).toBe(graph);
  });
});
