import type { Report } from '../../model/report.ts';
import type { Verdict } from '../../model/verdict.ts';
import { noteLines } from './findings.ts';
import { grouped } from './group.ts';
import { counted } from '../counted.ts';
import { type Colours, heading, placeName } from './style.ts';
import { atMostLines, wrapped } from './wrap.ts';

const mostSubjects = 10;

/** What could not be decided because something was not read: neither a pass nor a failure. */
export function openLines({ verdicts }: Report, colours: Colours): string[] {
  const open = verdicts.filter((verdict) => verdict.kind === 'open');
  if (open.length === 0) return [];
  const groups = [...grouped(open, whyKey).values()];
  return [heading('Not decided', open.length, colours), '', ...groups.flatMap((group) => groupLines(group, colours))];
}

/** One unread file can leave many subjects of many policies undecided: the cause is said once. */
function whyKey({ causes }: Verdict): string {
  return JSON.stringify(causes.map((cause) => [cause.message, cause.place?.path, cause.place?.region?.start]));
}

function groupLines(group: readonly Verdict[], colours: Colours): string[] {
  const causes = group[0]?.causes ?? [];
  const said = new Set(causes.map((cause) => cause.place?.path));
  const elsewhere = group.filter(({ place }) => place !== undefined && !said.has(place.path));
  const places = elsewhere.flatMap(({ policy, place }) =>
    place ? [`    ${colours.cyan(placeName(place))}  ${policy}`] : [],
  );
  const policies = [...new Set(group.map(({ policy }) => policy))].join(', ');
  return [
    ...causes.flatMap((cause) => noteLines('?', cause, colours)),
    ...wrapped(`leaves ${counted(group.length, 'subject')} open: ${policies}`, 6).map((line) => colours.dim(line)),
    ...atMostLines(mostSubjects, places, 4),
    '',
  ];
}
