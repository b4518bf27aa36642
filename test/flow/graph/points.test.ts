import { describe, expect, test } from 'vitest';
import { printInstruction } from './print.ts';
import { pointAt } from '../../../engine/flow/points.ts';
import { graphOf } from './graph-of.ts';

/** What it is about, code, the text of the node, the instructions of its points. */
const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
  ['a call', 'x = f(g(a));', 'g(a)', ['$0 = g(a)']],
  ['an identifier', 'x = f(a);', 'a', ['$0 = f(a)']],
  ['a member and what it is a member of', 'x = a.b.c;', 'a.b', ['x = a.b.c']],
  ['a member that is called', 'a.b(c);', 'a.b', ['$0 = a.b(c)']],
  ['a member of what a call returned', 'f().a.b;', 'f().a', ['evaluate $0.a.b']],
  ['a condition', 'if (a.b) c();', 'a.b', ['if a.b']],
  ['a call as condition: the call, then the branch', 'if (f()) c();', 'f()', ['$0 = f()', 'if $0']],
  ['a conjunction as condition', 'if (a && b) c();', 'a && b', ['if a']],
  ['the value of a conjunction', 'f(a && b);', 'a && b', ['$1 = f($0)']],
  ['a statement: its first step', 'f(); return_(g(a), h());', 'return_(g(a), h());', ['$1 = g(a)']],
  ['a loop', 'g(); for (let i = 0; i < 1; i++) f();', 'for (let i = 0; i < 1; i++) f();', ['i#1 = 0']],
  ['an assignment', 'x = f();', 'x = f()', ['x = $0']],
  ['a declaration', 'const x = f();', 'x = f()', ['x#1 = $0']],
  ['a declaration that takes apart', 'const { a, b } = f();', '{ a, b } = f()', ['a#1 = $0.a']],
  ['a name that is declared', 'const { a, b: c } = f();', 'c', ['c#2 = $0.b']],
  ['a parameter', 'function f(a = 1) { g(); }', 'a = 1', ['entry', 'if (=== a#2 undefined)', '$0 = a#2', 'a#2 = $0']],
  ['await', 'async () => { f(await g()); };', 'await g()', ['$1 = (await $0)']],
  ['an optional chain', 'f(a?.b);', 'a?.b', ['$1 = f($0)']],
  ['casts around storage', '(a as any).b = 1;', 'a as any', ['a.b = 1']],
  ['code of a finalizer: once for each way', 'try { a(); } finally { f(b); }', 'f(b)', ['$1 = f(b)', '$2 = f(b)']],
  ['a function', 'f(() => 1);', '() => 1', ['$0 = f(unit 1)']],
  ['a function declaration', 'f(); function g() {}', 'function g() {}', ['g#1 = unit 1']],
  ['a JSX element', 'f(<a b={c} />);', '<a b={c} />', ['$0 = "a"(c)']],
  ['a type', 'let x: Foo;', 'Foo', []],
  ['a key', 'x = { a: b };', 'a', []],
];

describe('which points stand for a node', () => {
  test.each(cases)('%s', (_, code, text, expected) => {
    const { graph, node } = graphOf(code, code.includes('<') && code.includes('/>') ? 'a.tsx' : 'a.ts');
    const points = graph.pointsAt(node(text));
    expect(points.map(({ instruction }) => printInstruction(instruction))).toEqual(expected);
    expect(pointAt(graph, node(text))).toBe(points[0]);
  });
});

describe('which unit a node is evaluated in', () => {
  const code = `f(() => g(a), class A extends B { x = c; @d(e) m(@i(j) p = k) { return h; } });`;
  const { graph, node } = graphOf(code);
  test.each([
    ['f', 'module'],
    ['() => g(a)', 'module'],
    ['a', 'function'],
    ['B', 'module'],
    ['c', 'class A'],
    ['e', 'class A'],
    ['j', 'class A'],
    ['k', 'function m'],
    ['h', 'function m'],
  ])('%s in %s', (text, expected) => {
    const unit = graph.unitAround(node(text));
    expect([unit?.kind, unit?.name].filter((part) => part !== undefined).join(' ')).toBe(expected);
  });

  test('functions, classes, their bodies and the program have a unit', () => {
    const names = (text: string): string | undefined => graph.unitOf(node(text))?.kind;
    expect([
      names(code),
      names('() => g(a)'),
      names('{ x = c; @d(e) m(@i(j) p = k) { return h; } }'),
      names('a'),
    ]).toEqual(['module', 'function', 'class', undefined]);
    expect(graph.units.map(({ parent }) => parent?.id)).toEqual([undefined, 0, 0, 2]);
  });
});
