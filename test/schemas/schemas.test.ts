import { expect, test } from 'vitest';
import { anchors } from '../../engine/matches/all.ts';
import {
  configurationSchema,
  definitionSchema,
  exemptionsSchema,
  packSchema,
  policySchema,
} from '../../engine/policies/schema.ts';

const schemas = {
  policy: policySchema(anchors),
  pack: packSchema(),
  definition: definitionSchema(anchors),
  configuration: configurationSchema(anchors),
  exemptions: exemptionsSchema(),
};

/** `npx vitest run test/schemas --update` writes them anew. */
test.each(Object.entries(schemas))('schemas/%s.schema.json is what the registry says', async (name, schema) => {
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(`../../schemas/${name}.schema.json`);
});
