import type { Result } from 'sarif';
import type { Finding, Report } from '../../model/report.ts';
import { severityRank } from '../../model/severity.ts';
import { type RuleIndexes, resultOf } from './result.ts';

/** Of more than this GitHub keeps the most severe only, and does not say so. */
export const mostResults = 5000;

export interface Results {
  readonly results: Result[];
  /** How many findings did not fit. */
  readonly leftOut: number;
}

export function resultsOf(report: Report, includeReview: boolean, indexes: RuleIndexes): Results {
  const all = [...report.findings, ...report.suppressed];
  const findings = all.filter((finding) => finding.kind === 'fail' || includeReview);
  const chosen = [...findings].sort(byWeight).slice(0, mostResults);
  const results = withoutDuplicates(chosen.map((finding) => resultOf(finding, indexes)).sort(byPlace));
  return { results, leftOut: findings.length - chosen.length };
}

/** Stable: among equals the report's order decides. */
function byWeight(a: Finding, b: Finding): number {
  return weight(a) - weight(b);
}

/** What does not count goes first when there are too many. */
function weight({ kind, severity, suppression }: Finding): number {
  return kind === 'review' || suppression ? Number.POSITIVE_INFINITY : severityRank(severity);
}

function byPlace(a: Result, b: Result): number {
  const [uri, line, column] = placeKey(a);
  const [otherUri, otherLine, otherColumn] = placeKey(b);
  return (
    byCodeUnits(uri, otherUri) ||
    line - otherLine ||
    column - otherColumn ||
    byCodeUnits(a.ruleId ?? '', b.ruleId ?? '')
  );
}

function placeKey({ locations }: Result): readonly [uri: string, line: number, column: number] {
  const location = locations?.[0]?.physicalLocation;
  return [location?.artifactLocation?.uri ?? '', location?.region?.startLine ?? 1, location?.region?.startColumn ?? 1];
}

/** The same on every machine, unlike a comparison by locale. */
function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Two subjects can give the same rule, place and message; a consumer would count them twice or refuse the log. */
function withoutDuplicates(results: readonly Result[]): Result[] {
  const keys = new Map(results.map((result) => [keyOf(result), result] as const));
  return [...keys.values()];
}

function keyOf({ ruleId, locations, message }: Result): string {
  return JSON.stringify([ruleId, locations?.[0]?.physicalLocation, message.text]);
}
