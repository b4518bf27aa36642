import { expect, test } from 'vitest';
import { distinctIds } from '../../../engine/policies/semgrep/ids.ts';
import { rule } from './read.ts';

test('what a rule says about itself', () => {
  const { info, fix, paths } = rule(`id: a.b.no-eval
message: >-
  Text $X becomes code. It
  should not.
severity: WARNING
pattern: eval($X)
fix: |
  run($X)
paths: {include: [src, '*.js', /lib/x.ts], exclude: ['**/test/**']}
metadata:
  cwe: ['CWE-95: Eval Injection', CWE-94]
  owasp: ['A03:2021 - Injection', 'A1: Injection', 'API8:2023']
  asvs: {control_id: 5.2.4 Eval, version: '4'}
  category: security
  technology: [browser, security]
  references: [https://example.com/eval, 'see the wiki']
  source-rule-url: https://example.com/rule
  confidence: LOW
  help: Call a function.
`);
  expect(info).toEqual({
    id: 'a.b.no-eval',
    title: 'Text $X becomes code',
    severity: 'medium',
    confidence: 'low',
    message: 'Text $X becomes code. It should not.',
    description: 'Text $X becomes code. It should not.',
    remedy: 'Call a function.',
    references: ['https://example.com/eval', 'https://example.com/rule'],
    taxa: {
      cwe: ['95', '94'],
      'owasp-top-10-2021': ['A03'],
      'owasp-top-10-2017': ['A01'],
      'owasp-api-top-10-2023': ['API08'],
      'asvs-4.0': ['5.2.4'],
    },
    tags: ['security', 'browser'],
    dialect: 'semgrep',
    path: 'rules.yaml',
    region: expect.objectContaining({ startLine: 3 }),
  });
  expect(fix).toEqual({ safe: false, replace: 'run($X)' });
  expect(paths).toEqual({
    include: ['**/src', '**/src/**', '**/*.js', '**/*.js/**', '**/lib/x.ts', '**/lib/x.ts/**'],
    exclude: ['**/test/**'],
  });
});

test.each([
  ['CRITICAL', 'critical'],
  ['ERROR', 'high'],
  ['HIGH', 'high'],
  ['MEDIUM', 'medium'],
  ['INFO', 'low'],
  ['LOW', 'low'],
  ['INVENTORY', 'info'],
])('severity %s is %s', (severity, ours) => {
  expect(rule(`severity: ${severity}\npattern: f()`).info.severity).toBe(ours);
});

test('fix-regex', () => {
  const text = 'pattern: f()\nfix-regex: {regex: (a)b, replacement: \\1, count: 2}';
  expect(rule(text).fix).toEqual({ safe: false, regex: '(a)b', replacement: '\\1', count: 2 });
});

test('options under the names of the matcher; those without effect are left out', () => {
  const text =
    'pattern: f()\noptions: {symbolic_propagation: true, taint_focus_on: source, interfile: true, timeout: 3}';
  expect(rule(text).parts[0]?.rule.options).toEqual({ symbolic_propagation: true, taint_match_on: 'source' });
});

test('rules that share an id go by the path of their file', () => {
  const named = (path: string, id: string) => ({ path, id });
  const rules = [
    named('rules/js/a.yaml', 'x'),
    named('./rules/js/b.yaml', 'x'),
    named('/rules/ts/a.yaml', 'x'),
    named('rules/ts/a.yaml', 'y'),
    named('rules/ts/a.yaml', 'native'),
  ];
  expect(distinctIds(rules, ['native'])).toEqual([
    'rules.js.a.x',
    'rules.js.b.x',
    'rules.ts.x',
    'y',
    'rules.ts.native',
  ]);
});
