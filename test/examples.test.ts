import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { check, formats, outcome } from '../engine/index.ts';
import { sarif } from '../engine/reports/sarif/sarif.ts';
import { sarifAudit } from '../engine/reports/sarif/audit.ts';
import { errata, rtm5, schemaErrors } from './reports/sarif-schemas.ts';

test.each(['before', 'after'])(
  'storefront/%s reports exactly what is expected, in every format to read',
  async (state) => {
    const report = await check({ cwd: process.cwd(), paths: [`examples/storefront/${state}`] });
    // each commit is another revision
    const { revision: _, ...rest } = report;
    const stable = { ...rest, tool: { ...report.tool, version: '0.0.0' } };
    // the audit log has all of the JSON report again
    for (const format of formats.filter(({ name }) => name !== 'sarif-audit')) {
      const file = `../examples/storefront/expected/${state}.${format.name === 'text' ? 'txt' : format.name}`;
      await expect(format.render(stable, { colour: false, includeReview: false, evidence: false })).toMatchFileSnapshot(
        file,
      );
    }
    expect(outcome(report, { failOn: 'medium', failOnReview: false }).exitCode).toBe(state === 'before' ? 1 : 0);

    for (const format of [sarif, sarifAudit]) {
      const log: unknown = JSON.parse(format.render(stable, { colour: false, includeReview: true, evidence: false }));
      expect(schemaErrors(rtm5, log)).toBeNull();
      if (existsSync(errata)) expect(schemaErrors(errata, log)).toBeNull();
    }
  },
);
