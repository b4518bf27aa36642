import type { Place } from '../model/region.ts';
import type { Problem } from '../model/problem.ts';
import { nearest } from '../model/nearest.ts';
import { isProfile } from './profiles.ts';
import { profiles, type Profile } from './schema/pack.ts';
import { policyProblem, type Located } from './source.ts';

/** What an entry of `extends` means, and where it stands. */
export type Extension = { readonly written: string; readonly place: Place } & (
  | { readonly kind: 'shipped'; readonly profile: Profile }
  /** A folder of packs or policies, or a single file. */
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'package'; readonly name: string; readonly profile?: Profile }
);

type Meaning = { readonly extension: Extension } | { readonly problem: Problem };

const packageName = /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;

/** `bylaw:recommended`, `@acme/policies`, `@acme/policies:essential`, `./policies`. */
export function parseExtension(entry: Located): Meaning {
  const written = typeof entry.data === 'string' ? entry.data : '';
  const region = entry.origin.locate(entry.path);
  const place: Place = { path: entry.origin.path, ...(region && { region }) };
  if (isPath(written)) return { extension: { kind: 'folder', path: written, written, place } };
  const [name, profile] = splitProfile(written);
  if (profile !== undefined && !isProfile(profile)) return { problem: unknownProfile(entry, name, profile) };
  if (name === 'bylaw') return { extension: { kind: 'shipped', profile: profile ?? 'recommended', written, place } };
  if (!packageName.test(name)) return { extension: { kind: 'folder', path: written, written, place } };
  return { extension: { kind: 'package', name, ...(profile && { profile }), written, place } };
}

function isPath(written: string): boolean {
  return /^(\.{1,2}(\/|$)|\/|[A-Za-z]:[\\/])/.test(written) || /\.ya?ml$/.test(written);
}

function splitProfile(written: string): readonly [name: string, profile: string | undefined] {
  const colon = written.indexOf(':');
  return colon === -1 ? [written, undefined] : [written.slice(0, colon), written.slice(colon + 1)];
}

function unknownProfile(entry: Located, name: string, profile: string): Problem {
  const meant = nearest(profile, profiles);
  const hint = meant ? ` Did you mean '${name}:${meant}'?` : '';
  const allowed = profiles.map((known) => `'${name}:${known}'`).join(', ');
  return policyProblem(entry, `There is no profile '${profile}' of '${name}'.${hint} Allowed are: ${allowed}.`);
}
