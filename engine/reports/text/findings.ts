import type { PolicyInfo } from '../../model/policy.ts';
import type { Finding, Report } from '../../model/report.ts';
import { severityRank } from '../../model/severity.ts';
import type { Cause } from '../../model/binding.ts';
import type { Evidence, Verdict } from '../../model/verdict.ts';
import { cells } from './cells.ts';
import { codeFrame } from './code-frame.ts';
import { shownSteps } from './flow.ts';
import { remedyLines } from './remedy.ts';
import { counted } from '../counted.ts';
import { type Colours, heading, placeName, severityName } from './style.ts';
import { atMostLines, pageWidth, wrapped } from './wrap.ts';

const titleIndent = 10;
const noteIndent = 4;
/** Findings of a policy that the same doubt has led to: as many are shown with their code, and as many more by their places. */
const mostOfOneReason = 3;
const mostFurther = 10;

/** All findings of one kind, the most severe policies first. */
export function findingLines(report: Report, kind: Finding['kind'], colours: Colours): string[] {
  const findings = report.findings.filter((finding) => finding.kind === kind);
  if (findings.length === 0) return [];
  const groups = groupsOf(report, findings);
  const causes = causesByFinding(report.verdicts);
  const title = kind === 'fail' ? 'Failures' : 'To review';
  return [
    heading(title, findings.length, colours),
    '',
    ...groups.flatMap((group) => groupLines(group, causes, colours)),
  ];
}

interface Group {
  readonly policy: PolicyInfo;
  readonly findings: readonly Finding[];
}

function groupsOf({ policies }: Report, findings: readonly Finding[]): readonly Group[] {
  return policies
    .map(({ info }) => ({ policy: info, findings: findings.filter(({ policy }) => policy === info.id) }))
    .filter((group) => group.findings.length > 0)
    .sort((a, b) => severityRank(a.policy.severity) - severityRank(b.policy.severity));
}

function groupLines({ policy, findings }: Group, causes: Causes, colours: Colours): string[] {
  const [title = '', ...more] = wrapped(policy.title, 0, titleIndent);
  const weaknesses = (policy.taxa['cwe'] ?? []).map((cwe) => `CWE-${cwe}`);
  const about = [policy.id, ...weaknesses, counted(findings.length, 'finding')].join(' · ');
  return [
    `${severityName(policy.severity, colours)}  ${colours.bold(title)}`,
    ...more.map((line) => colours.bold(line)),
    ...wrapped(about, titleIndent).map((line) => colours.dim(line)),
    '',
    ...byReason(findings, causes).flatMap((some) => [
      ...some.slice(0, mostOfOneReason).flatMap((finding) => oneFinding(finding, causesOf(finding, causes), colours)),
      ...furtherLines(some.slice(mostOfOneReason), colours),
    ]),
    ...remedyLines(policy, colours),
  ];
}

/** Each finding that has no reason but its own code stands for itself; the same doubt about many is said a few times. */
function byReason(findings: readonly Finding[], causes: Causes): readonly (readonly Finding[])[] {
  const groups = new Map<string, Finding[]>();
  for (const [i, finding] of findings.entries()) {
    const reason = (causes.get(key(finding, finding.place)) ?? []).map(({ message, place }) => [
      message,
      place?.path,
      place?.region?.start,
    ]);
    const id = reason.length === 0 ? String(i) : JSON.stringify(reason);
    const group = groups.get(id);
    if (group) group.push(finding);
    else groups.set(id, [finding]);
  }
  return [...groups.values()];
}

function furtherLines(findings: readonly Finding[], colours: Colours): readonly string[] {
  if (findings.length === 0) return [];
  const places = findings.map(({ place }) => `    ${colours.cyan(placeName(place))}`);
  const title = `  ${counted(findings.length, 'more finding')} for the same reason:`;
  return [title, ...atMostLines(mostFurther, places, 4), ''];
}

function oneFinding(finding: Finding, causes: readonly Cause[], colours: Colours): string[] {
  const frame = codeFrame(finding.place, colours);
  const notes = [
    ...shownSteps(finding).flatMap((step) => noteLines('⇢', step, colours)),
    ...finding.related.flatMap((evidence) => noteLines('→', evidence, colours)),
    ...causes.flatMap((cause) => noteLines('?', cause, colours)),
  ];
  return [
    `  ${colours.cyan(placeName(finding.place))}`,
    ...wrapped(finding.message, 2),
    '',
    ...(frame.length > 0 ? [...frame, ''] : []),
    ...(notes.length > 0 ? [...notes, ''] : []),
  ];
}

/** What is said about another place: evidence, or why something is not known. On one line with the place if it fits. */
export function noteLines(mark: string, { message, place }: Evidence, colours: Colours): string[] {
  const before = `${' '.repeat(noteIndent)}${colours.dim(mark)} `;
  const name = place === undefined ? '' : `${placeName(place)}  `;
  const [first = '', ...more] = wrapped(message, 0, noteIndent + 2);
  const fits = more.length === 0 && cells(name + first) <= pageWidth - noteIndent - 2;
  if (name === '' || fits) return [before + colours.cyan(name) + first, ...more];
  return [before + colours.cyan(name.trimEnd()), ...wrapped(message, noteIndent + 2)];
}

type Causes = ReadonlyMap<string, readonly Cause[]>;

/** Why a finding has to be reviewed stands in the verdict that it comes from. */
function causesByFinding(verdicts: readonly Verdict[]): Causes {
  const causes = new Map<string, readonly Cause[]>();
  for (const verdict of verdicts) {
    if (verdict.causes.length > 0 && verdict.place !== undefined)
      causes.set(key(verdict, verdict.place), verdict.causes);
  }
  return causes;
}

/** What the finding says itself is not repeated. */
function causesOf(finding: Finding, causes: Causes): readonly Cause[] {
  const said = [finding.message, ...finding.related.map((evidence) => evidence.message)];
  const own = placeName(finding.place);
  return (causes.get(key(finding, finding.place)) ?? []).flatMap((cause) => {
    if (!said.some((text) => text.includes(cause.message))) return [cause];
    return cause.place === undefined || placeName(cause.place) === own
      ? []
      : [{ ...cause, message: 'This is the reason.' }];
  });
}

function key({ policy, kind }: Finding | Verdict, { path, region }: Finding['place']): string {
  return JSON.stringify([policy, kind, path, region?.start, region?.end]);
}
