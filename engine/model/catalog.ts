import type { Cause } from './binding.ts';
import type { Scalar } from './document.ts';
import type { Place } from './region.ts';
import type { Doubt, Touch } from './sql-doubt.ts';
import type { Argument, ConstraintKind, Dialect, Expression, Generated, TypeName } from './sql.ts';

/** What no migration says about the database; reduced from configuration files before the map. */
export interface SchemaContext {
  readonly platform: 'supabase' | 'postgres';
  /** Of the platform's catalog; absent: the newest. */
  readonly version?: string;
  /** Of PostgreSQL; absent: one from 15 on. */
  readonly major?: number;
  /** False: new objects in `public` are not granted to the roles of the API. */
  readonly exposesNew?: boolean;
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
  /** The role it belongs to; absent: not known. */
  readonly owner?: string;
  readonly comment?: string;
}

export interface ObjectName {
  readonly schema: string;
  readonly name: string;
}

export interface Column {
  readonly name: string;
  readonly type: TypeName;
  readonly notNull: boolean;
  readonly default?: Expression;
  readonly generated?: Generated;
  /** It came with a parent table. */
  readonly inherited?: true;
  readonly comment?: string;
  readonly definedAt: Place;
}

export interface Constraint {
  /** Also where PostgreSQL generates it. */
  readonly name: string;
  /** Rows from before it were not looked at. */
  readonly notValid?: true;
  readonly kind: ConstraintKind;
  readonly columns: readonly string[];
  readonly references?: ObjectName & { readonly columns: readonly string[] };
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
  /** Where it was altered: the name in the statements that created it and that set its expressions last. */
  readonly setAt?: { readonly created: Place; readonly using: Place; readonly check: Place };
  readonly history: readonly HistoryEntry[];
  /** Altered without having been created in the migrations. */
  readonly ghost?: true;
}

export interface Trigger {
  readonly name: string;
  readonly function: { readonly schema?: string; readonly name: string };
  readonly timing: 'before' | 'after' | 'instead-of';
  readonly events: readonly string[];
  readonly level: 'row' | 'statement';
  readonly when?: Expression;
  readonly disabled?: true;
  /** It came with a partitioned table. */
  readonly inherited?: true;
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
  readonly partitioned?: true;
  /** Of a partition: the table it is dropped with. */
  readonly parent?: ObjectName;
  /** INHERITS. */
  readonly inherits?: readonly ObjectName[];
  /** Of a view. */
  readonly query?: Expression;
  readonly reads?: readonly Read[];
}

/** A relation that a view reads, and those of its columns that it depends on. */
export interface Read extends ObjectName {
  readonly columns: readonly string[];
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
  readonly table: ObjectName;
  readonly columns: readonly string[];
  /**
   * Of each of the columns how it is compared and sorted where that is not the default: `collate "C"`, `text_pattern_ops`,
   * `desc`, `nulls first`; else empty. Absent: all as by default.
   */
  readonly ordering?: readonly string[];
  /** INCLUDE. */
  readonly include?: readonly string[];
  readonly nullsNotDistinct?: true;
  readonly unique: boolean;
  readonly method: string;
  readonly where?: Expression;
  /** Made by a primary key or unique constraint. */
  readonly constraint?: true;
}

export interface CustomType extends CatalogObject {
  readonly form: 'enum' | 'domain' | 'composite' | 'range' | 'other';
  readonly acl: readonly Grant[];
  /** Of a composite type. */
  readonly columns?: readonly Column[];
  /** Of an enum, in their order. */
  readonly values?: readonly string[];
  /** Of a domain. */
  readonly base?: TypeName;
  readonly notNull?: boolean;
  readonly checks?: readonly Constraint[];
}

export interface Sequence extends CatalogObject {
  readonly acl: readonly Grant[];
  /** The column it is dropped with. */
  readonly ownedBy?: ObjectName & { readonly column: string };
}

/** Roles belong to the whole server: `schema` is empty. */
export interface Role extends CatalogObject {
  readonly superuser?: boolean;
  readonly bypassRls?: boolean;
  readonly login?: boolean;
  readonly inherit?: boolean;
  readonly memberOf: readonly string[];
}

export interface Publication extends CatalogObject {
  readonly allTables: boolean;
  readonly tables: readonly ObjectName[];
  readonly schemas: readonly string[];
}

/** What a strict run of the migrations on an empty database would stop at. */
export interface ReplayProblem {
  readonly problem: 'missing' | 'duplicate' | 'dependent';
  /** e.g. `table public.orders`. */
  readonly object: string;
  readonly message: string;
  readonly place: Place;
  /** Why it may not be one after all. */
  readonly uncertain?: Cause;
}

/** From when to when a relation had this name, as positions in `sources`. */
export interface Lifetime extends ObjectName {
  /** The file that created the relation, under whatever name; -1: before the first. */
  readonly created: number;
  readonly from: number;
  /** The file that dropped or renamed it. */
  readonly to?: number;
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
  readonly dialect: Dialect;
  readonly context: SchemaContext;
  readonly relations: readonly Relation[];
  readonly routines: readonly Routine[];
  readonly indexes: readonly Index[];
  readonly types: readonly CustomType[];
  readonly schemas: readonly Schema[];
  readonly extensions: readonly CatalogObject[];
  readonly sequences: readonly Sequence[];
  readonly roles: readonly Role[];
  readonly publications: readonly Publication[];
  readonly replay: readonly ReplayProblem[];
  /** Of every table and view there has been. */
  readonly lifetimes: readonly Lifetime[];
  readonly buckets: readonly Bucket[];
  readonly opaque: readonly Opaque[];
  /** SQL files that could not be read at all. */
  readonly unreadSql: readonly Cause[];
  /** The files that were folded, in order. */
  readonly sources: readonly string[];
  /** Where a file, by its number among them, sets the search path. */
  readonly paths?: readonly { readonly file: number; readonly schemas: readonly string[] }[];
}
