import type { Cause } from './binding.ts';
import type { Json, Scalar } from './document.ts';
import type { Place } from './region.ts';
import type { Touch } from './sql-doubt.ts';

export type Dialect = 'postgres' | 'mysql' | 'mariadb' | 'sqlite' | 'transactsql' | 'bigquery' | 'snowflake';

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
  readonly generated?: 'identity' | 'stored';
}

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
}

export type TableAction =
  | { readonly do: 'add-column'; readonly column: ColumnSpec; readonly ifNotExists: boolean }
  | { readonly do: 'drop-column'; readonly name: string; readonly cascade: boolean }
  | { readonly do: 'set-not-null' | 'drop-not-null' | 'drop-default'; readonly name: string }
  | { readonly do: 'set-default'; readonly name: string; readonly default: Expression }
  | { readonly do: 'set-type'; readonly name: string; readonly type: TypeName }
  | { readonly do: 'add-constraint'; readonly constraint: ConstraintSpec }
  | { readonly do: 'drop-constraint'; readonly name: string }
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

export type GrantTarget = 'table' | 'function' | 'schema' | 'sequence' | 'type';

export interface GrantSpec {
  readonly grant: boolean;
  readonly target: GrantTarget;
  /** `columns` only for privileges on some columns of a table. Empty: all privileges. */
  readonly privileges: readonly { readonly name: string; readonly columns?: readonly string[] }[];
  readonly grantees: readonly string[];
}

/** One effect of a statement on the schema. */
export type Change =
  | {
      readonly op: 'create-table';
      readonly table: Name;
      readonly form: 'table' | 'partition' | 'foreign' | 'as';
      readonly columns: readonly ColumnSpec[];
      readonly constraints: readonly ConstraintSpec[];
      /** Tables whose columns come along: INHERITS, PARTITION OF, LIKE. */
      readonly from: readonly Name[];
      readonly ifNotExists: boolean;
    }
  | {
      readonly op: 'alter-table';
      readonly table: Name;
      readonly ifExists: boolean;
      readonly actions: readonly TableAction[];
    }
  | {
      readonly op: 'create-view';
      readonly view: Name;
      readonly materialized: boolean;
      readonly orReplace: boolean;
      readonly ifNotExists: boolean;
      readonly options: Readonly<Record<string, string>>;
      readonly query: Expression;
      readonly reads: readonly Name[];
    }
  | {
      readonly op: 'create-index';
      readonly name?: string;
      readonly place: Place;
      readonly table: Name;
      /** Column names; an expression as its text. */
      readonly columns: readonly string[];
      readonly unique: boolean;
      readonly method: string;
      readonly where?: Expression;
      readonly ifNotExists: boolean;
    }
  | { readonly op: 'create-policy'; readonly policy: OnTable; readonly set: PolicySpec }
  | { readonly op: 'alter-policy'; readonly policy: OnTable; readonly set: PolicySpec }
  | {
      readonly op: 'create-function';
      readonly function: Name;
      readonly arguments: readonly Argument[];
      readonly returns: string;
      readonly orReplace: boolean;
      readonly options: FunctionOptions;
      /** Words of a body that runs DDL: who calls it may change these objects. */
      readonly ddl?: readonly string[];
    }
  | { readonly op: 'alter-function'; readonly function: FunctionName; readonly options: FunctionOptions }
  | {
      readonly op: 'create-trigger';
      readonly trigger: OnTable;
      readonly function: Name;
      readonly timing: 'before' | 'after' | 'instead-of';
      readonly events: readonly string[];
      readonly orReplace: boolean;
    }
  | { readonly op: 'create-enum'; readonly type: Name; readonly values: readonly string[] }
  | {
      readonly op: 'add-enum-value';
      readonly type: Name;
      readonly value: string;
      readonly neighbour?: string;
      readonly after: boolean;
    }
  | { readonly op: 'rename-enum-value'; readonly type: Name; readonly from: string; readonly to: string }
  | {
      readonly op: 'create-domain';
      readonly type: Name;
      readonly base: TypeName;
      readonly checks: readonly ConstraintSpec[];
    }
  | { readonly op: 'add-domain-check'; readonly type: Name; readonly check: ConstraintSpec }
  | { readonly op: 'drop-domain-check'; readonly type: Name; readonly name: string }
  | { readonly op: 'grant'; readonly spec: GrantSpec; readonly on: readonly FunctionName[] }
  | { readonly op: 'grant-all-in-schema'; readonly spec: GrantSpec; readonly schemas: readonly string[] }
  | {
      readonly op: 'default-privileges';
      readonly spec: GrantSpec;
      /** Empty: in every schema. */
      readonly schemas: readonly string[];
      readonly roles: readonly string[];
    }
  | { readonly op: 'create-schema'; readonly schema: Name }
  | { readonly op: 'create-extension'; readonly extension: Name }
  | { readonly op: 'put-bucket'; readonly bucket: Name; readonly public: boolean | null }
  | { readonly op: 'drop'; readonly object: DropObject; readonly name: FunctionName; readonly cascade: boolean }
  | { readonly op: 'drop-on-table'; readonly object: 'policy' | 'trigger'; readonly what: OnTable }
  | { readonly op: 'rename'; readonly object: DropObject; readonly name: FunctionName; readonly to: string }
  | {
      readonly op: 'rename-on-table';
      readonly object: 'policy' | 'trigger' | 'column' | 'constraint';
      readonly what: OnTable;
      readonly to: string;
    }
  | { readonly op: 'move'; readonly object: DropObject; readonly name: FunctionName; readonly to: string }
  /** `local`: until the end of the transaction, that is of the file. */
  | { readonly op: 'search-path'; readonly path: readonly string[] | null }
  /** A call at the top level; matters if the function's body runs DDL. */
  | { readonly op: 'call'; readonly functions: readonly Name[]; readonly mentions: readonly string[] }
  /** What we could not follow, and the lower-cased words it mentions. */
  | { readonly op: 'opaque'; readonly cause: Cause; readonly mentions: readonly string[]; readonly touch?: Touch };

export type DropObject = 'table' | 'view' | 'index' | 'function' | 'type' | 'schema' | 'extension' | 'sequence';

export interface StatementFact {
  readonly kind: StatementKind;
  /** Of the whole statement. */
  readonly place: Place;
  readonly changes: readonly Change[];
}

/** What an SQL file leaves behind: the statements that matter to the schema, in their order. */
export interface SqlFact {
  readonly path: string;
  readonly statements: readonly StatementFact[];
}
