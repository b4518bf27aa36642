import type { Place } from './region.ts';
import type { Expression, TypeName } from './sql.ts';

/** `meta/_journal.json` beside the migrations that drizzle-kit writes. */
export interface DrizzleJournal {
  readonly path: string;
  /** Names of the files without `.sql`, in the order in which they are run. */
  readonly tags: readonly string[];
}

/** A declaration as an expression names it: of this file, or of the module that it is imported from. */
export interface DrizzleReference {
  readonly name: string;
  /** The module specifier as written. */
  readonly from?: string;
}

/** A table, and columns of it by their keys in the code. */
export interface DrizzleTarget {
  readonly table: DrizzleReference;
  readonly keys: readonly string[];
}

export interface DrizzleForeignKey {
  readonly name?: string;
  readonly place: Place;
  /** Undefined: not static. */
  readonly target?: DrizzleTarget;
  readonly onDelete: string;
  readonly onUpdate: string;
}

/** How keys become names of columns that are written without one. */
export type DrizzleCasing = 'snake_case' | 'camelCase';

export interface DrizzleColumn {
  /** In the code; its name in the database too, unless it has another. */
  readonly key: string;
  readonly name?: string;
  readonly place: Place;
  /** A reference is to an enum, a type or a function of the project's own. */
  readonly type: TypeName | DrizzleReference;
  readonly array: boolean;
  readonly notNull: boolean;
  readonly primaryKey: boolean;
  readonly default?: Expression;
  readonly generated?: 'identity' | 'serial' | 'stored';
  /** Of `.unique()`, with its name. */
  readonly unique?: { readonly name?: string };
  readonly references?: DrizzleForeignKey;
  /** Of an enum that is written behind the column: MySQL's. */
  readonly values?: readonly string[];
}

/** `unknown`: something else than columns written one by one. */
export type DrizzleMember =
  | { readonly kind: 'column'; readonly column: DrizzleColumn }
  | { readonly kind: 'spread'; readonly of: DrizzleReference; readonly place: Place }
  | { readonly kind: 'unknown'; readonly place: Place };

/** What the third argument of a table holds. Columns are keys; an expression stands as `{text, tree}`. */
export type DrizzleExtra =
  | {
      readonly kind: 'index';
      readonly name?: string;
      readonly place: Place;
      readonly unique: boolean;
      readonly method: string;
      readonly columns: readonly (string | Expression)[];
      /** As of an index of the catalog. */
      readonly ordering: readonly string[];
      readonly where?: Expression;
    }
  | {
      readonly kind: 'primary-key' | 'unique';
      readonly name?: string;
      readonly place: Place;
      readonly columns: readonly string[];
    }
  | ({ readonly kind: 'foreign-key'; readonly columns: readonly string[] } & DrizzleForeignKey)
  | { readonly kind: 'check'; readonly name: string; readonly place: Place; readonly expression: Expression }
  | {
      readonly kind: 'policy';
      readonly name: string;
      readonly place: Place;
      readonly permissive: boolean;
      readonly command: string;
      readonly roles: readonly string[];
      readonly using?: Expression;
      readonly check?: Expression;
    }
  | { readonly kind: 'unknown'; readonly place: Place };

export interface DrizzleTable {
  /** The variable that holds it. */
  readonly variable?: string;
  /** Undefined: not static. */
  readonly name?: string;
  readonly place: Place;
  /** Of `schema.table(…)`. */
  readonly schema?: DrizzleReference;
  /** Of a function that puts a prefix before the name (`pgTableCreator`). */
  readonly creator?: DrizzleReference;
  readonly members: readonly DrizzleMember[];
  readonly extras: readonly DrizzleExtra[];
  readonly rowSecurity: boolean;
}

export interface DrizzleEnum {
  readonly variable: string;
  readonly name: string;
  readonly place: Place;
  readonly schema?: DrizzleReference;
  /** Undefined: not static. */
  readonly values?: readonly string[];
}

/** What a file of a Drizzle schema leaves behind. Names of variables are those of the file's top level. */
export interface DrizzleFact {
  readonly path: string;
  /** Absent in a file that declares nothing itself. */
  readonly dialect?: 'postgres' | 'mysql' | 'sqlite';
  /** Of drizzle-kit's configuration. */
  readonly casing?: DrizzleCasing;
  readonly tables: readonly DrizzleTable[];
  readonly enums: readonly DrizzleEnum[];
  /** `pgSchema('auth')`. */
  readonly schemas: Readonly<Record<string, { readonly name: string; readonly place: Place }>>;
  /** `customType(…)` with a constant name of the type. */
  readonly types: Readonly<Record<string, TypeName>>;
  /** `pgTableCreator((name) => `${prefix}_${name}`)` in its pieces; null stands for the name. */
  readonly creators: Readonly<Record<string, readonly (string | DrizzleReference | null)[]>>;
  /** Objects of columns that tables spread, and functions that give one. */
  readonly sets: Readonly<Record<string, readonly DrizzleMember[]>>;
  /** Functions that give a column. */
  readonly helpers: Readonly<Record<string, DrizzleColumn>>;
  /** Views, and what else is declared and not followed, with the names in it. */
  readonly others: readonly { readonly place: Place; readonly kind: 'view' | 'policy'; readonly name: string }[];
}
