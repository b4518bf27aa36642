import { describe, expect, test } from 'vitest';
import type { Report } from '../../../engine/model/report.ts';
import { sarifAudit } from '../../../engine/reports/sarif/audit.ts';
import { sarif } from '../../../engine/reports/sarif/sarif.ts';
import { cleanReport, emptyReport, sampleFiles, sampleReport } from '../sample-report.ts';
import { checklist } from './checklist.ts';
import { examine, type Examined } from './examined.ts';
import { checkDisk, checkHard, hardTexts } from './fixtures.ts';
import { fullReport, withFiles } from './full-report.ts';
import { manyFindings } from './many-findings.ts';

type Files = Examined['files'];

type Load = () => Promise<readonly [Report, Files]>;

const workspaces: readonly (readonly [name: string, load: Load])[] = [
  ...Object.keys(hardTexts).map((name): readonly [string, Load] => [
    name,
    async () => [await checkHard(name), hardTexts[name]!],
  ]),
  ['disk: UTF-16, invalid UTF-8, NUL, NFD, a link', checkDisk],
  ['a report of everything', () => Promise.resolve([withFiles(sampleReport), sampleFiles])],
  ['exempted, known and absent findings', () => Promise.resolve([fullReport, sampleFiles])],
  ['nothing found', () => Promise.resolve([withFiles(cleanReport), {}])],
  ['nothing to look at', () => Promise.resolve([withFiles(emptyReport), {}])],
  ['too many results', () => Promise.resolve([withFiles(manyFindings(6_000)), sampleFiles])],
];

describe.each(workspaces)('%s', (_, load) => {
  const logs: Examined[] = [];
  const examined = async (): Promise<readonly Examined[]> => {
    if (logs.length === 0) logs.push(...logsOf(...(await load())));
    return logs;
  };

  test('the same report gives the same bytes', { timeout: 60_000 }, async () => {
    const [{ report, files }] = (await examined()) as [Examined];
    const again = logsOf(report, files);
    for (const [i, { text }] of (await examined()).entries()) expect(again[i]?.text === text).toBe(true);
  });

  test.each(checklist)('%i: %s', { timeout: 60_000 }, async (_number, _words, point) => {
    for (const one of await examined()) expect([one.profile, ...point(one)]).toEqual([one.profile]);
  });
});

function options(includeReview: boolean) {
  return { colour: false, includeReview, evidence: false };
}

function logsOf(report: Report, files: Files): readonly Examined[] {
  return [
    examine('sarif', sarif.render(report, options(false)), report, files),
    examine('sarif', sarif.render(report, options(true)), report, files),
    examine('sarif-audit', sarifAudit.render(report, options(false)), report, files),
  ];
}
