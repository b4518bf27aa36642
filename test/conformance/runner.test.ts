import { expect, test } from 'vitest';
import { patternAnnotations, ruleAnnotations } from '../../conformance/annotations.ts';
import { casesIn } from '../../conformance/cases.ts';
import { evaluate } from '../../conformance/evaluate.ts';
import { folderOf } from '../cli/run-cli.ts';

const evalRule = `rules:
  - {id: no-eval, languages: [js], message: Found., severity: ERROR, pattern: eval(...), fix: run()}
`;

async function results(files: Readonly<Record<string, string>>) {
  const found = [];
  for (const one of casesIn(folderOf(files))) {
    const { name, kind, outcome, details } = await evaluate(one);
    found.push({ name, kind, outcome, details });
  }
  return found;
}

test('a runner that finds too much or too little says so', async () => {
  expect(
    await results({
      'good.yaml': evalRule,
      'good.js':
        '// ruleid: no-eval\neval(1)\n// ok: no-eval\nf()\n// todoruleid: no-eval\ng()\n// todook: no-eval\neval(2)\n',
      'bad.yaml': evalRule,
      'bad.js': '// ok: no-eval\neval(1)\n// ruleid: no-eval\nf()\n',
      'fix.yaml': evalRule,
      'fix.js': '// ruleid: no-eval\neval(1); eval(2)\n',
      'fix.fixed.js': '// ruleid: no-eval\nrun(); run(2)\n',
    }),
  ).toEqual([
    { name: 'bad.yaml', kind: 'rules', outcome: 'wrong', details: ['bad.js: missing 4', 'bad.js: extra 2'] },
    {
      name: 'fix.yaml',
      kind: 'autofix',
      outcome: 'wrong',
      details: ['fix.js: fixed differently: line 2 is "run(); run()", expected "run(); run(2)"'],
    },
    { name: 'good.yaml', kind: 'rules', outcome: 'correct', details: [] },
  ]);
});

test('what is not counted, and what is refused', async () => {
  expect(
    await results({
      'alone.yaml': evalRule,
      'other.yaml': evalRule.replace('[js]', '[python]'),
      'other.py': 'eval(1)',
      'refused.yaml': evalRule.replace('fix', 'fx'),
      'refused.js': '',
      'not-rules.yaml': 'a: 1',
      'not-rules.js': '',
      'cross_function_tainting/known.yaml': evalRule,
      'cross_function_tainting/known.js': '',
    }),
  ).toMatchObject([
    { name: 'alone.yaml', outcome: 'left-out', details: ['there is no target'] },
    { name: 'other.yaml', outcome: 'left-out', details: ['it is for other languages'] },
    { name: 'refused.yaml', outcome: 'refused' },
    { name: 'cross_function_tainting/known.yaml', outcome: 'left-out', details: ['runs with --taint-intrafile'] },
  ]);
});

test('patterns, also those that lie in POLYGLOT, and targets of another ending than the language has', async () => {
  expect(
    await results({
      'js/a.sgrep': 'f($X)',
      'js/a.js': '// ERROR:\nf(1)\nf()\n',
      'POLYGLOT/b.sgrep': 'g()',
      'js/b.ts': '// MATCH: here\ng()\n',
      'rule.yaml': evalRule,
      'rule.ts': '// ruleid: no-eval\neval(1 as any)\n',
      'js/wrong.sgrep': 'f()',
      'js/wrong.js': '//ERROR:\ng()\n',
    }),
  ).toEqual([
    { name: 'rule.yaml', kind: 'rules', outcome: 'correct', details: [] },
    { name: 'js/a.js', kind: 'pattern', outcome: 'correct', details: [] },
    { name: 'js/b.ts', kind: 'pattern', outcome: 'correct', details: [] },
    { name: 'js/wrong.js', kind: 'pattern', outcome: 'wrong', details: ['wrong.js: missing 2'] },
  ]);
});

test.each([
  ['// ruleid: a', { a: [2] }, {}],
  ['  # ruleid:a, b', { a: [2], b: [2] }, {}],
  ['<!-- ruleid: a-b.c -->', { 'a-b.c': [2] }, {}],
  ['{/* ruleid: a */}', { a: [2] }, {}],
  ['// ruleid: deepok: a', { a: [2] }, {}],
  ['// todook: a', {}, { a: [2] }],
  ['// ok: a', {}, {}],
  ['// todoruleid: a', {}, {}],
  ['// deepruleid: a', {}, {}],
  ['return {ok: true}', {}, {}],
])('%s', (line, expected, tolerated) => {
  const lines = (map: ReadonlyMap<string, ReadonlySet<number>>) =>
    Object.fromEntries([...map].map(([id, set]) => [id, [...set]]));
  const annotations = ruleAnnotations(`${line}\nf()\n`);
  expect({ expected: lines(annotations.expected), tolerated: lines(annotations.tolerated) }).toEqual({
    expected,
    tolerated,
  });
});

test('annotations of patterns', () => {
  const { expected } = patternAnnotations('//ERROR:\nf()\n/* MATCH: it */\nf()\nmatch: g()\n');
  expect(expected).toEqual(new Map([['', new Set([2, 4])]]));
});
