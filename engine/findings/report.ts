import type { FileFacts } from '../model/fact.ts';
import type { PolicyInfo, VerdictKind } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import type { Place } from '../model/region.ts';
import type { PolicyReport, Report } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';
import { findingsOf } from './finding.ts';

/** Everything that reports are made of. */
export function reportOf(
  tool: Report['tool'],
  policies: readonly PolicyInfo[],
  verdicts: readonly Verdict[],
  files: readonly FileFacts[],
  problems: readonly Problem[],
): Report {
  const byId = new Map(policies.map((policy) => [policy.id, policy]));
  const findings = findingsOf(verdicts, byId, workspacePlace(files));
  return {
    tool,
    policies: policies.map((info) => ({ info, verdicts: countVerdicts(verdicts, info.id) })),
    findings: findings.filter(({ suppression }) => !suppression),
    suppressed: findings.filter(({ suppression }) => suppression !== undefined),
    verdicts,
    files: files.map(({ path, status, language }) => ({ path, status, language })),
    problems: [...problems, ...files.flatMap((file) => file.problems)],
  };
}

function countVerdicts(verdicts: readonly Verdict[], policy: string): PolicyReport['verdicts'] {
  const counts: Record<VerdictKind, number> = { pass: 0, fail: 0, review: 0, open: 0, notApplicable: 0, vacuous: 0 };
  for (const verdict of verdicts) if (verdict.policy === policy) counts[verdict.kind]++;
  return counts;
}

/** Code scanning shows a finding only at a file that exists: one about the workspace stands at its manifest. */
function workspacePlace(files: readonly FileFacts[]): Place {
  const manifests = ['package.json', '.gitignore', 'supabase/config.toml'];
  const path = manifests.find((manifest) => files.some((file) => file.path === manifest)) ?? files[0]?.path ?? '.';
  return { path };
}
