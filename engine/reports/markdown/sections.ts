import { coverageOf, percentText } from '../../model/coverage.ts';
import type { VerdictKind } from '../../model/policy.ts';
import { examined, type Finding, type Report } from '../../model/report.ts';
import { severityRank } from '../../model/severity.ts';
import { counted } from '../counted.ts';
import { openGroups } from '../open-groups.ts';
import { cell, placeLink, table } from './cells.ts';

/** Markdown lines of one part of the report, with at most so many rows a table; none where there is nothing to say. */
export type Section = (report: Report, most: number) => readonly string[];

export const failures: Section = (report, most) => findings('Failures', report, 'fail', most);
export const reviews: Section = (report, most) => findings('To review', report, 'review', most);

/** The worst first: the rest may be cut off. */
function findings(
  title: string,
  { findings, revision }: Report,
  kind: Finding['kind'],
  most: number,
): readonly string[] {
  const rows = findings
    .filter((finding) => finding.kind === kind)
    .sort((a, b) => severityRank(a.severity) - severityRank(b.severity))
    .map(({ severity, policy, place, message }) => [severity, cell(policy), placeLink(place, revision), cell(message)]);
  return titled(title, rows.length, table(['severity', 'policy', 'place', 'finding'], rows, most));
}

export const notDecided: Section = (report, most) => {
  const groups = openGroups(report);
  const rows = groups.map(({ policy, place, cause, subjects }) => [
    cell(policy),
    String(subjects.length),
    place ? placeLink(place, report.revision) : '',
    cell(cause.message),
  ]);
  const subjects = groups.reduce((sum, group) => sum + group.subjects.length, 0);
  return titled('Not decided', subjects, table(['policy', 'subjects', 'place', 'why'], rows, most));
};

export const problems: Section = ({ problems: all, revision }, most) => {
  const rows = [...all]
    .sort((a, b) => Number(b.level === 'error') - Number(a.level === 'error'))
    .map(({ level, message, path, region }) => [
      level,
      path === undefined ? '' : placeLink({ path, ...(region && { region }) }, revision),
      cell(message),
    ]);
  return titled('Problems', all.length, table(['level', 'place', 'problem'], rows, most));
};

/** What does not count is counted: nothing is deleted. */
export const notCounted: Section = ({ suppressed, known, baseline }) => {
  const lines = [
    ...(suppressed.length > 0 ? [`- ${counted(suppressed.length, 'finding')} exempted`] : []),
    ...(known.length > 0 ? [`- ${counted(known.length, 'finding')} in the baseline already`] : []),
    ...(baseline && baseline.absent.length > 0
      ? [`- ${counted(baseline.absent.length, 'finding')} of the baseline no longer found`]
      : []),
  ];
  return lines.length === 0 ? [] : ['### Not counted', '', ...lines, ''];
};

/** Those that somebody has to do something about. */
export const exemptions: Section = ({ exemptions: all, revision }, most) => {
  const rows = all
    .filter(({ state }) => state !== 'in-force')
    .sort((a, b) => (a.exemption.expires < b.exemption.expires ? -1 : 1))
    .map(({ state, findings, exemption: { policy, expires, owner, reason, place } }) => [
      expires,
      state,
      cell(policy),
      String(findings),
      cell(owner),
      placeLink(place, revision),
      cell(reason),
    ]);
  const head = ['until', 'state', 'policy', 'findings', 'owner', 'place', 'reason'];
  return titled('Exemptions to look at', rows.length, table(head, rows, most));
};

const columns: readonly (readonly [VerdictKind, string])[] = [
  ['pass', 'pass'],
  ['fail', 'fail'],
  ['review', 'to review'],
  ['open', 'not decided'],
  ['notApplicable', 'not applicable'],
];

/** A policy without a subject has looked at nothing, and says so. */
export const policies: Section = ({ policies: all }, most) => {
  const head = ['policy', 'severity', 'examined', ...columns.map(([, name]) => name)];
  const rows = all.map((policy) => [
    cell(policy.info.id),
    policy.info.severity,
    examined(policy) + policy.verdicts.open === 0 ? 'no subject found' : String(examined(policy)),
    ...columns.map(([kind]) => String(policy.verdicts[kind])),
  ]);
  return folded(`Policies (${all.length})`, table(head, rows, most));
};

const unread = ['partial', 'failed', 'unread'] as const;

export const coverage: Section = ({ files, revision }, most) => {
  const { parsed, files: meant } = coverageOf(files);
  const share = percentText({ parsed, files: meant });
  const skipped = files.length - meant;
  const aside = skipped > 0 ? `; ${counted(skipped, 'file')} skipped by design` : '';
  const rows = files
    .filter(({ status }) => unread.some((name) => name === status))
    .map(({ path, status }) => [placeLink({ path }, revision), status === 'failed' ? 'not parsed' : status]);
  const list =
    rows.length === 0 ? [] : folded(`Not read wholly (${rows.length})`, table(['file', 'status'], rows, most));
  return ['### Coverage', '', `${parsed} of ${counted(meant, 'file')} read wholly (${share})${aside}.`, '', ...list];
};

function titled(title: string, count: number, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`### ${title} (${count})`, '', ...lines];
}

function folded(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return ['<details>', `<summary>${title}</summary>`, '', ...lines, '</details>', ''];
}
