import type { Cause } from './binding.ts';
import type { SchemaContext } from './catalog.ts';
import type { PlatformName } from './platform.ts';
import type { SourceFile } from './source-file.ts';
import type { Dialect } from './sql.ts';

/** A `paths` entry of a tsconfig.json, `@/*` → `src/*`, or the name of a package that is a folder of the workspace. */
export interface ModuleAlias {
  /** The folder of the tsconfig.json, or of the workspace of packages; it holds for all files below. */
  readonly folder: string;
  readonly prefix: string;
  /** What follows on the `*`; absent where there is none: only `prefix` itself is meant. */
  readonly suffix?: string;
  /** Paths from the workspace root, `*` stands for the rest of the specifier. */
  readonly targets: readonly string[];
}

/** What is said about the database of one project folder. */
export interface DatabaseContext {
  readonly folder: string;
  readonly schema: SchemaContext;
}

/** What says in which dialect SQL files are written: bylaw.yaml for all that a glob fits, the first counts; a tool's own configuration for a folder. */
export type DialectChoice =
  | { readonly by: 'configuration'; readonly files: string; readonly dialect: Dialect; readonly why: string }
  | { readonly by: 'tool'; readonly folder: string; readonly dialect: Dialect; readonly why: string };

/** What bylaw.yaml says of the SQL of the workspace. */
export interface SqlSettings {
  readonly dialects: readonly DialectChoice[];
  readonly platform?: PlatformName;
}

/** What a document of configuration takes values from: a file of the workspace, or why there is none to be read. */
export interface ConfigLink {
  /** The document that names it. */
  readonly from: string;
  /** As it is written there (`../base.json`), or what the tool looks for by itself (`override`). */
  readonly name: string;
  readonly to?: string;
  readonly cause?: Cause;
}

/** The documents that others take values from, as texts, since plain data travels to workers. */
export interface ConfigBases {
  readonly links: readonly ConfigLink[];
  readonly files: readonly SourceFile[];
}

/** What a fixed list of configuration files says, read before everything else. */
export interface Context {
  readonly databases: readonly DatabaseContext[];
  readonly aliases: readonly ModuleAlias[];
  readonly dialects: readonly DialectChoice[];
  readonly bases?: ConfigBases;
}

/** The part of it that the map of a file needs. */
export type MapContext = Pick<Context, 'aliases' | 'dialects' | 'bases'>;
