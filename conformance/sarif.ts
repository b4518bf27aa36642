import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from 'sarif';
import type { Report } from '../engine/model/report.ts';
import { compiledSet } from '../engine/policy-set.ts';
import { sarifAudit } from '../engine/reports/sarif/audit.ts';
import { sarif } from '../engine/reports/sarif/sarif.ts';
import { judgeWorkspace, memoryWorkspace } from '../engine/scan.ts';

const usage = `Usage: node conformance/sarif.js write FOLDER
       node conformance/sarif.js read VALIDATION

  write   writes logs of the examples of all policies to FOLDER/sarif and FOLDER/sarif-audit
  read    prints what a validator found, from the log that it wrote
`;

/** The validator itself ends with 0 whatever it finds: `read` ends with 1 if there is an error among it. */
export async function main([command, path]: readonly string[]): Promise<number> {
  if (path !== undefined && command === 'write') return writeLogs(path);
  if (path !== undefined && command === 'read') return readValidation(path);
  process.stderr.write(usage);
  return 2;
}

async function writeLogs(folder: string): Promise<number> {
  const { policies } = await compiledSet({ cwd: process.cwd(), paths: [], policies: ['policies'] });
  for (const { check, examples } of policies) {
    for (const [i, { files, untracked }] of examples.entries()) {
      const report = await judgeWorkspace(memoryWorkspace(files, untracked), [check]);
      writeBoth(folder, `${check.policy.id}-${i + 1}`, report);
    }
  }
  return 0;
}

function writeBoth(folder: string, name: string, report: Report): void {
  for (const format of [sarif, sarifAudit]) {
    mkdirSync(join(folder, format.name), { recursive: true });
    const text = format.render(report, { colour: false, includeReview: true, evidence: false });
    writeFileSync(join(folder, format.name, `${name}.sarif`), text);
  }
}

function readValidation(path: string): number {
  const { runs } = JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, '')) as Log;
  const counts = new Map<string, number>();
  for (const { level = 'warning', ruleId = '' } of runs.flatMap(({ results = [] }) => results)) {
    const key = `${level} ${ruleId}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const lines = [...counts].map(([key, count]) => `${key}: ${count}\n`).sort();
  process.stdout.write(lines.length === 0 ? 'nothing found\n' : lines.join(''));
  return [...counts.keys()].some((key) => key.startsWith('error ')) ? 1 : 0;
}
