import { posix } from 'node:path';
import { compileGlobs } from '../documents/glob-list.ts';
import type { ModuleAlias } from '../model/context.ts';
import type { Json } from '../model/document.ts';
import type { FileEntry } from '../model/source-file.ts';
import { isTooCostly } from '../model/wildcards.ts';
import { configValue, folderOf, isMap, stringsIn } from './config-value.ts';
import type { ReadFile } from './read-file.ts';

type Manifest = { readonly [key: string]: Json };

/** Names of packages that a workspace (npm, Yarn, Bun, pnpm) makes out of folders: they mean files of the repository. */
export function packageAliases(entries: readonly FileEntry[], read: ReadFile): readonly ModuleAlias[] {
  const manifests = new Map<string, Manifest>();
  for (const entry of entries)
    if (/(^|\/)package\.json$/.test(entry.path)) manifests.set(folderOf(entry.path), configValue(entry, read));
  const roots = [
    ...[...manifests].map(([folder, { workspaces }]) => ({ folder, globs: workspaceGlobs(workspaces) })),
    ...entries
      .filter(({ path }) => /(^|\/)pnpm-workspace\.yaml$/.test(path))
      .map((entry) => ({ folder: folderOf(entry.path), globs: stringsIn(configValue(entry, read).packages) })),
  ];
  return roots.flatMap(({ folder, globs }) =>
    membersOf(folder, globs, manifests).flatMap(([member, manifest]) => aliasesOf(folder, member, manifest)),
  );
}

function workspaceGlobs(workspaces: Json | undefined): readonly string[] {
  return stringsIn(isMap(workspaces) ? workspaces.packages : workspaces);
}

function membersOf(
  root: string,
  globs: readonly string[],
  manifests: ReadonlyMap<string, Manifest>,
): readonly (readonly [string, Manifest])[] {
  const paths = (sign: boolean): readonly string[] =>
    globs
      .filter((glob) => glob.startsWith('!') !== sign && !isTooCostly(glob))
      .map((glob) => posix.join(root, glob.replace(/^!|\/$/g, '')));
  const isMember = compileGlobs(paths(true));
  const isExcluded = compileGlobs(paths(false));
  return [...manifests].filter(([folder]) => isMember(folder) && !isExcluded(folder));
}

function aliasesOf(root: string, folder: string, manifest: Manifest): readonly ModuleAlias[] {
  const { name, exports } = manifest;
  if (typeof name !== 'string' || name === '') return [];
  return subpathsOf(exports, manifest).map(([subpath, targets]) => {
    const [prefix = '', suffix] = posix.join(name, subpath).split('*');
    const files = targets.flatMap(sourcesOf).map((target) => posix.join(folder, target));
    return { folder: root, prefix, ...(suffix !== undefined && { suffix }), targets: [...new Set(files)] };
  });
}

/** As in `exports`: `.`, `./button`, `./*`; what stands there under any condition, in the order in which it is written. */
function subpathsOf(exports: Json | undefined, manifest: Manifest): readonly (readonly [string, readonly string[]])[] {
  // What is not exported is of the workspace all the same, though no file of it.
  const others = ['./*', []] as const;
  if (isMap(exports) && Object.keys(exports).every((key) => key.startsWith('.')))
    return [...Object.entries(exports).map(([subpath, target]) => [subpath, targetsIn(target)] as const), others];
  if (exports !== undefined) return [['.', targetsIn(exports)], others];
  const { source, module, main, types } = manifest;
  const entries = [source, module, main, types].flatMap(targetsIn);
  return [
    ['.', [...entries, 'src/index', 'index']],
    ['./*', ['./*']],
  ];
}

function targetsIn(target: Json | undefined): readonly string[] {
  if (typeof target === 'string') return [target];
  if (typeof target !== 'object' || target === null) return [];
  return (Object.values(target) as readonly Json[]).flatMap(targetsIn);
}

/** What is built is mostly not in the repository: the file of the same name in `src` is what it is built from. */
function sourcesOf(target: string): readonly string[] {
  if (/\.d\.[cm]?ts$/.test(target)) return [];
  const source = target.replace(/^(\.\/)?(dist|build|out|lib)\/((esm|cjs)\/)?/, 'src/');
  return source === target ? [target] : [target, source];
}
