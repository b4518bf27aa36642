import type { PlatformSchema } from './platform-catalog.ts';

/** Schema `vault`, of the extension `supabase_vault`. */
export const vault: PlatformSchema = {
  owner: 'supabase_admin',
  grants: { postgres: 'usage', service_role: 'usage' },
  tables: { owner: 'supabase_admin', grants: { postgres: 'select, delete', service_role: 'select, delete' } },
  relations: {
    decrypted_secrets: {
      form: 'view',
      columns: {
        id: 'uuid',
        name: 'text',
        description: 'text',
        secret: 'text',
        decrypted_secret: 'text',
        key_id: 'uuid',
        nonce: 'bytea',
        created_at: 'timestamp with time zone',
        updated_at: 'timestamp with time zone',
      },
    },
    secrets: {
      columns: {
        id: 'uuid not null default gen_random_uuid()',
        name: 'text',
        description: "text not null default ''::text",
        secret: 'text not null',
        key_id: 'uuid',
        nonce: 'bytea',
        created_at: 'timestamp with time zone not null default CURRENT_TIMESTAMP',
        updated_at: 'timestamp with time zone not null default CURRENT_TIMESTAMP',
      },
      keys: {
        secrets_pkey: 'primary key (id)',
      },
    },
  },
  functions: {
    'create_secret(text, text, text, uuid)': {
      returns: 'uuid',
      language: 'plpgsql',
      securityDefiner: true,
      searchPath: '""',
      owner: 'supabase_admin',
      grants: { postgres: 'all', service_role: 'all' },
    },
    'update_secret(uuid, text, text, text, uuid)': {
      returns: 'void',
      language: 'plpgsql',
      securityDefiner: true,
      searchPath: '""',
      owner: 'supabase_admin',
      grants: { postgres: 'all', service_role: 'all' },
    },
  },
};
