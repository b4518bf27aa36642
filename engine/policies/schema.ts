import type { AnchorEntry, JsonSchema } from '../matches/matcher.ts';
import { configuration } from './schema/configuration.ts';
import { constraintSchema } from './schema/constraint.ts';
import { definition } from './schema/definition.ts';
import { exemptions } from './schema/exemptions.ts';
import { matcherDefinitions } from './schema/matcher.ts';
import { pack } from './schema/pack.ts';
import { parameterDefinitions } from './schema/parameter.ts';
import { metavariable } from './schema/parts.ts';
import { policyBody, policyDefinitions } from './schema/policy.ts';

/*
 * The schemas of the files that people write, as editors get them. They derive from the registry of anchors, whose own
 * schemas may refer to `#/$defs/matcher`, `#/$defs/constraint` and `#/$defs/metavariable`.
 */

export function policySchema(anchors: readonly AnchorEntry[]): JsonSchema {
  return published('A Bylaw policy.', policyBody(), sharedDefinitions(anchors));
}

export function packSchema(): JsonSchema {
  const { 'parameter-schema': parameter, 'json-schema': jsonSchema } = policyDefinitions;
  return published('A Bylaw pack (pack.yaml).', pack, { 'parameter-schema': parameter, 'json-schema': jsonSchema });
}

export function definitionSchema(anchors: readonly AnchorEntry[]): JsonSchema {
  return published('A named matcher or value of a Bylaw pack.', definition, sharedDefinitions(anchors));
}

export function configurationSchema(anchors: readonly AnchorEntry[]): JsonSchema {
  return published("A workspace's bylaw.yaml.", configuration, sharedDefinitions(anchors));
}

export function exemptionsSchema(): JsonSchema {
  return published('Dated permissions: findings that do not count until a day.', exemptions);
}

/** All of them in one, so that what they share is compiled once. */
export function languageSchema(anchors: readonly AnchorEntry[]): JsonSchema {
  return {
    $defs: { ...sharedDefinitions(anchors), policy: policyBody(), pack, definition, configuration, exemptions },
  };
}

function sharedDefinitions(anchors: readonly AnchorEntry[]): JsonSchema {
  return {
    ...matcherDefinitions(anchors),
    constraint: constraintSchema(),
    metavariable,
    ...parameterDefinitions,
    ...policyDefinitions,
  };
}

function published(description: string, body: JsonSchema, $defs?: JsonSchema): JsonSchema {
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', ...body, description, ...($defs && { $defs }) };
}
