import type { Problem } from '../model/problem.ts';
import { textAt } from './load.ts';
import type { Pack } from './packs.ts';
import { profiles, type Profile } from './schema/pack.ts';
import { child, entries, items, policyProblem, type Located } from './source.ts';

/** Which policies of a pack a profile names; a pack without profiles puts everything into each. */
export function inProfile({ manifest }: Pack, profile: Profile, id: string): boolean {
  const chosen = manifest && child(manifest, 'profiles', profile).data;
  if (chosen === undefined || chosen === null) return hasNoProfiles(manifest) || profile === 'all';
  return chosen === '*' || (Array.isArray(chosen) && chosen.includes(id));
}

function hasNoProfiles(manifest: Located | undefined): boolean {
  return !manifest || child(manifest, 'profiles').data === null;
}

/** Profiles must name policies that exist. */
export function profileProblems({ manifest, name, policies }: Pack): readonly Problem[] {
  if (!manifest) return [];
  const ids = new Set(policies.map((policy) => textAt(policy, 'id')));
  return entries(child(manifest, 'profiles'))
    .flatMap(([, profile]) => (Array.isArray(profile.data) ? items(profile) : []))
    .flatMap((item) => {
      const id = item.data;
      return typeof id !== 'string' || ids.has(id)
        ? []
        : [policyProblem(item, `The pack '${name}' has no policy '${id}'.`)];
    });
}

export function isProfile(word: string): word is Profile {
  return (profiles as readonly string[]).includes(word);
}
