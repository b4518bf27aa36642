import type { Problem } from '../model/problem.ts';
import { idOf, type RawPolicy } from './load.ts';
import type { Pack } from './packs.ts';
import { inProfile } from './profiles.ts';
import type { Profile } from './schema/pack.ts';
import { distinctIds } from './semgrep/ids.ts';
import { policyProblem } from './source.ts';

/** A policy with its pack, and the profile that leaves it out if one does. */
export interface Candidate {
  readonly id: string;
  readonly policy: RawPolicy;
  readonly pack: Pack;
  readonly leftOutOf?: Profile;
}

export interface ProfiledPack {
  readonly pack: Pack;
  readonly profile: Profile | undefined;
}

/** By id, sorted. The same pack may be extended twice with different profiles; a policy is in force if one of them names it. */
export function collectCandidates(packs: readonly ProfiledPack[]): ReadonlyMap<string, Candidate> {
  const candidates = new Map<string, Candidate>();
  for (const { pack, profile } of packs) {
    for (const policy of pack.policies) {
      const id = idOf(policy) ?? policy.origin.path;
      const leftOut = profile !== undefined && !inProfile(pack, profile, id);
      const known = candidates.get(id);
      if (known && (leftOut || known.leftOutOf === undefined)) continue;
      candidates.set(id, { id, policy, pack, ...(leftOut && { leftOutOf: profile }) });
    }
  }
  return new Map([...candidates].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Each pack once, however often it is extended. */
export function distinctPacks(packs: readonly ProfiledPack[]): readonly Pack[] {
  return packs
    .filter(({ pack }, i) => packs.findIndex((other) => samePack(other.pack, pack)) === i)
    .map(({ pack }) => pack);
}

function samePack(one: Pack, other: Pack): boolean {
  return pathsOf(one).join('\n') === pathsOf(other).join('\n');
}

function pathsOf({ manifest, policies, definitions, problems }: Pack): readonly (string | undefined)[] {
  return [
    manifest?.origin.path,
    ...[...policies, ...definitions.map(({ located }) => located)].map(({ origin }) => origin.path),
    ...problems.map(({ path }) => path),
  ];
}

/** Ids are unique among all policies that are loaded. */
export function duplicates(packs: readonly Pack[]): readonly Problem[] {
  const first = new Map<string, RawPolicy>();
  return packs
    .flatMap(({ policies }) => policies)
    .flatMap((policy) => {
      const id = idOf(policy);
      const known = id === undefined ? undefined : first.get(id);
      if (id === undefined || !known) {
        if (id !== undefined) first.set(id, policy);
        return [];
      }
      const line = known.origin.locate([...known.path, 'id'])?.startLine;
      const message = `A policy with the id '${id}' exists already, in '${known.origin.path}'${line ? `, line ${line}` : ''}.`;
      const problem = policyProblem({ ...policy, path: [...policy.path, 'id'] }, message);
      return [policy.dialect ? { ...problem, kind: 'refused-rule' as const } : problem];
    });
}

/** Rules of Semgrep rule files under ids that tell them apart. */
export function withDistinctIds(packs: readonly ProfiledPack[]): readonly ProfiledPack[] {
  const policies = distinctPacks(packs).flatMap((pack) => pack.policies);
  const rules = policies.filter(({ dialect }) => dialect !== undefined);
  const taken = policies.flatMap((policy) => (policy.dialect ? [] : (idOf(policy) ?? [])));
  const names = distinctIds(
    rules.map((rule) => ({ id: idOf(rule) ?? '', path: rule.origin.path })),
    taken,
  );
  const ids = new Map(rules.map((rule, i) => [keyOf(rule), names[i]!]));
  const named = (policy: RawPolicy): RawPolicy => {
    const id = ids.get(keyOf(policy));
    return id === undefined ? policy : { ...policy, id };
  };
  return packs.map(({ pack, profile }) => ({ pack: { ...pack, policies: pack.policies.map(named) }, profile }));
}

function keyOf({ origin, path }: RawPolicy): string {
  return JSON.stringify([origin.path, path]);
}
