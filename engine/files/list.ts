import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../model/problem.ts';
import type { FileEntry } from '../model/source-file.ts';
import { ignoresFolder, listByGit, untrackedBelow, type GitListing } from './git-list.ts';
import { linkProblems } from './links.ts';
import { findTargets, folderOf, scopeOf, type Target } from './targets.ts';
import { isIgnored, noRules, walk, withIgnoreFile, type Walked } from './walk.ts';
import { findUp } from './workspace.ts';

export interface ListOptions {
  /** What relative paths are relative to; the root by default. */
  readonly cwd?: string;
}

export interface Listing {
  /** Sorted by path, in code unit order. */
  readonly entries: readonly FileEntry[];
  readonly problems: readonly Problem[];
  /** Whether git knows the workspace. */
  readonly git: boolean;
}

/** Lists the files to check: all that git tracks, and all that it does not ignore, below what the user named. */
export function listFiles(root: string, paths: readonly string[], { cwd = root }: ListOptions = {}): Listing {
  const { targets, problems } = findTargets(root, paths, cwd);
  const listing = listTargets(root, targets);
  return { ...listing, problems: [...problems, ...listing.problems] };
}

function listTargets(root: string, targets: readonly Target[]): Listing {
  if (targets.length === 0) return { entries: [], problems: [], git: false };
  if (findUp(root, '.git') === undefined) return listByWalk(root, targets);
  const listing = listByGit(root);
  if ('failure' in listing) {
    const walked = listByWalk(root, targets);
    return { ...walked, problems: [gitFailed(root, listing.failure), ...walked.problems] };
  }
  return isForeign(root, listing) ? listByWalk(root, targets) : fromGit(root, targets, listing);
}

/** A workspace that the repository around it ignores, such as a scratch folder, is none of that repository's business. */
function isForeign(root: string, { tracked }: GitListing): boolean {
  return tracked.length === 0 && ignoresFolder(root, '.');
}

function fromGit(root: string, targets: readonly Target[], listing: GitListing): Listing {
  const isInScope = scopeOf(targets);
  const named = targets.filter((target) => !target.isFolder).map((target) => target.path);
  const folders = targets.filter((target) => target.isFolder && target.path !== '').map((target) => target.path);
  const ignored = folders
    .filter((folder) => ignoresFolder(root, folder))
    .flatMap((folder) => untrackedBelow(root, folder));
  const tracked = new Set(listing.tracked);
  const all = new Set([...tracked, ...listing.untracked, ...ignored, ...named].filter(isInScope));
  const { files, links, problems } = existing(root, [...all].sort());
  return {
    entries: entriesOf(files, links).map((entry) => ({ ...entry, tracked: tracked.has(entry.path) })),
    problems: [
      ...listing.warnings.map((line) => warning(`git complained while it listed the files: ${line}`)),
      ...submodulesIn(listing, targets).map(submodule),
      ...problems,
      ...linkProblems(root, links),
    ],
    git: true,
  };
}

/** Sorted by path. */
function entriesOf(files: Iterable<string>, links: Iterable<string>): readonly FileEntry[] {
  const entries = [
    ...[...files].map((path) => ({ path })),
    ...[...links].map((path) => ({ path, isLink: true as const })),
  ];
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Those below a target, and those that a target is in. */
function submodulesIn({ submodules }: GitListing, targets: readonly Target[]): readonly string[] {
  const isInScope = scopeOf(targets);
  const isAround = (path: string): boolean => targets.some((target) => target.path.startsWith(`${path}/`));
  return submodules.filter((path) => isInScope(path) || isAround(path)).sort();
}

/** Leaves out what git names but the disk does not have: deleted files, and what is below folders that a link has replaced. */
function existing(root: string, paths: readonly string[]): Walked {
  const isRealFolder = realFolders(root);
  const files: string[] = [];
  const links: string[] = [];
  const problems: Problem[] = [];
  for (const path of paths) {
    const kind = path.endsWith('/') || !isRealFolder(folderOf(path)) ? undefined : kindAt(root, path);
    if (path.endsWith('/')) problems.push(repositoryInside(path));
    else if (kind === 'link') links.push(path);
    else if (kind === 'file') files.push(path);
    else if (path.includes('\ufffd')) problems.push(oddName(path));
  }
  return { files, links, problems };
}

/** Whether a folder can be reached from the root without following a link. */
function realFolders(root: string): (folder: string) => boolean {
  const known = new Map([['', true]]);
  const isReal = (folder: string): boolean => {
    const answer = known.get(folder) ?? (isReal(folderOf(folder)) && kindAt(root, folder) !== 'link');
    known.set(folder, answer);
    return answer;
  };
  return isReal;
}

/** What stands there; whatever is neither folder nor link, and what cannot be asked, is for the reader of files to judge. */
function kindAt(root: string, path: string): 'file' | 'folder' | 'link' | undefined {
  try {
    const stats = lstatSync(join(root, path));
    return stats.isSymbolicLink() ? 'link' : stats.isDirectory() ? 'folder' : 'file';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : 'file';
  }
}

function listByWalk(root: string, targets: readonly Target[]): Listing {
  const walked = targets.map((target) => walkTarget(root, target));
  const files = new Set(walked.flatMap((part) => part.files));
  const links = new Set(walked.flatMap((part) => part.links));
  return {
    entries: entriesOf(files, links),
    problems: [...walked.flatMap((part) => part.problems).sort(byPath), ...linkProblems(root, [...links].sort())],
    git: false,
  };
}

function byPath(a: Problem, b: Problem): number {
  return (a.path ?? '') < (b.path ?? '') ? -1 : 1;
}

/** Below a folder that the rules around it ignore, and that was named all the same, those rules do not count. */
function walkTarget(root: string, { path, isFolder }: Target): Walked {
  if (!isFolder) return { files: [path], links: [], problems: [] };
  const around = path === '' ? noRules() : rulesAround(root, path);
  return walk(root, path, path !== '' && isIgnored(around, `${path}/`) ? noRules() : around);
}

function rulesAround(root: string, folder: string): ReturnType<typeof noRules> {
  const outer = folderOf(folder);
  return withIgnoreFile(root, outer, outer === '' ? noRules() : rulesAround(root, outer));
}

function warning(message: string, path?: string): Problem {
  return { kind: 'unreadable', level: 'warning', message, ...(path !== undefined && { path }) };
}

function gitFailed(root: string, failure: string): Problem {
  return warning(
    `Which files of '${root}' git tracks or ignores is not known: ${failure}. The folder was listed without git.`,
  );
}

function submodule(path: string): Problem {
  return warning(`'${path}' is a git submodule; its files are not checked.`, path);
}

function repositoryInside(path: string): Problem {
  const folder = path.slice(0, -1);
  return warning(`'${folder}' is a git repository of its own; its files are not checked.`, folder);
}

function oddName(path: string): Problem {
  return warning(`'${path}' cannot be opened: its name is not valid UTF-8.`, path);
}
