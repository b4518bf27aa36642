import type { ReportingConfiguration, Result } from 'sarif';
import type { Confidence, Severity, VerdictKind } from '../../model/policy.ts';

export type Level = Exclude<NonNullable<ReportingConfiguration['level']>, 'none'>;

interface SeverityNames {
  readonly level: Level;
  /** A string, and never exactly a border of GitHub's bands: a number or a word here makes GitHub reject the whole log. */
  readonly securitySeverity: string;
  readonly problemSeverity: 'error' | 'warning' | 'recommendation';
}

export const severityNames: Readonly<Record<Severity, SeverityNames>> = {
  critical: { level: 'error', securitySeverity: '9.5', problemSeverity: 'error' },
  high: { level: 'error', securitySeverity: '8.0', problemSeverity: 'error' },
  medium: { level: 'warning', securitySeverity: '5.5', problemSeverity: 'warning' },
  low: { level: 'note', securitySeverity: '3.0', problemSeverity: 'recommendation' },
  info: { level: 'note', securitySeverity: '1.0', problemSeverity: 'recommendation' },
};

export const precisions: Readonly<Record<Confidence, string>> = { high: 'high', medium: 'medium', low: 'low' };

/** What a result is, and how bad. */
export type Grade = Pick<Result, 'kind' | 'level' | 'rank'>;

/** Of a failure. GitLab takes the severity from the rank, GitHub from the rule, scripts from the level of the result. */
export function failureGrade(severity: Severity): Grade {
  const { level, securitySeverity } = severityNames[severity];
  return { level, rank: Number(securitySeverity) * 10 };
}

/** In a log in which everything counts as a failure, what a person has to review is the mildest of them. */
export const reviewAsNote: Grade = { level: 'note', rank: failureGrade('info').rank! };

/** Only a failure has a level and a rank. SARIF has no kind for a policy without subjects: nothing was decided. */
export function auditGrade(kind: VerdictKind, severity: Severity): Grade {
  if (kind === 'fail') return { kind: 'fail', ...failureGrade(severity) };
  return { kind: kind === 'vacuous' ? 'open' : kind, level: 'none' };
}
