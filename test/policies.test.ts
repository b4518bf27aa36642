import { beforeAll, expect, test } from 'vitest';
import { lintPolicies, testPolicies, type ExampleResult, type PolicySet } from '../engine/index.ts';
import { anchors } from '../engine/matches/all.ts';

const request = { cwd: process.cwd(), paths: ['policies'], policies: ['policies'] };
let set: PolicySet;
let results: readonly ExampleResult[];

beforeAll(async () => {
  ({ set, results } = await testPolicies(request));
}, 120_000);

test('every shipped policy loads without a problem or advice', async () => {
  const { problems } = await lintPolicies(request);
  expect(problems.map(({ path, region, message }) => `${path}:${region?.startLine} ${message}`)).toEqual([]);
});

test('every example of every policy and definition comes out as it says', () => {
  expect(results.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
  expect(results.length).toBeGreaterThan(30);
});

test('every policy has an example that fails with its places, one that passes, and a near miss', () => {
  const lacking = set.policies.filter(({ examples, info }) => {
    const failing = info.confidence === 'low' ? 'review' : 'fail';
    const fails = examples.some(({ verdict, at }) => verdict === failing && at);
    const passes = examples.some(({ verdict }) => verdict === 'pass');
    return !(fails && passes && examples.some(({ nearMiss }) => nearMiss));
  });
  expect(lacking.map(({ info }) => info.id)).toEqual([]);
});

test('every matcher and every form of policy is used by a shipped policy, and at least four policies are joins', () => {
  const texts = set.policies.map(({ check }) => JSON.stringify(check));
  expect(
    anchors.map(({ name }) => name).filter((name) => !texts.some((text) => text.includes(`"anchor":"${name}"`))),
  ).toEqual([]);
  expect([...new Set(set.policies.map(({ check }) => check.judge.form))].sort()).toEqual([
    'forbid',
    'project',
    'require',
    'sets',
  ]);
  expect(
    texts.filter((text) => text.includes('"op":"exists"') || text.includes('"form":"sets"')).length,
  ).toBeGreaterThanOrEqual(4);
});
