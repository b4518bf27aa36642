import { posix } from 'node:path';
import type { Context, DatabaseContext, SqlSettings } from '../model/context.ts';
import type { Json } from '../model/document.ts';
import type { PlatformName } from '../model/platform.ts';
import type { FileEntry } from '../model/source-file.ts';
import type { SchemaContext } from '../model/catalog.ts';
import { platformCatalog } from '../facts/platforms/all.ts';
import { configBases } from './config-bases.ts';
import { configValue, isMap, stringsIn } from './config-value.ts';
import type { ReadFile } from './read-file.ts';
import { packageAliases } from './package-aliases.ts';
import { toolDialects } from './tool-dialects.ts';
import { tsconfigAliases } from './tsconfig-aliases.ts';

/** What configuration files say about the whole workspace: read first, because everything else depends on it. */
export function contextOf(
  entries: readonly FileEntry[],
  read: ReadFile,
  { dialects: configured, platform }: SqlSettings = { dialects: [] },
): Context {
  const packages = packageAliases(entries, read);
  const bases = configBases(entries, read, packages);
  const aliases = [...tsconfigAliases(entries, read, bases.links), ...packages];
  const dialects = [...configured, ...toolDialects(entries, read)];
  return { databases: databasesOf(entries, read, platform), aliases, dialects, bases };
}

/**
 * Configuration decides, else a folder of Supabase's. Without Supabase nothing says that an API serves the tables: only
 * the application reaches them, and there is nothing to say.
 */
function databasesOf(
  entries: readonly FileEntry[],
  read: ReadFile,
  platform?: PlatformName,
): readonly DatabaseContext[] {
  if (platform === 'postgres') return [];
  const folders = entries.flatMap(
    ({ path }) => /^(.*?)(?:^|\/)supabase\/(?:config\.toml$|migrations\/)/.exec(path)?.[1] ?? [],
  );
  return [...new Set(platform === undefined ? folders : [...folders, ''])].map((folder) => {
    const path = posix.join(folder, 'supabase/config.toml');
    const config = entries.find((entry) => entry.path === path);
    const version = platform?.split('@')[1];
    const schema = supabaseSchema(config ? configValue(config, read) : {});
    return { folder, schema: { ...schema, ...(version !== undefined && { version }) } };
  });
}

/** By what supabase/config.toml says; what it leaves out is as the newest version of the platform has it. */
function supabaseSchema({ api, db }: { readonly [key: string]: Json }): SchemaContext {
  const { exposedSchemas, searchPath } = platformCatalog('supabase')!;
  const { schemas, auto_expose_new_tables: exposesNew } = isMap(api) ? api : {};
  const { major_version: major } = isMap(db) ? db : {};
  return {
    platform: 'supabase',
    exposedSchemas: Array.isArray(schemas) ? stringsIn(schemas) : exposedSchemas,
    searchPath,
    ...(typeof exposesNew === 'boolean' && { exposesNew }),
    ...(typeof major === 'number' && { major }),
  };
}
