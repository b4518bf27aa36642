import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import type { Report } from '../../engine/model/report.ts';
import { json } from '../../engine/reports/json.ts';
import { cleanReport, emptyReport, sampleReport } from './sample-report.ts';

const options = { colour: false, includeReview: false, evidence: false };
const schema = JSON.parse(readFileSync(new URL('../../schemas/report.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);

test.each([
  ['sample', sampleReport],
  ['clean', cleanReport],
  ['empty', emptyReport],
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

test('the order in which bindings were found does not show', () => {
  const withBindings = (names: readonly string[]): Report => ({
    ...emptyReport,
    verdicts: emptyReport.verdicts.map((verdict) => ({
      ...verdict,
      bindings: Object.fromEntries(names.map((name) => [name, { text: name }])),
    })),
  });
  expect(json.render(withBindings(['B', 'A']), options)).toBe(json.render(withBindings(['A', 'B']), options));
});

test('half a surrogate pair never appears', () => {
  expect(json.render(sampleReport, options)).not.toMatch(/\\ud[89a-f]/i);
  expect(json.render(sampleReport, options)).not.toMatch(/\p{Surrogate}/u);
});
