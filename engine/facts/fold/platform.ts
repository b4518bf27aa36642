import type { Relation, SchemaContext } from '../../model/catalog.ts';
import type { GrantTarget } from '../../model/sql.ts';
import {
  platformRoles,
  supabaseDefaults,
  supabaseRoles,
  supabaseSchemas,
  supabaseTables,
} from './platform-supabase.ts';
import { begins } from './lifetimes.ts';
import { allPrivileges } from './privileges.ts';
import { roleOf } from './role-of.ts';
import { key, type DefaultPrivilege, type State } from './state.ts';

export function isPlatformSchema({ platform }: SchemaContext, schema: string): boolean {
  return platform === 'supabase' && supabaseSchemas.includes(schema);
}

/** No file of the workspace defines what the platform brings along. */
const PLATFORM = { path: 'platform:supabase' };

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
    everParents: new Set(),
    everConstraints: new Set(),
    opaque: [],
  };
  addSchema(state, 'public', false, ['public']);
  const owner = { superuser: true, bypassRls: true, login: true, inherit: true };
  state.roles.set('postgres', { ...roleOf('postgres', PLATFORM, 'live'), platform: true, ...owner });
  if (context.platform === 'supabase') addSupabase(state);
  return state;
}

/** `users`: the roles that may use it. */
function addSchema(state: State, name: string, platform: boolean, users: readonly string[]): void {
  const acl = users.map((grantee) => ({ privilege: 'usage', grantee, definedAt: PLATFORM, implicit: true as const }));
  const common = { schema: name, name, definedAt: PLATFORM, history: [], state: 'live', acl } as const;
  state.schemas.set(name, platform ? { ...common, platform: true } : common);
}

function addSupabase(state: State): void {
  for (const schema of supabaseSchemas) addSchema(state, schema, true, []);
  addSchema(state, 'public', false, ['public', ...supabaseRoles]);
  for (const { name, memberOf, ...attributes } of platformRoles)
    state.roles.set(name, { ...roleOf(name, PLATFORM, 'live'), platform: true, memberOf, ...attributes });
  for (const table of supabaseTables.map(platformTable)) {
    state.relations.set(key(table), table);
    begins(state, table);
  }
  state.defaults = [...state.defaults, ...supabaseDefaults.flatMap(({ schema, target }) => grantAll(schema, target))];
}

function grantAll(schema: string, target: GrantTarget): readonly DefaultPrivilege[] {
  return supabaseRoles.flatMap((grantee) =>
    allPrivileges(target).map((privilege) => ({ target, schema, privilege, grantee, owner: 'postgres' })),
  );
}

function platformTable({ schema, name, rls, columns, key: primary }: (typeof supabaseTables)[number]): Relation {
  return {
    schema,
    name,
    form: 'table',
    state: 'live',
    platform: true,
    definedAt: PLATFORM,
    history: [],
    columns: Object.entries(columns).map(([column, type]) => ({
      name: column,
      type: { text: type, name: type.replace('[]', ''), array: type.endsWith('[]') },
      notNull: primary.includes(column),
      definedAt: PLATFORM,
    })),
    // only the columns that policies and code speak of are listed
    complete: false,
    constraints: [{ name: `${name}_pkey`, kind: 'primary-key', columns: primary, definedAt: PLATFORM }],
    rls,
    forceRls: false,
    options: {},
    policies: [],
    triggers: [],
    acl: [],
  };
}
