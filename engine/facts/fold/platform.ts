import type { Relation, SchemaContext } from '../../model/catalog.ts';
import type { GrantTarget } from '../../model/sql.ts';
import { supabaseDefaults, supabaseRoles, supabaseSchemas, supabaseTables } from './platform-supabase.ts';
import { allPrivileges } from './privileges.ts';
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
    relations: new Map(),
    routines: new Map(),
    indexes: new Map(),
    types: new Map(),
    schemas: new Map(),
    extensions: new Map(),
    buckets: new Map(),
    // PostgreSQL itself: everybody may execute a new function
    defaults: [{ target: 'function', privilege: 'execute', grantee: 'public' }],
    opaque: [],
  };
  addSchema(state, 'public');
  if (context.platform === 'supabase') addSupabase(state);
  return state;
}

function addSchema(state: State, name: string, platform = false): void {
  const common = { schema: name, name, definedAt: PLATFORM, history: [], state: 'live', acl: [] } as const;
  state.schemas.set(name, platform ? { ...common, platform: true } : common);
}

function addSupabase(state: State): void {
  for (const schema of supabaseSchemas) addSchema(state, schema, true);
  for (const table of supabaseTables.map(platformTable)) state.relations.set(key(table), table);
  state.defaults = [...state.defaults, ...supabaseDefaults.flatMap(({ schema, target }) => grantAll(schema, target))];
}

function grantAll(schema: string, target: GrantTarget): readonly DefaultPrivilege[] {
  return supabaseRoles.flatMap((grantee) =>
    allPrivileges(target).map((privilege) => ({ target, schema, privilege, grantee })),
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
