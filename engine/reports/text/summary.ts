import type { VerdictKind } from '../../model/policy.ts';
import { examined, type FileReport, type PolicyReport, type Report } from '../../model/report.ts';
import { severities } from '../../model/severity.ts';
import { coverageOf, percentText } from '../../model/coverage.ts';
import { printable } from './cells.ts';
import { exemptedCounts, exemptionStates, knownCounts } from './set-aside.ts';
import { counted } from '../counted.ts';
import { type Colours, heading } from './style.ts';
import { vacuousPolicies } from './vacuous.ts';
import { verdictNames } from './verdict-names.ts';
import { atMostLines } from './wrap.ts';

const labelWidth = 12;
const mostNames = 20;

/** What was looked at, whatever was found: a clean run says what it examined. */
export function summaryLines(report: Report, colours: Colours): string[] {
  return [
    heading('Summary', undefined, colours),
    '',
    ...row('Files', [fileCounts(report.files)], colours),
    ...fileStates.flatMap(([status, label]) => row(label, paths(report.files, status), colours)),
    ...row('Coverage', coverage(report.files), colours),
    ...row('Policies', [`${report.policies.length} run`], colours),
    ...row('Subjects', [subjectCounts(report.policies)], colours),
    ...row('Verdicts', [verdictCounts(report.policies)], colours),
    ...row('Vacuous', vacuousPolicies(report.policies), colours),
    ...row('Exempted', exemptedCounts(report), colours),
    ...row('Known', knownCounts(report), colours),
    ...row('Exemptions', exemptionStates(report), colours),
    '',
    lastLine(report, colours),
  ];
}

const fileStates = [
  ['partial', 'partial'],
  ['failed', 'not parsed'],
  ['unread', 'unread'],
] as const;

/** A label and its values, one a line; nothing where there are none. */
function row(label: string, values: readonly string[], colours: Colours): string[] {
  const isDetail = label === label.toLowerCase();
  const name = isDetail ? `  ${label}` : label;
  return atMostLines(mostNames, values, 0).map(
    (value, i) => `  ${colours.dim((i === 0 ? name : '').padEnd(labelWidth))}  ${value}`,
  );
}

function paths(files: readonly FileReport[], status: FileReport['status']): readonly string[] {
  return files.filter((file) => file.status === status).map(({ path }) => printable(path));
}

function fileCounts(files: readonly FileReport[]): string {
  const count = (status: FileReport['status']): number => paths(files, status).length;
  return [
    `${count('parsed')} read`,
    `${count('partial')} partial`,
    ...(count('failed') > 0 ? [`${count('failed')} not parsed`] : []),
    `${count('unread')} unread`,
    ...(count('skipped') > 0 ? [`${count('skipped')} skipped`] : []),
  ].join(', ');
}

/** Where nothing was meant to be read there is none. */
function coverage(files: readonly FileReport[]): readonly string[] {
  const read = coverageOf(files);
  return read.files === 0 ? [] : [`${percentText(read)} of ${counted(read.files, 'file')} wholly read`];
}

function subjectCounts(policies: readonly PolicyReport[]): string {
  const open = total(policies, 'open');
  const decided = policies.reduce((sum, policy) => sum + examined(policy), 0);
  if (open === 0) return `${decided} examined`;
  const undecided = policies.filter(({ verdicts }) => verdicts.open > 0).length;
  return `${decided} examined, ${open} not decided (of ${counted(undecided, 'policy', 'policies')})`;
}

function verdictCounts(policies: readonly PolicyReport[]): string {
  const kinds = ['pass', 'fail', 'review', 'open', 'notApplicable'] as const;
  return kinds.map((kind) => `${total(policies, kind)} ${verdictNames[kind]}`).join(', ');
}

function total(policies: readonly PolicyReport[], kind: VerdictKind): number {
  return policies.reduce((sum, { verdicts }) => sum + verdicts[kind], 0);
}

function lastLine(report: Report, colours: Colours): string {
  const open = total(report.policies, 'open');
  const review = report.findings.filter(({ kind }) => kind === 'review').length;
  const rest = [...(review > 0 ? [`${review} to review`] : []), ...(open > 0 ? [`${open} not decided`] : [])];
  return [failures(report, colours), ...rest].join(', ') + '.';
}

function failures(report: Report, colours: Colours): string {
  const fails = report.findings.filter(({ kind }) => kind === 'fail');
  if (fails.length > 0) return colours.bold(colours.red(`${counted(fails.length, 'failure')} (${bySeverity(report)})`));
  const subjects = report.policies.reduce((sum, policy) => sum + examined(policy), 0);
  if (subjects === 0) return colours.bold(colours.yellow(nothing(report)));
  return colours.bold(colours.green(`No failure in ${counted(subjects, 'subject')} examined`));
}

/** A subject that was not decided was found all the same. */
function nothing({ policies }: Report): string {
  if (policies.length === 0) return 'Nothing was checked: no policy ran';
  return total(policies, 'open') > 0 ? 'Nothing examined' : 'Nothing examined: no policy found a subject';
}

function bySeverity({ findings }: Report): string {
  return severities
    .map((severity) => [
      findings.filter((finding) => finding.kind === 'fail' && finding.severity === severity).length,
      severity,
    ])
    .filter(([count]) => count !== 0)
    .map((pair) => pair.join(' '))
    .join(', ');
}
