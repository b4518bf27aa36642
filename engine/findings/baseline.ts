import { byCodeUnits } from '../model/by-code-units.ts';
import type { Baseline, BaselineState, KnownFinding } from '../model/baseline.ts';
import type { FileFacts } from '../model/fact.ts';
import type { PolicyInfo } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import type { Finding, Report } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';
import { unnumbered } from './fingerprint.ts';

/** What of a check says whether a finding of the baseline could have been found again. */
export interface Looked {
  readonly policies: readonly PolicyInfo[];
  readonly verdicts: readonly Verdict[];
  readonly files: readonly FileFacts[];
  readonly problems: readonly Problem[];
  /** Which paths the check was to speak of; absent: all. */
  readonly isAskedFor?: (path: string) => boolean;
}

export type Compared = Pick<Report, 'findings' | 'known' | 'suppressed' | 'baseline'>;

/** Findings that the baseline has as well do not count; what it has besides and is not found any more is absent. */
export function compared(
  baseline: Baseline,
  { findings, suppressed }: Pick<Report, 'findings' | 'suppressed'>,
  looked: Looked,
): Compared {
  // those that count go first: what is permitted anyway must not use up what they are known by
  const { states, left } = matched([...findings, ...suppressed], baseline, pathsOf(looked.files));
  const marked = (some: readonly Finding[]): readonly Finding[] =>
    some.map((finding) => ({ ...finding, baseline: states.get(finding) ?? 'new' }));
  const all = marked(findings);
  const couldFind = couldBeFound(looked);
  return {
    findings: all.filter((finding) => finding.baseline === 'new'),
    known: all.filter((finding) => finding.baseline !== 'new'),
    suppressed: marked(suppressed),
    baseline: { name: baseline.name, absent: left.filter(couldFind).sort(byPlace) },
  };
}

/**
 * What a baseline that is written anew has to hold: all that is found and counts, and of the earlier one what this check could
 * not have found again.
 */
export function renewed(
  { findings, known, suppressed, baseline, files }: Report,
  earlier: Baseline,
): readonly KnownFinding[] {
  const found = [...findings, ...known];
  const { left } = matched([...found, ...suppressed], earlier, pathsOf(files));
  const absent = new Set((baseline?.absent ?? []).map((known) => JSON.stringify(known)));
  return [...found.map(knownOf), ...left.filter((known) => !absent.has(JSON.stringify(known)))].sort(byPlace);
}

/** What a baseline remembers of a finding. */
export function knownOf({ policy, kind, severity, place, key, fingerprint, message }: Finding): KnownFinding {
  const line = place.region?.startLine;
  return {
    policy,
    kind,
    severity,
    path: place.path,
    ...(line !== undefined && { line }),
    ...(key !== undefined && { key }),
    fingerprint,
    message,
  };
}

interface Matched {
  readonly states: ReadonlyMap<Finding, BaselineState>;
  readonly left: readonly KnownFinding[];
}

interface Trait {
  readonly identity: string;
  readonly path: string;
  readonly kind: Finding['kind'];
  readonly severity: Finding['severity'];
}

/**
 * Which findings may be one that is known, the surest first. A failure is known only as a failure: what a person had to look at
 * then is certain now. In another file only where the known one is gone: a copy is a finding of its own.
 */
const ways: readonly {
  readonly same: readonly (keyof Trait)[];
  readonly state: BaselineState;
  readonly only?: 'review';
}[] = [
  { same: ['identity', 'path', 'kind', 'severity'], state: 'unchanged' },
  { same: ['identity', 'path', 'kind'], state: 'updated' },
  { same: ['identity', 'path'], state: 'updated', only: 'review' },
  { same: ['identity', 'kind'], state: 'updated' },
  { same: ['identity'], state: 'updated', only: 'review' },
];

/** Of twins each entry of the baseline makes one known. */
function matched(
  findings: readonly Finding[],
  { findings: known, paths: earlierPaths }: Baseline,
  paths: ReadonlySet<string>,
): Matched {
  const states = new Map<Finding, BaselineState>();
  const left = new Set(known);
  for (const { same, state, only } of ways) {
    const isElsewhere = !same.includes('path');
    const groups = groupedBy(
      [...left].filter(({ path }) => !isElsewhere || !paths.has(path)),
      same,
    );
    for (const finding of findings) {
      if (states.has(finding) || (only !== undefined && finding.kind !== only)) continue;
      // a file that was there already has not come from another one
      if (isElsewhere && earlierPaths?.has(finding.place.path)) continue;
      const entry = groups.get(keyOf(traitsOf(finding.place.path, finding), same))?.shift();
      if (!entry) continue;
      states.set(finding, state);
      left.delete(entry);
    }
  }
  return { states, left: [...left] };
}

function groupedBy(
  known: readonly KnownFinding[],
  same: readonly (keyof Trait)[],
): ReadonlyMap<string, KnownFinding[]> {
  const groups = new Map<string, KnownFinding[]>();
  for (const entry of known) {
    const key = keyOf(traitsOf(entry.path, entry), same);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}

/** The policy too: a fingerprint is written in a file that anybody may edit. */
function traitsOf(path: string, { policy, fingerprint, kind, severity }: Omit<KnownFinding, 'path'> | Finding): Trait {
  return { identity: `${policy} ${unnumbered(fingerprint)}`, path, kind, severity };
}

function keyOf(traits: Trait, same: readonly (keyof Trait)[]): string {
  return JSON.stringify(same.map((name) => traits[name]));
}

/** Nothing is called absent that was not looked for: a policy that did not run, or not to its end, a file out of scope or unread. */
function couldBeFound({ policies, verdicts, files, problems, isAskedFor = () => true }: Looked) {
  const ran = new Set(policies.map(({ id }) => id));
  const unread = new Set(files.filter(({ unread }) => unread).map(({ path }) => path));
  const open = verdicts
    .filter(({ kind }) => kind === 'open')
    .map(({ policy, place }) => ({ policy, path: place?.path }));
  const kept = [...problems, ...files.flatMap((file) => file.problems)].filter(({ policy }) => policy !== undefined);
  const undecided = new Set([...open, ...kept].map(({ policy, path }) => JSON.stringify([policy, path])));
  return ({ policy, path }: KnownFinding): boolean =>
    ran.has(policy) &&
    isAskedFor(path) &&
    !unread.has(path) &&
    !undecided.has(JSON.stringify([policy, path])) &&
    !undecided.has(JSON.stringify([policy, undefined]));
}

function pathsOf(files: readonly { readonly path: string }[]): ReadonlySet<string> {
  return new Set(files.map(({ path }) => path));
}

/** In code unit order, so that it is the same everywhere. */
function byPlace(a: KnownFinding, b: KnownFinding): number {
  return (
    byCodeUnits(a.path, b.path) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    byCodeUnits(a.policy, b.policy) ||
    byCodeUnits(a.fingerprint, b.fingerprint)
  );
}
