import { posix } from 'node:path';
import { compileGlobs } from '../../documents/glob-list.ts';
import type { LockFact, ManifestFact, PackageManager } from '../../model/package-fact.ts';
import type { WorldFile } from '../matcher.ts';
import { groupBy } from './dependency-groups.ts';

/** A package.json. */
export interface Manifest {
  readonly path: string;
  /** Empty for the root of the workspace. */
  readonly folder: string;
  readonly fact: ManifestFact;
}

/** A lock file. */
export interface Lock {
  readonly path: string;
  /** What its paths start from. */
  readonly folder: string;
  readonly manager: PackageManager;
  /** Absent where nothing is known but that it is there. */
  readonly fact?: LockFact;
  /** Whether something may be missing in the fact. */
  readonly isPartial: boolean;
}

/** The manifests and lock files of a workspace. */
export interface Packages {
  readonly manifests: readonly Manifest[];
  readonly locks: readonly Lock[];
  /** Of what manifests say for all folders below them: those of a folder, pnpm-workspace.yaml included. */
  settings(folder: string): readonly ManifestFact[];
  /** The lock files that a manifest is for, the nearest first. */
  locksFor(manifest: Manifest): readonly Lock[];
}

const managers: ReadonlyMap<string, PackageManager> = new Map([
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['deno.lock', 'deno'],
]);

/** Whether a file says anything of packages. */
export function speaksOfPackages(path: string): boolean {
  const name = posix.basename(path);
  return managers.has(name) || name === 'package.json' || name === 'pnpm-workspace.yaml';
}

export function packagesOf(files: readonly WorldFile[]): Packages {
  const facts = files.flatMap(({ path, packages }) =>
    packages && packages.is !== 'lock' ? [{ path, folder: folderOf(path), fact: packages }] : [],
  );
  const byFolder = groupBy(facts, ({ folder }) => folder);
  const locks = files.flatMap(lockOf);
  const known = locks.filter((lock) => !isSecondary(lock, locks));
  const members = new Map<string, (folder: string) => boolean>();
  const isMember = (lock: Lock, folder: string): boolean => {
    const test = members.get(lock.path) ?? memberTest(lock, byFolder.get(lock.folder) ?? []);
    members.set(lock.path, test);
    return test(folder);
  };
  return {
    manifests: facts.filter(({ fact }) => fact.is === 'manifest'),
    locks: known,
    settings: (folder) => (byFolder.get(folder) ?? []).map(({ fact }) => fact),
    locksFor: ({ folder }) => nearestFirst(locksFor(folder, known, isMember)),
  };
}

function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '.' ? '' : folder;
}

/** Rush keeps the lock file of the repository apart; its paths start from where it installs. */
const rush = /^((?:.*\/)?common)\/config\/(?:rush|subspaces\/[^/]+)\/pnpm-lock\.yaml$/;

function lockOf({ path, packages, unread }: WorldFile): readonly Lock[] {
  const manager = managers.get(posix.basename(path));
  if (!manager) return [];
  const folder = path.replace(rush, '$1/temp/x');
  const fact = packages?.is === 'lock' ? packages : undefined;
  return [{ path, folder: folderOf(folder), manager, ...(fact && { fact }), isPartial: unread !== undefined }];
}

/** The binary form beside the text; a lock file of Deno, which is about its own imports where another manager is used. */
function isSecondary({ path, folder, manager }: Lock, locks: readonly Lock[]): boolean {
  if (!path.endsWith('bun.lockb') && manager !== 'deno') return false;
  return locks.some(
    (other) => other.folder === folder && other.path !== path && (manager === 'deno' || other.manager === 'bun'),
  );
}

/** Its own folder's, those that list it, and where it has none of its own, those whose workspaces it is one of. */
function locksFor(
  folder: string,
  locks: readonly Lock[],
  isMember: (lock: Lock, folder: string) => boolean,
): readonly Lock[] {
  const own = locks.filter((lock) => lock.folder === folder);
  const listing = locks.filter((lock) => lock.folder !== folder && lists(lock, folder));
  if (own.length + listing.length > 0) return [...own, ...listing];
  return locks.filter((lock) => isMember(lock, folder));
}

const listed = new WeakMap<LockFact, ReadonlySet<string>>();

function lists({ fact, folder }: Lock, asked: string): boolean {
  if (!fact?.importers) return false;
  const folders =
    listed.get(fact) ?? new Set(fact.importers.map((importer) => folderOf(`${posix.join(folder, importer)}/x`)));
  listed.set(fact, folders);
  return folders.has(asked);
}

function memberTest({ manager, folder }: Lock, manifests: readonly Manifest[]): (folder: string) => boolean {
  const source = manager === 'pnpm' ? 'workspace' : 'manifest';
  const globs = manifests.filter(({ fact }) => fact.is === source).flatMap(({ fact }) => fact.workspaces);
  const paths = (isNegative: boolean): readonly string[] =>
    globs
      .filter((glob) => glob.startsWith('!') === isNegative)
      .map((glob) => posix.join(folder, glob.replace(/^!|\/$/g, '')));
  const isIncluded = compileGlobs(paths(false));
  const isExcluded = compileGlobs(paths(true));
  return (asked) => isIncluded(asked) && !isExcluded(asked);
}

function nearestFirst(locks: readonly Lock[]): readonly Lock[] {
  return [...locks].sort((a, b) => b.folder.length - a.folder.length);
}
