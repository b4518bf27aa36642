import type { Cause } from '../model/binding.ts';
import type { Place } from '../model/region.ts';
import type { Report } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';

/** Subjects of one policy that one cause leaves undecided: a file that is not read can leave hundreds so. */
export interface OpenGroup {
  readonly policy: string;
  /** Why; the first cause where there are several. */
  readonly cause: Pick<Cause, 'message'>;
  /** Of the cause where it has one, else of the first subject; absent: it is about a policy as a whole. */
  readonly place?: Place;
  readonly subjects: readonly Verdict[];
}

const untold = { message: 'Nothing says why.' };

/** In the order of their first subjects. */
export function openGroups({ verdicts }: Pick<Report, 'verdicts'>): readonly OpenGroup[] {
  const groups = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    if (verdict.kind !== 'open') continue;
    const causes = verdict.causes.map(({ message, place }) => [message, place?.path, place?.region?.start]);
    const id = JSON.stringify([verdict.policy, causes]);
    const group = groups.get(id);
    if (group) group.push(verdict);
    else groups.set(id, [verdict]);
  }
  return [...groups.values()].map(groupOf);
}

function groupOf(subjects: readonly Verdict[]): OpenGroup {
  const [first] = subjects;
  const cause = first?.causes[0] ?? untold;
  const place = first?.causes[0]?.place ?? first?.place;
  return { policy: first?.policy ?? '', cause, ...(place && { place }), subjects };
}
