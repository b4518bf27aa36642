/**
 * What a hosting platform brings along before the first migration, as facts of one version of it. Names, types and
 * definitions are written as PostgreSQL prints them.
 */
export interface PlatformCatalog {
  readonly platform: 'supabase';
  /** Year and month in which it was looked at. */
  readonly version: string;
  /** What it was looked up in. */
  readonly sources: readonly string[];
  readonly exposedSchemas: readonly string[];
  /** Of the role that runs migrations. */
  readonly searchPath: readonly string[];
  readonly roles: Readonly<Record<string, PlatformRole>>;
  readonly schemas: Readonly<Record<string, PlatformSchema>>;
  /** What `public` grants, which belongs to the project. */
  readonly publicSchema: Grants;
  /** Installed extensions, with their schemas. */
  readonly extensions: Readonly<Record<string, string>>;
  readonly publications: readonly string[];
  readonly defaults: readonly PlatformDefaults[];
}

/** By grantee `all` or privileges separated by commas. */
export type Grants = Readonly<Record<string, string>>;

/** What is not said is false; `inherit` is true. */
export interface PlatformRole {
  readonly superuser?: true;
  readonly bypassRls?: true;
  readonly login?: true;
  readonly inherit?: false;
  readonly memberOf?: readonly string[];
}

/** ALTER DEFAULT PRIVILEGES FOR ROLE owner IN SCHEMA schema GRANT ALL ON TABLES, FUNCTIONS, SEQUENCES. */
export interface PlatformDefaults {
  readonly owner: string;
  readonly schema: string;
  readonly grantees: readonly string[];
}

export interface PlatformSchema {
  readonly owner: string;
  readonly grants: Grants;
  /** What holds for its tables and views where they do not say otherwise. */
  readonly tables?: { readonly owner: string; readonly grants: Grants };
  /** All their columns. */
  readonly relations?: Readonly<Record<string, PlatformRelation>>;
  /** By signature, `foldername(text)`. */
  readonly functions?: Readonly<Record<string, PlatformFunction>>;
  readonly enums?: Readonly<Record<string, readonly string[]>>;
}

export interface PlatformRelation {
  readonly form?: 'view';
  readonly partitioned?: true;
  readonly rls?: true;
  readonly owner?: string;
  readonly grants?: Grants;
  /** `uuid not null default gen_random_uuid()`; `generated as identity`, `generated stored`, `generated as serial`. */
  readonly columns: Readonly<Record<string, string>>;
  /** Primary and foreign keys and unique constraints: `foreign key (user_id) references auth.users(id) on delete cascade`. */
  readonly keys?: Readonly<Record<string, string>>;
}

export interface PlatformFunction {
  readonly returns: string;
  readonly language: string;
  readonly volatility?: 'stable' | 'immutable';
  readonly strict?: true;
  readonly securityDefiner?: true;
  readonly searchPath?: string;
  readonly owner: string;
  readonly grants: Grants;
}
