import { gzipSync } from 'node:zlib';
import type { Notification, Result } from 'sarif';
import type { Finding, Report } from '../../model/report.ts';
import { severities, severityRank } from '../../model/severity.ts';
import type { Format } from '../format.ts';
import { failureGrade, reviewAsNote } from './levels.ts';
import { mostBytes, mostResults, mostTags, uploadLimits } from './limits.ts';
import { notification } from './notifications.ts';
import { isCut, resultOf } from './result.ts';
import { inOrder } from './results.ts';
import { tagsOf, type RuleIndexes } from './rules.ts';
import { ruleIndexes, runOf, written } from './run.ts';

/**
 * What code scanning accepts: failures that count and nothing else, because every result in the file becomes an alert
 * whatever its kind, suppressions or baseline say.
 */
export const sarif: Format = {
  name: 'sarif',
  description: 'SARIF 2.1.0 with the failures, to upload to code scanning',
  render: (report, { includeReview }) => fitting(report, chosenFrom(report, includeReview)),
};

/** The weightiest first; among equals the order of the report decides. */
function chosenFrom({ findings }: Report, includeReview: boolean): readonly Finding[] {
  return findings.filter(({ kind }) => kind === 'fail' || includeReview).sort((a, b) => weight(a) - weight(b));
}

/** What is not sure goes first when there is too much. */
function weight({ kind, severity }: Finding): number {
  return kind === 'review' ? severities.length : severityRank(severity);
}

/** Leaves out the lightest until the log is small enough. */
function fitting(report: Report, findings: readonly Finding[]): string {
  let count = Math.min(findings.length, mostResults);
  let limit = `${mostResults} results`;
  for (;;) {
    const text = logOf(report, findings.slice(0, count), leftOut(findings.length - count, limit));
    const bytes = packedBytes(text);
    if (bytes <= mostBytes || count === 0) return text;
    count = Math.min(count - 1, Math.floor((count * mostBytes) / bytes));
    limit = `${mostBytes / 1_000_000} MB when packed`;
  }
}

/** Packing a log that is small as it is would be a waste. */
function packedBytes(text: string): number {
  const bytes = Buffer.byteLength(text);
  return bytes <= mostBytes ? bytes : gzipSync(text).length;
}

function logOf(report: Report, findings: readonly Finding[], left: readonly Notification[]): string {
  const indexes = ruleIndexes(report);
  const results = findings.map((finding) => uploadResult(finding, indexes));
  return written({ ...runOf(report, 'bylaw/', [...left, ...details(report, findings)]), results: inOrder(results) });
}

function uploadResult(finding: Finding, indexes: RuleIndexes): Result {
  const grade = finding.kind === 'review' ? reviewAsNote : failureGrade(finding.severity);
  return resultOf(finding, grade, indexes, uploadLimits);
}

function leftOut(count: number, limit: string): readonly Notification[] {
  if (count === 0) return [];
  const what = count === 1 ? '1 finding of the lowest severity is' : `${count} findings of the lowest severity are`;
  return [notification('results-left-out', `${what} left out: the log holds ${limit} at most.`)];
}

function details({ policies }: Report, findings: readonly Finding[]): readonly Notification[] {
  const { related, steps } = uploadLimits;
  const cut = findings.filter((finding) => isCut(finding, uploadLimits)).length;
  const crowded = policies.filter(({ info }) => tagsOf(info).length > mostTags).map(({ info }) => `'${info.id}'`);
  return [
    cut > 0 &&
      `Of ${cut === 1 ? '1 result' : `${cut} results`} no more than ${related} related places and ${steps} steps are shown.`,
    crowded.length > 0 && `Only the first ${mostTags} tags are shown of ${crowded.join(', ')}.`,
  ].flatMap((text) => (text === false ? [] : [notification('details-left-out', text)]));
}
