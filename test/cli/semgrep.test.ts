import { expect, test } from 'vitest';
import type { Place, Report } from '../../engine/index.ts';
import { folderOf, noEval, runCli } from './run-cli.ts';

const rule = (id: string, more = 'pattern: eval($X)', languages = 'js'): string =>
  `  - id: ${id}\n    languages: [${languages}]\n    message: Text $X becomes code.\n    severity: ERROR\n    ${more}\n`;
const rules = (...all: readonly string[]): string => `rules:\n${all.join('')}`;

async function checked(files: Readonly<Record<string, string>>, ...argv: readonly string[]) {
  const cwd = folderOf({ 'src/a.js': 'eval(x);\n', ...files });
  const { exitCode, stdout, stderr } = await runCli(['check', '--format', 'json', ...argv], { cwd });
  const { findings, suppressed, problems } = JSON.parse(stdout) as Report;
  return {
    exitCode,
    reasons: stderr.replace(/^For code scanning.*\n/m, '').trim(),
    findings: findings.map(({ policy, message, place }) => `${lineOf(place)} ${policy}: ${message}`),
    suppressed: suppressed.length,
    problems: problems.map(({ message, ...place }) => `${lineOf(place)} ${message}`),
  };
}

function lineOf({ path, region }: Partial<Place>): string {
  return `${path}:${region?.startLine}`;
}

test('a rule file as it is', async () => {
  expect(await checked({ 'rules.yaml': rules(rule('no-eval')) }, '--semgrep', 'rules.yaml')).toEqual({
    exitCode: 1,
    reasons: "bylaw: exit 1: 1 failure at or above 'medium'",
    findings: ['src/a.js:1 no-eval: Text x becomes code.'],
    suppressed: 0,
    problems: [],
  });
});

test('only what is named is in force; with --policies both are', async () => {
  const files = { 'r.yaml': rules(rule('rule')), 'p/no-eval.yaml': noEval('high'), 'bylaw.yaml': 'extends: [./p]\n' };
  const only = await checked(files, '--semgrep', 'r.yaml');
  const both = await checked(files, '--semgrep', 'r.yaml', '--policies', 'p');
  const extended = await checked({ ...files, 'bylaw.yaml': 'extends: [./p, ./r.yaml]\n' });
  expect([only, both, extended].map(({ findings }) => findings)).toEqual([
    ['src/a.js:1 rule: Text x becomes code.'],
    ['src/a.js:1 no-eval: Text becomes code here.', 'src/a.js:1 rule: Text x becomes code.'],
    ['src/a.js:1 no-eval: Text becomes code here.', 'src/a.js:1 rule: Text x becomes code.'],
  ]);
});

test('a refused rule does not stop the others, and is not forgotten in the exit code', async () => {
  const file = rules(rule('good'), rule('bad', 'patern: eval($X)'));
  const files = { 'rules.yaml': file };
  expect(await checked(files, '--semgrep', 'rules.yaml')).toEqual({
    exitCode: 2,
    reasons: "bylaw: exit 2: 1 refused rule; 1 failure at or above 'medium'",
    findings: ['src/a.js:1 good: Text x becomes code.'],
    suppressed: 0,
    problems: [
      expect.stringContaining(
        "rules.yaml:11 The rule 'bad' is refused: A rule has no key 'patern'. Did you mean 'pattern'?",
      ),
    ],
  });
  expect(await checked(files, '--semgrep', 'rules.yaml', '--skip', 'bad')).toMatchObject({ exitCode: 1, problems: [] });
  const off = { ...files, 'bylaw.yaml': 'policies: {bad: {enabled: false}, good: {severity: low}}\n' };
  expect(await checked(off, '--semgrep', 'rules.yaml')).toMatchObject({ exitCode: 0, problems: [] });
});

test('a pattern that cannot be read is refused at its own place', async () => {
  const file = rules(rule('good'), rule('bad', 'patterns:\n      - pattern: eval($X)\n      - pattern-not: eval((('));
  const { exitCode, problems } = await checked({ 'rules.yaml': file }, '--semgrep', 'rules.yaml');
  expect(exitCode).toBe(2);
  expect(problems).toEqual([expect.stringMatching(/^rules\.yaml:13 The rule 'bad' is refused: /)]);
});

test('a file that is not valid YAML stops the run', async () => {
  const files = { 'rules/a.yaml': rules(rule('good')), 'rules/b.yaml': 'rules: [' };
  const { exitCode, findings, problems } = await checked(files, '--semgrep', 'rules');
  expect({ exitCode, findings }).toEqual({ exitCode: 2, findings: [] });
  expect(problems).toEqual([expect.stringContaining("'rules/b.yaml' is not valid YAML")]);
});

