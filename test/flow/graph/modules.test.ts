import { describe, expect, test } from 'vitest';
import { flowText } from './graph-of.ts';

/** What it is about, code, graph. */
const cases: readonly (readonly [string, string, string])[] = [
  [
    'imports have no steps, exported declarations have theirs',
    `import a, { b } from 'm';
export { a };
export * from 'n';
export const c = b();
export function d() {}
export class E {}
export default f(c);`,
    `module 0()
  0 entry
  1 d#4 = unit 1
  2 $0 = b#2()  → 3, throw 7
  3 c#3 = $0
  4 E#6 = <ClassDeclaration>
  5 $1 = f(c#3)  → 6, throw 7
  6 exit
  7 escape

function 1 d()
  0 entry
  1 exit
  2 escape

class 2 E()
  0 entry
  1 exit
  2 escape`,
  ],
  [
    'default exports',
    `export default function () { g(); }`,
    `module 0()
  0 entry
  1 evaluate unit 1
  2 exit
  3 escape

function 1 default()
  0 entry
  1 $0 = g()  → 2, throw 3
  2 exit
  3 escape`,
  ],
  [
    'an exported arrow',
    `export default () => 1;`,
    `module 0()
  0 entry
  1 evaluate unit 1
  2 exit
  3 escape

function 1 default()
  0 entry
  1 return 1
  2 exit
  3 escape`,
  ],
  [
    'types do not run',
    `interface A { b: typeof c }
type T = ReturnType<typeof f>;
declare const x: number;
declare function g(): void;
declare class C {}
declare namespace N { const y: 1 }
function h(a: string): void;
function h(a: any) {}
abstract class D { abstract m(): void }`,
    `module 0()
  0 entry
  1 h#7 = unit 1
  2 D#13 = <ClassDeclaration>
  3 exit
  4 escape

function 1 h(a#12)
  0 entry
  1 exit
  2 escape

class 2 D()
  0 entry
  1 exit
  2 escape`,
  ],
  [
    'enums, namespaces, import =, export =',
    `enum A { x, y = 3, z, 'a-b' = f(), w }
declare enum B { x }
namespace N { export const a = g(); h(a); }
import fs = require('fs');
import C = N.a;
export = fs;`,
    `module 0()
  0 entry
  1 $0 = f()  → 2, throw 11
  2 A#1 = {x: 0, y: 3, z: 4, a-b: $0, w: <TSEnumMember>}
  3 $1 = g()  → 4, throw 11
  4 a#12 = $1
  5 $2 = h(a#12)  → 6, throw 11
  6 $3 = require("fs")  → 7, throw 11
  7 fs#4 = $3
  8 C#5 = N#3.a
  9 evaluate fs#4
  10 exit
  11 escape`,
  ],
  [
    'with, debugger, empty statements, directives',
    `'use strict';
with (f()) g();
;
debugger;`,
    `module 0()
  0 entry
  1 evaluate "use strict"
  2 $0 = f()  → 3, throw 7
  3 evaluate $0
  4 $1 = g()  → 5, throw 7
  5 evaluate undefined
  6 exit
  7 escape`,
  ],
];

describe('modules and TypeScript', () => {
  test.each(cases)('%s', (_, code, graph) => {
    expect(flowText(code, 'a.ts')).toBe(graph);
  });
});
