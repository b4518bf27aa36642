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
import type { Row } from './query/value.ts';

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
  /** Keys of what has ever been a parent table, of tables whose rows have taken others with them, and of every index that a constraint has made: what is not here need not be looked for. */
  readonly everParents: Set<string>;
  readonly everCascading: Set<string>;
  readonly everConstraints: Set<string>;
  /** Functions that run DDL, and schemas in which something has been made, whatever became of them. */
  readonly everDdl: Set<string>;
  readonly everSchemas: Set<string>;
  readonly opaque: Opaque[];
  /** What files set the search path to; never taken back. */
  readonly paths: { readonly file: number; readonly schemas: readonly string[] }[];
  eventTriggers: Map<string, EventTrigger>;
  /** What the rules of tables and views may call, by their keys. */
  rules: Map<string, readonly string[]>;
  /** The command for which event triggers are run, as pg_event_trigger_ddl_commands() shows it. */
  commands: readonly Row[] | undefined;
  /** Of other tables than these, queries of the catalog find what the migrations show; undefined: and what they may have beside it. */
  askedFor: ReadonlySet<string> | undefined;
  /** The path or the role may be another: what set it may not have been run. */
  unsurePath: Cause | undefined;
  unsureRole: Cause | undefined;
  /** Whether another role than the one that logged in has granted something. */
  passedOn: boolean;
  /** The statements of the file are not run in one transaction. */
  separately: boolean;
  /** In a block that is a transaction of its own. */
  inBlock: boolean;
  /** What it was when the file's own transaction began, of a file that rolls something back. */
  start: State | undefined;
  savepoints: readonly Savepoint[];
  /** What it was before the open transaction. */
  before?: State;
  /** What holds again after the transaction that set it LOCAL. */
  session?: Session;
}

interface Session {
  readonly searchPath: readonly string[];
  readonly role: string;
}

export interface EventTrigger {
  readonly event: string;
  readonly tags?: readonly string[];
  readonly function: ObjectName;
  readonly enabled: boolean;
}

export interface Savepoint {
  readonly name: string;
  readonly state: State;
}

export type ChangeOf<Op extends Change['op']> = Extract<Change, { op: Op }>;
/** `place`: the whole statement's. */
export type Apply<Op extends Change['op']> = (state: State, change: ChangeOf<Op>, place: Place) => void;

export type Qualified = ObjectName;

export function key({ schema, name }: Qualified): string {
  return `${schema}\0${name}`;
}

export function isSame(a: Qualified, b: Qualified): boolean {
  return a.name === b.name && a.schema === b.schema;
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
    if (map.has(key({ schema: TEMPORARY, name }))) return { schema: TEMPORARY, name };
    for (const candidate of state.searchPath)
      if (map.has(key({ schema: candidate, name }))) return { schema: candidate, name };
  }
  return resolveNew(state, { ...(schema !== undefined && { schema }), name });
}

export function resolveNew(state: State, { schema, name }: Omit<Name, 'place'>): Qualified {
  const target = { schema: schema ?? creationSchema(state), name };
  state.everSchemas.add(target.schema);
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
export function doubtAbout({ opaque }: State, name: string): { uncertain: Cause } | undefined {
  const uncertain = causesIn(opaque).get(name.toLowerCase());
  return uncertain && { uncertain };
}

interface Causes {
  /** How many of the doubts are in it. */
  count: number;
  readonly byWord: Map<string, Cause>;
}
const causes = new WeakMap<readonly Opaque[], Causes>();

/** Of each word the first that has mentioned it. The list only grows. */
function causesIn(opaque: readonly Opaque[]): ReadonlyMap<string, Cause> {
  const known = causes.get(opaque) ?? {
    count: 0,
    byWord: new Map<string, Cause>(),
  };
  causes.set(opaque, known);
  for (; known.count < opaque.length; known.count++) {
    const { cause, mentions, touch } = opaque[known.count]!;
    if (touch?.aspect !== undefined) continue;
    for (const word of mentions) if (!known.byWord.has(word)) known.byWord.set(word, cause);
  }
  return known.byWord;
}

/** Replaces the objects of a map that `change` answers with something else than themselves. */
export function replaceAll<T>(map: Map<string, T>, change: (item: T) => T): void {
  for (const [id, item] of map) {
    const changed = change(item);
    if (changed !== item) map.set(id, changed);
  }
}

/**
 * Before something is set. LOCAL outside a transaction of the file means the file's own one, that is the whole file, unless
 * its tool runs the statements separately: then that of the block. False: it does nothing.
 */
export function keepSession(state: State, local: boolean | undefined, set: Partial<Session>): boolean {
  const { searchPath, role } = state;
  if (!local) {
    if (state.session) state.session = { ...state.session, ...set };
    return true;
  }
  if (state.before || state.inBlock) state.session ??= { searchPath, role };
  return state.before !== undefined || state.inBlock || !state.separately;
}

export function endSession(state: State): void {
  Object.assign(state, state.session);
  delete state.session;
}

export function deleteWhere<T>(map: Map<string, T>, test: (item: T) => boolean): void {
  for (const [id, item] of map) if (test(item)) map.delete(id);
}
