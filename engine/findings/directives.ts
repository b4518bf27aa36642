import { daysBetween } from '../model/day.ts';
import type { Directive } from '../model/exemption.ts';
import type { FileFacts } from '../model/fact.ts';
import { nearest } from '../model/nearest.ts';
import type { Problem } from '../model/problem.ts';
import type { Finding } from '../model/report.ts';
import type { Suppression } from '../model/verdict.ts';
import { decidedIn, type Permissions, type Run } from './permissions.ts';

/** The suppression of a finding by a comment in force that speaks of the line on which it begins. */
export function suppressedInSource(
  { files, policies }: Run,
  { rules, today }: Permissions,
): (finding: Finding) => Suppression | undefined {
  const isForbidden = forbiddenIn({ policies }, rules);
  const byPlace = new Map<string, Directive>();
  for (const directive of files.flatMap(({ directives = [] }) => directives)) {
    if (directive.until !== undefined && directive.until < today) continue;
    for (const policy of directive.policies) {
      const key = keyOf(policy, directive.place.path, directive.line);
      if (!isForbidden(policy) && !byPlace.has(key)) byPlace.set(key, directive);
    }
  }
  return (finding) => {
    const directive = byPlace.get(placeOf(finding));
    return directive && suppressionBy(directive);
  };
}

function suppressionBy({ reason, place, until }: Directive): Suppression {
  return { kind: 'inSource', justification: reason, place, ...(until !== undefined && { until }) };
}

/** What is to be said of comments that exempt nothing, or soon will not. */
export function directiveProblems(found: readonly Finding[], run: Run, permissions: Permissions): readonly Problem[] {
  const places = new Set(found.map(placeOf));
  const isDecided = decidedIn(run);
  const isForbidden = forbiddenIn(run, permissions.rules);
  const said = (policy: string, directive: Directive, file: FileFacts): Said | undefined => {
    if (permissions.known && !permissions.known.includes(policy)) return unknownPolicy(policy, permissions.known);
    if (isForbidden(policy)) return `exempts nothing, because comments may not exempt findings of '${policy}'.`;
    if (places.has(keyOf(policy, directive.place.path, directive.line)))
      return aboutEnd(policy, directive, permissions);
    if (!isDecided(policy) || file.unread) return undefined;
    return `exempts nothing: the policy '${policy}' has no finding on line ${directive.line}. Remove it.`;
  };
  return run.files
    .filter(({ directives, path }) => directives && permissions.isAskedFor(path))
    .flatMap((file) => (file.directives ?? []).map((directive) => ({ file, directive })))
    .flatMap(({ file, directive }) =>
      directive.policies.flatMap((policy) => {
        const what = said(policy, directive, file);
        return what === undefined ? [] : [problemAt(directive, what)];
      }),
    );
}

/** Completes the sentence that begins with the comment; an error where it is more than that. */
type Said = string | { readonly error: string };

function unknownPolicy(policy: string, known: readonly string[]): Said {
  const meant = nearest(policy, known);
  return {
    error: `exempts nothing: no loaded policy has the id '${policy}'.${meant ? ` Did you mean '${meant}'?` : ''}`,
  };
}

function aboutEnd(policy: string, { until }: Directive, { today, rules }: Permissions): string | undefined {
  if (until === undefined) return undefined;
  if (until < today) return `expired on ${until}: it permits what '${policy}' finds there no longer.`;
  return daysBetween(today, until) < rules.warningDays
    ? `ends with ${until}: after that day it permits what '${policy}' finds there no longer.`
    : undefined;
}

function problemAt({ place }: Directive, said: Said): Problem {
  const isError = typeof said !== 'string';
  return {
    kind: 'directive',
    level: isError ? 'error' : 'warning',
    message: `This comment ${isError ? said.error : said}`,
    path: place.path,
    ...(place.region && { region: place.region }),
  };
}

function forbiddenIn({ policies }: Pick<Run, 'policies'>, rules: Permissions['rules']): (policy: string) => boolean {
  const forbidding = new Set(policies.filter(({ directives }) => directives === 'forbid').map(({ id }) => id));
  return (policy) => !rules.directives || forbidding.has(policy);
}

/** A finding about a file as a whole begins on no line. */
function placeOf({ policy, place }: Finding): string {
  return keyOf(policy, place.path, place.region?.startLine ?? 0);
}

function keyOf(policy: string, path: string, line: number): string {
  return JSON.stringify([policy, path, line]);
}
