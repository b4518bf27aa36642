import { posix } from 'node:path';
import type { ConfigLink, ModuleAlias } from '../model/context.ts';
import type { Json } from '../model/document.ts';
import type { FileEntry } from '../model/source-file.ts';
import { configValue, folderOf, isMap, stringsIn } from './config-value.ts';
import type { ReadFile } from './read-file.ts';

/** What `paths` and `baseUrl` of each tsconfig.json make specifiers mean, also where it inherits them by `extends`. */
export function tsconfigAliases(
  entries: readonly FileEntry[],
  read: ReadFile,
  links: readonly ConfigLink[],
): readonly ModuleAlias[] {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const configs = entries.filter(({ path }) => /(^|\/)[jt]sconfig\.json$/.test(path));
  const all: Configs = { byPath, read, links, known: new Map() };
  return configs.flatMap(({ path }) => aliasesOf(folderOf(path), pathsOf(path, all, 0)));
}

/** Both from the root of the workspace. */
interface Paths {
  readonly baseUrl?: string;
  readonly paths?: { readonly from: string; readonly patterns: { readonly [pattern: string]: Json } };
}

interface Configs {
  readonly byPath: ReadonlyMap<string, FileEntry>;
  readonly read: ReadFile;
  readonly links: readonly ConfigLink[];
  /** Of what is still being read: nothing, which ends circles. */
  readonly known: Map<string, Paths>;
}

/** Nobody inherits from so far. */
const deepestBase = 100;

function pathsOf(path: string, configs: Configs, depth: number): Paths {
  const { known } = configs;
  const found = known.get(path);
  if (found || depth > deepestBase) return found ?? {};
  known.set(path, {});
  const paths = readPaths(path, configs, depth);
  known.set(path, paths);
  return paths;
}

/** What a file says itself goes before what it inherits, of that the last. */
function readPaths(path: string, configs: Configs, depth: number): Paths {
  const { byPath, read, links } = configs;
  const entry = byPath.get(path);
  if (!entry) return {};
  const { compilerOptions, extends: inherited } = configValue(entry, read);
  const parents = stringsIn(inherited).flatMap(
    (name) => links.find((link) => link.from === path && link.name === name)?.to ?? [],
  );
  const folder = folderOf(path);
  const { paths, baseUrl } = isMap(compilerOptions) ? compilerOptions : {};
  return Object.assign(
    {},
    ...parents.map((parent) => pathsOf(parent, configs, depth + 1)),
    typeof baseUrl === 'string' && { baseUrl: posix.join(folder, baseUrl) },
    isMap(paths) && { paths: { from: folder, patterns: paths } },
  ) as Paths;
}

function aliasesOf(folder: string, { baseUrl, paths }: Paths): readonly ModuleAlias[] {
  const base = baseUrl ?? paths?.from ?? '';
  const named = Object.entries(paths?.patterns ?? {}).map(([pattern, targets]): ModuleAlias => {
    const [prefix = '', suffix] = pattern.split('*');
    const found = stringsIn(targets).map((target) => posix.join(base, target));
    return { folder, prefix, ...(suffix !== undefined && { suffix }), targets: found };
  });
  const all: ModuleAlias = { folder, prefix: '', suffix: '', targets: [posix.join(baseUrl ?? '', '*')] };
  return baseUrl === undefined ? named : [...named, all];
}
