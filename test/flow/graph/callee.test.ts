import { describe, expect, test } from 'vitest';
import { callbacksOf } from '../../../engine/flow/callee.ts';
import type { Callee, FlowGraph } from '../../../engine/flow/graph.ts';
import { graphOf } from './graph-of.ts';

function inWords(callee: Callee): string {
  switch (callee.kind) {
    case 'unit':
      return `${callee.unit.kind} ${callee.unit.name ?? ''}@${callee.unit.node.range[0]}`;
    case 'import':
      return `${callee.name} from ${callee.from}`;
    case 'external':
      return `external ${callee.name}`;
    case 'unknown': {
      const { name, reason, parameter, wraps } = callee;
      const passed = parameter ? ` (${parameter.index} of ${parameter.unit.name ?? ''})` : '';
      const runs = wraps ? `, runs ${inWords({ kind: 'unit', unit: wraps })}` : '';
      return `${name ?? '?'}: ${reason}${passed}${runs}`;
    }
  }
}

/** Each call as text, with what it runs. */
function callees(code: string): readonly string[] {
  const { graph } = graphOf(code);
  return graph.units.flatMap(({ points }) =>
    points.flatMap(({ instruction }) =>
      instruction.kind === 'call'
        ? [`${code.slice(...instruction.node.range)} → ${inWords(graph.calleeOf(instruction.node))}`]
        : [],
    ),
  );
}

