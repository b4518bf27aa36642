import { expect, test } from 'vitest';
import { check, checkTexts, outcome } from '../../engine/index.ts';
import { findingsOf, folder, messagesOf, write } from './workspace.ts';

const policy = (forbid: string): string => `id: it\ntitle: It is forbidden\nseverity: high\nforbid: ${forbid}\n`;

async function judged(forbid: string, files: Readonly<Record<string, string>>) {
  return checkTexts([{ path: 'it.yaml', text: policy(forbid) }], files);
}

const hang = `${'a'.repeat(50_000)}!`;
const files = { 'a.txt': `${hang}\n`, 'a.js': `const s = '${hang}'; f(s);\n`, 'a.yaml': `a: ${hang}\n`, 'a.sh': hang };

test.each([
  "{text: '(a+)+$'}",
  "{text: '(a|a)*b'}",
  "{text: '(a|aa)+$'}",
  "{text: '^(([a-z])+.)+[A-Z]([a-z])+$'}",
  "{config: '**', path: a, value: {pattern: '(a+)+$'}}",
  "{config: '**', path: a, value: {not: {pattern: '^(a*)*$'}}}",
  "{config: '**', path: a, value: {patternProperties: {'(a+)+$': {}}}}",
  "{code: '$X', where: {$X: {pattern: '(a+)+$'}}}",
  '{code: \'"=~/(a+)+$/"\'}',
  "{file: '*(a*|b)c'}",
])('an expression that takes exponential time is refused when the policy is loaded: %s', async (forbid) => {
  const before = process.cpuUsage().user;
  const report = await judged(forbid, files);
  const { exitCode } = outcome(report, { failOn: 'medium', failOnReview: false });
  expect([exitCode, report.files]).toEqual([2, []]);
  expect(messagesOf(report).join()).toMatch(/exponential time/);
  expect((process.cpuUsage().user - before) / 1_000).toBeLessThan(10_000);
});

test.each([
  [`{file: '${'{a,b}'.repeat(30)}\${NAME}.js'}`, /braces stand for more than 1000 globs/],
  [`{file: '${'**/a/'.repeat(30)}b.js'}`, /has too many wildcards/],
  [`{file: '${'*a'.repeat(30)}b'}`, /has too many wildcards/],
])('a glob that takes very long is refused when the policy is loaded: %s', async (forbid, message) => {
  const report = await judged(forbid, files);
  expect(messagesOf(report).join()).toMatch(message);
});

test('expressions of Semgrep rules that take exponential time are stopped, which is said; the other rules judge', async () => {
  const root = folder();
  const rule = (id: string, pattern: string): string =>
    `  - {id: ${id}, message: m, severity: ERROR, languages: [js], ${pattern}}\n`;
  write(root, {
    'rules.yaml': `rules:\n${rule('bomb', `pattern-regex: '(a+)+$'`)}${rule('fine', 'pattern: f(...)')}`,
    'a.js': files['a.js'],
  });
  const report = await check({ cwd: root, paths: ['.'], semgrep: ['rules.yaml'] });
  expect(findingsOf(report)).toEqual(['fine a.js:1']);
  expect(report.problems.map(({ kind, policy: of }) => [kind, of])).toEqual([['budget', 'bomb']]);
  expect(messagesOf(report)).toEqual([
    "The check 'bomb' could not finish 'a.js': The search for '(a+)+$' took more than 2 seconds.",
  ]);
  expect(outcome(report, { failOn: 'medium', failOnReview: false })).toMatchObject({ exitCode: 1 });
});

test('paths with many wildcards are followed within the budget', async () => {
  const deep = `${'{a: '.repeat(200)}1${'}'.repeat(200)}\n`;
  const before = process.cpuUsage().user;
  const report = await judged(`{config: '**', path: '${'**.a.'.repeat(8)}**.b'}`, { 'deep.yaml': deep });
  expect((process.cpuUsage().user - before) / 1_000).toBeLessThan(20_000);
  expect(report.findings).toEqual([]);
});

test('a policy has no way to name a file to read or write', async () => {
  const root = folder();
  const write_ = `id: it\ntitle: It is forbidden\nseverity: high\nforbid: {code: 'eval($X)'}\n`;
  const messages = async (rest: string): Promise<readonly string[]> => {
    write(root, { 'policies/it.yaml': write_ + rest, 'a.js': 'eval(x);\n' });
    return messagesOf(await check({ cwd: root, paths: ['.'], policies: ['policies'] }));
  };
  expect(await messages("fix: {replace: '$X', path: ../../outside.js}\n")).not.toEqual([]);
  expect(await messages('extends: ../../etc/passwd\n')).not.toEqual([]);
  expect(await messages("examples: [{name: out, verdict: fail, files: {'../../../out.js': 'eval(x)'}}]\n")).toEqual([]);
});

test.each(['../../etc', '@acme/../../etc', '@../etc', 'a/../../b', '%2e%2e/etc'])(
  'a package is a name and no path: %s',
  async (name) => {
    const root = folder();
    write(root, { 'bylaw.yaml': `extends: ['${name}']\n`, 'a.js': 'eval(x);\n' });
    const report = await check({ cwd: root, paths: ['.'] });
    expect(report.files).toEqual([]);
    expect(messagesOf(report).length).toBe(1);
    expect(messagesOf(report)[0]).toMatch(/outside of the repository|does not exist|is not installed/);
  },
);
