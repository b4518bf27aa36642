import { dirname, relative, resolve, sep } from 'node:path';
import { kindOf, liesIn } from './files/workspace.ts';
import { anchors } from './matches/all.ts';
import { dayAt, isDay } from './model/day.ts';
import type { Exemption, ExemptionRules } from './model/exemption.ts';
import type { Problem } from './model/problem.ts';
import type { Request } from './model/request.ts';
import { usualExemptionRules, type Configuration, type ExemptionSettings } from './policies/configuration.ts';
import { parseExemptions } from './policies/exemptions.ts';
import type { PackFile } from './policies/load.ts';
import { readPolicyFile } from './policy-files.ts';
import { UsageError } from './usage-error.ts';

/** What may exempt findings, and the day on which that is judged. */
export interface Exempting {
  readonly exemptions: readonly Exemption[];
  readonly rules: ExemptionRules;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** What the configuration at `path` says of exemptions, and the file that it names. */
export function exemptingIn(
  request: Request,
  root: string,
  path: string | undefined,
  configuration: Configuration | undefined,
): { readonly exempting: Exempting; readonly problems: readonly Problem[] } {
  const today = todayOf(request);
  if (path === undefined || !configuration)
    return { exempting: { exemptions: [], rules: usualExemptionRules, today }, problems: [] };
  const settings = configuration.exemptions;
  const read = readExemptionFile(settings, root, path);
  const { exemptions, problems } =
    read && 'text' in read
      ? parseExemptions(read, settings, today, anchors)
      : { exemptions: [], problems: read ? [read] : [] };
  return { exempting: { exemptions, rules: settings.rules, today }, problems };
}

/** The day that was asked for, else today in UTC. */
export function todayOf({ today }: Pick<Request, 'today'>): string {
  if (today !== undefined && !isDay(today))
    throw new UsageError(`'${today}' is no day of the calendar, written as 2027-01-31.`);
  return today ?? dayAt(Date.now());
}

/** Its path is relative to the configuration, what it is called to the root; wherever links lead, only a file in the workspace or beside the configuration is read. */
function readExemptionFile(
  { file, located }: ExemptionSettings,
  root: string,
  configuration: string,
): PackFile | Problem | undefined {
  if (file === undefined) return undefined;
  const base = dirname(configuration);
  const path = resolve(base, file);
  if (kindOf(path) !== 'file') return problemAt(located, `The file of exemptions '${file}' does not exist.`);
  if (![root, base].some((folder) => liesIn(folder, path)))
    return problemAt(located, `The file of exemptions '${file}' lies outside of the workspace.`);
  return readPolicyFile(path, relative(root, path).split(sep).join('/'));
}

function problemAt({ origin, path }: ExemptionSettings['located'], message: string): Problem {
  const region = origin.locate(path);
  return { kind: 'configuration', level: 'error', message, path: origin.path, ...(region && { region }) };
}
