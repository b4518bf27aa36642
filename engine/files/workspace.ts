import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { SourceFile, UnreadFile } from '../model/source-file.ts';
import { defaultLimits } from './decode.ts';
import { readFileAt } from './read.ts';
import { walk, type Walked } from './walk.ts';
import { isWithin } from './within.ts';

/** The path of the nearest file or folder of this name in the folder or one around it. */
export function findUp(start: string, name: string): string | undefined {
  const path = join(start, name);
  if (existsSync(path)) return path;
  const outer = dirname(start);
  return outer === start ? undefined : findUp(outer, name);
}

/** What stands at a path. */
export function kindOf(path: string): 'file' | 'folder' | undefined {
  if (!existsSync(path)) return undefined;
  return statSync(path).isDirectory() ? 'folder' : 'file';
}

/** Reads a policy or configuration file, which may lie outside the workspace; without it nothing can be judged. `name` is what messages call it. */
export function readText(path: string, name = path): SourceFile | UnreadFile {
  const read = readFileAt(resolve(path), { path: name }, defaultLimits);
  if ('text' in read || read.status === 'skipped') return read;
  const { message } = read.problem;
  const problem = { ...read.problem, kind: 'configuration', level: 'error' } as const;
  return { ...read, problem: { ...problem, message: kindOf(path) ? message : `'${name}' does not exist.` } };
}

/** Whether what stands at a path, wherever links lead, lies in the folder; both exist. */
export function liesIn(folder: string, path: string): boolean {
  return isWithin(realpathSync(folder), realpathSync(path));
}

/** The folder of the git repository around a folder, or itself. */
export function repositoryAround(folder: string): string {
  const git = findUp(folder, '.git');
  return git === undefined ? folder : dirname(git);
}

/** All files below a folder, for packs of policies; paths are relative to it and sorted. */
export function listFolder(folder: string): Walked {
  const { files, links, problems } = walk(folder, '', undefined);
  return { files: [...files].sort(), links: [...links].sort(), problems };
}

const packageName = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/i;

/** The folder of an installed npm package, found as Node finds it, without running any of its code. */
export function resolvePackage(name: string, from: string): string | undefined {
  if (!packageName.test(name)) return undefined;
  const manifest = findUp(resolve(from), join('node_modules', name, 'package.json'));
  return manifest === undefined ? undefined : dirname(manifest);
}
