import type { Result, Run } from 'sarif';
import type { KnownFinding } from '../../model/baseline.ts';
import { coverageOf } from '../../model/coverage.ts';
import type { Place } from '../../model/region.ts';
import type { Finding, Report } from '../../model/report.ts';
import { fileOfWorkspace } from '../../model/workspace-file.ts';
import type { Format } from '../format.ts';
import { artifactOf } from './artifacts.ts';
import { auditGrade } from './levels.ts';
import { noLimits } from './limits.ts';
import { locationAtLine } from './location.ts';
import { messageOf } from './message.ts';
import { packsOf } from './packs.ts';
import { fingerprintsOf, resultOf, ruleReference } from './result.ts';
import { inOrder } from './results.ts';
import type { RuleIndexes } from './rules.ts';
import { ruleIndexes, runOf, written } from './run.ts';
import { exemptionsOf, suppressionOf } from './suppressions.ts';
import { verdictResult } from './verdict-result.ts';

/** Every verdict with what led to it, complete: for whoever has to show what was looked at. Code scanning would open an alert for each pass. */
export const sarifAudit: Format = {
  name: 'sarif-audit',
  description: 'SARIF 2.1.0 with every verdict, suppression and file, as evidence; not for code scanning',
  render: (report) => written(auditRun(report)),
};

function auditRun(report: Report): Run {
  const infos = report.policies.map(({ info }) => info);
  const policies = packsOf(infos, report.tool.name);
  return {
    ...runOf(report, 'bylaw-audit/', []),
    ...(policies.length > 0 && { policies }),
    ...(report.files.length > 0 && { artifacts: report.files.map(artifactOf) }),
    properties: { coverage: coverageOf(report.files), ...exemptionsOf(report) },
    results: inOrder(allResults(report)),
  };
}

/** SARIF wants suppressions and baseline states on all results of a run or on none. */
function allResults(report: Report): readonly Result[] {
  const indexes = ruleIndexes(report);
  const results = [
    ...[...report.findings, ...report.suppressed, ...report.known].map((finding) => findingResult(finding, indexes)),
    ...verdictResults(report, indexes),
    ...(report.baseline?.absent ?? []).map((finding) => absentResult(finding, indexes)),
  ];
  const isSuppressing = results.some(({ suppressions }) => suppressions !== undefined);
  return results.map((result) => ({
    ...result,
    ...(isSuppressing && { suppressions: result.suppressions ?? [] }),
    // A baseline remembers findings only: of anything else it has nothing.
    ...(report.baseline && { baselineState: result.baselineState ?? 'new' }),
  }));
}

function findingResult(finding: Finding, indexes: RuleIndexes): Result {
  const { kind, severity, related, suppression, baseline } = finding;
  return {
    ...resultOf(finding, auditGrade(kind, severity), indexes, noLimits),
    ...(baseline && { baselineState: baseline }),
    ...(suppression && { suppressions: [suppressionOf(suppression)] }),
    properties: { verdict: kind, ...(related.length > 0 && { evidence: related.map(({ message }) => message) }) },
  };
}

function verdictResults(report: Report, indexes: RuleIndexes): readonly Result[] {
  const policies = new Map(report.policies.map(({ info }) => [info.id, info]));
  const fallback: Place = { path: fileOfWorkspace(report.files.map(({ path }) => path)) ?? '.' };
  return report.verdicts.flatMap((verdict) => {
    const policy = policies.get(verdict.policy);
    const isFinding = verdict.kind === 'fail' || verdict.kind === 'review';
    return policy && !isFinding ? [verdictResult(verdict, policy, fallback, indexes)] : [];
  });
}

/** What the baseline has and the workspace has no longer. */
function absentResult(known: KnownFinding, indexes: RuleIndexes): Result {
  const { policy, kind, severity, path, line, key, fingerprint, message } = known;
  return {
    ...ruleReference(policy, indexes),
    ...auditGrade(kind, severity),
    message: messageOf(message, []),
    locations: [locationAtLine(path, line, key)],
    partialFingerprints: fingerprintsOf(fingerprint),
    baselineState: 'absent',
    properties: { verdict: kind },
  };
}
