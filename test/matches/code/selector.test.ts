import { expect, test } from 'vitest';
import { selector } from '../../../engine/matches/code/selector.ts';
import { codeView, matchesOf } from './matching.ts';

const text = 'function f() { eval(a); } const g = (x) => eval(x); if (a) b();';

test.each([
  ['CallExpression[callee.name="eval"]', ['eval(a)', 'eval(x)']],
  ['FunctionDeclaration CallExpression', ['eval(a)']],
  ['ArrowFunctionExpression > callexpression', ['eval(x)']],
  [':matches(IfStatement, FunctionDeclaration)', ['function f() { eval(a); }', 'if (a) b();']],
  ['FunctionDeclaration:has(CallExpression)', ['function f() { eval(a); }']],
  ['[name="g"]', ['g']],
  ['CallExpression:not([arguments.0.name="a"])', ['eval(x)', 'b()']],
  ['ThrowStatement', []],
])('%s', (value, expected) => {
  expect(matchesOf(selector, { selector: value }, codeView(text)).map((found) => found.code)).toEqual(expected);
});

test('a selector that does not parse is an error that quotes it', () => {
  const [error] = selector.inspect({ selector: 'A[' }).errors;
  expect(error?.path).toEqual(['selector']);
  expect(error?.message).toMatch(/^The selector 'A\[' is not valid ESQuery: /);
});
