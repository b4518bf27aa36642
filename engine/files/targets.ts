import { lstatSync, realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import type { Problem } from '../model/problem.ts';
import { isWithin } from './within.ts';

/** A file or folder the user named, relative to the root; the root itself is `''`. */
export interface Target {
  readonly path: string;
  readonly isFolder: boolean;
}

export interface Targets {
  readonly targets: readonly Target[];
  readonly problems: readonly Problem[];
}

/** Finds what the user named; no name means the whole workspace. */
export function findTargets(root: string, paths: readonly string[], cwd: string): Targets {
  const found = (paths.length === 0 ? [root] : paths).map((path) => findTarget(root, path, cwd));
  return {
    targets: found.filter((item) => 'isFolder' in item),
    problems: found.filter((item) => 'kind' in item),
  };
}

function findTarget(root: string, path: string, cwd: string): Target | Problem {
  try {
    const real = realpathSync(resolve(cwd, path));
    const realRoot = realpathSync(root);
    if (!isWithin(realRoot, real)) return usage(`'${path}' lies outside the workspace '${root}'.`);
    return { path: relative(realRoot, real).split(sep).join('/'), isFolder: lstatSync(real).isDirectory() };
  } catch {
    return usage(`'${path}' does not exist.`);
  }
}

function usage(message: string): Problem {
  return { kind: 'configuration', level: 'error', message };
}

/** Whether a path belongs to what was named: below a named folder everything but `node_modules` and `.git`, unless the name itself leads into them. */
export function scopeOf(targets: readonly Target[]): (path: string) => boolean {
  const named = new Set(targets.map((target) => target.path));
  return (path) => {
    for (let around = path; ; around = folderOf(around)) {
      if (named.has(around)) return !isSkipped(path.slice(around.length));
      if (around === '') return false;
    }
  };
}

/** The path of the folder that a path stands in; `''` for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function isSkipped(rest: string): boolean {
  return /(?:^|\/)(?:node_modules|\.git)(?:\/|$)/.test(rest);
}
