import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Log } from 'sarif';
import { expect, test } from 'vitest';
import type { Taxa } from '../../../engine/model/policy.ts';
import type { Report } from '../../../engine/model/report.ts';
import { guidOf } from '../../../engine/reports/sarif/guid.ts';
import { sarif } from '../../../engine/reports/sarif/sarif.ts';
import { taxonomyOf } from '../../../engine/reports/sarif/taxonomy.ts';
import { cleanReport } from '../sample-report.ts';

const options = { colour: false, includeReview: false, evidence: false };

function runOf(...taxa: readonly Taxa[]) {
  const [{ info, verdicts }] = cleanReport.policies as [Report['policies'][number]];
  const policies = taxa.map((one, i) => ({ info: { ...info, id: `p${i}`, taxa: one }, verdicts }));
  return (JSON.parse(sarif.render({ ...cleanReport, policies }, options)) as Log).runs[0]!;
}

test('each taxonomy has the classes that rules of the run belong to, in order, with their names', () => {
  const { taxonomies = [] } = runOf({ cwe: ['250', '89'] }, { cwe: ['CWE-89'], 'owasp-top-10-2025': ['A03'] });
  expect(
    taxonomies.map(({ name, version, taxa = [] }) => [name, version, taxa.map(({ id, name }) => [id, name])]),
  ).toEqual([
    [
      'CWE',
      '4.15',
      [
        ['CWE-89', "Improper Neutralization of Special Elements used in an SQL Command ('SQL Injection')"],
        ['CWE-250', 'Execution with Unnecessary Privileges'],
      ],
    ],
    ['OWASP Top 10 2025', '2025', [['A03:2025', 'Software Supply Chain Failures']]],
  ]);
  expect(taxonomies[0]?.taxa?.[0]?.helpUri).toBe('https://cwe.mitre.org/data/definitions/89.html');
});

test('a rule says of what class it is, and where to find it', () => {
  const run = runOf({ 'asvs-5.0': ['8.2.1'], cwe: ['CWE-639', '639'] });
  const cwe = { name: 'CWE', guid: guidOf('taxonomy', 'CWE'), index: 0 };
  const asvs = { name: 'OWASP ASVS 5.0', guid: guidOf('taxonomy', 'OWASP ASVS 5.0'), index: 1 };
  expect(run.tool.driver.rules?.[0]?.relationships).toEqual([
    {
      target: { id: 'CWE-639', guid: guidOf('taxonomy', 'CWE', 'CWE-639'), index: 0, toolComponent: cwe },
      kinds: ['superset'],
    },
    {
      target: { id: '8.2.1', guid: guidOf('taxonomy', 'OWASP ASVS 5.0', '8.2.1'), index: 0, toolComponent: asvs },
      kinds: ['superset'],
    },
  ]);
  expect(run.tool.driver.supportedTaxonomies).toEqual([cwe, asvs]);
  expect(run.tool.driver.rules?.[0]?.properties?.tags).toEqual(['security', 'external/cwe/cwe-639']);
});

test('a guid is a version 5 UUID of its name: the same in every run and on every machine', () => {
  expect(guidOf('taxonomy', 'CWE')).toBe('5fa9ea32-2b6d-54d2-b7b9-16efd9f3e94e');
  expect(guidOf('taxonomy', 'CWE', 'CWE-89')).toBe('e3cad62f-a9ac-5491-ae4b-095d2e59ad51');
  expect(guidOf('taxonomy', 'CWE')).toMatch(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});

test('a taxonomy that is not known goes by its key; keys of every object and empty ones do no harm', () => {
  const taxa = JSON.parse(
    '{"__proto__":["constructor"],"":["a"],"house-rules":["7","7",""],"cwe":["none"],"empty":[]}',
  ) as Taxa;
  const { taxonomies = [] } = runOf(taxa);
  expect(taxonomies.map(({ name, taxa = [] }) => [name, taxa.map(({ id, name }) => [id, name])])).toEqual([
    ['CWE', [['none', undefined]]],
    ['__proto__', [['constructor', undefined]]],
    ['house-rules', [['7', undefined]]],
  ]);
});

test('without classes there are no taxonomies', () => {
  expect(runOf({})).not.toHaveProperty('taxonomies');
  expect(runOf({}).tool.driver).not.toHaveProperty('supportedTaxonomies');
});

test('every class of CWE, OWASP Top 10 and ASVS that a shipped policy names has a name', () => {
  const folder = join(import.meta.dirname, '../../../policies');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml'));
  const taxa = files.flatMap((path) => {
    const policy = parse(readFileSync(join(folder, path), 'utf8')) as { taxa?: Taxa } | null;
    return Object.entries(policy?.taxa ?? {}).flatMap(([key, items]) => items.map((item) => [key, item] as const));
  });
  const named = taxa.filter(([key]) => /^(?:cwe|owasp-top-10-\d+|asvs-.*)$/.test(key));
  expect(named.length).toBeGreaterThan(200);
  expect(named.filter(([key, item]) => taxonomyOf(key).taxon(item).name === undefined)).toEqual([]);
});
