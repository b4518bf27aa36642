import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Log } from 'sarif';
import { expect, test } from 'vitest';
import { json } from '../../../engine/reports/json.ts';
import { sarif } from '../../../engine/reports/sarif/sarif.ts';
import { text } from '../../../engine/reports/text/text.ts';
import { checkText } from '../../language/verdicts-of.ts';

const policy = `
id: no-tainted-query
title: Queries are made of constants
severity: high
message: A query is made of what a client sends.
forbid: {taint: {sources: {code: req.query}, sinks: {code: db.query($Q)}}}
`;
const options = { colour: false, includeReview: false, evidence: false };
const short = 'const t = req.query;\ndb.query(t);\n';
const report = (code = short) => checkText(policy, { 'a.ts': code });

test('JSON carries the way, as its schema says', async () => {
  const schema = JSON.parse(readFileSync(new URL('../../../schemas/report.schema.json', import.meta.url), 'utf8'));
  const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);
  const written = JSON.parse(json.render(await report(), options));
  validate(written);
  expect(validate.errors).toBe(null);
  const [{ flow }] = written.findings as [{ flow: { message: string; place: { region: { startLine: number } } }[] }];
  expect(flow.map(({ message, place }) => [place.region.startLine, message])).toEqual([
    [1, 'Tainted data comes from here.'],
    [1, 'It is kept here.'],
    [2, 'It arrives here.'],
  ]);
});

test('SARIF has one code flow whose last step is the result', async () => {
  const log = JSON.parse(sarif.render(await report(), options)) as Log;
  const { codeFlows = [], locations = [] } = log.runs[0]?.results?.[0] ?? {};
  const threadFlows = codeFlows[0]?.threadFlows ?? [];
  const steps = threadFlows[0]?.locations ?? [];
  expect([codeFlows.length, threadFlows.length]).toEqual([1, 1]);
  const told = steps.map(({ executionOrder, importance, location }) => [
    executionOrder,
    importance,
    location?.message?.text,
  ]);
  expect(told).toEqual([
    [1, 'essential', 'Tainted data comes from here.'],
    [2, 'important', 'It is kept here.'],
    [3, 'essential', 'It arrives here.'],
  ]);
  expect(steps.at(-1)?.location?.physicalLocation).toEqual(locations[0]?.physicalLocation);
});

test('text tells where it comes from and what it goes through', async () => {
  const lines = text
    .render(await report(), options)
    .split('\n')
    .filter((line) => line.includes('⇢'));
  expect(lines).toEqual(['    ⇢ a.ts:1:11  Tainted data comes from here.', '    ⇢ a.ts:1:7  It is kept here.']);
});

test('of a long way text tells the ends', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const code = names.map((name, i) => `const ${name} = ${names[i - 1] ?? 'req.query'};\n`).join('');
  const lines = text.render(await report(`${code}db.query(h);\n`), options).split('\n');
  expect(lines.filter((line) => line.includes('⇢'))).toEqual([
    '    ⇢ a.ts:1:11  Tainted data comes from here.',
    '    ⇢ a.ts:1:7  It is kept here.',
    '    ⇢ a.ts:2:7  It is kept here.',
    '    ⇢ 4 further steps.',
    '    ⇢ a.ts:7:7  It is kept here.',
    '    ⇢ a.ts:8:7  It is kept here.',
  ]);
});
