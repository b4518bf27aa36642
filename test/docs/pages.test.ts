import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runExamples } from '../../engine/example-run.ts';
import { anchors } from '../../engine/matches/all.ts';
import { assemblePolicies } from '../../engine/policies/assemble.ts';
import { compilePolicy } from '../../engine/policies/compile.ts';
import { lookUp } from '../../engine/policies/definitions.ts';
import { examplesOf } from '../../engine/policies/policy-info.ts';
import { problemsOf } from '../language/verdicts-of.ts';

/* Every YAML block of these pages is a policy that shows itself what it says. */

const policies = ['dominance', 'config'].flatMap((page) => {
  const text = readFileSync(`docs/${page}.md`, 'utf8');
  const found = [...text.matchAll(/^```yaml\nid: (\S+)\n[^]*?^```$/gm)];
  expect([page, found.length]).toEqual([page, text.match(/^```yaml$/gm)?.length]);
  return found.map(([block, id = '']) => [page, id, block.replace(/^```(yaml\n)?/gm, '')] as const);
});

describe.each(policies)('docs/%s.md: the policy %s', (_page, _id, policy) => {
  test('loads', async () => {
    expect(await problemsOf(policy)).toEqual([]);
  });

  test('comes out as its examples say', async () => {
    const { policies: raw, definitions } = assemblePolicies({
      packs: [{ files: [{ path: 'policy.yaml', text: policy }] }],
      anchors,
    });
    const compiled = raw.map(({ policy: located, info }) => {
      const { check } = compilePolicy(located, info, lookUp(definitions));
      return check
        ? runExamples({ check, info, examples: examplesOf(located), enabled: true, notes: [] })
        : Promise.resolve([]);
    });
    const results = (await Promise.all(compiled)).flat();
    expect(results.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
    expect(results.length).toBeGreaterThan(1);
  });
});
