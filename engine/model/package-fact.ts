import type { Place } from './region.ts';

/** Whose lock file it is. */
export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun' | 'deno';

export type DependencyKind = 'prod' | 'dev' | 'peer' | 'optional';

/** Where a package comes from. */
export type PackageSource = 'registry' | 'git' | 'url' | 'file' | 'workspace';

/** What a package.json asks for. */
export interface Declared {
  /** The name that code imports; with a range `npm:other@1` it is not the name of the package. */
  readonly name: string;
  readonly range: string;
  readonly kind: DependencyKind;
  readonly place: Place;
}

/** What a package.json says, or a pnpm-workspace.yaml, which declares nothing. */
export interface ManifestFact {
  readonly is: 'manifest' | 'workspace';
  readonly name?: string;
  readonly version?: string;
  /** It says what of it is published (`files`, `publishConfig`) and is not private: a library, whose lock file nobody who installs it gets. */
  readonly isLibrary: boolean;
  /** Globs of the folders of its workspaces, as written. */
  readonly workspaces: readonly string[];
  readonly declared: readonly Declared[];
  /** Names whose range something else decides: `overrides`, `resolutions`. */
  readonly overridden: readonly string[];
}

/** A package in the version that a lock file settled on. */
export interface Resolved {
  readonly name: string;
  /** Absent where there is none: a folder of the repository. */
  readonly version?: string;
  /** For what it is there, as far as the lock file says so. */
  readonly kind?: DependencyKind;
  readonly source: PackageSource;
  /** Whether a hash of its content is recorded. */
  readonly integrity: boolean;
  /** Of the version. */
  readonly place: Place;
}

/** A range that the lock file was made from, or a version found for a name where it records no ranges. */
export interface Recorded {
  /** The folder, from that of the lock file, of the package that asked: `''`, `apps/web`. Absent: whoever asks (Yarn 1). */
  readonly importer?: string;
  readonly name: string;
  readonly range?: string;
  /** Number of the package in `LockFact.resolved`. */
  readonly resolved?: number;
  /** Where it says so; absent where that is the package's own place. */
  readonly place?: Place;
}

/** What a lock file says. */
export interface LockFact {
  readonly is: 'lock';
  readonly manager: PackageManager;
  readonly resolved: readonly Resolved[];
  readonly recorded: readonly Recorded[];
  /** Folders of all packages that it is for; absent where the format does not list them. */
  readonly importers?: readonly string[];
  readonly overridden: readonly string[];
  /** A script of the repository (`.pnpmfile.cjs`) may change ranges before they are recorded. */
  readonly isHooked?: boolean;
  /** Why nothing is known of what it says, as a full sentence. */
  readonly unknown?: string;
}

export type PackageFact = ManifestFact | LockFact;
