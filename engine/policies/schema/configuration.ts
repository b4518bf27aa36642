import type { JsonSchema } from '../../matches/matcher.ts';
import { platforms } from '../../model/platform.ts';
import { dialects } from '../../model/sql.ts';
import { severities } from '../../model/severity.ts';
import { definition } from './definition.ts';
import { described, flag, mapOf, oneOf, record, text } from './parts.ts';

const override: JsonSchema = {
  ...record({
    enabled: described('Whether the policy is run.', flag),
    severity: described('Another severity than the one of the policy.', oneOf(severities)),
    parameters: described('Values for parameters of the policy.', { type: 'object', title: 'a map' }),
  }),
  minProperties: 1,
};

const dialect = oneOf(dialects);

const sql: JsonSchema = record({
  dialect: described(
    'The dialect of all SQL files, or globs over their paths, each with the dialect of the files that it fits; the first glob that fits counts.',
    { if: { type: 'object' }, then: { ...mapOf(dialect), minProperties: 1 }, else: dialect },
  ),
  platform: described(
    'What the database has before the first migration: nothing but PostgreSQL, or what Supabase brings along (in its newest version that Bylaw knows, or the one named). Left out, a folder `supabase` with a configuration or migrations tells.',
    oneOf(platforms),
  ),
});

export const configuration: JsonSchema = record({
  extends: described('Shipped profiles, installed npm packages, folders or files of policies or of Semgrep rules.', {
    type: 'array',
    items: { ...text, minLength: 1 },
    title: 'a list',
  }),
  definitions: described('Definitions of this workspace, and more alternatives for those of packs.', mapOf(definition)),
  policies: described('What this workspace changes about policies, by id.', mapOf(override)),
  sql: described('What cannot be told from the SQL files and the tools around them.', sql),
});
