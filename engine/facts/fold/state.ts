import type {
  Bucket,
  CatalogObject,
  CustomType,
  HistoryEntry,
  Index,
  Lifetime,
  ObjectName,
  Opaque,
  Publication,
  Relation,
  ReplayProblem,
  Role,
  Routine,
  Schema,
  SchemaContext,
  Sequence,
} from '../../model/catalog.ts';
import type { Cause } from '../../model/binding.ts';
import type { Place } from '../../model/region.ts';
import type { Change } from '../../model/sql-change.ts';
import type { GrantTarget, Name } from '../../model/sql.ts';

/** What new objects of a kind are granted: ALTER DEFAULT PRIVILEGES. */
export interface DefaultPrivilege {
  readonly target: GrantTarget;
  /** Absent: in every schema. */
  readonly schema?: string;
  /** Of whom the new objects are; absent: of anybody who has no defaults of his own. */
  readonly owner?: string;
  readonly privilege: string;
  readonly grantee: string;
}

/** The catalog while it grows. The maps change, the objects in them are replaced. */
export interface State {
  readonly context: SchemaContext;
  searchPath: readonly string[];
  /** Who runs the statements and so owns what they make. */
  role: string;
  /** Who it is again after RESET ROLE. */
  readonly loginRole: string;
  /** Position of the file being folded. */
  file: number;
  relations: Map<string, Relation>;
  /** All overloads of a name. */
  routines: Map<string, readonly Routine[]>;
  indexes: Map<string, Index>;
  types: Map<string, CustomType>;
  schemas: Map<string, Schema>;
  extensions: Map<string, CatalogObject>;
  buckets: Map<string, Bucket>;
  sequences: Map<string, Sequence>;
  roles: Map<string, Role>;
  publications: Map<string, Publication>;
  defaults: readonly DefaultPrivilege[];
  /** Roles for which what PostgreSQL grants on its own has been changed. */
  ownDefaults: readonly string[];
  /** By name, in their order. */
  lifetimes: Map<string, readonly Lifetime[]>;
  /** These two are never taken back. */
  readonly replay: ReplayProblem[];
  /** Whether there may be objects that are gone with the session. */
  temporary: boolean;
  /** Keys of what has ever been a parent table, and of every index that a constraint has made: what is not here need not be looked for. */
  readonly everParents: Set<string>;
  readonly everConstraints: Set<string>;
  readonly opaque: Opaque[];
  /** What it was before the open transaction. */
  before?: State;
  /** What holds again after the transaction that set it LOCAL. */
  session?: { readonly searchPath: readonly string[]; readonly role: string };
}

export type ChangeOf<Op extends Change['op']> = Extract<Change, { op: Op }>;
/** `place`: the whole statement's. */
export type Apply<Op extends Change['op']> = (state: State, change: ChangeOf<Op>, place: Place) => void;

export type Qualified = ObjectName;

export function key({ schema, name }: Qualified): string {
  return `${schema}\0${name}`;
}

/** A copy that further changes leave alone; the objects themselves are never changed. */
export function snapshot(state: State): State {
  const copy: State = { ...state };
  const maps = copy as unknown as Record<string, unknown>;
  for (const [name, value] of Object.entries(copy)) if (value instanceof Map) maps[name] = new Map(value);
  return copy;
}

export function restore(state: State, before: State): void {
  Object.assign(state, before);
  if (before.before === undefined) delete state.before;
  if (before.session === undefined) delete state.session;
}

/** The schema of what is gone with the session. */
export const TEMPORARY = 'pg_temp';

/** Where an unqualified name is looked for, and where one is created. */
export function resolve(
  state: State,
  { schema, name }: Omit<Name, 'place'>,
  map: ReadonlyMap<string, unknown>,
): Qualified {
  if (schema === undefined) {
    const path = [TEMPORARY, ...state.searchPath];
    const found = path.find((candidate) => map.has(key({ schema: candidate, name })));
    if (found !== undefined) return { schema: found, name };
  }
  return resolveNew(state, { ...(schema !== undefined && { schema }), name });
}

export function resolveNew(state: State, { schema, name }: Omit<Name, 'place'>): Qualified {
  const target = { schema: schema ?? creationSchema(state), name };
  if (target.schema === TEMPORARY) state.temporary = true;
  return target;
}

/** The first schema of the path that is there. */
function creationSchema({ searchPath, context, schemas }: State): string {
  const named = searchPath.filter((schema) => schema !== '' && schema !== '$user');
  return named.find((schema) => schemas.has(schema)) ?? named[0] ?? context.searchPath[0] ?? 'public';
}

/** The role that a statement means. */
export function roleNamed({ role }: State, name: string): string {
  return name === 'current_user' ? role : name;
}

export function history(message: string, place: Place): HistoryEntry {
  return { message, place };
}

/** Whether something we could not follow has mentioned the name before. */
export function doubtAbout(state: State, name: string): { uncertain: Cause } | undefined {
  const word = name.toLowerCase();
  const found = state.opaque.find(({ mentions, touch }) => touch?.aspect === undefined && mentions.includes(word));
  return found && { uncertain: found.cause };
}

/** Replaces the objects of a map that `change` answers with something else than themselves. */
export function replaceAll<T>(map: Map<string, T>, change: (item: T) => T): void {
  for (const [id, item] of map) {
    const changed = change(item);
    if (changed !== item) map.set(id, changed);
  }
}

/** Outside a transaction of the file its own one, that is the whole file, is meant. */
export function keepSession(state: State, local: boolean | undefined): void {
  if (local && state.before) state.session ??= { searchPath: state.searchPath, role: state.role };
}

export function deleteWhere<T>(map: Map<string, T>, test: (item: T) => boolean): void {
  for (const [id, item] of map) if (test(item)) map.delete(id);
}