const cases: readonly (readonly [string, string, readonly string[]])[] = [
  ['a function declaration', 'f(); function f() {}', ['f() → function f@5']],
  ['one with overloads', 'f(); function f(a: 1): 2; function f() {}', ['f() → function f@26']],
  ['a constant', 'const f = () => 1, g = f; g();', ['g() → function f@10']],
  [
    'through casts, sequences and optional calls',
    'const f = () => 1; (f as any)!(); (0, f)(); f?.();',
    ['(f as any)!() → function f@10', '(0, f)() → function f@10', 'f?.() → function f@10'],
  ],
  [
    'what a call makes of a function',
    'const f = cache(async () => 1); f(); make(() => 2)(); function make(g) {}',
    [
      'cache(async () => 1) → external cache',
      'f() → ?: it is what a call returns, runs function @16',
      'make(() => 2) → function make@54',
      'make(() => 2)() → ?: it is what a call returns',
    ],
  ],
  [
    'bound, called and applied',
    'function f() {} const g = f.bind(o), h = f.bind(o, 1); g(); h(); f.call(o); f.apply(o);',
    [
      'f.bind(o) → bind: it is a member of a function',
      'f.bind(o, 1) → bind: it is a member of a function',
      'g() → function f@0',
      'h() → ?: its first arguments are bound before, runs function f@0',
      'f.call(o) → call: it is a member of a function, runs function f@0',
      'f.apply(o) → apply: it is a member of a function, runs function f@0',
    ],
  ],
  [
    'through its own exports',
    'exports.f = () => 1; exports.f(); module.exports.f(); exports.g();',
    ['exports.f() → function f@12', 'module.exports.f() → function f@12', 'exports.g() → external exports.g'],
  ],
  [
    'itself',
    'const a = a; a(); const b = c, c = b; b();',
    ['a() → ?: it is passed on too often', 'b() → ?: it is passed on too often'],
  ],
  ['assigned again', 'let f = () => 1; f = g; f();', ['f() → f: it is assigned again']],
  [
    'a member of an object',
    "const o = { a() {}, b: { 'c-d': () => 1 } }; o.a(); o.b['c-d'](); o.z();",
    ['o.a() → function a@13', "o.b['c-d']() → function c-d@32", 'o.z() → z: the object has no such member'],
  ],
  ['taken out of an object', 'const { a: { b: f } } = { a: { b: () => 1 } }; f();', ['f() → function b@34']],
  ['a spread behind', 'const o = { a() {}, ...p }; o.a();', ['o.a() → a: the object is put together from others']],
  ['written into', 'const o = { a() {} }; o.a = b; o.a();', ['o.a() → a: members of the object are assigned again']],
  ['`this` in an object', 'const o = { a() { this.b(); }, b() {} };', ['this.b() → function b@32']],
  [
    '`this` in a class',
    'class A { m() { this.n(); this.#p(); this.f(); } n() {} #p() {} f = () => 1; }',
    ['this.n() → function n@50', 'this.#p() → function #p@58', 'this.f() → function f@68'],
  ],
  [
    'inherited',
    'class A { m() {} static s() {} constructor() {} } class B extends A { n() { this.m(); super.m(); } constructor() { super(); } } B.s();',
    [
      'B.s() → function s@25',
      'this.m() → function m@11',
      'super.m() → function m@11',
      'super() → function constructor@42',
    ],
  ],
  [
    'static and instance members are not the same',
    'class A { m() {} static s() {} } A.m(); A.s(); const a = new A(); a.m(); a.s();',
    [
      'A.m() → m: the class has no such member',
      'A.s() → function s@25',
      'new A() → class A@0',
      'a.m() → function m@11',
      'a.s() → s: the class has no such member',
    ],
  ],
  ['constructors', 'class A { constructor() {} } class B extends A {} new B();', ['new B() → function constructor@21']],
  [
    'called at once',
    '(function () {})(); (() => 1)();',
    ['(function () {})() → function @1', '(() => 1)() → function @21'],
  ],
  [
    'imports',
    "import d, { a as b } from 'm'; import * as n from 'n'; b(); d(); d.x(); n.y(); new n.C().z(); b`t`;",
    [
      'b() → a from m',
      'd() → default from m',
      'd.x() → default.x from m',
      'n.y() → y from n',
      'new n.C() → C from n',
      'new n.C().z() → C#.z from n',
      'b`t` → a from m',
    ],
  ],
  [
    'require',
    "const m = require('m'), { a: b } = require('n'); m.x(); b(); m(); require('o').c();",
    [
      "require('m') → external require",
      "require('n') → external require",
      'm.x() → x from m',
      'b() → a from n',
      'm() → default from m',
      "require('o') → external require",
      "require('o').c() → c from o",
    ],
  ],
  [
    'import()',
    "async () => { (await import('m')).f(); const { g } = await import('n'); g(); import(h); };",
    [
      "import('m') → external import",
      "(await import('m')).f() → f from m",
      "import('n') → external import",
      'g() → g from n',
      'import(h) → external import',
    ],
  ],
  ['import =', "import m = require('m'); m.f();", ["require('m') → external require", 'm.f() → f from m']],
  [
    'what nothing declares',
    "fetch(); console.log(); 'a'.trim(); `a`.at(); [1].map(f); /a/.test(b); new URL(a).toString();",
    [
      'fetch() → external fetch',
      'console.log() → external console.log',
      "'a'.trim() → external String.prototype.trim",
      '`a`.at() → external String.prototype.at',
      '[1].map(f) → external Array.prototype.map',
      '/a/.test(b) → external RegExp.prototype.test',
      'new URL(a) → external URL',
      'new URL(a).toString() → external URL.prototype.toString',
    ],
  ],
  [
    'parameters',
    'function f(a, { b }) { a(); b(); a.c(); }',
    ['a() → a: it is a parameter (0 of f)', 'b() → b: it is a parameter', 'a.c() → c: it is a member of a parameter'],
  ],
  [
    'what is not known',
    'a()(); b[c](); function f() { this.g(); } let h; h();',
    [
      'a() → external a',
      'a()() → ?: it is what a call returns',
      'b[c]() → ?: the name of the member is computed',
      'h() → h: it is assigned again',
      'this.g() → g: what `this` is depends on the caller',
    ],
  ],
  ['getters', 'const o = { get a() { return b; } }; o.a();', ['o.a() → a: it is computed by a getter']],
  ['JSX runs nothing', 'function A() {} <A />;', ['<A /> → ?: an element does not run its component']],
];

