import type { Cause } from '../../model/binding.ts';
import type { VerdictKind } from '../../model/policy.ts';
import type { PolicyReport, Report } from '../../model/report.ts';
import { severityRank } from '../../model/severity.ts';
import type { Evidence, Verdict } from '../../model/verdict.ts';
import { printable } from './cells.ts';
import { noteLines } from './findings.ts';
import { grouped } from './group.ts';
import { counted } from '../counted.ts';
import { type Colours, heading, placeName, severityName } from './style.ts';
import { examinedCounts, verdictNames } from './verdict-names.ts';
import { wrapped } from './wrap.ts';

const titleIndent = 10;
const kindIndent = 2;
const subjectIndent = 4;

/** Every verdict with what it rests on, policy by policy: nothing is left out, however long it gets. */
export function evidenceLines(report: Report, colours: Colours): string[] {
  const byPolicy = grouped(report.verdicts, ({ policy }) => policy);
  const policies = [...report.policies].sort((a, b) => severityRank(a.info.severity) - severityRank(b.info.severity));
  if (report.verdicts.length === 0) return [];
  return [
    heading('Evidence', report.verdicts.length, colours),
    '',
    ...policies.flatMap((policy) => policyLines(policy, byPolicy.get(policy.info.id) ?? [], colours)),
  ];
}

function policyLines(policy: PolicyReport, verdicts: readonly Verdict[], colours: Colours): string[] {
  const { info } = policy;
  const [title = '', ...more] = wrapped(info.title, 0, titleIndent);
  const kinds = Object.keys(verdictNames) as VerdictKind[];
  return [
    `${severityName(info.severity, colours)}  ${colours.bold(title)}`,
    ...more.map((line) => colours.bold(line)),
    ...wrapped(`${info.id} · ${examinedCounts(policy)}`, titleIndent).map((line) => colours.dim(line)),
    ...kinds.flatMap((kind) =>
      kindLines(
        kind,
        verdicts.filter((verdict) => verdict.kind === kind),
        colours,
      ),
    ),
    '',
  ];
}

/** Subjects of one kind, those together of which the same is said. */
function kindLines(kind: VerdictKind, verdicts: readonly Verdict[], colours: Colours): string[] {
  const groups = [...grouped(verdicts, saidOfAll).values()];
  return groups.flatMap((group) => [
    `${' '.repeat(kindIndent)}${colours.bold(verdictNames[kind])}${group.length > 1 ? ` (${group.length})` : ''}`,
    ...commonLines(group[0]!, colours),
    ...group.flatMap((verdict) => subjectLines(verdict, colours)),
  ]);
}

function saidOfAll({ evidence, causes }: Verdict): string {
  return JSON.stringify([
    evidence.filter(({ place }) => !place).map(({ message }) => message),
    causes.map(({ message, place }) => [message, place?.path, place?.region?.start]),
  ]);
}

function commonLines({ evidence, causes }: Verdict, colours: Colours): string[] {
  const notes: (readonly [string, Evidence | Cause])[] = [
    ...evidence.filter(({ place }) => !place).map((item) => ['→', item] as const),
    ...causes.map((cause) => ['?', cause] as const),
  ];
  return notes.flatMap(([mark, note]) => noteLines(mark, note, colours));
}

/** Its place, what it is called, and what was found elsewhere. */
function subjectLines(verdict: Verdict, colours: Colours): string[] {
  const { place, key, evidence, examined, flow = [], suppression } = verdict;
  const name = key === undefined ? '' : printable(key);
  const about = [
    ...(place ? [colours.cyan(placeName(place))] : []),
    ...(name === '' ? [] : [name]),
    ...(examined === undefined ? [] : [`${counted(examined, 'document')} examined`]),
  ].join('  ');
  return [
    ...(about === '' ? [] : [`${' '.repeat(subjectIndent)}${about}`]),
    ...(suppression ? wrapped(`Exempted: ${suppression.justification}`, subjectIndent + 2) : []),
    ...flow.flatMap((step) => deeper(noteLines('⇢', step, colours))),
    ...evidence.filter((item) => item.place).flatMap((item) => deeper(noteLines('→', item, colours))),
  ];
}

function deeper(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
