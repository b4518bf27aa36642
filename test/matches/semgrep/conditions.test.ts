import { expect, test } from 'vitest';
import type { Condition } from '../../../engine/model/range-formula.ts';
import { all, any, codes, found, inside, not, pattern, regex } from './formulas.ts';

function matching(name: string, expression: string, constantPropagation = false): Condition {
  return { kind: 'regex', name, regex: expression, constantPropagation };
}

test('metavariable-regex is anchored at the beginning and not at the end', () => {
  expect(codes(all('$F()', matching('F', 'foo')), 'foo(); foobar(); myfoo()')).toEqual(['foo()', 'foobar()']);
  expect(codes(all('$F()', matching('F', '.*foo$')), 'foo(); foobar(); myfoo()')).toEqual(['foo()', 'myfoo()']);
});

test('metavariable-regex sees source text: strings with their quotes, other code as it is written', () => {
  expect(codes(all('foo($X)', matching('X', `["']a`)), `foo('a'); foo("ab"); foo(a)`)).toEqual([
    `foo('a')`,
    `foo("ab")`,
  ]);
  expect(codes(all('foo("$X")', matching('X', 'a$')), `foo('a'); foo("ab")`)).toEqual([`foo('a')`]);
  expect(codes(all('foo($X)', matching('X', 'a  \\+')), 'foo(a  + 1); foo(a + 1)')).toEqual(['foo(a  + 1)']);
});

test('a line break ends nothing for metavariable-regex', () => {
  expect(codes(all('foo($X)', matching('X', '[\\s\\S]*b$')), 'foo(`a\nb\nc`); foo(a\n+b)')).toEqual(['foo(a\n+b)']);
});

test('metavariable-regex sees constants only with constant-propagation', () => {
  const text = `const HOST = 'http://a'; get(HOST)`;
  expect(codes(all('get($U)', matching('U', 'http')), text)).toEqual([]);
  expect(codes(all('get($U)', matching('U', 'http', true)), text)).toEqual(['get(HOST)']);
});

test('named groups of metavariable-regex are bound, and may be put into focus', () => {
  const formula = all('get("$U")', matching('U', 'https?://(?<HOST>[^/]+)'), ['HOST']);
  expect(found(formula, `get('http://a.b/c'); get('d')`)).toEqual([
    { code: 'a.b', $1: 'a.b', $HOST: 'a.b', $U: 'http://a.b/c' },
  ]);
});

test('a condition on what is not bound does not hold', () => {
  expect(codes(all('foo()', matching('X', '.*')), 'foo()')).toEqual([]);
  expect(codes(all(any('foo()', 'bar($X)'), matching('X', '.*')), 'foo(); bar(1)')).toEqual(['bar(1)']);
});

test('metavariable-pattern holds if anything within the bound code matches', () => {
  const condition: Condition = { kind: 'pattern', name: 'X', formula: pattern('bar(...)') };
  expect(codes(all('foo($X)', condition), 'foo(bar()); foo(1 + bar(2)); foo(2); bar()')).toEqual([
    'foo(bar())',
    'foo(1 + bar(2))',
  ]);
});

test('pattern-not in metavariable-pattern must be the whole of the bound code', () => {
  const condition: Condition = { kind: 'pattern', name: 'X', formula: all(not('"..."')) };
  expect(codes(all('foo($X)', condition), `foo('a'); foo(b + 'a'); foo(b)`)).toEqual([`foo(b + 'a')`, 'foo(b)']);
});

test('metavariable-pattern unifies with what is bound outside and binds what is new', () => {
  const condition: Condition = { kind: 'pattern', name: 'X', formula: pattern('bar($Y, $Z)') };
  expect(found(all('foo($X, $Y)', condition), 'foo(bar(a, b), a); foo(bar(c, b), a)')).toEqual([
    { code: 'foo(bar(a, b), a)', $X: 'bar(a, b)', $Y: 'a', $Z: 'b' },
  ]);
});

test('metavariable-pattern about statements, and none about lists of arguments', () => {
  const condition: Condition = { kind: 'pattern', name: 'BODY', formula: pattern('return 1') };
  expect(codes(all('function $F() { $...BODY }', condition), 'function f() { a(); return 1 }')).toEqual([
    'function f() { a(); return 1 }',
  ]);
  const argument: Condition = { kind: 'pattern', name: 'ARGS', formula: pattern('1') };
  expect(codes(all('foo($...ARGS)', argument), 'foo(1, 2)')).toEqual([]);
});

