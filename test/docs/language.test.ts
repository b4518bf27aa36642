import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { runExamples } from '../../engine/example-run.ts';
import { anchors } from '../../engine/matches/all.ts';
import { assemblePolicies } from '../../engine/policies/assemble.ts';
import { compilePolicy } from '../../engine/policies/compile.ts';
import { parseConfiguration } from '../../engine/policies/configuration.ts';
import { lookUp } from '../../engine/policies/definitions.ts';
import { examplesOf } from '../../engine/policies/policy-info.ts';
import { policyBody } from '../../engine/policies/schema/policy.ts';
import { problemsOf } from '../language/verdicts-of.ts';
import { definitionSources, policySources } from './policy-source.ts';

/* Every YAML block of docs/language.md is a whole file: a policy, a definition, a pack or a configuration. */

const text = readFileSync('docs/language.md', 'utf8');
const blocks = [...text.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, block = '']) => ({
  block,
  data: parse(block) as Readonly<Record<string, unknown>>,
}));
const policies = blocks.flatMap(({ block, data }) =>
  typeof data['id'] === 'string' ? [[data['id'], block] as const] : [],
);
const definitions = blocks.filter(({ data }) => 'matcher' in data || 'value' in data);
const definitionTexts = Object.fromEntries(definitions.map(({ block, data }) => [String(data['name']), block]));
const packs = blocks.filter(({ data }) => 'version' in data);
const configurations = blocks.filter(({ data }) => 'extends' in data);

describe.each(policies)('the policy %s of docs/language.md', (_, policy) => {
  test('loads', async () => {
    expect(await problemsOf(policy, definitionTexts)).toEqual([]);
  });

  test('comes out as its examples say', async () => {
    const results = await resultsOf(policy);
    expect(results.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
  });
});

async function resultsOf(policy: string) {
  const { policies: raw, definitions: known } = assembled([{ path: 'policy.yaml', text: policy }]);
  const lookup = lookUp(known);
  const results = raw.map(async ({ policy: located, info }) => {
    const { check } = compilePolicy(located, info, lookup);
    return check ? runExamples({ check, info, examples: examplesOf(located), enabled: true, notes: [] }) : [];
  });
  return (await Promise.all(results)).flat();
}

function assembled(files: readonly { readonly path: string; readonly text: string }[]) {
  const named = Object.entries(definitionTexts).map(([name, block]) => ({
    path: `definitions/${name}.yaml`,
    text: block,
  }));
  return assemblePolicies({ packs: [{ files: [...files, ...named] }], anchors });
}

test('packs, definitions and configurations of docs/language.md are valid', () => {
  const problems = [
    ...packs.flatMap(({ block }) => assembled([{ path: 'pack.yaml', text: block }]).problems),
    ...configurations.flatMap(({ block }) => parseConfiguration('bylaw.yaml', block, anchors).problems),
  ];
  expect(problems.map(({ message }) => message)).toEqual([]);
});

test('configurations of docs/language.md name policies and definitions that there are', () => {
  const shipped = new Set([...policySources, ...definitionSources].map(({ data }) => data['id'] ?? data['name']));
  const named = configurations.flatMap(({ data }) => [data['policies'], data['definitions']].flatMap(keysOf));
  expect(named.filter((name) => !shipped.has(name))).toEqual([]);
});

function keysOf(map: unknown): readonly string[] {
  return Object.keys((map ?? {}) as object);
}

test('every YAML block of docs/language.md is of a kind that is tested', () => {
  expect(policies.length + definitions.length + packs.length + configurations.length).toBe(blocks.length);
});

test('docs/language.md speaks of every key of a policy and of every anchor', () => {
  const names = [...Object.keys(policyBody()['properties'] as object), ...anchors.map(({ name }) => name)];
  expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});
