import type { GrantTarget } from '../../model/sql.ts';

/** Tables that Supabase brings along, with their columns; `rls` as the platform sets it. */
export const supabaseTables: readonly {
  readonly schema: string;
  readonly name: string;
  readonly rls: boolean;
  readonly columns: Readonly<Record<string, string>>;
  readonly key: readonly string[];
}[] = [
  {
    schema: 'auth',
    name: 'users',
    rls: true,
    key: ['id'],
    columns: {
      id: 'uuid',
      email: 'character varying',
      phone: 'text',
      role: 'character varying',
      raw_user_meta_data: 'jsonb',
      raw_app_meta_data: 'jsonb',
      is_super_admin: 'boolean',
      is_anonymous: 'boolean',
      email_confirmed_at: 'timestamp with time zone',
      last_sign_in_at: 'timestamp with time zone',
      created_at: 'timestamp with time zone',
      updated_at: 'timestamp with time zone',
      deleted_at: 'timestamp with time zone',
    },
  },
  {
    schema: 'storage',
    name: 'buckets',
    rls: true,
    key: ['id'],
    columns: {
      id: 'text',
      name: 'text',
      owner: 'uuid',
      public: 'boolean',
      file_size_limit: 'bigint',
      allowed_mime_types: 'text[]',
      created_at: 'timestamp with time zone',
      updated_at: 'timestamp with time zone',
    },
  },
  {
    schema: 'storage',
    name: 'objects',
    rls: true,
    key: ['id'],
    columns: {
      id: 'uuid',
      bucket_id: 'text',
      name: 'text',
      owner: 'uuid',
      owner_id: 'text',
      metadata: 'jsonb',
      path_tokens: 'text[]',
      created_at: 'timestamp with time zone',
      updated_at: 'timestamp with time zone',
    },
  },
];

/** Objects in these schemas belong to the platform even where the list above does not know them. */
export const supabaseSchemas = [
  'auth',
  'storage',
  'realtime',
  'vault',
  'extensions',
  'graphql',
  'graphql_public',
  'net',
  'cron',
];

export const supabaseRoles = ['anon', 'authenticated', 'service_role'];

/** The roles of every project. Row level security holds for none with `bypassRls`. */
export const platformRoles: readonly {
  readonly name: string;
  readonly memberOf: readonly string[];
  readonly superuser: boolean;
  readonly bypassRls: boolean;
  readonly login: boolean;
  readonly inherit: boolean;
}[] = [
  role('anon'),
  role('authenticated'),
  { ...role('service_role'), bypassRls: true },
  { ...role('authenticator'), login: true, memberOf: ['anon', 'authenticated', 'service_role'] },
  { ...role('supabase_admin'), superuser: true, bypassRls: true, login: true, inherit: true },
  { ...role('supabase_auth_admin'), login: true },
  { ...role('supabase_storage_admin'), login: true },
  { ...role('dashboard_user'), inherit: true },
];

function role(name: string): (typeof platformRoles)[number] {
  return { name, memberOf: [], superuser: false, bypassRls: false, login: false, inherit: false };
}

/** `ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL` as every project has had it (2026). */
export const supabaseDefaults: readonly { readonly schema: string; readonly target: GrantTarget }[] = [
  { schema: 'public', target: 'table' },
  { schema: 'public', target: 'function' },
  { schema: 'public', target: 'sequence' },
];
