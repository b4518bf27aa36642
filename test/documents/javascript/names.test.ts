import { expect, test } from 'vitest';
import { fieldValue } from '../../../engine/documents/javascript/fields.ts';
import { initialiserOf, valueAssignedOnce } from '../../../engine/documents/javascript/initialiser.ts';
import { isTarget, variableOf, writesTo } from '../../../engine/documents/javascript/scope.ts';
import { isSymbolic } from '../../../engine/documents/javascript/symbolic.ts';
import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { TreeNode } from '../../../engine/model/document.ts';
import { codeView } from '../../matches/code/matching.ts';

type Node = TSESTree.Node;

function sourceOf(text: string, node: TreeNode | undefined): string | undefined {
  return node && text.slice(...node.range);
}

test('where variables and names that nothing declares are written to', () => {
  const text = 'let a = 1; a += 2; [a] = b; for (a of c) f(a); g = 1; a.x = 2; g++;';
  const view = codeView(text);
  const identifiers = view.index.ofTypes(['Identifier']) as TSESTree.Identifier[];
  const a = variableOf(
    view,
    identifiers.find(({ name }) => name === 'a')!,
  )!;
  const offsets = (of: ReturnType<typeof writesTo>): number[] => of.map(({ identifier }) => identifier.range[0]);
  expect(offsets(writesTo(view, a))).toEqual([4, 11, 20, 33]);
  expect(offsets(writesTo(view, 'g'))).toEqual([47, 63]);
  expect(writesTo(view, 'c')).toEqual([]);
  const targets = identifiers.filter((identifier) => isTarget(view, identifier));
  expect(targets.map(({ range }) => range[0])).toEqual([4, 11, 20, 33, 47, 63]);
});

test.each<[string, string | undefined, string | undefined]>([
  ['const x = 1; use(x)', '1', '1'],
  ['let x = 1; function f() { use(x) }', '1', '1'],
  ['function f() { use(x) } let x = 1;', '1', undefined],
  ['let x; x = 1; use(x)', undefined, '1'],
  ['function f() { let x; x = 1; use(x) }', undefined, undefined],
  ['x = 1; use(x)', undefined, '1'],
  ['x = 1; x = 2; use(x)', undefined, undefined],
  ['x += 1; use(x)', undefined, undefined],
  ['let x = 1; x = 2; use(x)', undefined, undefined],
  ['let [x] = y; use(x)', undefined, undefined],
  ['function f(x) { use(x) }', undefined, undefined],
])('what a variable is assigned by all its assignments: %s', (text, initialiser, once) => {
  const view = codeView(text);
  type Call = { callee: { name: string }; arguments: TSESTree.Identifier[] };
  const calls = view.index.ofTypes(['CallExpression']) as unknown as Call[];
  const use = calls.find(({ callee }) => callee.name === 'use')!.arguments[0]!;
  expect(sourceOf(text, initialiserOf(view, use))).toBe(initialiser);
  expect(sourceOf(text, valueAssignedOnce(view, use))).toBe(once);
});

test.each<[string, string, string | undefined, string | undefined]>([
  ['readonly', 'class A { readonly x = 1; m() { return this.x } }', '1', '1'],
  ['private', 'class A { #x = 1; m() { return this.#x } }', '1', '1'],
  ['anybody may write to it', 'class A { x = 1; m() { return this.x } }', undefined, '1'],
  ['written to in the class', 'class A { #x = 1; m() { this.#x = 2 } n() { return this.#x } }', undefined, undefined],
  ['counted', 'class A { #x = 1; m() { this.#x++ } n() { return this.#x } }', undefined, undefined],
  ['destructured into', 'class A { #x = 1; m() { [this.#x] = y } n() { return this.#x } }', undefined, undefined],
  ['in an arrow', 'class A { #x = 1; m() { return () => this.#x } }', '1', '1'],
  [
    'in a function with a this of its own',
    'class A { #x = 1; m() { g(function () { return this.x }) } }',
    undefined,
    undefined,
  ],
  ['of another class', 'class A { #x = 1 } class B { m() { return this.x } }', undefined, undefined],
  ['static', 'class A { static readonly x = 1; m() { return this.x } }', undefined, undefined],
])('the value of a field: %s', (_what, text, native, semgrep) => {
  const view = codeView(text);
  const member = view.index.ofTypes(['MemberExpression']).at(-1) as TSESTree.MemberExpression;
  expect(sourceOf(text, fieldValue(view, member, 'native'))).toBe(native);
  expect(sourceOf(text, fieldValue(view, member, 'semgrep'))).toBe(semgrep);
});

test('what symbolic propagation puts in the place of a variable', () => {
  const yes = ['f(a, 1)', 'a.b[c]', 'new C(a)', '[a, b]', '{a: 1, b}', '() => 1', 'a + b', '!a', '`${a}`', 'a as T'];
  const no = [
    'await a',
    'a ? b : c',
    'a = b',
    '<a/>',
    '[a,,b]',
    '{m() {}}',
    '{...a}',
    'f(await a)',
    'class {}',
    '/a/.b(c++)',
  ];
  const answers = (expressions: readonly string[]): boolean[] =>
    expressions.map((expression) => {
      const view = codeView(`async () => { x = (${expression}) }`);
      return isSymbolic((view.index.ofTypes(['AssignmentExpression'])[0] as { right?: Node }).right!);
    });
  expect(answers(yes)).toEqual(yes.map(() => true));
  expect(answers(no)).toEqual(no.map(() => false));
});
