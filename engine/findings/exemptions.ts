import { daysBetween } from '../model/day.ts';
import type { Exemption, ExemptionReport } from '../model/exemption.ts';
import { nearest } from '../model/nearest.ts';
import type { Problem } from '../model/problem.ts';
import type { Finding } from '../model/report.ts';
import type { Suppression } from '../model/verdict.ts';
import { decidedIn, type Permissions, type Run } from './permissions.ts';
import { fitsWildcard } from './wildcard.ts';

/** An exemption and all findings that it is about, in force or not. */
export interface Matched {
  readonly exemption: Exemption;
  readonly about: readonly Finding[];
}

export function matchExemptions(
  found: readonly Finding[],
  { exemptions, compileGlobs }: Permissions,
): readonly Matched[] {
  const byPolicy = new Map<string, Finding[]>();
  for (const finding of found) {
    const others = byPolicy.get(finding.policy);
    if (others) others.push(finding);
    else byPolicy.set(finding.policy, [finding]);
  }
  return exemptions.map((exemption) => {
    const { policy, subject, files } = exemption;
    const isThere = files ? compileGlobs(files) : () => true;
    const isMeant = ({ key, place }: Finding): boolean =>
      (subject === undefined || (key !== undefined && fitsWildcard(subject, key))) && isThere(place.path);
    const policies = [...byPolicy.keys()].filter((id) => fitsWildcard(policy, id));
    return { exemption, about: policies.flatMap((id) => byPolicy.get(id)!.filter(isMeant)) };
  });
}

/** The suppression of a finding by the exemption about it that holds longest. */
export function suppressedByExemption(
  matched: readonly Matched[],
  { today }: Permissions,
): (finding: Finding) => Suppression | undefined {
  const longest = new Map<Finding, Exemption>();
  for (const { exemption, about } of matched.filter(({ exemption: { expires } }) => expires >= today))
    for (const finding of about) {
      const other = longest.get(finding);
      if (!other || other.expires < exemption.expires) longest.set(finding, exemption);
    }
  return (finding) => {
    const exemption = longest.get(finding);
    return exemption && suppressionBy(exemption);
  };
}

function suppressionBy(exemption: Exemption): Suppression {
  const { reason, place, expires } = exemption;
  return { kind: 'external', justification: reason, place, until: expires, exemption };
}

/** What became of each entry, and what is to be said of it. `counting`: the findings that no permission is left for. */
export function reportExemptions(
  matched: readonly Matched[],
  counting: ReadonlySet<Finding>,
  run: Run,
  permissions: Permissions,
): { readonly exemptions: readonly ExemptionReport[]; readonly problems: readonly Problem[] } {
  const isUnused = unusedIn(run, permissions);
  const reported = matched.map(({ exemption, about }) => {
    const unused = about.length === 0 && isUnused(exemption);
    const state = stateOf(exemption, unused, permissions);
    const again = about.filter((finding) => counting.has(finding)).length;
    const message = messageOf({ exemption, state, findings: about.length }, unused, again, permissions);
    return { report: { exemption, state, findings: about.length }, message };
  });
  return {
    exemptions: reported.map(({ report }) => report),
    problems: reported.flatMap(({ report, message }) =>
      message === undefined ? [] : [problemAt(report.exemption, message)],
    ),
  };
}

function problemAt({ place: { path, region } }: Exemption, message: string): Problem {
  return { kind: 'exemption', level: 'warning', message, path, ...(region && { region }) };
}

function stateOf({ expires }: Exemption, unused: boolean, { today, rules }: Permissions): ExemptionReport['state'] {
  if (expires < today) return 'expired';
  if (unused) return 'unused';
  return daysBetween(today, expires) < rules.warningDays ? 'expiring' : 'in-force';
}

/** Whether an exemption about no finding can be said to be about none: the whole workspace was asked about, and nothing of it is open. */
function unusedIn(run: Run, permissions: Permissions): (exemption: Exemption) => boolean {
  const { isSelection, isAskedFor, compileGlobs } = permissions;
  const isWhole = run.files.every(({ path }) => isAskedFor(path));
  const unread = run.files.filter((file) => file.unread !== undefined);
  const isDecided = decidedIn(run);
  return ({ policy, files }) => {
    if (isUnknown(policy, permissions)) return true;
    const ran = run.policies.filter(({ id }) => fitsWildcard(policy, id));
    const isComplete = ran.length > 0 && !(isSelection && policy.includes('*'));
    const isThere = files ? compileGlobs(files) : () => true;
    return isWhole && isComplete && ran.every(({ id }) => isDecided(id)) && !unread.some(({ path }) => isThere(path));
  };
}

/** A warning about an entry, if there is one to give. It speaks of what is permitted: whether that counts, a baseline says too. */
function messageOf(
  { exemption, state, findings }: ExemptionReport,
  unused: boolean,
  again: number,
  permissions: Permissions,
): string | undefined {
  const { policy, expires, owner } = exemption;
  if (isUnknown(policy, permissions)) return unknownPolicy(policy, permissions);
  const name = nameOf(exemption);
  if (unused)
    return `${name} is about no finding${state === 'expired' ? `, and expired on ${expires}` : ''}: remove it.`;
  if (findings === 0) return undefined;
  if (state === 'expiring')
    return `${name} ends with ${expires}: after that day it permits ${counted(findings)} no longer. Its owner is ${owner}.`;
  if (state !== 'expired') return undefined;
  return again === 0
    ? `${name} expired on ${expires}, and what it was about is permitted elsewhere: remove it.`
    : `${name} expired on ${expires}: it permits ${counted(again)} no longer. Its owner is ${owner}.`;
}

function counted(findings: number): string {
  return findings === 1 ? 'a finding' : `${findings} findings`;
}

function isUnknown(policy: string, { known }: Permissions): boolean {
  return known !== undefined && !known.some((id) => fitsWildcard(policy, id));
}

function unknownPolicy(policy: string, { known = [] }: Permissions): string {
  const meant = nearest(policy, known);
  return `An exemption speaks of the policy '${policy}', and no loaded policy has such an id.${meant ? ` Did you mean '${meant}'?` : ''}`;
}

function nameOf({ policy, subject, files }: Exemption): string {
  const about = subject === undefined ? '' : ` for '${subject}'`;
  const where = files ? ` in ${files.map((glob) => `'${glob}'`).join(', ')}` : '';
  return `The exemption from '${policy}'${about}${where}`;
}
