import { expect, test } from 'vitest';
import { all, any, anywhere, codes, found, inside, not, pattern, regex } from './formulas.ts';

test('a pattern alone: every match with what it binds, in source order', () => {
  expect(found('foo($X)', 'foo(1); bar(foo(a), 2); foo()')).toEqual([
    { code: 'foo(1)', $X: '1' },
    { code: 'foo(a)', $X: 'a' },
  ]);
});

test('strings are shown with their quotes, the content of strings without', () => {
  expect(found('foo($X, "$Y")', `foo('a', 'b')`)).toEqual([{ code: `foo('a', 'b')`, $X: `'a'`, $Y: 'b' }]);
});

test('of two positives the smaller range survives, with the bindings of both', () => {
  const formula = all('foo($X, ...)', '$Y + 1');
  expect(found(formula, 'foo(a, b + 1); c + 1; foo(d)')).toEqual([{ code: 'b + 1', $X: 'a', $Y: 'b' }]);
});

test('ranges that only overlap have nothing in common', () => {
  expect(codes(all(regex('a b'), regex('b c')), 'a b c')).toEqual([]);
});

test('what both bind must be the same code', () => {
  expect(found(all(inside('f($X, ...)'), 'g($X)'), 'f(a, g(a)); f(a, g(b))')).toEqual([{ code: 'g(a)', $X: 'a' }]);
});

test('variables of one name in two functions are not the same', () => {
  const formula = all(inside('function $F($X) { ... }'), 'g($X)');
  expect(codes(formula, 'function f(x) { g(x); function h(x) { g(x) } }')).toEqual(['g(x)', 'g(x)']);
  expect(codes(all(inside('f($X); ...'), 'g($X)'), 'let x; f(x); (x => g(x))()')).toEqual([]);
});

test('the written order of conjuncts means nothing', () => {
  const parts = [inside('function $F() { ... }'), pattern('foo($X)'), not('foo(1)')];
  const orders = [parts, [...parts].reverse(), [parts[1]!, parts[2]!, parts[0]!]];
  const text = 'function f() { foo(1); foo(2) } foo(3)';
  for (const order of orders) expect(found(all(...order), text)).toEqual([{ code: 'foo(2)', $F: 'f', $X: '2' }]);
});

test('pattern-inside frames others and never survives a larger range that is no frame', () => {
  expect(codes(all('foo(...)', inside('bar(...)')), 'foo(bar(1)); bar(foo(2))')).toEqual(['foo(2)']);
});

test('of frames alone the smallest is found', () => {
  expect(codes(all(inside('foo(...)'), inside('bar(...)')), 'foo(bar(1)); bar(2)')).toEqual(['bar(1)']);
});

test('a frame that ends with dots reaches to the end of its list and no further', () => {
  const formula = all(inside('start();\n...'), 'use()');
  expect(codes(formula, 'use(); if (a) { use(); start(); use(); } use();')).toEqual(['use()']);
  expect(codes('start();\n...', 'start(); a();')).toEqual(['start();', 'start(); a();']);
  expect(codes(inside('start();\n...'), 'start(); a();')).toEqual(['start(); a();']);
});

test('an alternative counts as a frame if its first range is one', () => {
  const formula = all(any(inside('foo(...)'), inside('bar(...)')), 'x');
  expect(codes(formula, 'foo(x); bar(x); x')).toEqual(['x', 'x']);
});

test('a lone metavariable selects expressions within what the others found', () => {
  expect(codes(all(inside('foo($X)'), '$X'), 'foo(a + 1); a')).toEqual(['a + 1']);
  expect(codes(all(inside('function $F($P) { ... }'), '$P'), 'function f(p) { g(p); return p }')).toEqual(['p', 'p']);
  expect(codes('$X', 'a')).toEqual(['a']);
});

test('focus-metavariable is the bound occurrence alone, be it no expression', () => {
  const formula = all('function $F($P) { ... }', ['P']);
  expect(found(formula, 'function f(p) { g(p) }')).toEqual([{ code: 'p', $F: 'f', $P: 'p' }]);
});

test('several metavariables in one focus are alternatives, several foci hold together', () => {
  expect(codes(all('foo($X, $Y)', ['X', 'Y']), 'foo(a, b)')).toEqual(['a', 'b']);
  expect(codes(all('foo($X, $Y)', ['X'], ['Y']), 'foo(a, b)')).toEqual([]);
  expect(codes(all(inside('foo($X)'), 'bar($Y)', ['X'], ['Y']), 'foo(bar(b))')).toEqual(['b']);
});

test('a focus on what is bound nowhere, or outside, finds nothing', () => {
  expect(codes(all('foo($X)', ['Y']), 'foo(a)')).toEqual([]);
  expect(codes(all('foo($...ARGS)', ['ARGS']), 'foo(); foo(a, b)')).toEqual(['a, b']);
  expect(codes(all(inside('function $F() { ... }'), 'foo($X)', ['F']), 'function f() { foo(1) }')).toEqual([]);
  expect(codes(all('foo("$X")', ['X']), `const a = 'b'; foo(a)`)).toEqual([]);
});

