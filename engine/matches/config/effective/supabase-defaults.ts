import type { Json } from '../../../model/document.ts';
import type { Default } from './kind.ts';

/**
 * What the Supabase CLI takes for keys that are left out: it lays `supabase/config.toml` over the template it is built with
 * (supabase/cli, pkg/config/templates/config.toml and config.go, as of version 2).
 */
const values: Readonly<Record<string, Json>> = {
  'api.enabled': true,
  'api.schemas': ['public', 'graphql_public'],
  'api.extra_search_path': ['public', 'extensions'],
  'api.max_rows': 1000,
  'api.tls.enabled': false,
  'auth.enabled': true,
  'auth.site_url': 'http://127.0.0.1:3000',
  'auth.additional_redirect_urls': ['https://127.0.0.1:3000'],
  'auth.jwt_expiry': 3600,
  'auth.enable_refresh_token_rotation': true,
  'auth.refresh_token_reuse_interval': 10,
  'auth.enable_signup': true,
  'auth.enable_anonymous_sign_ins': false,
  'auth.enable_manual_linking': false,
  'auth.minimum_password_length': 6,
  'auth.password_requirements': '',
  'auth.email.enable_signup': true,
  'auth.email.double_confirm_changes': true,
  'auth.email.enable_confirmations': false,
  'auth.email.secure_password_change': false,
  'auth.email.max_frequency': '1s',
  'auth.email.otp_length': 6,
  'auth.email.otp_expiry': 3600,
  'auth.sms.enable_signup': false,
  'auth.sms.enable_confirmations': false,
  'auth.sms.max_frequency': '5s',
  'auth.mfa.max_enrolled_factors': 10,
  'auth.mfa.phone.enroll_enabled': false,
  'auth.mfa.phone.verify_enabled': false,
  'db.migrations.enabled': true,
  'db.seed.enabled': true,
  'db.pooler.enabled': false,
  'db.network_restrictions.enabled': false,
  'db.network_restrictions.allowed_cidrs': ['0.0.0.0/0'],
  'db.network_restrictions.allowed_cidrs_v6': ['::/0'],
  'functions.*.enabled': true,
  'functions.*.verify_jwt': true,
  'storage.enabled': true,
  'storage.file_size_limit': '50MiB',
};

/** Releases of version 2 differ in these. */
const unsettled = [
  'auth.mfa.totp.enroll_enabled',
  'auth.mfa.totp.verify_enabled',
  'db.major_version',
  'edge_runtime.policy',
  'edge_runtime.deno_version',
  'storage.s3_protocol.enabled',
];

export const supabaseDefaults: readonly Default[] = [
  ...Object.entries(values).map(([key, value]) => defaultOf(key, value)),
  ...unsettled.map((key) => {
    const message = `'${key}' is left out, and its default depends on the release of the Supabase CLI.`;
    return { keys: key.split('.'), value: { doubt: { message } }, because: message };
  }),
];

/** A branch is only seeded if it says so itself. */
export const branchDefaults: readonly Default[] = [defaultOf('db.seed.enabled', false), ...supabaseDefaults];

function defaultOf(key: string, value: Json): Default {
  return { keys: key.split('.'), value, because: `It is the Supabase CLI's default of '${key}'.` };
}
