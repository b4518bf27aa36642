import type { AnchorEntry, JsonSchema } from '../matches/matcher.ts';
import { languageSchema } from './schema.ts';
import { registerSchema } from './validate.ts';

/** What each kind of data is validated against. */
export interface Schemas {
  readonly policy: JsonSchema;
  readonly pack: JsonSchema;
  readonly definition: JsonSchema;
  readonly configuration: JsonSchema;
  readonly exemptions: JsonSchema;
  readonly matcher: JsonSchema;
  readonly constraint: JsonSchema;
}

const known = new WeakMap<readonly AnchorEntry[], Schemas>();
let registries = 0;

/** Built once for a registry of anchors. */
export function schemasOf(anchors: readonly AnchorEntry[]): Schemas {
  let schemas = known.get(anchors);
  if (!schemas) known.set(anchors, (schemas = registered(languageSchema(anchors))));
  return schemas;
}

function registered(schema: JsonSchema): Schemas {
  const id = `bylaw:language-${++registries}`;
  registerSchema(id, schema);
  const named = (name: keyof Schemas): JsonSchema => ({ $ref: `${id}#/$defs/${name}` });
  return {
    policy: named('policy'),
    pack: named('pack'),
    definition: named('definition'),
    configuration: named('configuration'),
    exemptions: named('exemptions'),
    matcher: named('matcher'),
    constraint: named('constraint'),
  };
}
