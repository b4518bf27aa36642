import type {
  Bucket,
  CatalogObject,
  CustomType,
  HistoryEntry,
  Index,
  Opaque,
  Relation,
  Routine,
  Schema,
  SchemaContext,
} from '../../model/catalog.ts';
import type { Cause } from '../../model/binding.ts';
import type { Place } from '../../model/region.ts';
import type { Change, GrantTarget, Name } from '../../model/sql.ts';

/** What new objects of a kind are granted: ALTER DEFAULT PRIVILEGES. */
export interface DefaultPrivilege {
  readonly target: GrantTarget;
  /** Absent: in every schema. */
  readonly schema?: string;
  readonly privilege: string;
  readonly grantee: string;
}

/** The catalog while it grows. The maps change, the objects in them are replaced. */
export interface State {
  readonly context: SchemaContext;
  searchPath: readonly string[];
  readonly relations: Map<string, Relation>;
  /** All overloads of a name. */
  readonly routines: Map<string, readonly Routine[]>;
  readonly indexes: Map<string, Index>;
  readonly types: Map<string, CustomType>;
  readonly schemas: Map<string, Schema>;
  readonly extensions: Map<string, CatalogObject>;
  readonly buckets: Map<string, Bucket>;
  defaults: readonly DefaultPrivilege[];
  readonly opaque: Opaque[];
}

export type ChangeOf<Op extends Change['op']> = Extract<Change, { op: Op }>;
/** `place`: the whole statement's. */
export type Apply<Op extends Change['op']> = (state: State, change: ChangeOf<Op>, place: Place) => void;

export interface Qualified {
  readonly schema: string;
  readonly name: string;
}

export function key({ schema, name }: Qualified): string {
  return `${schema}\0${name}`;
}

/** Where an unqualified name is looked for, and where one is created. */
export function resolve(state: State, { schema, name }: Name, map: ReadonlyMap<string, unknown>): Qualified {
  if (schema !== undefined) return { schema, name };
  const found = state.searchPath.find((candidate) => map.has(key({ schema: candidate, name })));
  return { schema: found ?? creationSchema(state), name };
}

export function resolveNew(state: State, { schema, name }: Name): Qualified {
  return { schema: schema ?? creationSchema(state), name };
}

function creationSchema({ searchPath, context }: State): string {
  return searchPath.find((schema) => schema !== '' && schema !== '$user') ?? context.searchPath[0] ?? 'public';
}

export function history(message: string, place: Place): HistoryEntry {
  return { message, place };
}

/** Whether something we could not follow has mentioned the name before. */
export function doubtAbout(state: State, name: string): { uncertain: Cause } | undefined {
  const found = state.opaque.find(
    ({ mentions, touch }) => touch?.aspect === undefined && mentions.includes(name.toLowerCase()),
  );
  return found && { uncertain: found.cause };
}

/** Replaces the objects of a map that `change` answers with something else than themselves. */
export function replaceAll<T>(map: Map<string, T>, change: (item: T) => T): void {
  for (const [id, item] of map) {
    const changed = change(item);
    if (changed !== item) map.set(id, changed);
  }
}

export function deleteWhere<T>(map: Map<string, T>, test: (item: T) => boolean): void {
  for (const [id, item] of map) if (test(item)) map.delete(id);
}
