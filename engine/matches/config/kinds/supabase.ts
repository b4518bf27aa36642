import { anything, keys, list, map, mapOf, scalar, type Schema } from './schema.ts';

const hook = keys('enabled uri secrets');
const smtp = keys('enabled host port user pass admin_email sender_name');
const message = keys('enabled subject content content_path');
const factor = keys('enroll_enabled verify_enabled otp_length template max_frequency');
const provider = keys('enabled client_id secret url redirect_uri skip_nonce_check email_optional');

const auth = keys(
  'enabled site_url external_url jwt_expiry jwt_issuer jwt_secret anon_key service_role_key publishable_key secret_key signing_keys_path ' +
    'enable_refresh_token_rotation refresh_token_reuse_interval enable_signup enable_anonymous_sign_ins enable_manual_linking ' +
    'minimum_password_length password_requirements image',
  {
    additional_redirect_urls: list,
    rate_limit: map,
    captcha: keys('enabled provider secret'),
    email: keys(
      'enable_signup double_confirm_changes enable_confirmations secure_password_change max_frequency otp_length otp_expiry',
      { smtp, template: mapOf(message), notification: mapOf(message) },
    ),
    // Each provider of messages has credentials of its own.
    sms: {
      type: 'object',
      properties: keys('enable_signup enable_confirmations template max_frequency', { test_otp: map }).properties!,
      additionalProperties: anything,
    },
    sessions: keys('timebox inactivity_timeout'),
    hook: mapOf(hook),
    mfa: keys('max_enrolled_factors', { totp: factor, phone: factor, web_authn: factor }),
    external: mapOf(provider),
    web3: mapOf(anything),
    third_party: mapOf(anything),
    oauth_server: anything,
    passkey: anything,
    webauthn: anything,
  },
);

const sections: Readonly<Record<string, Schema>> = {
  api: keys('enabled port image auto_expose_new_tables external_url kong_image', {
    schemas: list,
    extra_search_path: list,
    max_rows: scalar,
    tls: keys('enabled cert_path key_path'),
  }),
  db: keys('port shadow_port major_version image password root_key health_timeout', {
    pooler: keys(
      'enabled port pool_mode default_pool_size max_client_conn tenant_id encryption_key secret_key_base image',
    ),
    vault: map,
    migrations: keys('enabled', { schema_paths: list }),
    seed: keys('enabled', { sql_paths: list }),
    network_restrictions: keys('enabled', { allowed_cidrs: list, allowed_cidrs_v6: list }),
    ssl_enforcement: keys('enabled'),
    settings: map,
  }),
  realtime: keys('enabled ip_version max_header_length tenant_id encryption_key secret_key_base image port'),
  studio: keys('enabled port api_url openai_api_key image pgmeta_image'),
  inbucket: keys('enabled port smtp_port pop3_port admin_email sender_name image'),
  storage: {
    type: 'object',
    properties: {
      ...keys('enabled file_size_limit image migration image_api_version').properties,
      image_transformation: keys('enabled image'),
      s3_protocol: keys('enabled'),
      buckets: mapOf(keys('public file_size_limit objects_path', { allowed_mime_types: list })),
    },
    additionalProperties: anything,
  },
  auth,
  edge_runtime: keys('enabled policy inspector_port deno_version image', { secrets: map }),
  functions: mapOf(keys('enabled verify_jwt import_map entrypoint slug', { static_files: list, env: map })),
  analytics: keys('enabled port backend gcp_project_id gcp_project_number gcp_jwt_path vector_port image api_key'),
  experimental: anything,
};

/**
 * What version 2 of the Supabase CLI reads, and version 1 did (supabase.com/docs/guides/local-development/cli/config). A remote has the
 * same sections; what is experimental or of a provider alone is open.
 */
export const supabase: Schema = keys('project_id profile', {
  ...sections,
  remotes: mapOf(keys('project_id', sections)),
});
