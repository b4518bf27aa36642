import { join, resolve } from 'node:path';
import { readBaseline } from './earlier.ts';
import { kindOf } from './files/workspace.ts';
import { renewed } from './findings/baseline.ts';
import { baselineText } from './findings/baseline-file.ts';
import type { Baseline } from './model/baseline.ts';
import { preventsRun } from './model/problem.ts';
import type { Report } from './model/report.ts';
import type { Request } from './model/request.ts';
import { namedFrom } from './policy-files.ts';
import { workspaceRoot } from './policy-set.ts';
import { check } from './scan.ts';

/** A baseline as it is to be written. */
export interface NewBaseline {
  /** Absolute. */
  readonly path: string;
  /** As the user would call it. */
  readonly name: string;
  /** Absent: nothing could be checked, or what stands there is no baseline; the problems of the report say why. */
  readonly text?: string;
  /** How many findings it has. */
  readonly findings: number;
  /** Of a check that was compared with the baseline as it was, if there was one. */
  readonly report: Report;
}

const usualName = 'bylaw-baseline.json';

/**
 * Checks, and makes a baseline of all findings that count. Where there is one already, what this check was not to speak of or
 * could not examine stays in it. `output` is as typed; absent: `bylaw-baseline.json` in the root of the workspace.
 */
export async function newBaseline(request: Request, output?: string): Promise<NewBaseline> {
  const path = output === undefined ? join(workspaceRoot(request), usualName) : resolve(request.cwd, output);
  const earlier = kindOf(path) === 'file' ? readBaseline(request.cwd, path) : undefined;
  const report = await check(earlier ? { ...request, baseline: path } : request);
  const common = { path, name: namedFrom(request.cwd, path), report };
  if (report.problems.some(preventsRun)) return { ...common, findings: 0 };
  const none: Baseline = { name: path, findings: [] };
  const findings = renewed(report, earlier && 'findings' in earlier ? earlier : none);
  return { ...common, text: baselineText(findings), findings: findings.length };
}
