import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import type { Report } from '../../engine/model/report.ts';
import { json } from '../../engine/reports/json.ts';
import { checkTexts } from '../../engine/scan.ts';
import { fullReport } from './full-report.ts';
import { cleanReport, emptyReport, sampleReport } from './sample-report.ts';

const options = { colour: false, includeReview: false, evidence: false };
const schema = JSON.parse(readFileSync(new URL('../../schemas/report.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);

test.each([
  ['sample', sampleReport],
  ['clean', cleanReport],
  ['empty', emptyReport],
  ['full', fullReport],
])('the %s report keeps to the schema', (_, report) => {
  validate(JSON.parse(json.render(report, options)));
  expect(validate.errors).toBeNull();
});

test('the schema leaves nothing undeclared', () => {
  const report = JSON.parse(json.render(sampleReport, options));
  expect(validate({ ...report, extra: 1 })).toBe(false);
  expect(validate({ ...report, findings: [{ ...report.findings[0], kind: 'pass' }] })).toBe(false);
});

test('the whole report', async () => {
  await expect(json.render(sampleReport, options)).toMatchFileSnapshot('expected/sample.json');
});

/** The same value, with the keys of every object in another order. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reordered(item)]),
  );
}

test('the order in which anything was put together does not show', () => {
  expect(json.render(reordered(fullReport) as Report, options)).toBe(json.render(fullReport, options));
});

test('whatever sets findings aside is in it', () => {
  const written = JSON.parse(json.render(fullReport, options));
  for (const key of ['suppressed', 'known', 'baseline', 'exemptions', 'verdicts', 'files', 'problems', 'revision'])
    expect(written[key]).toEqual(JSON.parse(JSON.stringify(fullReport))[key]);
});

const policies = [
  'id: join\ntitle: T\nseverity: low\nsubject: {code: "db.from(\'$T\')"}\nrequire: {exists: {schema: {table: "public.$T"}}}',
  'id: taint\ntitle: T\nseverity: low\nforbid: {taint: {sources: {code: req.query}, sinks: {code: db.query($Q)}}}',
  'id: config\ntitle: Is $ACTUAL\nseverity: low\nsubject: {config: "*.yaml", path: flags.$F}\nrequire: {value: true}',
  'id: sets\ntitle: T\nseverity: low\nsets: {a: {code: use($N), values: $N}, b: [x]}\nrequire: {within: [a, b]}',
  'id: imported\ntitle: T\nseverity: low\nsubject: {code: use($N)}\nrequire: {where: {$N: {enum: [x]}}}',
  'id: project\ntitle: T\nseverity: low\nproject: true\nrequire: {git: {ignores: [.env]}}',
  'id: fix\ntitle: T\nseverity: low\nforbid: {code: eval($X)}\nfix: {safe: false, replace: run($X)}',
];

test('what real checks leave keeps to the schema', async () => {
  const report = await checkTexts(
    policies.map((text, i) => ({ path: `p${i}.yaml`, text })),
    {
      'a.ts':
        "import { y } from './b';\ndb.from('orders');\ndb.from('none');\ndb.query(req.query);\nuse(y);\neval(z);\n",
      'b.ts': "export const y = 'x';\n",
      'broken.ts': 'const = ;\n',
      'c.yaml': 'flags:\n  __proto__: false\n  a: "{{ b }}"\n',
      'half.sql': 'create table public.orders (id int);\ncreate tabel x;\n',
    },
  );
  expect(report.policies.map(({ info }) => info.id)).toHaveLength(policies.length);
  const kinds = new Set(report.verdicts.map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual(['fail', 'open', 'pass', 'review']);
  validate(JSON.parse(json.render(report, options)));
  expect(validate.errors).toBeNull();
});

test('half a surrogate pair never appears', () => {
  expect(json.render(sampleReport, options)).not.toMatch(/\\ud[89a-f]/i);
  expect(json.render(sampleReport, options)).not.toMatch(/\p{Surrogate}/u);
});
