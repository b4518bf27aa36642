import type { SchemaContext } from '../../model/catalog.ts';
import { platformCatalog } from '../platforms/all.ts';
import type { PlatformCatalog, PlatformDefaults } from '../platforms/platform-catalog.ts';
import { noteCascade } from './children.ts';
import { begins } from './lifetimes.ts';
import { aclOf, enumsOf, PLATFORM, relationsOf, routinesOf, schemaObject } from './platform-objects.ts';
import { allPrivileges } from './privileges.ts';
import { roleOf } from './role-of.ts';
import { key, type DefaultPrivilege, type State } from './state.ts';

export function isPlatformSchema({ platform, version }: SchemaContext, schema: string): boolean {
  return schema in (platformCatalog(platform, version)?.schemas ?? {});
}

/** An empty database of the platform. */
export function initialState(context: SchemaContext): State {
  const state: State = {
    context,
    searchPath: context.searchPath,
    role: 'postgres',
    loginRole: 'postgres',
    file: -1,
    relations: new Map(),
    routines: new Map(),
    indexes: new Map(),
    types: new Map(),
    schemas: new Map(),
    extensions: new Map(),
    buckets: new Map(),
    sequences: new Map(),
    roles: new Map(),
    publications: new Map(),
    // PostgreSQL itself: everybody may execute a new function and use a new type
    defaults: [
      { target: 'function', privilege: 'execute', grantee: 'public' },
      { target: 'type', privilege: 'usage', grantee: 'public' },
    ],
    ownDefaults: [],
    lifetimes: new Map(),
    replay: [],
    temporary: false,
    everParents: new Set(),
    everCascading: new Set(),
    everConstraints: new Set(),
    opaque: [],
    paths: [],
    ...nothingYet(context),
  };
  addPublic(state, {});
  addRole(state, 'postgres', { superuser: true, bypassRls: true, login: true });
  const catalog = platformCatalog(context.platform, context.version);
  if (catalog) addPlatform(state, catalog);
  for (const name of state.schemas.keys()) state.everSchemas.add(name);
  for (const { constraints } of state.relations.values()) for (const one of constraints) noteCascade(state, one);
  return state;
}

/** What only some files do. */
function nothingYet(context: SchemaContext): Pick<State, Rare> {
  return {
    everDdl: new Set(),
    everSchemas: new Set(context.searchPath),
    eventTriggers: new Map(),
    rules: new Map(),
    commands: undefined,
    askedFor: undefined,
    unsurePath: undefined,
    unsureRole: undefined,
    passedOn: false,
    separately: false,
    inBlock: false,
    start: undefined,
    savepoints: [],
  };
}

type Rare =
  | 'everDdl'
  | 'everSchemas'
  | 'eventTriggers'
  | 'rules'
  | 'commands'
  | 'askedFor'
  | 'unsurePath'
  | 'unsureRole'
  | 'passedOn'
  | 'separately'
  | 'inBlock'
  | 'start'
  | 'savepoints';

/** `public` belongs to the project. Until PostgreSQL 15 everybody may create in it. */
function addPublic(state: State, grants: PlatformCatalog['publicSchema']): void {
  const everybody = (state.context.major ?? 15) < 15 ? 'all' : 'usage';
  state.schemas.set('public', {
    schema: 'public',
    name: 'public',
    definedAt: PLATFORM,
    history: [],
    state: 'live',
    acl: aclOf({ public: everybody, ...grants }, 'schema'),
  });
}

function addRole(state: State, name: string, { memberOf = [], ...is }: PlatformCatalog['roles'][string]): void {
  const attributes = { superuser: false, bypassRls: false, login: false, inherit: true, ...is };
  state.roles.set(name, { ...roleOf(name, PLATFORM, 'live'), platform: true, memberOf, ...attributes });
}

function addExtension(state: State, name: string, schema: string): void {
  state.extensions.set(name, { schema, name, state: 'live', platform: true, definedAt: PLATFORM, history: [] });
}

function addPlatform(state: State, catalog: PlatformCatalog): void {
  addPublic(state, catalog.publicSchema);
  for (const [name, role] of Object.entries(catalog.roles)) addRole(state, name, role);
  for (const [name, schema] of Object.entries(catalog.schemas)) {
    state.schemas.set(name, schemaObject(name, schema));
    for (const one of enumsOf(name, schema)) state.types.set(key(one), one);
    for (const one of routinesOf(name, schema))
      state.routines.set(key(one), [...(state.routines.get(key(one)) ?? []), one]);
    for (const one of relationsOf(name, schema)) {
      state.relations.set(key(one), one);
      begins(state, one);
    }
  }
  for (const [name, schema] of Object.entries(catalog.extensions)) addExtension(state, name, schema);
  for (const name of catalog.publications) addPublication(state, name);
  state.defaults = [...state.defaults, ...catalog.defaults.flatMap((one) => defaultsOf(one, state.context))];
}

function addPublication(state: State, name: string): void {
  const nothing = { allTables: false, tables: [], schemas: [], history: [] };
  const of = { schema: '', name, state: 'live', platform: true, definedAt: PLATFORM, owner: 'postgres' } as const;
  state.publications.set(name, { ...of, ...nothing });
}

/** What the API would serve a new table by, taken back by `[api] auto_expose_new_tables = false`. */
const EXPOSING: Readonly<Record<string, readonly string[]>> = {
  table: ['select', 'insert', 'update', 'delete'],
  sequence: ['usage', 'select'],
  function: ['execute'],
};

function defaultsOf(
  { owner, schema, grantees }: PlatformDefaults,
  { exposesNew = true }: SchemaContext,
): readonly DefaultPrivilege[] {
  const isHidden = !exposesNew && owner === 'postgres' && schema === 'public';
  return (['table', 'sequence', 'function'] as const).flatMap((target) =>
    grantees.flatMap((grantee) =>
      allPrivileges(target)
        .filter((privilege) => !(isHidden && grantee !== owner && EXPOSING[target]!.includes(privilege)))
        .map((privilege) => ({ target, schema, privilege, grantee, owner })),
    ),
  );
}
