import type { FileFacts } from '../model/fact.ts';
import type { PolicyInfo, VerdictKind } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import type { Place } from '../model/region.ts';
import type { FileReport, PolicyReport, Report } from '../model/report.ts';
import type { Baseline } from '../model/baseline.ts';
import type { Revision } from '../model/revision.ts';
import type { Verdict } from '../model/verdict.ts';
import { fileOfWorkspace } from '../model/workspace-file.ts';
import { exempted } from './exempted.ts';
import { compared } from './baseline.ts';
import { findingsOf } from './finding.ts';
import type { Permissions } from './permissions.ts';

/** What a check came to, and with what its findings are compared. */
export interface Judged {
  readonly tool: Report['tool'];
  readonly policies: readonly PolicyInfo[];
  readonly verdicts: readonly Verdict[];
  readonly files: readonly FileFacts[];
  readonly problems: readonly Problem[];
  readonly revision?: Revision;
  readonly permissions?: Permissions;
  readonly baseline?: Baseline;
  /** Which paths the check is to speak of; absent: all. */
  readonly isAskedFor?: (path: string) => boolean;
}

/** Everything that reports are made of. */
export function reportOf(judged: Judged): Report {
  const { tool, policies, verdicts, files, problems, revision, permissions } = judged;
  const byId = new Map(policies.map((policy) => [policy.id, policy]));
  const families = new Map(files.map(({ path, family }) => [path, family]));
  const findings = findingsOf(verdicts, byId, {
    fallback: workspacePlace(files),
    family: (path) => families.get(path),
  });
  const split = exempted(findings, { policies, verdicts, files }, permissions);
  const all = { findings: split.findings, suppressed: split.suppressed, known: [] };
  return {
    tool,
    policies: policies.map((info) => ({ info, verdicts: countVerdicts(verdicts, info.id) })),
    ...(judged.baseline ? compared(judged.baseline, all, judged) : all),
    exemptions: split.exemptions,
    verdicts,
    files: files.map(fileReport),
    problems: [...problems, ...files.flatMap((file) => file.problems), ...split.problems],
    ...(revision && { revision }),
  };
}

function fileReport({ path, status, language, bytes, sha256, problems }: FileFacts): FileReport {
  const unparsed = problems.flatMap(({ kind, region }) => (kind === 'parse' && region ? [region] : []));
  return {
    path,
    status,
    language,
    bytes,
    ...(sha256 !== undefined && { sha256 }),
    ...(unparsed.length > 0 && { unparsed }),
  };
}

function countVerdicts(verdicts: readonly Verdict[], policy: string): PolicyReport['verdicts'] {
  const counts: Record<VerdictKind, number> = { pass: 0, fail: 0, review: 0, open: 0, notApplicable: 0, vacuous: 0 };
  for (const verdict of verdicts) if (verdict.policy === policy) counts[verdict.kind]++;
  return counts;
}

/** Code scanning shows a finding only at a file that exists. */
function workspacePlace(files: readonly FileFacts[]): Place {
  return { path: fileOfWorkspace(files.map(({ path }) => path)) ?? '.' };
}
