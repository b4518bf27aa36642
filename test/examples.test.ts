import { expect, test } from 'vitest';
import { check, formats, outcome } from '../engine/index.ts';

test.each(['before', 'after'])('storefront/%s reports exactly what is expected', async (state) => {
  const report = await check({ cwd: process.cwd(), paths: [`examples/storefront/${state}`] });
  for (const format of formats) {
    const text = format.render(
      { ...report, tool: { ...report.tool, version: '0.0.0' } },
      { colour: false, includeReview: false },
    );
    await expect(text).toMatchFileSnapshot(
      `../examples/storefront/expected/${state}.${format.name === 'text' ? 'txt' : format.name}`,
    );
  }
  expect(outcome(report, { failOn: 'medium', failOnReview: false }).exitCode).toBe(state === 'before' ? 1 : 0);
});
