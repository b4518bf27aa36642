import type { PolicyReport } from '../../model/report.ts';
import { printable } from './cells.ts';
import { grouped } from './group.ts';
import { counted } from '../counted.ts';

/** Policies that found nothing to look at, by pack: a pack that speaks of what a project does not have is one line. The evidence names each. */
export function vacuousPolicies(policies: readonly PolicyReport[]): readonly string[] {
  const vacuous = policies.filter(({ verdicts }) => verdicts.vacuous > 0);
  if (vacuous.length === 0) return [];
  const packs = [...grouped(policies, ({ info }) => info.pack)];
  return [
    `${counted(vacuous.length, 'policy', 'policies')} found no subject`,
    ...packs.flatMap(([pack, all]) => packLines(pack, all, vacuous)),
  ];
}

function packLines(
  pack: string | undefined,
  all: readonly PolicyReport[],
  vacuous: readonly PolicyReport[],
): readonly string[] {
  const here = all.filter((policy) => vacuous.includes(policy)).map(({ info }) => printable(info.id));
  if (pack === undefined || here.length < 2) return here;
  const share = here.length === all.length ? `all ${all.length}` : `${here.length} of ${all.length}`;
  return [`${share} of '${printable(pack)}'`];
}
