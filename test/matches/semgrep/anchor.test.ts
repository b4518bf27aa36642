import { expect, test } from 'vitest';
import { anchorNamed, anchors } from '../../../engine/matches/all.ts';
import { BudgetExceeded, effort } from '../../../engine/matches/budget.ts';
import { intersect, type CodeRange } from '../../../engine/matches/semgrep/code-range.ts';
import { semgrep } from '../../../engine/matches/semgrep/semgrep.ts';
import type { RangeRule, RangeTaint } from '../../../engine/model/range-formula.ts';
import {
  all,
  any,
  codes,
  documentView,
  findings,
  inside,
  not,
  pattern,
  regex,
  searchRule,
  valueOf,
} from './formulas.ts';

test('no policy can name it, and it is found by its name', () => {
  expect(anchors.map(({ name }) => name)).not.toContain('semgrep');
  expect(anchorNamed('semgrep') === semgrep).toBe(true);
});

test('every part that is wrong is told, with the way to it', () => {
  const formula = all(
    'foo(',
    inside(any('ok()', regex('('))),
    not(not('x')),
    { kind: 'regex', name: 'X', regex: '[', constantPropagation: false },
    { kind: 'comparison', comparison: 'len($X) > 1', strip: false },
    { kind: 'pattern', name: 'X', language: 'cobol', formula: pattern('x') },
    { kind: 'pattern', name: 'X', formula: pattern('bar(') },
  );
  const { errors } = semgrep.inspect(valueOf(searchRule(formula)));
  expect(errors.map(({ path }) => path.join('.'))).toEqual([
    'semgrep.formula.of.0.pattern',
    'semgrep.formula.of.1.of.of.1.regex',
    'semgrep.formula.of.2.of',
    'semgrep.formula.conditions.0.regex',
    'semgrep.formula.conditions.1.comparison',
    'semgrep.formula.conditions.2.language',
    'semgrep.formula.conditions.3.formula.pattern',
  ]);
  expect(errors[0]!.message).toBe('This is no pattern of JavaScript or TypeScript.');
});

test('a formula of negations alone is wrong, but not inside metavariable-pattern', () => {
  const negative = all(not('x'));
  expect(semgrep.inspect(valueOf(searchRule(negative))).errors).toEqual([
    {
      path: ['semgrep', 'formula'],
      message: 'A formula needs a pattern that is neither negated nor a lone condition.',
    },
  ]);
  const nested = all('foo($X)', { kind: 'pattern', name: 'X', formula: negative });
  expect(semgrep.inspect(valueOf(searchRule(nested))).errors).toEqual([]);
});

test('what every finding binds is known', () => {
  const formula = all(any('foo($X, $Y)', 'bar($Y)'), inside('baz($Z)'), not('foo($W)'), '$X');
  expect(semgrep.inspect(valueOf(searchRule(formula))).binds).toEqual(['Y', 'Z', 'X']);
});

test('a match within a scope is offered there, and none of it elsewhere', () => {
  const view = documentView('foo(1); bar(foo(2))', 'a.js');
  const prepared = semgrep.prepare(valueOf(searchRule('foo(...)')));
  const scope = { type: 'text', range: [8, 19] } as const;
  expect([...prepared.candidates(view, scope)].map(({ range }) => range)).toEqual([[12, 18]]);
  expect([...prepared.match(view, scope, {})]).toEqual([]);
});

test('a rule of JavaScript speaks of code, one of regular expressions of any file', () => {
  const speaksOf = (rule: RangeRule, path: string): boolean => semgrep.prepare(valueOf(rule)).speaksOf(path, undefined);
  expect(['a.ts', 'a.md'].map((path) => speaksOf(searchRule('x'), path))).toEqual([true, false]);
  expect(['a.ts', 'a.md'].map((path) => speaksOf(searchRule(regex('x'), { language: 'regex' }), path))).toEqual([
    true,
    true,
  ]);
  expect(codes(regex('a+'), 'baab', { language: 'regex', path: 'a.md' })).toEqual(['aa']);
  expect(codes('x', '# x', { path: 'a.md' })).toEqual([]);
});

const entry = { exact: false, bySideEffect: false } as const;

function taintRule(parts: Partial<RangeTaint>): RangeRule {
  const taint: RangeTaint = {
    sources: [{ ...entry, formula: pattern('source()'), control: false, label: '__SOURCE__' }],
    sinks: [{ formula: pattern('sink(...)'), exact: true, atExit: false }],
    sanitizers: [{ ...entry, formula: pattern('clean(...)'), notConflicting: false }],
    propagators: [],
    ...parts,
  };
  return { language: 'javascript', options: {}, mode: 'taint', taint };
}

test('taint: the formulas of sources, sinks and sanitizers are evaluated first; a finding knows its way', () => {
  const text = 'const a = source(); sink(a); sink(clean(a)); sink(b)';
  expect(findings(taintRule({}), text)).toEqual([{ code: 'sink(a)' }]);
  const view = documentView(text, 'a.js');
  const prepared = semgrep.prepare(valueOf(taintRule({})));
  const [node] = prepared.candidates(view);
  const [match] = prepared.match(view, node!, {});
  const steps = match!.flow!.map((step) => text.slice(...step.node.range));
  expect([steps[0], steps.at(-1)]).toEqual(['source()', 'sink(a)']);
});

test('taint: a focus narrows the sink to what is bound', () => {
  const sinks = [{ formula: all('sink($X, $Y)', ['Y']), exact: true, atExit: false }];
  expect(findings(taintRule({ sinks }), 'sink(source(), 1); sink(2, source())')).toEqual([
    { code: 'source()', $X: '2', $Y: 'source()' },
  ]);
});

test('taint: what is wrong is told with the way to it', () => {
  const sources = [{ ...entry, formula: pattern('source('), control: false, label: 'A', requires: 'B and' }];
  const { errors } = semgrep.inspect(valueOf(taintRule({ sources })));
  expect(errors.map(({ path }) => path.join('.'))).toEqual([
    'semgrep.taint.sources.0.requires',
    'semgrep.taint.sources.0.formula.pattern',
  ]);
});

test('what takes too many steps is given up, never cut short', () => {
  const few = effort(100);
  const view = documentView('', 'a.js');
  const setting = { view, dialect: { semgrep: true, options: {} }, effort: few };
  const nested = (count: number): CodeRange[] =>
    Array.from({ length: count }, (_, i) => ({ range: [i, 2 * count - i], bindings: {}, kind: 'plain' }));
  expect(intersect(nested(3), nested(3), setting)).toHaveLength(3);
  expect(() => intersect(nested(30), nested(30), setting)).toThrow(BudgetExceeded);
});
