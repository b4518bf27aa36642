import { describe, expect, test } from 'vitest';
import { meaning } from './read.ts';

const pattern = (text: string) => ({ kind: 'pattern', pattern: text });
const search = (formula: unknown) => ({ mode: 'search', formula });

describe('the old syntax', () => {
  test.each([
    ['pattern: f($X)', pattern('f($X)')],
    ['pattern: 1', pattern('1')],
    ['pattern-regex: a+', { kind: 'regex', regex: 'a+' }],
    ['languages: [regex]\npattern: a+', { kind: 'regex', regex: 'a+' }],
    ['pattern-either: [{pattern: f()}, {pattern: g()}]', { kind: 'any', of: [pattern('f()'), pattern('g()')] }],
    [
      'patterns: [{pattern: f()}, {pattern-not: f(1)}, {pattern-inside: g(...)}, {pattern-not-inside: h(...)}, {pattern-not-regex: x}]',
      {
        kind: 'all',
        of: [
          pattern('f()'),
          { kind: 'not', of: pattern('f(1)') },
          { kind: 'inside', of: pattern('g(...)') },
          { kind: 'not', of: { kind: 'inside', of: pattern('h(...)') } },
          { kind: 'not', of: { kind: 'regex', regex: 'x' } },
        ],
        conditions: [],
        focus: [],
      },
    ],
    [
      'patterns: [{pattern-inside: {pattern-either: [{pattern: f()}]}}, {semgrep-internal-pattern-anywhere: g()}]',
      {
        kind: 'all',
        of: [
          { kind: 'inside', of: { kind: 'any', of: [pattern('f()')] } },
          { kind: 'anywhere', of: pattern('g()') },
        ],
        conditions: [],
        focus: [],
      },
    ],
  ])('%s', (text, formula) => {
    expect(meaning(text)).toEqual(search(formula));
  });

  test('conditions and focus', () => {
    const text = `patterns:
  - pattern: f($X, $...REST)
  - focus-metavariable: $X
  - focus-metavariable: [$X, $...REST]
  - metavariable-regex: {metavariable: $X, regex: a+}
  - metavariable-regex: {metavariable: $X, regex: b, constant-propagation: true}
  - metavariable-pattern: {metavariable: $X, pattern: g()}
  - metavariable-pattern:
      metavariable: $X
      language: generic
      patterns: [{pattern-not: secret}]
  - metavariable-comparison: {comparison: $X > 3}
  - metavariable-comparison: {metavariable: $X, comparison: $X > 3, strip: true, base: 16}
  - metavariable-analysis: {metavariable: $X, analyzer: entropy}
  - metavariable-type: {metavariable: $X, type: string}
  - metavariable-type: {metavariable: $X, types: [string, number]}
  - semgrep-internal-metavariable-name: {metavariable: $X, module: fs}
`;
    expect(meaning(text)).toEqual(
      search({
        kind: 'all',
        of: [pattern('f($X, $...REST)')],
        focus: [['X'], ['X', 'REST']],
        conditions: [
          { kind: 'regex', name: 'X', regex: 'a+', constantPropagation: false },
          { kind: 'regex', name: 'X', regex: 'b', constantPropagation: true },
          { kind: 'pattern', name: 'X', formula: pattern('g()') },
          {
            kind: 'pattern',
            name: 'X',
            language: 'generic',
            formula: { kind: 'all', of: [{ kind: 'not', of: pattern('secret') }], conditions: [], focus: [] },
          },
          { kind: 'comparison', comparison: '$X > 3', strip: false },
          { kind: 'comparison', name: 'X', comparison: '$X > 3', strip: true, base: 16 },
          { kind: 'analysis', name: 'X', analyzer: 'entropy' },
          { kind: 'type', name: 'X', types: ['string'] },
          { kind: 'type', name: 'X', types: ['string', 'number'] },
          { kind: 'name', name: 'X', names: ['fs'] },
        ],
      }),
    );
  });
});

