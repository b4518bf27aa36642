import { expect, test } from 'vitest';
import { compilePattern, native, sameBinding } from '../../../../engine/matches/code/pattern.ts';
import type { LocalBinding } from '../../../../engine/matches/matcher.ts';
import { codeView } from '../matching.ts';
import { bindingsIn, matchesMarked, semgrep, type Row } from './marked.ts';

/** Section 5 of code-patterns: when two occurrences of a metavariable are the same. */
const table: readonly Row[] = [
  ['the same code', '$X === $X', '⟦a.b === a . b⟧; a === b;'],
  ['quotes do not matter', '$X === $X', '⟦"a" === \'a\'⟧;'],
  ['the same declaration', 'f($X); ... g($X);', '⟦f(a); g(a);⟧ f(b); { const b = 1; g(b); } let b;'],
  ['a property and a variable', 'o.$X = $X', '⟦o.a = a⟧; o.a = b;'],
  ['a declared name and its use', 'const $X = 1; ... f($X);', '⟦const a = 1; f(a);⟧ f(b);'],
  ['a constant and its value', '$X === $X', 'const x = "a"; ⟦x === "a"⟧;'],
  ['runs', 'f($...A); g($...A);', '⟦f(a, b); g(a, b);⟧ f(a); g(b);'],
  ['content and content', 'f("$X", "$X")', '⟦f("a", \'a\')⟧; f("a", "b");'],
  ['content and code', 'f("$X", $X)', 'f("a", "a"); ⟦f("a", a)⟧; f("b", b); const b = 1;'],
  ['anonymous', '$_ === $_', '⟦a === b⟧;'],
  [
    'only the name if the rule says so',
    'f($X); ... g($X);',
    '⟦f(b); { const b = 1; g(b); }⟧ let b;',
    { unify_ids_strictly: false },
  ],
];

test.each(table)('%s: %s', (_what, pattern, marked, options = {}) => {
  expect(matchesMarked(pattern, marked, { semgrep: true, options })).toBe(marked);
});

test('what is bound, and where', () => {
  const text = 'f("a", (b + c), d, 1); /x+/i; `p${q}r`;';
  const at = (pattern: string, name: string): unknown => {
    const [match] = compilePattern(pattern, semgrep)!.find(codeView(text));
    const { range, content, nodes } = match!.bindings[name]!;
    return [range && text.slice(...range), content, nodes?.length];
  };
  expect(at('f($X, ...)', 'X')).toEqual(['"a"', undefined, undefined]);
  expect(at('f("$X", ...)', 'X')).toEqual(['a', true, undefined]);
  expect(at('f("a", $X, ...)', 'X')).toEqual(['(b + c)', undefined, undefined]);
  expect(at('f("a", $...X, 1)', 'X')).toEqual(['(b + c), d', undefined, 2]);
  expect(at('f("a", $Y, d, $...X, 1)', 'X')).toEqual([undefined, undefined, 0]);
  expect(at('/$X/', 'X')).toEqual(['x+', true, undefined]);
  expect(at('`$A${$X}$B`', 'B')).toEqual(['r', true, undefined]);
});

test('several operands as one', () => {
  expect(bindingsIn('a && $X', 'a && b && c', semgrep)).toEqual([{ X: 'b && c' }, { X: 'b' }]);
  expect(bindingsIn('$X && c', 'a && b && c', semgrep)).toEqual([{ X: 'a && b' }]);
});

test('the fields that are left', () => {
  expect(bindingsIn('f({a: 1, $...R})', 'f({b: 2, a: 1})', semgrep)).toEqual([{ R: 'b: 2' }]);
});

test('Semgrep binds the exported name of an import, native policies the local one', () => {
  expect(bindingsIn('import {$X} from "m"', 'import {a as b} from "m"', semgrep)).toEqual([{ X: 'a' }]);
  expect(bindingsIn('import {$X} from "m"', 'import {a as b} from "m"', native)).toEqual([{ X: 'b' }]);
});

test('bindings given beforehand', () => {
  const view = codeView('f(a); g(a); g(b);');
  const [{ bindings } = { bindings: {} }] = compilePattern('f($X)')!.find(view);
  const found = compilePattern('g($X)')!.find(view, { given: bindings });
  expect(found.map(({ range }) => range)).toEqual([[6, 10]]);
});

test('a search within what is bound finds the node itself and what is in it, and takes it for a whole program', () => {
  const text = 'x(f(a)); f(b); if (c) { f(d); g(); }';
  const view = codeView(text);
  const bound = (pattern: string, name: string): LocalBinding =>
    compilePattern(pattern, semgrep)!.find(view)[0]!.bindings[name]!;
  const within = (pattern: string, { node, nodes }: LocalBinding): readonly string[] =>
    compilePattern(pattern, semgrep)!
      .find(view, { within: nodes ?? node! })
      .map(({ range }) => text.slice(...range));
  expect(within('f($Y)', bound('x($X)', 'X'))).toEqual(['f(a)']);
  expect(within('$Y', bound('x($X)', 'X'))).toEqual(['f(a)', 'f', 'a']);
  expect(within('f($Y);', bound('x($X)', 'X'))).toEqual(['f(a)']);
  expect(within('f($Y); ... g();', bound('if (c) $S', 'S'))).toEqual(['f(d); g();']);
  expect(within('f($Y); ...', bound('if (c) { $...S }', 'S'))).toEqual(['f(d);', 'f(d); g();']);
});

test('bindings of different makers are the same: code, content, text of an expression', () => {
  const view = codeView('f(a, "a", b); const b = "b"; g(b);');
  const bound = (pattern: string): LocalBinding => compilePattern(pattern, semgrep)!.find(view)[0]!.bindings['X']!;
  const code = bound('f($X, ...)');
  const content = bound('f($A, "$X", ...)');
  const declared = bound('g($X)');
  expect(sameBinding(view, code, content)).toBe(true);
  expect(sameBinding(view, content, { text: 'a' })).toBe(true);
  expect(sameBinding(view, code, { text: 'a' })).toBe(true);
  expect(sameBinding(view, declared, { text: 'b' })).toBe(false);
  expect(sameBinding(view, declared, bound('f($A, $B, $X)'))).toBe(true);
  expect(sameBinding(view, code, declared)).toBe(false);
});

test('a literal in the place of a key is a name, also of a binding', () => {
  const view = codeView('f({"a": 1}); g(a); g("a"); h({a: 2});');
  const bound = (pattern: string): readonly LocalBinding[] =>
    compilePattern(pattern, semgrep)!
      .find(view)
      .map(({ bindings }) => bindings['K']!);
  const [key] = bound('f({$K: $V})');
  const [name, text] = bound('g($K)');
  const [other] = bound('h({$K: $V})');
  const same = (a: LocalBinding, b: LocalBinding): boolean => sameBinding(view, a, b, semgrep);
  expect([same(key!, name!), same(key!, text!), same(key!, other!)]).toEqual([true, false, true]);
});
