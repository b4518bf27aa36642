import type { Cause } from './binding.ts';
import type { Place } from './region.ts';
import type { Touch } from './sql-doubt.ts';
import type { Step } from './sql-program.ts';
import type {
  Argument,
  ColumnName,
  ColumnSpec,
  CommentObject,
  ConstraintSpec,
  Dialect,
  DropObject,
  Expression,
  FunctionName,
  FunctionOptions,
  GrantSpec,
  Like,
  Name,
  OnTable,
  PolicySpec,
  RoleAttributes,
  StatementKind,
  TableAction,
  TypeName,
} from './sql.ts';

/** One effect of a statement on the schema. */
export type Change =
  | {
      readonly op: 'create-table';
      readonly table: Name;
      readonly form: 'table' | 'partition' | 'foreign' | 'as';
      readonly columns: readonly ColumnSpec[];
      readonly constraints: readonly ConstraintSpec[];
      /** INHERITS, PARTITION OF. */
      readonly parents: readonly Name[];
      readonly likes: readonly Like[];
      readonly ifNotExists: boolean;
      readonly partitioned?: true;
      readonly options?: Readonly<Record<string, string>>;
      /** Of CREATE TABLE AS, with the names that it gives the columns. */
      readonly query?: Expression;
      readonly aliases?: readonly string[];
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
      /** Names that the view gives its columns. */
      readonly aliases?: readonly string[];
    }
  | {
      readonly op: 'create-index';
      readonly name?: string;
      readonly place: Place;
      readonly table: Name;
      /** Column names; an expression as its text. */
      readonly columns: readonly string[];
      /** As of an index of the catalog. */
      readonly ordering?: readonly string[];
      readonly unique: boolean;
      readonly method: string;
      readonly where?: Expression;
      readonly include?: readonly string[];
      readonly nullsNotDistinct?: true;
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
      /** What else the body may call, and the tables whose data it may change or read, without schemas. */
      readonly calls?: readonly string[];
      /** The body sets the search path or the role. */
      readonly sets?: true;
    }
  /** CREATE RULE: what it may call when the table or view is used. */
  | { readonly op: 'create-rule'; readonly table: Name; readonly calls: readonly string[] }
  | { readonly op: 'alter-function'; readonly function: FunctionName; readonly options: FunctionOptions }
  | {
      readonly op: 'create-trigger';
      readonly trigger: OnTable;
      readonly function: Name;
      readonly timing: 'before' | 'after' | 'instead-of';
      readonly events: readonly string[];
      readonly level: 'row' | 'statement';
      readonly when?: Expression;
      readonly orReplace: boolean;
    }
  | { readonly op: 'create-enum'; readonly type: Name; readonly values: readonly string[] }
  | {
      readonly op: 'add-enum-value';
      readonly type: Name;
      readonly value: string;
      readonly neighbour?: string;
      readonly after: boolean;
      readonly ifNotExists: boolean;
    }
  | { readonly op: 'rename-enum-value'; readonly type: Name; readonly from: string; readonly to: string }
  | {
      readonly op: 'create-domain';
      readonly type: Name;
      readonly base: TypeName;
      readonly notNull: boolean;
      readonly checks: readonly ConstraintSpec[];
    }
  | { readonly op: 'domain-not-null'; readonly type: Name; readonly notNull: boolean }
  | { readonly op: 'create-composite'; readonly type: Name; readonly columns: readonly ColumnSpec[] }
  | { readonly op: 'alter-composite'; readonly type: Name; readonly actions: readonly TableAction[] }
  | { readonly op: 'create-type'; readonly type: Name; readonly form: 'range' | 'other' }
  | { readonly op: 'add-domain-check'; readonly type: Name; readonly check: ConstraintSpec }
  | { readonly op: 'drop-domain-check'; readonly type: Name; readonly name: string }
  /** `optionOnly`: REVOKE GRANT OPTION FOR … CASCADE, which takes back what others were granted by it. */
  | {
      readonly op: 'grant';
      readonly spec: GrantSpec;
      readonly on: readonly FunctionName[];
      readonly optionOnly?: true;
    }
  | {
      readonly op: 'grant-all-in-schema';
      readonly spec: GrantSpec;
      readonly schemas: readonly string[];
      readonly optionOnly?: true;
    }
  | {
      readonly op: 'default-privileges';
      readonly spec: GrantSpec;
      /** Empty: in every schema. */
      readonly schemas: readonly string[];
      readonly roles: readonly string[];
    }
  | {
      readonly op: 'create-schema';
      readonly schema: Name;
      readonly ifNotExists: boolean;
      readonly owner?: string;
      /** What it makes inside. */
      readonly elements?: readonly Change[];
    }
  | { readonly op: 'create-extension'; readonly extension: Name; readonly ifNotExists: boolean }
  | {
      readonly op: 'create-sequence';
      readonly sequence: Name;
      readonly ifNotExists: boolean;
      readonly owned?: ColumnName;
    }
  /** OWNED BY; null: by none. */
  | { readonly op: 'own-sequence'; readonly sequence: Name; readonly owned: ColumnName | null }
  | { readonly op: 'put-bucket'; readonly bucket: Name; readonly public: boolean | null }
  /** Rows of `storage.buckets`; without ids any of them may be meant. */
  | { readonly op: 'update-buckets'; readonly ids?: readonly string[]; readonly public: boolean | null }
  | { readonly op: 'delete-buckets'; readonly ids?: readonly string[] }
  | { readonly op: 'put-role'; readonly role: Name; readonly create: boolean; readonly attributes: RoleAttributes }
  | { readonly op: 'drop-role'; readonly role: string; readonly ifExists: boolean }
  | {
      readonly op: 'members';
      readonly grant: boolean;
      readonly roles: readonly string[];
      readonly members: readonly string[];
    }
  /** SET ROLE; null: back to who logged in. `unsure`: it may not be run. */
  | { readonly op: 'set-role'; readonly role: string | null; readonly local?: true; readonly unsure?: Cause }
  /** DROP OWNED BY and, with a new owner, REASSIGN OWNED BY. */
  | { readonly op: 'owned'; readonly roles: readonly string[]; readonly to?: string }
  | { readonly op: 'set-owner'; readonly object: DropObject; readonly name: FunctionName; readonly to: string }
  | {
      readonly op: 'comment';
      readonly object: CommentObject;
      readonly name: FunctionName;
      readonly part?: string;
      readonly text: string | null;
    }
  | {
      readonly op: 'put-publication';
      readonly publication: Name;
      readonly action: 'create' | 'add' | 'set' | 'drop';
      readonly allTables: boolean;
      readonly tables: readonly Name[];
      readonly schemas: readonly string[];
    }
  | {
      readonly op: 'transaction';
      readonly step: 'begin' | 'commit' | 'rollback' | 'prepare' | 'savepoint' | 'release' | 'rollback-to';
      /** Of a savepoint. */
      readonly name?: string;
      /** AND CHAIN: the next one begins at once. */
      readonly chain?: true;
    }
  | ({ readonly op: 'event-trigger'; readonly name: string } & (
      | {
          readonly action: 'create';
          readonly event: string;
          /** WHEN TAG IN; absent: of every command. */
          readonly tags?: readonly string[];
          readonly function: Name;
        }
      | { readonly action: 'enable' | 'disable' | 'drop' }
      | { readonly action: 'rename'; readonly to: string }
    ))
  /** A body that is run on the schema as it is then. */
  | { readonly op: 'run'; readonly program: readonly Step<Change>[] }
  | {
      readonly op: 'drop';
      readonly object: DropObject;
      readonly name: FunctionName;
      readonly cascade: boolean;
      readonly ifExists: boolean;
    }
  | {
      readonly op: 'drop-on-table';
      readonly object: 'policy' | 'trigger';
      readonly what: OnTable;
      readonly ifExists: boolean;
    }
  | {
      readonly op: 'rename';
      readonly object: DropObject;
      readonly name: FunctionName;
      readonly to: string;
      readonly ifExists: boolean;
    }
  | {
      readonly op: 'rename-on-table';
      readonly object: 'policy' | 'trigger' | 'column' | 'constraint';
      readonly what: OnTable;
      readonly to: string;
    }
  | { readonly op: 'move'; readonly object: DropObject; readonly name: FunctionName; readonly to: string }
  /** `local`: until the end of the transaction. `unsure`: it may not be run, or with another path. */
  | {
      readonly op: 'search-path';
      readonly path: readonly string[] | null;
      readonly local?: true;
      readonly unsure?: Cause;
    }
  /** What a statement runs beside itself: functions, and what belongs to the data that it changes or reads; matters if that runs DDL. */
  | {
      readonly op: 'call';
      readonly functions: readonly Name[];
      readonly mentions: readonly string[];
      readonly tables?: readonly Name[];
      /** Of SQL that is not wholly known: what it may call, without schemas. `any`: anything. */
      readonly words?: readonly string[];
      readonly any?: true;
    }
  /** What we could not follow, and the lower-cased words it mentions. */
  | { readonly op: 'opaque'; readonly cause: Cause; readonly mentions: readonly string[]; readonly touch?: Touch };

export interface StatementFact {
  readonly kind: StatementKind;
  /** Of the whole statement. */
  readonly place: Place;
  readonly changes: readonly Change[];
}

/** A file as the fold runs it: the statements that matter to the schema, in their order. */
export interface Migration {
  readonly path: string;
  /** The dialect that something else than its content says it has. */
  readonly said?: Dialect;
  /** The dialect that it is read in, where that is not PostgreSQL. */
  readonly dialect?: Dialect;
  /** Its number in the journal of the tool that runs it. */
  readonly step?: number;
  /** It says that its statements are not run in one transaction. */
  readonly separately?: true;
  readonly statements: readonly StatementFact[];
}

/**
 * What an SQL file leaves behind. Names and statements are many, and few are ever shown: what is shown of a place is made of
 * the text of the file when it is asked for.
 */
export interface SqlFact extends Omit<Migration, 'statements'> {
  /** Only statements that change rows do not parse: of the schema nothing is missing. */
  readonly isSchemaRead?: true;
  /** As facts/kept-statements.ts writes and reads them: as one text they take a fifth of the memory, and pass between threads as they are. */
  readonly statements: string;
  /** Of the file. */
  readonly text: string;
  readonly bom: boolean;
}
