import type { PlatformSchema } from './platform-catalog.ts';

/** Schema `realtime`, made by supabase/realtime at its migration 20260709120000. The functions are those that applications call. */
export const realtime: PlatformSchema = {
  owner: 'supabase_admin',
  grants: {
    anon: 'usage',
    authenticated: 'usage',
    postgres: 'usage',
    service_role: 'usage',
    supabase_realtime_admin: 'all',
  },
  tables: {
    owner: 'supabase_realtime_admin',
    grants: { anon: 'select', authenticated: 'select', service_role: 'select' },
  },
  relations: {
    messages: {
      partitioned: true,
      rls: true,
      grants: {
        anon: 'select, insert, update',
        authenticated: 'select, insert, update',
        service_role: 'select, insert, update',
      },
      columns: {
        topic: 'text not null',
        extension: 'text not null',
        payload: 'jsonb',
        event: 'text',
        private: 'boolean default false',
        updated_at: 'timestamp without time zone not null default now()',
        inserted_at: 'timestamp without time zone not null default now()',
        id: 'uuid not null default gen_random_uuid()',
        binary_payload: 'bytea',
      },
      keys: {
        messages_pkey: 'primary key (id, inserted_at)',
      },
    },
    schema_migrations: {
      owner: 'postgres',
      columns: {
        version: 'bigint not null',
        inserted_at: 'timestamp(0) without time zone',
      },
      keys: {
        schema_migrations_pkey: 'primary key (version)',
      },
    },
    subscription: {
      columns: {
        id: 'bigint not null generated as identity',
        subscription_id: 'uuid not null',
        entity: 'regclass not null',
        filters: "realtime.user_defined_filter[] not null default '{}'::realtime.user_defined_filter[]",
        claims: 'jsonb not null',
        claims_role: 'regrole not null',
        created_at: "timestamp without time zone not null default timezone('utc'::text, now())",
        action_filter: "text default '*'::text",
        selected_columns: 'text[]',
      },
      keys: {
        subscription_pkey: 'primary key (id)',
      },
    },
  },
  functions: {
    'broadcast_changes(text, text, text, text, text, record, record, text)': {
      returns: 'void',
      language: 'plpgsql',
      owner: 'supabase_realtime_admin',
      grants: { public: 'all' },
    },
    'send(jsonb, text, text, boolean)': {
      returns: 'void',
      language: 'plpgsql',
      owner: 'supabase_realtime_admin',
      grants: { public: 'all' },
    },
    'send_binary(bytea, text, text, boolean)': {
      returns: 'void',
      language: 'plpgsql',
      owner: 'supabase_realtime_admin',
      grants: { public: 'all' },
    },
    'topic()': {
      returns: 'text',
      language: 'sql',
      volatility: 'stable',
      owner: 'supabase_realtime_admin',
      grants: { public: 'all' },
    },
  },
  enums: {
    action: ['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'ERROR'],
    equality_op: ['eq', 'neq', 'lt', 'lte', 'gt', 'gte', 'in', 'like', 'ilike', 'is', 'match', 'imatch', 'isdistinct'],
  },
};
