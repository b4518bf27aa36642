import { posix } from 'node:path';
import { dialectNamed } from '../documents/sql/dialect.ts';
import type { DialectChoice } from '../model/context.ts';
import type { Json } from '../model/document.ts';
import type { FileEntry, SourceFile } from '../model/source-file.ts';
import { configValue, folderOf, isMap, stringsIn } from './config-value.ts';
import type { ReadFile } from './read-file.ts';

/** What a setting says, and where in the text it says it. */
interface Setting {
  readonly word: string;
  /** From the root of the workspace. */
  readonly folder: string;
  readonly at: number;
}

interface Tool {
  readonly file: RegExp;
  settings(file: SourceFile, entry: FileEntry, read: ReadFile): readonly Setting[];
}

/** Settings of a JavaScript object or an ini file; not those behind `//` or `#`. */
const TOOLS: readonly Tool[] = [
  // the schema may be a folder of its own beside the migrations
  written(/\.prisma$/, /^[^\S\n]*datasource\s+\w+\s*\{[^{}]*?^[^\S\n]*provider\s*=\s*"(\w+)"/gm, (folder) =>
    folder.replace(/(?:^|\/)schema$/, ''),
  ),
  written(/(^|\/)migration_lock\.toml$/, /^[^\S\n]*provider\s*=\s*["'](\w+)["']/gm),
  written(
    /(^|\/)drizzle(?:[.-][\w.-]*)?\.config\.(?:[cm]?[jt]s|json)$|(^|\/)drizzle\.config\.[\w-]+\.[cm]?[jt]s$/,
    /^(?:(?!\/\/).)*?["']?\b(?:dialect|driver)["']?\s*:\s*["'`]([\w-]+)["'`]/gm,
  ),
  written(/(^|\/)knexfile\.(?:[cm]?[jt]s|json)$/, /^(?:(?!\/\/).)*?["']?\bclient["']?\s*:\s*["'`]([\w-]+)["'`]/gm),
  written(/(^|\/)ormconfig\.json$/, /"type"\s*:\s*"([\w-]+)"/g),
  written(/(^|\/)flyway\.(?:conf|toml)$/, /^[^\S\n]*(?:flyway\.)?url\s*=\s*"?jdbc:(\w+):/gm),
  { file: /(^|\/)sqlc\.(?:ya?ml|json)$/, settings: sqlcSettings },
  { file: /(^|\/)wrangler\.(?:toml|jsonc?)$/, settings: wranglerSettings },
];

/** What the configuration files of tools say about the SQL below them. Where one contradicts itself it says nothing. */
export function toolDialects(entries: readonly FileEntry[], read: ReadFile): readonly DialectChoice[] {
  return entries.flatMap((entry) => {
    const tool = TOOLS.find(({ file }) => file.test(entry.path));
    const file = tool && read(entry);
    return file && 'text' in file ? choicesOf(file, tool.settings(file, entry, read)) : [];
  });
}

function choicesOf(file: SourceFile, settings: readonly Setting[]): readonly DialectChoice[] {
  const known = settings.flatMap(({ word, ...place }) => {
    const dialect = dialectNamed(word);
    return dialect ? [{ dialect, ...place }] : [];
  });
  const folders = [...new Set(known.map(({ folder }) => folder))];
  return folders.flatMap((folder): readonly DialectChoice[] => {
    const said = known.filter((one) => one.folder === folder);
    const [{ dialect, at } = { dialect: undefined, at: 0 }] = said;
    if (!dialect || said.some((one) => one.dialect !== dialect)) return [];
    return [{ by: 'tool', folder, dialect, why: whereIn(file, at) }];
  });
}

/** ``prisma/schema.prisma line 3 `provider = "mysql"` ``. */
function whereIn({ path, text }: SourceFile, at: number): string {
  const before = text.slice(0, at).split('\n');
  const line = text
    .slice(at - before.at(-1)!.length)
    .split('\n', 1)[0]!
    .trim();
  return `${path} line ${before.length} \`${line}\``;
}

function written(file: RegExp, setting: RegExp, covers: (folder: string) => string = (folder) => folder): Tool {
  return {
    file,
    settings: ({ path, text }) =>
      [...text.matchAll(setting)].map((found) => ({
        word: found[1]!,
        folder: covers(folderOf(path)),
        at: found.index + found[0].lastIndexOf(found[1]!),
      })),
  };
}

/** An engine for each set of schemas and queries, in version 1 under `packages`. */
function sqlcSettings({ path, text }: SourceFile, entry: FileEntry, read: ReadFile): readonly Setting[] {
  const { sql, packages } = configValue(entry, read);
  return mapsIn(sql ?? packages).flatMap(({ engine, schema, queries }) => {
    if (typeof engine !== 'string') return [];
    const at = Math.max(0, text.indexOf(engine, Math.max(0, text.indexOf('engine'))));
    const paths = [...stringsIn(schema), ...stringsIn(queries)].map((one) => posix.join(folderOf(path), one));
    return paths.map((one) => ({ word: engine, folder: /\.\w+$/.test(one) ? folderOf(one) : withoutSlash(one), at }));
  });
}

/** Cloudflare D1 is SQLite; only its migrations belong to it. */
function wranglerSettings({ path, text }: SourceFile, entry: FileEntry, read: ReadFile): readonly Setting[] {
  return mapsIn(configValue(entry, read).d1_databases).map(({ migrations_dir: named }) => {
    const folder = posix.join(folderOf(path), typeof named === 'string' ? named : 'migrations');
    return { word: 'd1', folder: withoutSlash(folder), at: Math.max(0, text.indexOf('d1_databases')) };
  });
}

function mapsIn(value: Json | undefined): readonly { readonly [key: string]: Json }[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isMap) : [];
}

function withoutSlash(folder: string): string {
  return folder.replace(/\/$/, '');
}
