import { parseFile } from '../documents/parse.ts';
import type { SchemaContext } from '../model/catalog.ts';
import type { ConfigNode, Json } from '../model/document.ts';
import type { FileEntry } from '../model/source-file.ts';
import type { ReadFile } from './map-workspace.ts';

const supabaseDefaults = ['public', 'graphql_public'];

/** What configuration files say about the database: read first, because everything about the schema depends on it. */
export function schemaContext(entries: readonly FileEntry[], read: ReadFile): SchemaContext {
  const config = entries.find(({ path }) => /(^|\/)supabase\/config\.toml$/.test(path));
  const isSupabase = config !== undefined || entries.some(({ path }) => /(^|\/)supabase\/migrations\//.test(path));
  // Without Supabase nothing says that an API serves the tables: only the application reaches them.
  if (!isSupabase) return { platform: 'postgres', exposedSchemas: [], searchPath: ['public'] };
  const exposed = (config && exposedSchemas(config, read)) ?? supabaseDefaults;
  return { platform: 'supabase', exposedSchemas: exposed, searchPath: ['public'] };
}

function exposedSchemas(entry: FileEntry, read: ReadFile): readonly string[] | undefined {
  const file = read(entry);
  if (!('text' in file)) return undefined;
  const root = parseFile(file).tree?.root as ConfigNode | undefined;
  const api = (root?.value as { readonly api?: { readonly schemas?: Json } } | undefined)?.api;
  return Array.isArray(api?.schemas)
    ? api.schemas.filter((schema): schema is string => typeof schema === 'string')
    : undefined;
}