test('metavariable-pattern reads the text of a string in another language', () => {
  const script: Condition = { kind: 'pattern', name: 'X', language: 'javascript', formula: pattern('eval($Y)') };
  expect(found(all('run($X)', script), `run('a(); eval(b)'); run('eval(')`)).toEqual([
    { code: `run('a(); eval(b)')`, $X: `'a(); eval(b)'`, $Y: 'b' },
  ]);
  const text: Condition = { kind: 'pattern', name: 'X', language: 'regex', formula: regex('^a(.)') };
  expect(found(all('run($X)', text), `run('ab'); run('ba'); run(ab)`)).toEqual([
    { code: `run('ab')`, $1: 'b', $X: `'ab'` },
  ]);
});

test('what is bound in embedded text stands at its place in the file', () => {
  const script: Condition = { kind: 'pattern', name: 'X', language: 'javascript', formula: pattern('eval($Y)') };
  expect(codes(all('run($X)', script, ['Y']), `run('eval(b + 1)')`)).toEqual(['b + 1']);
});

test('as generic text metavariable-pattern reads any code', () => {
  const condition: Condition = { kind: 'pattern', name: 'ARGS', language: 'generic', formula: pattern('2') };
  expect(codes(all('foo($...ARGS)', condition), `foo(2); foo(12); foo(1, 2); foo('2')`)).toEqual([
    'foo(2)',
    'foo(1, 2)',
    `foo('2')`,
  ]);
});

test('conditions in metavariable-pattern are about what it binds', () => {
  const formula = all(inside('bar($Y)'), matching('Y', 'a'));
  const condition: Condition = { kind: 'pattern', name: 'X', formula };
  expect(codes(all('foo($X)', condition), 'foo(bar(a)); foo(bar(b))')).toEqual(['foo(bar(a))']);
});

test('metavariable-analysis finds random text and no prose', () => {
  const condition: Condition = { kind: 'analysis', name: 'X', analyzer: 'entropy' };
  const random = ['gH7k2Lq9zXw4vB8nM3pR', '9f86d081884c7d659a2feaa0c55ad015', 'ghp_Zk3vQ8xJ5wY1uT6rBn'];
  const prose = [
    'hello world',
    'changeme',
    'production environment',
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    'accessTokenSecret',
    '',
  ];
  const text = [...random, ...prose].map((one) => `key('${one}');`).join(' ');
  expect(codes(all('key($X)', condition), text)).toEqual(random.map((one) => `key('${one}')`));
});

test('metavariable-analysis finds regular expressions that may take very long', () => {
  const condition: Condition = { kind: 'analysis', name: 'X', analyzer: 'redos' };
  const slow = ['(a+)+b', '^(\\\\w+\\\\s?)*$', '(a*)*c'];
  const fast = ['a+b', '(a+)+', '(ab)+c', '([', '(a{2})+b'];
  const text = [...slow, ...fast].map((one) => `new RegExp('${one}');`).join(' ');
  expect(codes(all('new RegExp("$X")', condition), text)).toEqual(slow.map((one) => `new RegExp('${one}')`));
});

test('metavariable-type asks as a typed metavariable does', () => {
  const condition: Condition = { kind: 'type', name: 'X', types: ['Foo', 'string'] };
  const text = 'function f(a: Foo, b: Bar) { run(a); run(b); run("c") }';
  expect(codes(all('run($X)', condition), text, { path: 'a.ts' })).toEqual(['run(a)', 'run("c")']);
});

test('a name in embedded code may be the same as one that is declared outside', () => {
  const script: Condition = { kind: 'pattern', name: 'CODE', language: 'javascript', formula: pattern('$F(...)') };
  const formula = all(inside('const $F = require("m");\n...'), all('run("$CODE")', script));
  expect(found(formula, `const f = require('m'); run('f(1)'); run('g(1)')`)).toEqual([
    { code: `run('f(1)')`, $CODE: 'f(1)', $F: 'f' },
  ]);
});

test('metavariable-name asks for the module that a name is imported from', () => {
  const condition: Condition = { kind: 'name', name: 'F', names: ['m'] };
  const text = `import {f} from 'm'; import {g} from 'n'; f(1); g(1); h(1)`;
  expect(codes(all('$F(1)', condition), text)).toEqual(['f(1)']);
});

test('escapes are compared as they are written', () => {
  const text = String.raw`f('a\nb'); f('a\tb')`;
  expect(codes(all('f("$X")', matching('X', String.raw`a\\n`)), text)).toEqual([String.raw`f('a\nb')`]);
  const comparison: Condition = { kind: 'comparison', comparison: String.raw`$X == "a\tb"`, strip: false };
  expect(codes(all('f("$X")', comparison), text)).toEqual([String.raw`f('a\tb')`]);
});
