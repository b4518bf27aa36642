import type { AnchorEntry, JsonSchema } from '../../../engine/matches/matcher.ts';

const pattern: JsonSchema = {
  anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, minItems: 1 }],
};

/** Small entries that stand for the registry: what loading needs to know of an anchor. */
export const fakeAnchors: readonly AnchorEntry[] = [
  entry('code', pattern),
  entry('sql', pattern, { of: { type: 'object' } }),
  entry('schema', { type: 'object', minProperties: 1 }),
  entry('file', { type: 'string' }),
  entry('env', {
    type: 'object',
    properties: { name: { type: 'string' }, access: { enum: ['read', 'write'] } },
    additionalProperties: false,
  }),
  entry(
    'config',
    { type: 'string' },
    {
      path: { type: 'string' },
      value: { $ref: '#/$defs/constraint' },
      absent: {
        anyOf: [{ enum: ['fail', 'ok'] }, { type: 'object', properties: { default: {} }, required: ['default'] }],
      },
    },
  ),
];

function entry(name: string, schema: JsonSchema, attributes?: Readonly<Record<string, JsonSchema>>): AnchorEntry {
  const inspect = (): { readonly binds: []; readonly errors: [] } => ({ binds: [], errors: [] });
  return { name, documentation: `The anchor ${name}.`, schema, inspect, ...(attributes && { attributes }) };
}
