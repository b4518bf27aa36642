import type { JsonSchema } from '../../matches/matcher.ts';
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

export const configuration: JsonSchema = record({
  extends: described('Shipped profiles, installed npm packages, folders or files of policies or of Semgrep rules.', {
    type: 'array',
    items: { ...text, minLength: 1 },
    title: 'a list',
  }),
  definitions: described('Definitions of this workspace, and more alternatives for those of packs.', mapOf(definition)),
  policies: described('What this workspace changes about policies, by id.', mapOf(override)),
});
