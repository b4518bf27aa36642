import type { Json, Scalar } from './document.ts';
import type { Place } from './region.ts';

export const dialects = ['postgres', 'mysql', 'mariadb', 'sqlite', 'transactsql', 'bigquery', 'snowflake'] as const;
export type Dialect = (typeof dialects)[number];

export type StatementKind =
  | 'select'
  | 'insert'
  | 'update'
  | 'delete'
  | 'merge'
  | 'create_table'
  | 'create_table_as'
  | 'alter_table'
  | 'drop'
  | 'create_index'
  | 'create_policy'
  | 'alter_policy'
  | 'create_function'
  | 'alter_function'
  | 'create_trigger'
  | 'create_view'
  | 'create_enum'
  | 'alter_enum'
  | 'create_domain'
  | 'alter_domain'
  | 'grant'
  | 'revoke'
  | 'alter_default_privileges'
  | 'create_extension'
  | 'create_schema'
  | 'rename'
  | 'set_schema'
  | 'comment'
  | 'set'
  | 'transaction'
  | 'do'
  | 'call'
  | 'copy'
  | 'truncate'
  | 'vacuum'
  | 'lock'
  | 'publication'
  | 'role'
  | 'other'
  | 'unparsed';

/** An object's name as a statement writes it, after folding. */
export interface Name {
  /** Absent: the search path decides. */
  readonly schema?: string;
  readonly name: string;
  /** Of the name itself, without its schema. */
  readonly place: Place;
}

/** An expression or query that the reduce can still match: PostgreSQL's tree without locations. */
export interface Expression {
  readonly text: string;
  readonly tree: Json;
}

export interface TypeName {
  /** As PostgreSQL would print it, e.g. `numeric(10,2)`, `text[]`. */
  readonly text: string;
  readonly schema?: string;
  readonly name: string;
  readonly array: boolean;
}

export interface ColumnSpec {
  readonly name: string;
  readonly place: Place;
  readonly type: TypeName;
  readonly notNull: boolean;
  readonly default?: Expression;
  /** `serial`: its default is the next value of a sequence of its own. */
  readonly generated?: Generated;
  /** Of an identity column: its sequence, where that is named. */
  readonly sequence?: Name;
}

export type Generated = 'identity' | 'serial' | 'stored' | 'virtual';

export type ConstraintKind = 'primary-key' | 'unique' | 'foreign-key' | 'check' | 'exclusion';

export interface ConstraintSpec {
  readonly kind: ConstraintKind;
  /** Absent: PostgreSQL generates one. */
  readonly name?: string;
  readonly place: Place;
  /** For a check: the columns that its expression names. */
  readonly columns: readonly string[];
  readonly references?: { readonly table: Name; readonly columns: readonly string[] };
  readonly onDelete?: string;
  readonly onUpdate?: string;
  readonly expression?: Expression;
  /** For a check that is nothing but a list of values of its one column. */
  readonly values?: readonly Scalar[];
  readonly usingIndex?: string;
  readonly notValid?: true;
}

export type TableAction =
  | { readonly do: 'add-column'; readonly column: ColumnSpec; readonly ifNotExists: boolean }
  | { readonly do: 'drop-column'; readonly name: string; readonly cascade: boolean; readonly ifExists?: boolean }
  | { readonly do: 'set-not-null' | 'drop-not-null' | 'drop-default'; readonly name: string }
  | { readonly do: 'set-identity'; readonly name: string; readonly sequence?: Name }
  | { readonly do: 'drop-generated'; readonly name: string }
  | { readonly do: 'set-default'; readonly name: string; readonly default: Expression }
  | { readonly do: 'set-type'; readonly name: string; readonly type: TypeName }
  | { readonly do: 'add-constraint'; readonly constraint: ConstraintSpec }
  | { readonly do: 'drop-constraint'; readonly name: string; readonly cascade?: boolean; readonly ifExists?: boolean }
  | { readonly do: 'validate-constraint'; readonly name: string }
  | { readonly do: 'attach-partition' | 'detach-partition' | 'inherit' | 'no-inherit'; readonly table: Name }
  | { readonly do: 'set-owner'; readonly to: string }
  /** Without a name all of the table's. */
  | { readonly do: 'enable-trigger' | 'disable-trigger'; readonly name?: string }
  | { readonly do: 'row-security'; readonly enabled: boolean }
  | { readonly do: 'force-row-security'; readonly forced: boolean }
  | { readonly do: 'set-options'; readonly options: Readonly<Record<string, string>> }
  | { readonly do: 'reset-options'; readonly options: readonly string[] };

export interface Argument {
  readonly name?: string;
  /** Type as PostgreSQL prints it. */
  readonly type: string;
  readonly mode: 'in' | 'out' | 'inout' | 'variadic' | 'table';
  readonly hasDefault: boolean;
}

/** What CREATE FUNCTION and ALTER FUNCTION can set. `searchPath: null`: reset. */
export interface FunctionOptions {
  readonly language?: string;
  readonly securityDefiner?: boolean;
  readonly searchPath?: readonly string[] | null;
  readonly volatility?: string;
  readonly strict?: boolean;
}

/** A function as GRANT, DROP and ALTER name it. Without `arguments` every overload, if there is but one. */
export interface FunctionName extends Name {
  readonly arguments?: readonly string[];
}

/** The object of a policy or trigger: its own name and its table. */
export interface OnTable {
  readonly name: string;
  readonly place: Place;
  readonly table: Name;
}

export interface PolicySpec {
  readonly command?: string;
  readonly permissive?: boolean;
  readonly roles?: readonly string[];
  readonly using?: Expression;
  readonly check?: Expression;
}

/** CREATE TABLE (LIKE …), and what it says to take along beside the columns. */
export interface Like {
  readonly table: Name;
  readonly defaults: boolean;
  readonly constraints: boolean;
  readonly indexes: boolean;
  readonly generated: boolean;
}

export type GrantTarget = 'table' | 'function' | 'schema' | 'sequence' | 'type';

export interface GrantSpec {
  readonly grant: boolean;
  readonly target: GrantTarget;
  /** `columns` only for privileges on some columns of a table. Empty: all privileges. */
  readonly privileges: readonly { readonly name: string; readonly columns?: readonly string[] }[];
  readonly grantees: readonly string[];
}

export type DropObject =
  'table' | 'view' | 'index' | 'function' | 'type' | 'schema' | 'extension' | 'sequence' | 'publication';
/** `column`, `constraint`, `policy` and `trigger` are parts of the table that is named. */
export type CommentObject = DropObject | 'column' | 'constraint' | 'policy' | 'trigger';

export interface ColumnName {
  readonly table: Name;
  readonly column: string;
}

/** Those that are said. */
export interface RoleAttributes {
  readonly superuser?: boolean;
  readonly bypassRls?: boolean;
  readonly login?: boolean;
  readonly inherit?: boolean;
}
