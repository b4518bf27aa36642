import type { ExemptionReport } from '../../model/exemption.ts';
import type { Finding, Report } from '../../model/report.ts';
import { printable } from './cells.ts';
import { counted } from '../counted.ts';
import { type Colours, heading, placeName } from './style.ts';
import { wrapped } from './wrap.ts';

/** How many findings do not count because something permits them, and until when. */
export function exemptedCounts({ suppressed }: Report): readonly string[] {
  if (suppressed.length === 0) return [];
  const inSource = suppressed.filter(({ suppression }) => suppression?.kind === 'inSource').length;
  const external = suppressed.length - inSource;
  const how = [
    ...(inSource > 0 ? [`${inSource} by comments`] : []),
    ...(external > 0 ? [`${external} by exemptions`] : []),
  ];
  const [first] = suppressed.flatMap(({ suppression }) => suppression?.until ?? []).sort();
  return [
    `${counted(suppressed.length, 'finding')}: ${how.join(', ')}`,
    ...(first === undefined ? [] : [`the first of these ends on ${first}`]),
  ];
}

/** How many findings do not count because they were there before, and how many of those that were are gone. */
export function knownCounts({ known, baseline }: Report): readonly string[] {
  if (!baseline) return [];
  const { name, absent } = baseline;
  const gone = absent.length > 0 ? `, ${counted(absent.length, 'finding')} of it no longer found` : '';
  return [`${counted(known.length, 'finding')} known from '${printable(name)}'${gone}`];
}

const states: Readonly<Record<ExemptionReport['state'], string>> = {
  'in-force': 'in force',
  expiring: 'about to expire',
  expired: 'expired',
  unused: 'unused',
};

/** What became of the exemptions, and which of them call for somebody to do something. */
export function exemptionStates({ exemptions }: Report): readonly string[] {
  if (exemptions.length === 0) return [];
  const names = Object.keys(states) as ExemptionReport['state'][];
  const counts = names.flatMap((state) => {
    const count = exemptions.filter((one) => one.state === state).length;
    return count > 0 ? [`${count} ${states[state]}`] : [];
  });
  const calling = exemptions.filter(({ state }) => state !== 'in-force');
  return [
    counts.join(', '),
    ...calling.map(({ state, exemption }) =>
      [
        placeName(exemption.place),
        printable(exemption.policy),
        state === 'unused'
          ? 'matches no finding'
          : `${state === 'expired' ? 'expired' : 'expires'} on ${exemption.expires}`,
      ].join('  '),
    ),
  ];
}

/** The findings that do not count, one by one, with who permits them: part of the evidence. */
export function setAsideLines({ suppressed, known }: Report, colours: Colours): string[] {
  return [
    ...listed('Exempted', suppressed, permission, colours),
    ...listed(
      'Known',
      known,
      ({ baseline }) => (baseline === 'updated' ? ['In the baseline; changed since.'] : []),
      colours,
    ),
  ];
}

function listed(
  title: string,
  findings: readonly Finding[],
  why: (finding: Finding) => readonly string[],
  colours: Colours,
): string[] {
  if (findings.length === 0) return [];
  const lines = findings.flatMap((finding) => [
    `  ${colours.cyan(placeName(finding.place))}  ${colours.dim(printable(finding.policy))}`,
    ...wrapped(finding.message, 4),
    ...why(finding).flatMap((reason) => wrapped(reason, 4)),
    '',
  ]);
  return [heading(title, findings.length, colours), '', ...lines];
}

function permission({ suppression }: Finding): readonly string[] {
  if (!suppression) return [];
  const { kind, justification, place, until, exemption } = suppression;
  const who = [
    ...(exemption ? [`owner ${exemption.owner}`] : []),
    ...(exemption?.approver === undefined ? [] : [`approved by ${exemption.approver}`]),
    ...(exemption?.ticket === undefined ? [] : [exemption.ticket]),
    ...(until === undefined ? [] : [`until ${until}`]),
    ...(place ? [placeName(place)] : []),
  ];
  const how = kind === 'inSource' ? 'By a comment' : 'By an exemption';
  return [`${how}: ${justification}${who.length > 0 ? ` (${who.join(', ')})` : ''}`];
}