describe('the new syntax', () => {
  test.each([
    ['match: f($X)', pattern('f($X)')],
    ['match: {pattern: f($X)}', pattern('f($X)')],
    ['match: {regex: a+}', { kind: 'regex', regex: 'a+' }],
    [
      'match: {all: [f(), {not: f(1)}, {inside: g(...)}, {not: {inside: h(...)}}, {anywhere: i()}]}',
      {
        kind: 'all',
        of: [
          pattern('f()'),
          { kind: 'not', of: pattern('f(1)') },
          { kind: 'inside', of: pattern('g(...)') },
          { kind: 'not', of: { kind: 'inside', of: pattern('h(...)') } },
          { kind: 'anywhere', of: pattern('i()') },
        ],
        conditions: [],
        focus: [],
      },
    ],
    ['match: {any: [f(), {pattern: g()}]}', { kind: 'any', of: [pattern('f()'), pattern('g()')] }],
    [
      'match: {pattern: f($X), where: [{focus: $X}]}',
      { kind: 'all', of: [pattern('f($X)')], conditions: [], focus: [['X']] },
    ],
    [
      'match: {all: [f($X), {inside: g($Y), where: [{metavariable: $Y, type: T}]}]}',
      {
        kind: 'all',
        of: [
          pattern('f($X)'),
          {
            kind: 'inside',
            of: {
              kind: 'all',
              of: [pattern('g($Y)')],
              conditions: [{ kind: 'type', name: 'Y', types: ['T'] }],
              focus: [],
            },
          },
        ],
        conditions: [],
        focus: [],
      },
    ],
  ])('%s', (text, formula) => {
    expect(meaning(text)).toEqual(search(formula));
  });

  test('entries of where', () => {
    const text = `match:
  pattern: f($X)
  where:
    - {comparison: $X > 3}
    - {metavariable: $X, regex: a+}
    - {metavariable: $X, analyzer: redos}
    - {metavariable: $X, types: [A, B]}
    - {metavariable: $X, pattern: g($Y), where: [{metavariable: $Y, regex: b}]}
    - {metavariable: $X, language: generic, all: [{not: secret}]}
`;
    expect(meaning(text)).toEqual(
      search({
        kind: 'all',
        of: [pattern('f($X)')],
        focus: [],
        conditions: [
          { kind: 'comparison', comparison: '$X > 3', strip: false },
          { kind: 'regex', name: 'X', regex: 'a+', constantPropagation: true },
          { kind: 'analysis', name: 'X', analyzer: 'redos' },
          { kind: 'type', name: 'X', types: ['A', 'B'] },
          {
            kind: 'pattern',
            name: 'X',
            formula: {
              kind: 'all',
              of: [pattern('g($Y)')],
              conditions: [{ kind: 'regex', name: 'Y', regex: 'b', constantPropagation: true }],
              focus: [],
            },
          },
          {
            kind: 'pattern',
            name: 'X',
            language: 'generic',
            formula: { kind: 'all', of: [{ kind: 'not', of: pattern('secret') }], conditions: [], focus: [] },
          },
        ],
      }),
    );
  });
});

describe('taint', () => {
  const source = { exact: false, bySideEffect: false, control: false, label: '__SOURCE__' };
  const sink = { exact: true, atExit: false };
  const sanitizer = { exact: false, bySideEffect: false, notConflicting: false };
  const nothingElse = { sanitizers: [], propagators: [] };

  test('defaults of both syntaxes', () => {
    const taint = {
      sources: [{ formula: pattern('a()'), ...source }],
      sinks: [{ formula: pattern('b()'), ...sink }],
      ...nothingElse,
    };
    const old = 'mode: taint\npattern-sources: [{pattern: a()}]\npattern-sinks: [{pattern: b()}]';
    expect(meaning(old)).toEqual({ mode: 'taint', taint });
    expect(meaning('taint: {sources: [a()], sinks: [{pattern: b()}]}')).toEqual({ mode: 'taint', taint });
  });

  test('every key', () => {
    const text = `mode: taint
pattern-sources:
  - {pattern: a($X), label: A, requires: B, exact: true, by-side-effect: only, control: true}
pattern-sinks:
  - {pattern: b(), requires: A and not B, exact: false, at-exit: true}
pattern-sanitizers:
  - {pattern: c(), exact: true, by-side-effect: true, not_conflicting: true}
pattern-propagators:
  - {pattern: '$X.d($...Y)', from: $...Y, to: $X, by-side-effect: false, requires: A, label: C, replace-labels: [A]}
`;
    expect(meaning(text)).toEqual({
      mode: 'taint',
      taint: {
        sources: [
          { formula: pattern('a($X)'), exact: true, bySideEffect: 'only', control: true, label: 'A', requires: 'B' },
        ],
        sinks: [{ formula: pattern('b()'), exact: false, atExit: true, requires: 'A and not B' }],
        sanitizers: [{ formula: pattern('c()'), exact: true, bySideEffect: true, notConflicting: true }],
        propagators: [
          {
            formula: pattern('$X.d($...Y)'),
            from: 'Y',
            to: 'X',
            bySideEffect: false,
            requires: 'A',
            label: 'C',
            replaceLabels: ['A'],
          },
        ],
      },
    });
  });

  test('in the new syntax entries may have conditions', () => {
    const text =
      'taint: {sources: [{pattern: a($X), where: [{comparison: $X > 1}]}], sinks: [b()], sanitizers: [{any: [c()], not-conflicting: true}]}';
    expect(meaning(text)).toEqual({
      mode: 'taint',
      taint: {
        sources: [
          {
            formula: {
              kind: 'all',
              of: [pattern('a($X)')],
              conditions: [{ kind: 'comparison', comparison: '$X > 1', strip: false }],
              focus: [],
            },
            ...source,
          },
        ],
        sinks: [{ formula: pattern('b()'), ...sink }],
        sanitizers: [{ formula: { kind: 'any', of: [pattern('c()')] }, ...sanitizer, notConflicting: true }],
        propagators: [],
      },
    });
  });
});
