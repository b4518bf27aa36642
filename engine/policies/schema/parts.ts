import type { JsonSchema } from '../../matches/matcher.ts';

/** What policies are made of wherever a schema of ours speaks of it. `title` is what an error says was expected. */
export const text: JsonSchema = { type: 'string', title: 'a text' };
export const word: JsonSchema = {
  type: 'string',
  pattern: '^[a-z0-9]+([._-][a-z0-9]+)*$',
  title: "a name of lower-case letters, digits and hyphens, such as 'no-eval'",
};
export const glob: JsonSchema = { type: 'string', minLength: 1, title: 'a glob' };
export const metavariablePattern = '^\\$[A-Z_][A-Z_0-9]*$';
export const metavariable: JsonSchema = {
  type: 'string',
  pattern: metavariablePattern,
  title: "a metavariable such as '$NAME'",
};
export const flag: JsonSchema = { type: 'boolean', title: 'true or false' };
export const permission: JsonSchema = { enum: ['allow', 'forbid'] };
export const wholeNumber: JsonSchema = { type: 'integer', minimum: 0, title: 'a whole number' };

export function described(description: string, schema: JsonSchema): JsonSchema {
  return { description, ...schema };
}

export function ref(definition: string): JsonSchema {
  return { $ref: `#/$defs/${definition}` };
}

export function oneOf(values: readonly string[]): JsonSchema {
  return { enum: values };
}

export function listOf(items: JsonSchema): JsonSchema {
  return { type: 'array', items, minItems: 1, title: 'a list' };
}

/** One or a list of them. `if` instead of `anyOf`, because then an error speaks of the one branch that was meant. */
export function oneOrMany(schema: JsonSchema): JsonSchema {
  const title = typeof schema.title === 'string' ? { title: `${schema.title}, or a list of them` } : {};
  return { if: { type: 'array' }, then: { type: 'array', items: schema, minItems: 1 }, else: { ...schema, ...title } };
}

export function mapOf(values: JsonSchema): JsonSchema {
  return { type: 'object', additionalProperties: values, title: 'a map' };
}

/** A map of exactly these keys. */
export function record(properties: Readonly<Record<string, JsonSchema>>, required: readonly string[] = []): JsonSchema {
  return { type: 'object', properties, additionalProperties: false, required, title: 'a map' };
}
