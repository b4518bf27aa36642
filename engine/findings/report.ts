import type { FileFacts } from '../model/fact.ts';
import type { PolicyInfo, VerdictKind } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import type { Place } from '../model/region.ts';
import type { FileReport, PolicyReport, Report } from '../model/report.ts';
import type { Baseline } from '../model/baseline.ts';
import type { Exemption, ExemptionRules } from '../model/exemption.ts';
import type { Revision } from '../model/revision.ts';
import type { Verdict } from '../model/verdict.ts';
import { findingsOf } from './finding.ts';

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
}

/** What may exempt findings, and on which day. */
export interface Permissions {
  readonly exemptions: readonly Exemption[];
  readonly rules: ExemptionRules;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** Everything that reports are made of. */
export function reportOf(judged: Judged): Report {
  const { tool, policies, verdicts, files, problems, revision } = judged;
  const byId = new Map(policies.map((policy) => [policy.id, policy]));
  const findings = findingsOf(verdicts, byId, workspacePlace(files));
  return {
    tool,
    policies: policies.map((info) => ({ info, verdicts: countVerdicts(verdicts, info.id) })),
    findings: findings.filter(({ suppression }) => !suppression),
    suppressed: findings.filter(({ suppression }) => suppression !== undefined),
    known: [],
    exemptions: [],
    verdicts,
    files: files.map(fileReport),
    problems: [...problems, ...files.flatMap((file) => file.problems)],
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

/** Code scanning shows a finding only at a file that exists: one about the workspace stands at its manifest. */
function workspacePlace(files: readonly FileFacts[]): Place {
  const manifests = ['package.json', '.gitignore', 'supabase/config.toml'];
  const path = manifests.find((manifest) => files.some((file) => file.path === manifest)) ?? files[0]?.path ?? '.';
  return { path };
}
