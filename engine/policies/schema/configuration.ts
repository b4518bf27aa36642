import type { JsonSchema } from '../../matches/matcher.ts';
import { platforms } from '../../model/platform.ts';
import { dialects } from '../../model/sql.ts';
import { severities } from '../../model/severity.ts';
import { definition } from './definition.ts';
import { entryKeys } from './exemptions.ts';
import { described, flag, mapOf, oneOf, permission, record, text, wholeNumber } from './parts.ts';

const override: JsonSchema = {
  ...record({
    enabled: described('Whether the policy is run.', flag),
    severity: described('Another severity than the one of the policy.', oneOf(severities)),
    directives: described('Whether comments in the source may exempt findings of the policy.', permission),
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

const path: JsonSchema = { ...text, minLength: 1 };

const exemptionRules: JsonSchema = {
  ...record({
    file: described('The file of exemptions, relative to bylaw.yaml.', path),
    'longest-days': described('How many days an exemption may last at most.', { ...wholeNumber, minimum: 1 }),
    'warning-days': described('How many days before its end a warning comes; 14 if it is left out.', wholeNumber),
    directives: described('Whether comments in the source may exempt findings.', permission),
    required: described('Keys that every entry of the file must have beside those that it must have anyway.', {
      type: 'array',
      items: oneOf(entryKeys),
      title: 'a list',
    }),
  }),
  minProperties: 1,
  title: 'the path of a file, or a map',
};

export const configuration: JsonSchema = record({
  extends: described('Shipped profiles, installed npm packages, folders or files of policies or of Semgrep rules.', {
    type: 'array',
    items: { ...text, minLength: 1 },
    title: 'a list',
  }),
  definitions: described('Definitions of this workspace, and more alternatives for those of packs.', mapOf(definition)),
  policies: described('What this workspace changes about policies, by id.', mapOf(override)),
  exemptions: described('The file of dated permissions, and what is asked of them.', {
    if: { type: 'string' },
    then: path,
    else: exemptionRules,
  }),
  sql: described('What cannot be told from the SQL files and the tools around them.', sql),
});
