import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { check, formats, outcome } from '../engine/index.ts';
import { sarif } from '../engine/reports/sarif/sarif.ts';
import { errata, rtm5, schemaErrors } from './reports/sarif-schemas.ts';

test.each(['before', 'after'])('storefront/%s reports exactly what is expected, in every format', async (state) => {
  const report = await check({ cwd: process.cwd(), paths: [`examples/storefront/${state}`] });
  const stable = { ...report, tool: { ...report.tool, version: '0.0.0' } };
  for (const format of formats) {
    const file = `../examples/storefront/expected/${state}.${format.name === 'text' ? 'txt' : format.name}`;
    await expect(format.render(stable, { colour: false, includeReview: false, evidence: false })).toMatchFileSnapshot(
      file,
    );
  }
  expect(outcome(report, { failOn: 'medium', failOnReview: false }).exitCode).toBe(state === 'before' ? 1 : 0);

  const log: unknown = JSON.parse(sarif.render(stable, { colour: false, includeReview: true, evidence: false }));
  expect(schemaErrors(rtm5, log)).toBeNull();
  if (existsSync(errata)) expect(schemaErrors(errata, log)).toBeNull();
});
