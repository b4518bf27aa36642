import semver from 'semver';
import type { Scalar } from '../../model/document.ts';
import type { Declared, Recorded, Resolved } from '../../model/package-fact.ts';
import { packageName, sourceOf } from '../../model/package-range.ts';
import type { Place } from '../../model/region.ts';
import type { LocalBinding, WorldFile, WorldObject } from '../matcher.ts';
import type { Attributes } from './attributes.ts';
import { packagesOf, type Lock, type Manifest } from './dependency-locks.ts';
import { standings, type Standing } from './dependency-step.ts';

/** A dependency as a subject, with what is known of it. */
export interface DependencyItem {
  readonly object: WorldObject;
  readonly attributes: Attributes;
}

/** Each dependency of each manifest in each lock file that it is for, and each package besides in each lock file. */
export function dependencyItems(files: readonly WorldFile[]): readonly DependencyItem[] {
  const packages = packagesOf(files);
  const direct = new Set<Resolved>();
  const declared = packages.manifests.flatMap((manifest) => {
    const locks = packages.locksFor(manifest);
    const project = projectOf(manifest, locks);
    if (locks.length === 0)
      return manifest.fact.declared.map((one) => directItem({ manifest, project, declared: one, standing: {} }));
    return locks.flatMap((lock) => {
      const standingOf = standings(manifest, lock, packages);
      return manifest.fact.declared.map((one) => {
        const standing = standingOf(one);
        const resolved = resolvedOf(lock, standing);
        if (resolved) direct.add(resolved);
        return directItem({ manifest, project, declared: one, lock, standing });
      });
    });
  });
  return [...declared, ...packages.locks.flatMap((lock) => indirectItems(lock, direct))];
}

/** The folder whose lock file counts for a manifest, and whose lock files are there: where there is none, its own. */
interface Project {
  readonly folder: string;
  readonly managers: readonly string[];
}

function projectOf({ folder }: Manifest, locks: readonly Lock[]): Project {
  const [nearest] = locks;
  const beside = locks.filter((lock) => lock.folder === nearest?.folder);
  return { folder: nearest?.folder ?? folder, managers: [...new Set(beside.map(({ manager }) => manager))].sort() };
}

function resolvedOf({ fact }: Lock, { recorded }: Standing): Resolved | undefined {
  return recorded?.resolved === undefined ? undefined : fact?.resolved[recorded.resolved];
}

interface Direct {
  readonly manifest: Manifest;
  readonly project: Project;
  readonly declared: Declared;
  readonly lock?: Lock;
  readonly standing: Standing;
}

function directItem({ manifest, project, declared, lock, standing }: Direct): DependencyItem {
  const resolved = lock && resolvedOf(lock, standing);
  const { name, range, kind } = declared;
  const real = resolved?.name ?? packageName(name, range);
  const isLocked = isLockedIn(lock, standing);
  const { inStep } = standing;
  const attributes: Attributes = {
    name: known(real),
    ...(real !== name && { alias: known(name) }),
    range: known(range),
    kind: known(kind),
    direct: known(true),
    locked: isLocked === undefined ? vague(`what locks ${name}`) : known(isLocked),
    source: known(resolved?.source ?? sourceOf(range)),
    manifest: known(manifest.path),
    library: known(manifest.fact.isLibrary),
    ...(manifest.fact.name !== undefined && { package: known(manifest.fact.name) }),
    ...versionOf(declared, standing, lock, resolved),
    ...(resolved && { integrity: known(resolved.integrity) }),
    ...(lock && { lock: known(lock.path), manager: known(lock.manager) }),
    ...(inStep !== undefined && {
      'in-step': inStep === 'unknown' ? vague(`what ${lock?.path} has of ${name}`) : known(inStep),
    }),
    project: known(project.folder === '' ? '.' : project.folder),
    managers: { text: project.managers.join(', '), value: project.managers },
  };
  const id = `dependency ${name} of ${manifest.path} (${kind}${lock ? `, ${lock.path}` : ''})`;
  return { object: { id, ...placed(declared, standing, resolved) }, attributes };
}

/** In the lock file where that is from this manifest, else in the manifest. */
function placed(
  { place, range }: Declared,
  { recorded, inStep }: Standing,
  resolved?: Resolved,
): Omit<WorldObject, 'id'> {
  if (inStep === false) return { place, ...(recorded && { history: [conflicting(recorded, resolved)] }) };
  return resolved ? { place: resolved.place, history: [{ message: `Asked for as '${range}'.`, place }] } : { place };
}

function conflicting(
  { range, place }: Recorded,
  resolved?: Resolved,
): { readonly message: string; readonly place: Place } {
  const found = range === undefined ? `version ${resolved?.version}` : `'${range}'`;
  return { message: `The lock file has ${found}.`, place: (place ?? resolved?.place)! };
}

function isLockedIn(lock: Lock | undefined, { recorded }: Standing): boolean | undefined {
  if (!lock) return false;
  if (recorded) return true;
  return !lock.fact || lock.fact.unknown !== undefined || lock.isPartial ? undefined : false;
}

/** Absent where nothing of the registry is installed: a folder of the repository, a peer that nobody brings. */
function versionOf(
  { name, range, kind }: Declared,
  { recorded }: Standing,
  lock: Lock | undefined,
  resolved: Resolved | undefined,
): Attributes {
  if (resolved) return versionIn(resolved);
  if (sourceOf(range) === 'workspace' || sourceOf(range) === 'file') return {};
  if (recorded || (kind === 'peer' && lock?.fact && !lock.isPartial)) return {};
  const exact = lock ? null : semver.valid(range);
  return { version: exact === null ? vague(`the version of ${name}`) : known(exact) };
}

function versionIn({ name, version, source }: Resolved): Attributes {
  if (version === undefined)
    return source === 'registry' || source === 'git' ? { version: vague(`the version of ${name}`) } : {};
  return { version: semver.valid(version) === null ? { text: version } : known(version) };
}

/** Once for each version, at the first of its places; what a manifest asks for is there already. */
function indirectItems({ path, manager, fact }: Lock, direct: ReadonlySet<Resolved>): readonly DependencyItem[] {
  const all = fact?.resolved ?? [];
  const key = ({ name, version }: Resolved): string => JSON.stringify([name, version]);
  const seen = new Set(all.filter((one) => direct.has(one)).map(key));
  return all.flatMap((one) => {
    if (one.source === 'workspace' || seen.has(key(one))) return [];
    seen.add(key(one));
    const { name, version = '', kind, source, integrity, place } = one;
    const attributes: Attributes = {
      name: known(name),
      ...versionIn(one),
      kind: kind ? known(kind) : vague(`what ${name} is there for`),
      direct: known(false),
      locked: known(true),
      source: known(source),
      integrity: known(integrity),
      lock: known(path),
      manager: known(manager),
    };
    return [{ object: { id: `dependency ${name}@${version} in ${path}`, place }, attributes }];
  });
}

function known(value: Scalar): LocalBinding {
  return { text: String(value), value };
}

/** Not known without asking the manager: the text stands in messages. */
function vague(text: string): LocalBinding {
  return { text };
}
