import { globError } from '../matches/glob.ts';
import type { AnchorEntry } from '../matches/matcher.ts';
import { daysBetween, isDay } from '../model/day.ts';
import type { Exemption } from '../model/exemption.ts';
import type { Problem } from '../model/problem.ts';
import type { ExemptionSettings } from './configuration.ts';
import { locatedOf } from './load.ts';
import { schemasOf } from './schemas-in-use.ts';
import { child, isMap, items, policyProblem, type Located } from './source.ts';
import { validate } from './validate.ts';
import { readYaml } from './yaml-source.ts';

export interface ParsedExemptions {
  /** In the order of the file; none where there are problems. */
  readonly exemptions: readonly Exemption[];
  readonly problems: readonly Problem[];
}

/** The file of exemptions. `today` is `YYYY-MM-DD`. */
export function parseExemptions(
  { path, text }: { readonly path: string; readonly text: string },
  settings: ExemptionSettings,
  today: string,
  anchors: readonly AnchorEntry[],
): ParsedExemptions {
  const source = readYaml(path, text, 'configuration');
  if (source.problems.length > 0) return { exemptions: [], problems: source.problems };
  // A file in which everything is commented out permits nothing, and that is allowed.
  const located: Located = { ...locatedOf(source), data: source.data ?? [] };
  const noun = 'A file of exemptions';
  const invalid = validate(located, { schema: schemasOf(anchors).exemptions, noun, kind: 'configuration' });
  if (invalid.length > 0) return { exemptions: [], problems: invalid };
  const problems = items(located).flatMap((entry) => entryProblems(entry, settings, today));
  return { exemptions: problems.length > 0 ? [] : items(located).map(exemptionOf), problems };
}

function entryProblems(entry: Located, { rules, required }: ExemptionSettings, today: string): readonly Problem[] {
  const missing = required
    .filter((key) => child(entry, key).data === null)
    .map((key) => problemAt(entry, `An exemption needs the key '${key}' in this workspace.`));
  const days = [child(entry, 'created'), child(entry, 'expires')] as const;
  const strange = days
    .filter(({ data }) => !isDay(String(data)))
    .map((day) => problemAt(day, `'${String(day.data)}' is no day of the calendar.`));
  const files = child(entry, 'files');
  const globs = files.data === null ? [] : items(files);
  const unread = globs.flatMap((glob) => {
    const error = negated(String(glob.data)) ?? globError(String(glob.data));
    return error === undefined ? [] : [problemAt(glob, error)];
  });
  return [
    ...missing,
    ...unread,
    ...strange,
    ...(strange.length > 0 ? [] : termProblems(...days, rules.longestDays, today)),
  ];
}

/** `!(a|b)` is an extended glob, and no negation. */
function negated(glob: string): string | undefined {
  return /^!(?!\()/.test(glob)
    ? `The glob '${glob}' is negated, and would permit all the rest. Name what is permitted.`
    : undefined;
}

/** An exemption of a later year would get around the longest term. */
function termProblems(
  created: Located,
  expires: Located,
  longest: number | undefined,
  today: string,
): readonly Problem[] {
  const [from, to] = [String(created.data), String(expires.data)];
  const days = daysBetween(from, to);
  // east of Greenwich it is tomorrow already
  if (daysBetween(today, from) > 1) return [problemAt(created, `'created' is ${from}, which is in the future.`)];
  if (days < 0) return [problemAt(expires, `'expires' is ${to}, which is before 'created', ${from}.`)];
  if (longest === undefined || days <= longest) return [];
  return [
    problemAt(expires, `The exemption lasts ${days} days, but in this workspace at most ${longest} are allowed.`),
  ];
}

function problemAt(located: Located, message: string): Problem {
  return { ...policyProblem(located, message), kind: 'configuration' };
}

function exemptionOf(entry: Located): Exemption {
  const region = entry.origin.locate(entry.path);
  const { files, ...texts } = (isMap(entry.data) ? entry.data : {}) as unknown as Exemption & {
    readonly files?: string | readonly string[];
  };
  return {
    ...texts,
    place: { path: entry.origin.path, ...(region && { region }) },
    ...(files !== undefined && { files: [files].flat() }),
  };
}
