import { createHash } from 'node:crypto';
import type { Severity } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import type { Place } from '../model/region.ts';
import type { Finding, Report } from '../model/report.ts';
import type { Format } from './format.ts';
import { counted } from './counted.ts';
import { openGroups } from './open-groups.ts';
import { isInside } from './sarif/uri.ts';
import { wellFormedValue } from './well-formed.ts';

/** The report of code quality that GitLab reads: docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format. */
export const gitlab: Format = {
  name: 'gitlab',
  description: 'code quality of GitLab: failures, what was not decided, and problems',
  render: (report, { includeReview }) => {
    const entries = [
      ...report.findings.filter(({ kind }) => kind === 'fail' || includeReview).map(ofFinding),
      ...ofOpen(report),
      ...report.problems.map(ofProblem),
    ];
    return `${JSON.stringify(withUnique(entries), wellFormedValue, 2)}\n`;
  },
};

interface Entry {
  readonly description: string;
  readonly check_name: string;
  /** GitLab shows only the first of two entries with the same. */
  readonly fingerprint: string;
  readonly severity: 'info' | 'minor' | 'major' | 'critical' | 'blocker';
  readonly location: {
    readonly path: string;
    readonly lines: { readonly begin: number; readonly end?: number };
  };
}

const severityNames: Readonly<Record<Severity, Entry['severity']>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  info: 'info',
};

function ofFinding({ policy, kind, severity, message, place, fingerprint }: Finding): Entry {
  const isReview = kind === 'review';
  return {
    description: isReview ? `To review: ${message}` : message,
    check_name: policy,
    fingerprint,
    severity: isReview ? 'info' : severityNames[severity],
    location: locationOf(place),
  };
}

/** GitLab has no word for it: it is no failure, and must not look like none. */
function ofOpen(report: Report): readonly Entry[] {
  return openGroups(report).map(({ policy, cause, place, subjects }) => ({
    description: `Not decided: ${counted(subjects.length, 'subject')} of '${policy}'. ${cause.message}`,
    check_name: policy,
    fingerprint: hash(['open', policy, cause.message, place?.path]),
    severity: 'major',
    location: locationOf(place),
  }));
}

function ofProblem({ kind, level, message, path, region }: Problem): Entry {
  return {
    description: message,
    check_name: `problem: ${kind}`,
    fingerprint: hash(['problem', kind, message, path]),
    severity: level === 'error' ? 'major' : 'info',
    location: locationOf(path === undefined ? undefined : { path, ...(region && { region }) }),
  };
}

/** A path is required. What is about no file of the repository stands at its root. */
function locationOf(place: Place | undefined): Entry['location'] {
  if (!place || !isInside(place.path)) return { path: '.', lines: { begin: 1 } };
  const { startLine: begin = 1, endLine: end = begin } = place.region ?? {};
  return { path: place.path, lines: { begin, ...(end > begin && { end }) } };
}

function hash(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

function withUnique(entries: readonly Entry[]): readonly Entry[] {
  const seen = new Map<string, number>();
  return entries.map((entry) => {
    const count = (seen.get(entry.fingerprint) ?? 0) + 1;
    seen.set(entry.fingerprint, count);
    return count === 1 ? entry : { ...entry, fingerprint: `${entry.fingerprint}#${count}` };
  });
}
