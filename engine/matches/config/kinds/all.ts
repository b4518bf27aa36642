import { compose } from './compose.ts';
import { dockerfile } from './dockerfile.ts';
import { action, workflow } from './github.ts';
import { kubernetes } from './kubernetes.ts';
import { packageJson } from './package-json.ts';
import type { Schema } from './schema.ts';
import { supabase } from './supabase.ts';
import { tsconfig } from './tsconfig.ts';

/** What documents of a kind can have, as far as we know. Paths of policies are checked against it, the user's files never are. */
const schemas: Readonly<Record<string, Schema>> = {
  'github-workflow': workflow,
  'github-action': action,
  compose,
  kubernetes,
  dockerfile,
  'package-json': packageJson,
  tsconfig,
  'supabase-config': supabase,
};

/** Nothing is known of a kind that is not listed. */
export function schemaOfKind(kind: string): Schema | undefined {
  return Object.hasOwn(schemas, kind) ? schemas[kind] : undefined;
}