test('pattern-not removes only what has the very same range', () => {
  expect(codes(all('foo(...)', not('foo("...")')), `foo('a'); foo(b)`)).toEqual(['foo(b)']);
  expect(codes(all('$X = foo(...)', not('foo(1)')), 'x = foo(1)')).toEqual(['x = foo(1)']);
  expect(codes(all('foo(...)', not('$X = foo(1)')), 'x = foo(1)')).toEqual(['foo(1)']);
});

test('pattern-not removes only what agrees with it about shared metavariables', () => {
  expect(codes(all('$A === $B', not('$A === $A')), 'x === x; x === y')).toEqual(['x === y']);
  expect(codes(all('foo($X, ...)', not('foo(..., $X)')), 'foo(a, b); foo(a, a)')).toEqual(['foo(a, b)']);
});

test('pattern-not-inside removes what lies within', () => {
  expect(codes(all('foo(...)', not(inside('bar(...)'))), 'foo(1); bar(foo(2))')).toEqual(['foo(1)']);
  expect(codes(all('foo($X)', not(inside('safe($X);\n...'))), 'safe(a); foo(a); foo(b)')).toEqual(['foo(b)']);
});

test('pattern-not-regex removes what lies within, and what contains it', () => {
  const formula = all('foo(...)', not(regex('sec\\w+')));
  expect(codes(formula, `foo('a secret'); foo(b)`)).toEqual(['foo(b)']);
  expect(codes(all('a', not(regex('foo\\([^)]*\\)'))), 'foo(a); bar(a)')).toEqual(['a']);
});

test('anywhere asks only whether there is one, and with the same bindings', () => {
  expect(codes(all('foo($X)', anywhere('bar($X)')), 'bar(1); foo(1); foo(2)')).toEqual(['foo(1)']);
  expect(codes(all('foo($X)', not(anywhere('bar()'))), 'foo(1); bar()')).toEqual([]);
});

test('alternatives do not unify with each other, and a match of two is found once', () => {
  expect(found(any('foo($X)', 'bar($X)'), 'foo(1); bar(2)')).toEqual([
    { code: 'foo(1)', $X: '1' },
    { code: 'bar(2)', $X: '2' },
  ]);
  expect(codes(any('foo(1)', 'foo(...)'), 'foo(1)')).toEqual(['foo(1)']);
  expect(found(any('foo($X)', 'foo($Y)'), 'foo(1)')).toEqual([
    { code: 'foo(1)', $X: '1' },
    { code: 'foo(1)', $Y: '1' },
  ]);
});

test('conditions and focus of alternatives are about each of them', () => {
  const of = [pattern('foo($X)'), pattern('bar($X)')];
  const conditions = [{ kind: 'regex', name: 'X', regex: 'a', constantPropagation: false }] as const;
  expect(codes({ kind: 'any', of, conditions, focus: [['X']] }, 'foo(a); bar(b); bar(ab)')).toEqual(['a', 'ab']);
});

test('nested conjunctions are ranges like any other', () => {
  const formula = all(inside(all('foo($X)', not('foo(1)'))), 'bar(...)');
  expect(codes(formula, 'foo(bar(1)); bar(2)')).toEqual(['bar(1)']);
});

test('pattern-regex looks at the text as written, line by line; groups are metavariables', () => {
  const text = '// key: abc\nconst a = "key: def"\n';
  expect(found(regex('key: (?<VALUE>\\w+)$'), text)).toEqual([{ code: 'key: abc', $1: 'abc', $VALUE: 'abc' }]);
  expect(found(regex('^const (\\w)'), text)).toEqual([{ code: 'const a', $1: 'a' }]);
});

test('numbered groups never stand in the way, named ones do', () => {
  expect(codes(all(regex('foo\\((.)\\)'), inside(regex('(;|^).*'))), 'foo(a); foo(b)')).toEqual(['foo(a)', 'foo(b)']);
  expect(codes(all(inside(regex('(?<X>.)=.*')), regex('f\\((?<X>.)\\)')), 'a=f(a);\nb=f(a);')).toEqual(['f(a)']);
});

test('patterns and regular expressions go together', () => {
  expect(codes(all('foo(...)', regex('4\\d')), 'foo(40); foo(50)')).toEqual(['40']);
  expect(codes(all(inside('foo(...)'), regex('\\d\\d')), 'foo(40); bar(50)')).toEqual(['40']);
});

test('a rule of generic text has the same algebra', () => {
  const formula = all('user $NAME', not('user root'), inside('[accounts] ... [end]'));
  expect(
    found(formula, '[accounts]\nuser ada\nuser root\n[end]\nuser eve\n', { language: 'generic', path: 'a.conf' }),
  ).toEqual([{ code: 'user ada', $NAME: 'ada' }]);
});

test('a rule of YAML has the same algebra: the same value unifies wherever it stands', () => {
  const text = 'a:\n  name: x\n  use: x\nb:\n  name: x\n  use: y\n';
  const formula = all(inside('name: $N\n...\n'), 'use: $N');
  expect(found(formula, text, { language: 'yaml', path: 'a.yaml' })).toEqual([{ code: 'use: x', $N: 'x' }]);
});
