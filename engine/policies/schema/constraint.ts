import { ownKeywords } from '../../matches/constraint.ts';
import type { JsonSchema } from '../../matches/matcher.ts';
import { orParameter, orReference } from './parameter.ts';
import { described, flag, listOf, mapOf, oneOrMany, ref, text, wholeNumber } from './parts.ts';

const number: JsonSchema = { type: 'number', title: 'a number' };
const regularExpression: JsonSchema = { type: 'string', format: 'regex', title: 'a regular expression' };
const typeName: JsonSchema = {
  enum: ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'],
};
const constraint = ref('constraint');
/** In these JSON Schema keywords `true` and `false` are schemas, not values to be equal to. */
const constraintOrFlag: JsonSchema = { if: { type: 'boolean' }, else: constraint };

/** Keywords whose value is a value, and may come from a parameter or a metavariable. */
const valueKeywords: Readonly<Record<string, JsonSchema>> = {
  type: described('The type of the value, or a list of types.', oneOrMany(typeName)),
  enum: described('The value is one of these.', { type: 'array', title: 'a list' }),
  const: described('The value is this one.', {}),
  minimum: described('The number is at least this.', number),
  exclusiveMinimum: described('The number is greater than this.', number),
  maximum: described('The number is at most this.', number),
  exclusiveMaximum: described('The number is less than this.', number),
  multipleOf: described('The number is a multiple of this.', { ...number, exclusiveMinimum: 0 }),
  minLength: described('The text has at least so many characters.', wholeNumber),
  maxLength: described('The text has at most so many characters.', wholeNumber),
  pattern: described('The text matches this regular expression somewhere; anchor it with ^ and $.', regularExpression),
  minItems: described('The list has at least so many items.', wholeNumber),
  maxItems: described('The list has at most so many items.', wholeNumber),
  uniqueItems: described('No item of the list stands twice.', flag),
  minContains: described("At least so many items satisfy 'contains'.", wholeNumber),
  maxContains: described("At most so many items satisfy 'contains'.", wholeNumber),
  minProperties: described('The map has at least so many keys.', wholeNumber),
  maxProperties: described('The map has at most so many keys.', wholeNumber),
  required: described('The map has these keys.', { type: 'array', items: text, title: 'a list' }),
  dependentRequired: described(
    'Keys that must stand beside a key.',
    mapOf({ type: 'array', items: text, title: 'a list' }),
  ),
};

/** Keywords that hold constraints again. */
const constraintKeywords: Readonly<Record<string, JsonSchema>> = {
  not: described('This must not hold.', constraint),
  allOf: described('All of these hold.', listOf(constraint)),
  anyOf: described('At least one of these holds.', listOf(constraint)),
  oneOf: described('Exactly one of these holds.', listOf(constraint)),
  if: described("Where this holds, 'then' must hold, otherwise 'else'.", constraint),
  then: described("Must hold where 'if' holds.", constraint),
  else: described("Must hold where 'if' does not.", constraint),
  items: described("Every item that 'prefixItems' does not speak of.", constraintOrFlag),
  prefixItems: described('The first items, each with its own constraint.', listOf(constraint)),
  contains: described('At least one item satisfies this.', constraint),
  unevaluatedItems: described('Items that nothing else speaks of.', constraintOrFlag),
  properties: described('Constraints on the values of keys.', mapOf(constraint)),
  patternProperties: described('Constraints on the values of keys that match a regular expression.', mapOf(constraint)),
  additionalProperties: described('The values of all other keys.', constraintOrFlag),
  propertyNames: described('The keys themselves.', constraint),
  contentSchema: described('The string is JSON, and its value fits this.', constraint),
  unevaluatedProperties: described('Keys that nothing else speaks of.', constraintOrFlag),
  dependentSchemas: described('Constraints on the map that hold where a key is present.', mapOf(constraint)),
};

/** One language for values everywhere (policy-language.md, section 5). */
export function constraintSchema(): JsonSchema {
  const own = Object.entries(ownKeywords).map(
    ([name, { schema, documentation }]) => [name, described(documentation, { ...schema })] as const,
  );
  const values = [...Object.entries(valueKeywords), ...own].map(
    ([name, schema]) => [name, allowReference(name, schema)] as const,
  );
  return {
    description: 'A constraint on a value: JSON Schema 2020-12 with keywords of ours; a scalar means equality.',
    if: { type: ['string', 'number', 'boolean', 'null'] },
    else: orParameter({
      type: 'object',
      title: 'a scalar or a map of constraints',
      properties: { ...Object.fromEntries(values), ...constraintKeywords },
      additionalProperties: false,
      minProperties: 1,
    }),
  };
}

function allowReference(name: string, { description, ...schema }: JsonSchema): JsonSchema {
  return { description, ...(name === 'ref' ? ref('metavariable') : orReference(schema)) };
}
