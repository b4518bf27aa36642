import type { SchemaContext } from './catalog.ts';

/** A `paths` entry of a tsconfig.json: `@/*` → `src/*`. */
export interface ModuleAlias {
  /** The folder of the tsconfig.json; it holds for all files below. */
  readonly folder: string;
  readonly prefix: string;
  readonly suffix: string;
  /** Paths from the workspace root, `*` stands for the rest of the specifier. */
  readonly targets: readonly string[];
}

/** What is said about the database of one project folder. */
export interface DatabaseContext {
  readonly folder: string;
  readonly schema: SchemaContext;
}

/** What a fixed list of configuration files says, read before everything else. */
export interface Context {
  readonly databases: readonly DatabaseContext[];
  readonly aliases: readonly ModuleAlias[];
}
