import { byCodeUnits } from '../model/by-code-units.ts';
import { fillIn, fillInRule, isCompared, placeholders } from '../model/message.ts';
import type { Family } from '../model/document.ts';
import type { PolicyInfo } from '../model/policy.ts';
import type { Place } from '../model/region.ts';
import type { Finding } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';
import { identityOf, numbered } from './fingerprint.ts';

/** What findings need to know of the files. */
export interface Surroundings {
  /** Where a finding stands that is about the workspace. */
  readonly fallback: Place;
  readonly family: (path: string) => Family | undefined;
}

/** Failing and review verdicts made presentable, in the order in which a person reads them. */
export function findingsOf(
  verdicts: readonly Verdict[],
  policies: ReadonlyMap<string, PolicyInfo>,
  { fallback, family }: Surroundings,
): readonly Finding[] {
  const findings = verdicts.flatMap((verdict) => {
    const policy = policies.get(verdict.policy);
    return policy && (verdict.kind === 'fail' || verdict.kind === 'review')
      ? [findingOf(verdict, policy, verdict.place ?? fallback, family)]
      : [];
  });
  const number = numbered();
  return findings
    .sort(byPlace)
    .filter((finding, i, all) => i === 0 || !isSame(finding, all[i - 1]!))
    .map((finding) => ({ ...finding, fingerprint: number(finding.fingerprint) }));
}

/** Two assignments that a reader cannot tell apart are one finding; SARIF forbids duplicates. */
function isSame(a: Finding, b: Finding): boolean {
  return a.policy === b.policy && a.kind === b.kind && a.message === b.message && isSamePlace(a.place, b.place);
}

/** Its fingerprint is not numbered yet. */
function findingOf(verdict: Verdict, policy: PolicyInfo, place: Place, family: Surroundings['family']): Finding {
  return {
    policy: policy.id,
    kind: verdict.kind as Finding['kind'],
    severity: policy.severity,
    message: [sentence(messageOf(policy, verdict)), ...detailsAt(place, verdict, policy)].join(' '),
    place,
    ...(verdict.key !== undefined && { key: verdict.key }),
    fingerprint: identityOf(policy, verdict, place, family(place.path)),
    related: verdict.evidence.filter((evidence) => !isSamePlace(evidence.place, place)),
    ...(place.lineHash && { lineHash: place.lineHash }),
    ...(verdict.fix && place.region && { fix: { ...verdict.fix, region: place.region } }),
    ...(verdict.suppression && { suppression: verdict.suppression }),
    ...(verdict.flow && { flow: verdict.flow }),
  };
}

function messageOf({ message, dialect }: PolicyInfo, { bindings }: Verdict): string {
  return dialect === 'semgrep' ? fillInRule(message, bindings) : fillIn(message, bindings);
}

/** Why it cannot be told, and what evidence says about the very place of the finding, belong to its message; unless it says that itself. */
function detailsAt(place: Place, { kind, evidence, causes }: Verdict, { message }: PolicyInfo): readonly string[] {
  const unknown = kind === 'review' ? causes.slice(0, 1) : [];
  const isSaid = placeholders(message).some(isCompared);
  const here = isSaid ? [] : evidence.filter((item) => isSamePlace(item.place, place));
  return [...new Set([...unknown, ...here].map(({ message }) => sentence(message)))].slice(0, 2);
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

function isSamePlace(a: Place | undefined, b: Place): boolean {
  return a !== undefined && a.path === b.path && a.region?.start === b.region?.start && a.region?.end === b.region?.end;
}

function byPlace(a: Finding, b: Finding): number {
  return (
    byCodeUnits(a.place.path, b.place.path) ||
    (a.place.region?.start ?? 0) - (b.place.region?.start ?? 0) ||
    byCodeUnits(a.policy, b.policy) ||
    byCodeUnits(a.message, b.message)
  );
}
