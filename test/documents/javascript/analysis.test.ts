import { expect, test } from 'vitest';
import { declaredValue } from '../../../engine/documents/javascript/constants.ts';
import { formOf } from '../../../engine/documents/javascript/form.ts';
import { declarationOf } from '../../../engine/documents/javascript/scope.ts';
import type { TreeNode } from '../../../engine/model/document.ts';
import { codeView } from '../../matches/code/matching.ts';

/** The first argument of each call of `f`. */
function argumentsOf(text: string): { view: ReturnType<typeof codeView>; nodes: TreeNode[] } {
  const view = codeView(text);
  type Call = TreeNode & { callee: { name?: string }; arguments: TreeNode[] };
  const calls = (view.index.ofTypes(['CallExpression']) as Call[]).filter(({ callee }) => callee.name === 'f');
  return { view, nodes: calls.map((call) => call.arguments[0]!) };
}

test.each([
  [`f('a')`, 'a'],
  ['f(`a`)', 'a'],
  [`const x = 'a'; f(\`\${x}b\`)`, 'ab'],
  [`f('a' + 'b' + 1)`, 'ab1'],
  ['f(-1)', -1],
  ['f(null)', null],
  ['f(!true)', false],
  [`const x = 'a' as const; f(x)`, 'a'],
  [`let x = 'a'; f(x)`, 'a'],
  [`let x = 'a'; x = 'b'; f(x)`, undefined],
  [`let x = 'a'; function g() { x += 'b' } f(x)`, undefined],
  [`const {x} = {x: 'a'}; f(x)`, undefined],
  [`function g(x) { f(x) }`, undefined],
  [`const S = {a: {b: 'c'}}; f(S.a.b)`, 'c'],
  [`const S = Object.freeze({a: 'c'}); f(S['a'])`, 'c'],
  [`const S = {a: 'c'} satisfies T; f(S.a)`, 'c'],
  [`const S = {a: 'c', ...x}; f(S.a)`, undefined],
  [`const S = {...x, a: 'c'}; f(S.a)`, 'c'],
  [`const S = {a: 'c'}; S.a = 'd'; f(S.a)`, undefined],
  [`const S = {a: 'c'}; f(S.toString)`, undefined],
  [`enum E { A = 'a', B = 'b' } f(E.B)`, 'b'],
  [`enum E { A, B, C = 5, D } f(E.D)`, 6],
  [`import {x} from 'y'; f(x)`, undefined],
  ['f(/a/)', undefined],
  ['f(1n)', undefined],
  ['const a = b; const b = a; f(a)', undefined],
])('the static value in %s', (text, expected) => {
  const { view, nodes } = argumentsOf(text);
  expect(declaredValue(view, nodes[0])).toEqual(expected);
});

test('declarations', () => {
  const { view, nodes } = argumentsOf('const x = 1; f(x); function g(x) { f(x); f(y); } f(x);');
  const numbers = nodes.map((node) => declarationOf(view, node));
  expect(numbers).toEqual([1, numbers[1], undefined, 1]);
  expect(numbers[1]).toBeGreaterThan(1);
});

test('equal forms are the same code', () => {
  const same = (text: string): boolean => {
    const { view, nodes } = argumentsOf(text);
    return formOf(view, nodes[0]!) === formOf(view, nodes[1]!);
  };
  expect(same(`f(a . b('x'));f((a).b("x"))`)).toBe(true);
  expect(same('f(`x`);f("x")')).toBe(true);
  expect(same('f(a.b);f(a["b"])')).toBe(false);
  expect(same('f(a?.b);f(a.b)')).toBe(false);
  expect(same('f(a + b);f(a - b)')).toBe(false);
  expect(same('f("1");f(1)')).toBe(false);
  expect(same('f([a,,b]);f([a,b])')).toBe(false);
  expect(same('function g(x) { f(x + 1) } function h(x) { f(x + 1) }')).toBe(false);
});