describe('what a call runs', () => {
  test.each(cases)('%s', (_, code, expected) => {
    expect(callees(code)).toEqual(expected);
  });

  test('of a node as of its instruction', () => {
    const { graph, node } = graphOf('const f = () => 1; f();');
    expect(inWords(graph.calleeOf(node('f()')))).toBe('function f@10');
    expect(inWords(graph.calleeOf(node('1')))).toBe('?: it is no call');
  });

  test('callbacks', () => {
    const { graph } = graphOf('const f = () => 1; g(a, f, (x) => x, ...f, { h() {} });');
    const found = graph.units[0]!.points.flatMap(({ instruction }) =>
      instruction.kind === 'call'
        ? callbacksOf(graph, instruction).map(({ argument, unit }) => `${argument}: ${unit.id}`)
        : [],
    );
    expect(found).toEqual(['1: 1', '2: 2']);
  });
});

function exported(graph: FlowGraph): Readonly<Record<string, string>> {
  return Object.fromEntries([...graph.exports].map(([name, callee]) => [name, inWords(callee)]));
}

describe('what a module exports', () => {
  test.each<readonly [string, string, Readonly<Record<string, string>>]>([
    [
      'declarations',
      'export function f() {} export const g = () => 1, n = 1;',
      { f: 'function f@7', g: 'function g@40' },
    ],
    [
      'by other names',
      "const a = () => 1; export { a as b, a as default }; export { c } from 'm';",
      { b: 'function a@10', default: 'function a@10', c: 'c from m' },
    ],
    ['a default function', 'export default function () {}', { default: 'function default@15' }],
    ['a default arrow', 'export default () => 1;', { default: 'function default@15' }],
    [
      'members of an object',
      'export const o = { a() {}, b: { c: () => 1 }, get d() { return 1; } } as const;',
      { 'o.a': 'function a@20', 'o.b.c': 'function c@35' },
    ],
    [
      'a class and its instances',
      'class A { i() {} } export class B extends A { m() {} static s() {} #p() {} get g() { return 1; } } export const b = new B();',
      {
        'B#.i': 'function i@11',
        'B#.m': 'function m@47',
        'B.s': 'function s@61',
        'b.i': 'function i@11',
        'b.m': 'function m@47',
      },
    ],
    [
      'CommonJS',
      'module.exports = { f, g: () => 1 }; exports.h = () => 2; module.exports.i = f; function f() {}',
      {
        'default.f': 'function f@79',
        'default.g': 'function g@25',
        f: 'function f@79',
        g: 'function g@25',
        h: 'function h@48',
        i: 'function f@79',
      },
    ],
    ['a CommonJS function', 'exports = module.exports = function f() {};', { default: 'function f@27' }],
    [
      'what other modules declare',
      "import a, { b } from './m'; import * as n from './n'; export { a, b as c, n }; export * as o from './o'; export const d = { b };",
      { a: 'default from ./m', c: 'b from ./m', n: '* from ./n', o: '* from ./o', 'd.b': 'b from ./m' },
    ],
    ['an instance of an imported class', "import { S } from './s'; export const s = new S();", { s: 'S# from ./s' }],
    [
      'taken out of an object, and wrapped',
      'export const { f, g: { h } } = { f() {}, g: { h: () => 1 } }; export const i = withUser(() => 2);',
      { f: 'function f@34', h: 'function h@49', i: '?: it is what a call returns, runs function @88' },
    ],
    ['itself', 'export const a = a;', {}],
    ['export =', 'export = () => 1;', { default: 'function @9' }],
  ])('%s', (_, code, expected) => {
    expect(exported(graphOf(code, 'a.ts').graph)).toEqual(expected);
  });

  test('all of other modules', () => {
    expect(graphOf("export * from './a'; export * as b from './b'; export * from 'c';").graph.stars).toEqual([
      './a',
      'c',
    ]);
  });
});
