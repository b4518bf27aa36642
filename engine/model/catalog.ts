import type { Cause } from './binding.ts';
import type { Scalar } from './document.ts';
import type { Place } from './region.ts';
import type { Doubt, Touch } from './sql-doubt.ts';
import type { Argument, ConstraintKind, Expression, TypeName } from './sql.ts';

/** What no migration says about the database; reduced from configuration files before the map. */
export interface SchemaContext {
  readonly platform: 'supabase' | 'postgres';
  /** Schemas that the API serves: `[api] schemas` of supabase/config.toml. */
  readonly exposedSchemas: readonly string[];
  readonly searchPath: readonly string[];
}

export interface HistoryEntry {
  readonly message: string;
  readonly place: Place;
}

export interface CatalogObject {
  readonly schema: string;
  readonly name: string;
  /** Of the name in the statement that defines the object as it is now; of a ghost in the first that mentions it. */
  readonly definedAt: Place;
  /** Every statement that touched it, in order. */
  readonly history: readonly HistoryEntry[];
  /** `ghost`: only altered or referred to, the statement that creates it is not in the migrations: what was not set later is unknown. */
  readonly state: 'live' | 'ghost';
  /** Why it may not be as it seems: a statement we could not follow mentions it. */
  readonly uncertain?: Cause;
  /** The same of one aspect of it only. */
  readonly doubts?: readonly Doubt[];
  /** It belongs to the platform (`auth.users`), not to the project. */
  readonly platform?: true;
}

export interface Column {
  readonly name: string;
  readonly type: TypeName;
  readonly notNull: boolean;
  readonly default?: Expression;
  readonly generated?: 'identity' | 'stored';
  readonly definedAt: Place;
}

export interface Constraint {
  /** Also where PostgreSQL generates it. */
  readonly name: string;
  readonly kind: ConstraintKind;
  readonly columns: readonly string[];
  readonly references?: { readonly schema: string; readonly name: string; readonly columns: readonly string[] };
  readonly onDelete?: string;
  readonly onUpdate?: string;
  readonly expression?: Expression;
  /** For a check that is nothing but a list of values of its one column. */
  readonly values?: readonly Scalar[];
  readonly definedAt: Place;
}

export interface Policy {
  readonly name: string;
  readonly command: string;
  readonly permissive: boolean;
  readonly roles: readonly string[];
  readonly using?: Expression;
  readonly check?: Expression;
  readonly definedAt: Place;
  readonly history: readonly HistoryEntry[];
  /** Altered without having been created in the migrations. */
  readonly ghost?: true;
}

export interface Trigger {
  readonly name: string;
  readonly function: { readonly schema?: string; readonly name: string };
  readonly timing: 'before' | 'after' | 'instead-of';
  readonly events: readonly string[];
  readonly definedAt: Place;
}

/** One privilege of one grantee; `public` is everybody. */
export interface Grant {
  readonly privilege: string;
  readonly grantee: string;
  readonly columns?: readonly string[];
  readonly definedAt: Place;
  /** Nobody wrote it: default privileges, or PUBLIC's EXECUTE on every new function. */
  readonly implicit?: true;
}

/** A table, foreign table, partition, view or materialized view. */
export interface Relation extends CatalogObject {
  readonly form: 'table' | 'partition' | 'foreign' | 'as' | 'view' | 'materialized-view';
  readonly columns: readonly Column[];
  /** Whether `columns` are all there are. */
  readonly complete: boolean;
  readonly constraints: readonly Constraint[];
  /** Undefined: not known (a ghost). */
  readonly rls?: boolean;
  readonly forceRls?: boolean;
  readonly options: Readonly<Record<string, string>>;
  readonly policies: readonly Policy[];
  readonly triggers: readonly Trigger[];
  readonly acl: readonly Grant[];
  /** Of a partition: the table it is dropped with. */
  readonly parent?: { readonly schema: string; readonly name: string };
  /** Of a view. */
  readonly query?: Expression;
  readonly reads?: readonly { readonly schema: string; readonly name: string }[];
}

export interface Routine extends CatalogObject {
  readonly arguments: readonly Argument[];
  readonly returns: string;
  readonly language?: string;
  readonly securityDefiner?: boolean;
  readonly searchPath?: readonly string[];
  readonly volatility?: string;
  readonly strict?: boolean;
  readonly acl: readonly Grant[];
  /** The words of a body that runs DDL. */
  readonly ddl?: readonly string[];
}

export interface Index extends CatalogObject {
  readonly table: { readonly schema: string; readonly name: string };
  readonly columns: readonly string[];
  readonly unique: boolean;
  readonly method: string;
  readonly where?: Expression;
  /** Made by a primary key or unique constraint. */
  readonly constraint?: true;
}

/** An enum or a domain. */
export interface CustomType extends CatalogObject {
  readonly form: 'enum' | 'domain' | 'other';
  /** Of an enum, in their order. */
  readonly values?: readonly string[];
  /** Of a domain. */
  readonly base?: TypeName;
  readonly checks?: readonly Constraint[];
}

export interface Bucket extends CatalogObject {
  /** Undefined: not static. */
  readonly public?: boolean;
}

export interface Schema extends CatalogObject {
  readonly acl: readonly Grant[];
}

/** A statement that we could not follow, and the lower-cased words it mentions. */
export interface Opaque {
  readonly cause: Cause;
  readonly mentions: readonly string[];
  readonly touch?: Touch;
}

/** The schema that the migrations, applied in order, leave behind. Everything is sorted by schema and name. */
export interface Catalog {
  /** The folder of the project that owns the database; empty for the workspace itself. */
  readonly project: string;
  /** Names the database where a workspace has several. */
  readonly label?: string;
  readonly context: SchemaContext;
  readonly relations: readonly Relation[];
  readonly routines: readonly Routine[];
  readonly indexes: readonly Index[];
  readonly types: readonly CustomType[];
  readonly schemas: readonly Schema[];
  readonly extensions: readonly CatalogObject[];
  readonly buckets: readonly Bucket[];
  readonly opaque: readonly Opaque[];
  /** SQL files that could not be read at all. */
  readonly unreadSql: readonly Cause[];
  /** The files that were folded, in order. */
  readonly sources: readonly string[];
}
