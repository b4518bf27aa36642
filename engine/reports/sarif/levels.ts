import type { ReportingConfiguration } from 'sarif';
import type { Confidence, Severity } from '../../model/policy.ts';

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
