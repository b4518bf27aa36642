import fc from 'fast-check';
import { expect, test } from 'vitest';
import { code } from '../../../engine/matches/code/code.ts';
import { codeView, matchesOf } from './matching.ts';

const name = fc.constantFrom('a', 'b', 'foo', 'handler');
const { expression } = fc.letrec<{ expression: string; leaf: string }>((tie) => ({
  leaf: fc.oneof(name, fc.nat(99).map(String), fc.constantFrom('"s"', '`t`', 'true', 'null', '/re/g', 'this')),
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc.tuple(name, fc.array(tie('expression'), { maxLength: 3 })).map(([f, args]) => `${f}(${args.join(', ')})`),
    fc.tuple(tie('expression'), name).map(([object, property]) => `(${object}).${property}`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(${a}) + (${b})`),
    fc.array(tie('expression'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    fc.tuple(name, tie('expression')).map(([key, value]) => `{ ${key}: ${value} }`),
    tie('expression').map((body) => `(x) => (${body})`),
    tie('expression').map((body) => `async function (x) { await x; return (${body}) }`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(${a}) ? (${b}) : x`),
    tie('expression').map((value) => `<div a={${value}}>{${value}}</div>`),
    tie('expression').map((value) => `\`a\${${value}}b\``),
    tie('expression').map((value) => `new Foo(...(${value}))`),
  ),
}));

test('a pattern made of code matches that code', () => {
  fc.assert(
    fc.property(expression, (text) => {
      const found = matchesOf(code, { code: text }, codeView(`f(${text});`));
      expect(found.length).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
});

test('a metavariable in the place of an argument binds exactly that argument', () => {
  fc.assert(
    fc.property(expression, (text) => {
      const found = matchesOf(code, { code: 'f($X, 1)' }, codeView(`f((${text}), 1);`));
      expect(found).toHaveLength(1);
    }),
    { numRuns: 100 },
  );
});

test('statements of a file, taken as a pattern, match that file', () => {
  fc.assert(
    fc.property(fc.array(expression, { minLength: 2, maxLength: 4 }), (parts) => {
      const text = parts.map((part) => `const v = (${part});`).join('\n');
      expect(matchesOf(code, { code: text }, codeView(text)).length).toBeGreaterThan(0);
    }),
    { numRuns: 100 },
  );
});