test('rules for other languages are skipped and said', async () => {
  const file = rules(
    rule('python-only', 'pattern: eval($X)', 'python'),
    rule('both', 'pattern: eval($X)', 'python, js'),
  );
  expect(await checked({ 'rules.yaml': file }, '--semgrep', 'rules.yaml')).toEqual({
    exitCode: 1,
    reasons: "bylaw: exit 1: 1 failure at or above 'medium'; 2 rules for other languages skipped",
    findings: ['src/a.js:1 both: Text x becomes code.'],
    suppressed: 0,
    problems: [
      "rules.yaml:8 The rule 'both' runs only in part: it is also written for 'python', which this version does not read.",
      "rules.yaml:3 The rule 'python-only' is skipped: it is written for 'python', which this version does not read.",
    ],
  });
});

test('a folder of rules: tests beside them and hidden files are none, other YAML is named', async () => {
  const files = {
    'rules/a.yaml': rules(rule('a')),
    'rules/deep/b.yml': rules(rule('b')),
    'rules/target.json': '{"rules": "none"}',
    'rules/a.test.yaml': 'x: 1\n',
    'rules/.hidden.yaml': 'x: 1\n',
    'rules/other.yaml': 'x: 1\n',
  };
  expect(await checked(files, '--semgrep', 'rules')).toMatchObject({
    exitCode: 1,
    findings: ['src/a.js:1 a: Text x becomes code.', 'src/a.js:1 b: Text x becomes code.'],
    problems: ["rules/other.yaml:1 'rules/other.yaml' is no Semgrep rule file: it has no 'rules'."],
  });
  expect(await checked(files, '--semgrep', 'rules/other.yaml')).toMatchObject({ exitCode: 2, findings: [] });
});

test('a rule file in JSON', async () => {
  const json = { rules: [{ id: 'j', languages: ['js'], message: 'J.', severity: 'INFO', pattern: 'eval(...)' }] };
  const { exitCode, findings } = await checked({ 'r.json': JSON.stringify(json) }, '--semgrep', 'r.json');
  expect({ exitCode, findings }).toEqual({ exitCode: 0, findings: ['src/a.js:1 j: J.'] });
});

test('rules that share an id are told apart by their path', async () => {
  const files = { 'rules/a/x.yaml': rules(rule('same')), 'rules/b/x.yaml': rules(rule('same')) };
  const both = await checked(files, '--semgrep', 'rules');
  expect(both.findings.map((finding) => finding.split(':')[1])).toEqual(['1 rules.a.same', '1 rules.b.same']);
  const one = await checked(files, '--semgrep', 'rules', '--only', 'rules.b.same');
  expect(one.findings).toHaveLength(1);
  const twice = await checked({ 'x.yaml': rules(rule('same'), rule('same')) }, '--semgrep', 'x.yaml');
  expect(twice).toMatchObject({ exitCode: 2, findings: ['src/a.js:1 x.same: Text x becomes code.'] });
  expect(twice.problems).toEqual([expect.stringContaining("A policy with the id 'x.same' exists already")]);
});

test('low confidence is a failure, as in Semgrep', async () => {
  const file = rules(rule('low', 'pattern: eval($X)\n    metadata: {confidence: LOW}'));
  expect(await checked({ 'rules.yaml': file }, '--semgrep', 'rules.yaml')).toMatchObject({ exitCode: 1 });
});

test('what nothing binds stays as it is written', async () => {
  const file = rules(rule('r').replace('Text $X', 'Text $X, $Y, $...Z and ${X}'));
  const { findings } = await checked({ 'rules.yaml': file }, '--semgrep', 'rules.yaml');
  expect(findings).toEqual(['src/a.js:1 r: Text x, $Y, $...Z and ${X} becomes code.']);
});

test('nosemgrep comments', async () => {
  const files = {
    'rules.yaml': rules(rule('r')),
    'src/a.js': 'eval(x); // nosemgrep: r\n// nosemgrep\neval(y);\neval(z);\n',
  };
  expect(await checked(files, '--semgrep', 'rules.yaml')).toMatchObject({
    findings: ['src/a.js:4 r: Text z becomes code.'],
    suppressed: 2,
  });
  const native = { ...files, 'p/no-eval.yaml': noEval('high') };
  expect(await checked(native, '--policies', 'p')).toMatchObject({ suppressed: 0 });
});

test('list and lint', async () => {
  const cwd = folderOf({ 'rules.yaml': rules(rule('a'), rule('b', 'patern: f()'), rule('c', 'pattern: f()', 'go')) });
  const listed = await runCli(['list', '--semgrep', 'rules.yaml', '--skip', 'b'], { cwd });
  expect(listed).toEqual({
    exitCode: 0,
    stdout: `severity  policy  pack  title
high      a       -     Text $X becomes code

1 policy in force, 0 off; no configuration file.
`,
    stderr:
      "rules.yaml:13:16: warning: The rule 'c' is skipped: it is written for 'go', which this version does not read.\n",
  });
  const linted = await runCli(['lint', 'rules.yaml'], { cwd });
  expect(linted.exitCode).toBe(2);
  expect(linted.stdout).toContain("rules.yaml:11:5: error: The rule 'b' is refused: A rule has no key 'patern'.");
});
