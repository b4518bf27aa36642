import { posix } from 'node:path';
import type { Context, DatabaseContext } from '../model/context.ts';
import type { Json } from '../model/document.ts';
import type { FileEntry } from '../model/source-file.ts';
import { configValue } from './config-value.ts';
import type { ReadFile } from './map-workspace.ts';
import { packageAliases } from './package-aliases.ts';
import { tsconfigAliases } from './tsconfig-aliases.ts';

const supabaseDefaults = ['public', 'graphql_public'];

/** What configuration files say about the whole workspace: read first, because everything else depends on it. */
export function contextOf(entries: readonly FileEntry[], read: ReadFile): Context {
  const aliases = [...tsconfigAliases(entries, read), ...packageAliases(entries, read)];
  return { databases: supabaseProjects(entries, read), aliases };
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
  const { api } = configValue(entry, read) as { readonly api?: { readonly schemas?: Json } };
  return Array.isArray(api?.schemas)
    ? api.schemas.filter((schema): schema is string => typeof schema === 'string')
    : undefined;
}
