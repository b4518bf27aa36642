import { expect, test } from 'vitest';
import { mapWorkspace } from '../../engine/run/map-workspace.ts';
import { readSource } from '../../engine/files/read.ts';
import { findingsOf, folder, hostile, judgedInnocent, run, write } from './workspace.ts';

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);
const slow = { timeout: 240_000 };

/** Each of two files inherits from both of the next level: as many ways as there are grains on a chessboard. */
const doubling = range(40).flatMap((i) =>
  ['a', 'b'].map((name) => [`${name}${i}`, [`a${i + 1}`, `b${i + 1}`]] as const),
);

test(
  'configurations that inherit crosswise, in circles or through very many others are given up, and the rest is judged',
  slow,
  async () => {
    const tsconfig = (bases: readonly string[]): string =>
      JSON.stringify({ extends: bases.map((base) => `./tsconfig.${base}.json`) });
    const root = hostile({
      ...Object.fromEntries(doubling.map(([name, bases]) => [`d/tsconfig.${name}.json`, tsconfig(bases)])),
      'd/tsconfig.json': tsconfig(['a0', 'b0']),
      ...Object.fromEntries(
        doubling.map(([name, bases]) => [
          `c/${name}.yaml`,
          `include: [${bases.map((base) => `${base}.yaml`).join(', ')}]\n`,
        ]),
      ),
      'c/compose.yaml': 'include: [a0.yaml, b0.yaml]\nservices: {}\n',
      ...Object.fromEntries(range(2_000).map((i) => [`chain/tsconfig.${i}.json`, tsconfig([String(i + 1)])])),
      'chain/tsconfig.json': tsconfig(['0']),
      'circle/tsconfig.json': JSON.stringify({ extends: './tsconfig.json' }),
      'x/compose.yaml': `services:\n${range(2_000)
        .map((i) => `  s${i}: {image: a, extends: {service: s${i + 1}}}\n`)
        .join('')}`,
      'policies/strict.yaml': `id: strict
title: The compiler is strict
severity: low
subject: {config: '**/tsconfig.json', document-kind: tsconfig}
require: {config: compilerOptions.strict, value: true, effective: true}
`,
      'policies/unprivileged.yaml': `id: unprivileged
title: No service is privileged
severity: low
subject: {config: '**', document-kind: compose, path: services.$S, effective: true}
forbid: {path: privileged, value: true}
`,
    });
    const before = process.cpuUsage().user;
    const report = await run(root);
    expect((process.cpuUsage().user - before) / 1_000).toBeLessThan(150_000);
    expect(findingsOf(report)).toEqual(expect.arrayContaining([...judgedInnocent]));
    expect(report.problems.filter(({ level }) => level === 'error')).toEqual([]);
    expect(report.verdicts.filter(({ kind }) => kind === 'open').length).toBeGreaterThan(0);
  },
);

test('what a configuration names is no regular expression', async () => {
  const report = await run(hostile({ 'sqlc.yaml': 'version: "2"\nsql:\n  - {engine: "((a+)+$", schema: a.sql}\n' }));
  expect(findingsOf(report)).toEqual(judgedInnocent);
});

test('a file that takes too long on the main thread costs itself alone', slow, async () => {
  const root = folder();
  write(root, {
    'a.js': '1;\n',
    'b.sql': 'create table t (id int primary key, at timestamptz);\n'.repeat(60_000),
    'c.js': '1;\n',
  });
  const entries = ['a.js', 'b.sql', 'c.js'].map((path) => ({ path }));
  const disk = { root, workers: 1, limits: { stuckAfter: 100 } };
  const facts = await mapWorkspace(
    entries,
    (entry) => readSource(root, entry),
    [],
    () => undefined,
    undefined,
    disk,
  );
  expect(facts[1]!.problems.map(({ kind, message }) => [kind, message])).toEqual([
    ['crash', "'b.sql' could not be examined within 0.1 s."],
  ]);
  expect(facts.map(({ path }) => path)).toEqual(['a.js', 'b.sql', 'c.js']);
});
