import type { Grants, PlatformCatalog, PlatformSchema } from './platform-catalog.ts';
import { auth } from './supabase-2026-08-auth.ts';
import { realtime } from './supabase-2026-08-realtime.ts';
import { storage } from './supabase-2026-08-storage.ts';
import { vault } from './supabase-2026-08-vault.ts';

const api = ['anon', 'authenticated', 'service_role'];
const usage: Grants = { anon: 'usage', authenticated: 'usage', postgres: 'usage', service_role: 'usage' };

/** Made by an extension or a service when it is switched on: what is in it is not known. */
const optional: PlatformSchema = { owner: 'supabase_admin', grants: { postgres: 'usage' } };

/** A project as the command line tool starts it and as the cloud serves it. */
export const supabase202608: PlatformCatalog = {
  platform: 'supabase',
  version: '2026-08',
  sources: [
    'supabase/postgres 7db7e1a (2024-10-23): roles, schemas, default privileges',
    'supabase/auth bc32168 (2026-08-20)',
    'supabase/storage 4fa61fb (2026-08-21)',
    'supabase/realtime 833cf36 (2026-08-21)',
    'supabase/cli 1d1e719 (2026-06-01): exposed schemas, auto_expose_new_tables',
  ],
  exposedSchemas: ['public', 'graphql_public'],
  searchPath: ['public', 'extensions'],
  roles: {
    anon: {},
    authenticated: {},
    service_role: { bypassRls: true },
    authenticator: { login: true, inherit: false, memberOf: api },
    dashboard_user: {},
    pgbouncer: { login: true },
    postgres: {
      login: true,
      bypassRls: true,
      memberOf: [
        ...api,
        'pg_monitor',
        'pg_read_all_data',
        'pg_signal_backend',
        'supabase_auth_admin',
        'supabase_realtime_admin',
        'supabase_storage_admin',
      ],
    },
    supabase_admin: { superuser: true, bypassRls: true, login: true },
    supabase_auth_admin: { login: true, inherit: false },
    supabase_functions_admin: { login: true, inherit: false },
    supabase_read_only_user: { login: true, bypassRls: true, memberOf: ['pg_read_all_data'] },
    supabase_realtime_admin: { inherit: false },
    supabase_replication_admin: { login: true },
    supabase_storage_admin: { login: true, inherit: false, memberOf: ['authenticator'] },
  },
  schemas: {
    auth,
    storage,
    realtime,
    vault,
    extensions: { owner: 'postgres', grants: { ...usage, dashboard_user: 'all' } },
    graphql: { owner: 'supabase_admin', grants: usage },
    graphql_public: {
      owner: 'supabase_admin',
      grants: usage,
      functions: {
        'graphql(text, text, jsonb, jsonb)': {
          returns: 'jsonb',
          language: 'plpgsql',
          owner: 'supabase_admin',
          grants: { public: 'all', anon: 'all', authenticated: 'all', postgres: 'all', service_role: 'all' },
        },
      },
    },
    cron: optional,
    net: { ...optional, grants: usage },
    pgbouncer: optional,
    pgmq: optional,
    pgsodium: optional,
    supabase_functions: { ...optional, grants: usage },
    supabase_migrations: optional,
  },
  publicSchema: usage,
  extensions: {
    pg_graphql: 'graphql',
    pg_stat_statements: 'extensions',
    pgcrypto: 'extensions',
    supabase_vault: 'vault',
    'uuid-ossp': 'extensions',
  },
  publications: ['supabase_realtime'],
  defaults: [
    { owner: 'postgres', schema: 'public', grantees: ['postgres', ...api] },
    { owner: 'supabase_admin', schema: 'public', grantees: ['postgres', ...api] },
    { owner: 'supabase_admin', schema: 'graphql_public', grantees: ['postgres', ...api] },
    { owner: 'supabase_admin', schema: 'storage', grantees: ['postgres', ...api] },
    { owner: 'supabase_admin', schema: 'extensions', grantees: ['postgres'] },
    { owner: 'supabase_admin', schema: 'realtime', grantees: ['postgres', 'dashboard_user'] },
    { owner: 'supabase_auth_admin', schema: 'auth', grantees: ['postgres', 'dashboard_user'] },
  ],
};
