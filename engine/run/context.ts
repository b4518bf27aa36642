import { posix } from 'node:path';
import { parseFile } from '../documents/parse.ts';
import type { Context, DatabaseContext, ModuleAlias } from '../model/context.ts';
import type { ConfigNode, Json } from '../model/document.ts';
import type { FileEntry } from '../model/source-file.ts';
import type { ReadFile } from './map-workspace.ts';

const supabaseDefaults = ['public', 'graphql_public'];

/** What configuration files say about the whole workspace: read first, because everything else depends on it. */
export function contextOf(entries: readonly FileEntry[], read: ReadFile): Context {
  const configs = entries.filter(({ path }) => /(^|\/)[jt]sconfig\.json$/.test(path));
  return { databases: supabaseProjects(entries, read), aliases: configs.flatMap((entry) => aliasesOf(entry, read)) };
}

/** Without Supabase nothing says that an API serves the tables: only the application reaches them, and there is nothing to say. */
function supabaseProjects(entries: readonly FileEntry[], read: ReadFile): readonly DatabaseContext[] {
  const folders = entries.flatMap(
    ({ path }) => /^(.*?)(?:^|\/)supabase\/(?:config\.toml$|migrations\/)/.exec(path)?.[1] ?? [],
  );
  return [...new Set(folders)].map((folder) => {
    const path = posix.join(folder, 'supabase/config.toml');
    const config = entries.find((entry) => entry.path === path);
    const exposed = (config && exposedSchemas(config, read)) ?? supabaseDefaults;
    return { folder, schema: { platform: 'supabase', exposedSchemas: exposed, searchPath: ['public'] } };
  });
}

function exposedSchemas(entry: FileEntry, read: ReadFile): readonly string[] | undefined {
  const { api } = valueOf(entry, read) as { readonly api?: { readonly schemas?: Json } };
  return Array.isArray(api?.schemas)
    ? api.schemas.filter((schema): schema is string => typeof schema === 'string')
    : undefined;
}

/** The value of a config document; an empty map if it cannot be read: the map will say so. */
function valueOf(entry: FileEntry, read: ReadFile): Json {
  const file = read(entry);
  if (!('text' in file)) return {};
  const root = parseFile(file).tree?.root as ConfigNode | undefined;
  return root?.type === 'map' ? root.value : {};
}

interface TypeScriptConfig {
  readonly compilerOptions?: { readonly baseUrl?: Json; readonly paths?: Json };
}

/** Its own `paths`; what it inherits by `extends` is not followed. */
function aliasesOf(entry: FileEntry, read: ReadFile): readonly ModuleAlias[] {
  const { compilerOptions } = valueOf(entry, read) as TypeScriptConfig;
  const { paths, baseUrl } = compilerOptions ?? {};
  if (typeof paths !== 'object' || paths === null || Array.isArray(paths)) return [];
  const folder = posix.dirname(entry.path) === '.' ? '' : posix.dirname(entry.path);
  const base = posix.join(folder, typeof baseUrl === 'string' ? baseUrl : '.');
  return Object.entries(paths).map(([pattern, targets]) => {
    const [prefix = '', suffix = ''] = pattern.split('*');
    const all = Array.isArray(targets) ? targets : [];
    return { folder, prefix, suffix, targets: all.map((target) => posix.join(base, String(target))) };
  });
}
