import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadPolicies } from '../../engine/index.ts';
import { cliPage } from './cli-page.ts';
import { languagesPage } from './languages-page.ts';
import { matchersPage } from './matchers-page.ts';
import { policiesPage, policyPage, type Documented } from './policy-pages.ts';
import { semgrepPage } from './semgrep-page.ts';
import { policySources } from './policy-source.ts';

/* `npx vitest run test/docs --update` writes the pages anew. */

const { policies } = await loadPolicies({ cwd: process.cwd(), paths: ['policies'], policies: ['policies'] });
const documented: readonly Documented[] = policySources.flatMap((source) => {
  const policy = policies.find(({ info }) => info.id === source.data['id']);
  return policy ? [{ policy, source }] : [];
});

test('docs/matchers.md is what the registry says', async () => {
  await expect(matchersPage()).toMatchFileSnapshot('../../docs/matchers.md');
});

test('docs/cli.md is what the program says', async () => {
  await expect(cliPage()).toMatchFileSnapshot('../../docs/cli.md');
});

test('docs/languages.md is what the registries say', async () => {
  await expect(languagesPage()).toMatchFileSnapshot('../../docs/languages.md');
});

test('docs/semgrep.md is what the tables of keys say', async () => {
  await expect(semgrepPage()).toMatchFileSnapshot('../../docs/semgrep.md');
});

test('docs/policies/README.md lists every policy', async () => {
  expect(documented.length).toBe(policySources.length);
  await expect(policiesPage(documented)).toMatchFileSnapshot('../../docs/policies/README.md');
});

test.each(documented.map((one) => [one.policy.info.id, one] as const))(
  'docs/policies/%s.md is what the policy says',
  async (id, one) => {
    await expect(policyPage(one)).toMatchFileSnapshot(`../../docs/policies/${id}.md`);
  },
);

test('no page is left of a policy that is gone', () => {
  const pages = new Set(['README.md', ...documented.map(({ policy }) => `${policy.info.id}.md`)]);
  expect(readdirSync('docs/policies').filter((name) => !pages.has(name))).toEqual([]);
});
