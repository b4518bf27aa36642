import { posix } from 'node:path';
import semver from 'semver';
import type { Declared, LockFact, Recorded } from '../../model/package-fact.ts';
import { sourceOf } from '../../model/package-range.ts';
import { groupBy } from './dependency-groups.ts';
import type { Lock, Manifest, Packages } from './dependency-locks.ts';

/** What a lock file has about a dependency of a manifest. */
export interface Standing {
  readonly recorded?: Recorded;
  /** Whether it was made from this range; absent where there is nothing to compare, `unknown` where it cannot be told. */
  readonly inStep?: boolean | 'unknown';
}

/** Answers for one manifest and one lock file that it is for. */
export function standings(manifest: Manifest, lock: Lock, packages: Packages): (declared: Declared) => Standing {
  const { fact } = lock;
  if (!fact) return () => ({});
  if (fact.unknown !== undefined) return () => ({ inStep: 'unknown' });
  const importer = posix.relative(lock.folder, manifest.folder);
  const all = recordsOf(fact);
  const free = freeNames(manifest, lock, packages);
  return (declared) => {
    const records = (all.get(declared.name) ?? []).filter((one) => (one.importer ?? importer) === importer);
    const recorded = best(records, declared, fact);
    const found = recorded ? { recorded } : {};
    const isCompared = declared.kind !== 'peer' || recordsPeers(fact);
    if (!isCompared) return found;
    if (free.has(declared.name) || isInStep(declared, records, fact, manifest)) return { ...found, inStep: true };
    return { ...found, inStep: lock.isPartial || fact.isHooked ? 'unknown' : false };
  };
}

const byName = new WeakMap<LockFact, ReadonlyMap<string, readonly Recorded[]>>();

function recordsOf(fact: LockFact): ReadonlyMap<string, readonly Recorded[]> {
  const known = byName.get(fact) ?? groupBy(fact.recorded, ({ name }) => name);
  byName.set(fact, known);
  return known;
}

/** Names whose range an override decides. Yarn 1 has nothing about packages of its own workspaces. */
function freeNames({ fact }: Manifest, lock: Lock, { manifests, settings }: Packages): ReadonlySet<string> {
  const overridden = [fact, ...settings(lock.folder)].flatMap((one) => one.overridden);
  const isClassic = lock.manager === 'yarn' && !lock.fact?.importers;
  const members = isClassic
    ? manifests.filter(({ folder }) => lock.folder === '' || folder.startsWith(`${lock.folder}/`))
    : [];
  return new Set([
    ...overridden,
    ...(lock.fact?.overridden ?? []),
    ...members.flatMap((member) => member.fact.name ?? []),
  ]);
}

/** npm and Bun write down what the manifest says of peers, others install them as something else or not at all. */
function recordsPeers({ manager, importers, recorded }: LockFact): boolean {
  return (
    manager === 'bun' ||
    (manager === 'npm' && importers !== undefined && recorded.some(({ range }) => range !== undefined))
  );
}

/** Of Yarn 1, which does not say who asked, only the entry for the very range. */
function best(records: readonly Recorded[], { range }: Declared, fact: LockFact): Recorded | undefined {
  const exact = records.find((one) => one.range !== undefined && isSame(one.range, range));
  return exact ?? (fact.manager === 'yarn' && !fact.importers ? undefined : records[0]);
}

function isInStep(
  declared: Declared,
  records: readonly Recorded[],
  fact: LockFact,
  { fact: { declared: all } }: Manifest,
): boolean {
  // what is listed under several headings counts once, and which of them counts the managers do not agree on
  const ranges = all.filter(({ name }) => name === declared.name).map(({ range }) => range);
  const satisfying = (one: Recorded): boolean => fact.manager === 'npm' && satisfies(one, declared.range, fact);
  if (records.some((one) => satisfying(one) || ranges.some((range) => isSame(one.range ?? '\0', range)))) return true;
  return records.length === 0 && fact.manager !== 'npm' && sourceOf(declared.range) === 'workspace';
}

function isSame(recorded: string, range: string): boolean {
  const [a, b] = [recorded, range].map((one) => one.trim().replace(/^npm:(?=[\d^~<>=*xv])/, ''));
  return a === b || (a === '*' && b === '') || (a === '' && b === '*');
}

/** What `npm ci` asks: whether the version that is locked fits. Of what is not a range of versions it was made, whatever it is. */
function satisfies({ resolved, range: recorded }: Recorded, range: string, fact: LockFact): boolean {
  const version = resolved === undefined ? undefined : fact.resolved[resolved]?.version;
  if (semver.validRange(range) === null) return recorded === undefined;
  if (version === undefined) return false;
  return semver.valid(version) === null ? recorded === undefined : semver.satisfies(version, range);
}
