import type { JsonSchema } from '../../matches/matcher.ts';
import { metavariable, record, ref, word } from './parts.ts';

/** `{param: name}` and, in constraints, `{ref: $X}`. */
export const parameterDefinitions: Readonly<Record<string, JsonSchema>> = {
  parameter: {
    description: 'The value of a parameter of this policy or its pack.',
    ...record({ param: word }, ['param']),
  },
  reference: {
    description: 'The value of a parameter, or the value bound to a metavariable.',
    ...record({ param: word, ref: metavariable }),
  },
};

const isParameter: JsonSchema = onlyKey(['param']);
const isReference: JsonSchema = onlyKey(['param', 'ref']);

function onlyKey(keys: readonly string[]): JsonSchema {
  return { type: 'object', minProperties: 1, maxProperties: 1, propertyNames: { enum: keys } };
}

/** The value itself, or `{param: name}`. */
export function orParameter(schema: JsonSchema): JsonSchema {
  return { if: isParameter, then: ref('parameter'), else: schema };
}

/** The value itself, `{param: name}` or `{ref: $X}`. */
export function orReference(schema: JsonSchema): JsonSchema {
  return { if: isReference, then: ref('reference'), else: schema };
}

/** Lets `{param: name}` stand in place of every value that an anchor's schema speaks of. */
export function allowParameters(schema: JsonSchema): JsonSchema {
  // What refers to definitions of ours allows it by itself.
  if ('$ref' in schema) return schema;
  return orParameter(allowInside(schema));
}

const valueMaps = ['properties', 'patternProperties'];
const values = ['items', 'additionalProperties', 'contains'];
const branches = ['then', 'else', 'not'];
const branchLists = ['allOf', 'anyOf', 'oneOf'];

function allowInside(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, allowInKeyword(key, value)]));
}

function allowInKeyword(key: string, value: unknown): unknown {
  if (values.includes(key) && isSchema(value)) return allowParameters(value);
  if (branches.includes(key) && isSchema(value)) return allowInside(value);
  if (Array.isArray(value)) return allowInList(key, value);
  if (!valueMaps.includes(key) || !isSchema(value)) return value;
  const named = Object.entries(value).map(([name, item]) => [name, isSchema(item) ? allowParameters(item) : item]);
  return Object.fromEntries(named) as JsonSchema;
}

function allowInList(key: string, schemas: readonly unknown[]): readonly unknown[] {
  if (branchLists.includes(key)) return schemas.map((item) => (isSchema(item) ? allowInside(item) : item));
  if (key === 'prefixItems') return schemas.map((item) => (isSchema(item) ? allowParameters(item) : item));
  return schemas;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
