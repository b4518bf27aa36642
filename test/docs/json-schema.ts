import type { JsonSchema } from '../../engine/matches/matcher.ts';

const names: Readonly<Record<string, string>> = {
  string: 'text',
  object: 'map',
  array: 'list',
  boolean: '`true` or `false`',
  number: 'number',
  integer: 'whole number',
  null: '`null`',
};

/** The type of a value in words, for readers of the documentation. */
export function typeOf(schema: JsonSchema): string {
  if (Array.isArray(schema.enum)) return oneOf(schema.enum.map((value) => `\`${String(value)}\``));
  if ('const' in schema) return `\`${JSON.stringify(schema.const)}\``;
  if (typeof schema.$ref === 'string') return schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
  if (isParameter(schema.if)) return typeOf(schema.else as JsonSchema);
  if (schema.if) return alternatives([schema.else, schema.then ?? schema.if] as readonly JsonSchema[]);
  const branches = (schema.anyOf ?? schema.oneOf) as readonly JsonSchema[] | undefined;
  if (branches) return alternatives(branches);
  const types = [schema.type ?? []].flat().map(String);
  const isScalar = scalars.every((type) => types.includes(type));
  const others = isScalar ? types.filter((type) => ![...scalars, 'null'].includes(type)) : types;
  return oneOf([...(isScalar ? ['scalar'] : []), ...others.map((type) => typed(type, schema))]);
}

const scalars = ['string', 'number', 'boolean'];

/** One of several, the commonest being one or a list of the same. */
function alternatives(schemas: readonly JsonSchema[]): string {
  const [one = {}, list = {}, ...others] = schemas;
  const isSame =
    others.length === 0 && list.type === 'array' && isSchema(list.items) && typeOf(list.items) === typeOf(one);
  return isSame ? `${typeOf(one)}, or a list of them` : oneOf(schemas.map(typeOf));
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null;
}

/** `{param: name}` and `{ref: $X}` may stand wherever a value does: the page says so once. */
function isParameter(condition: unknown): boolean {
  return typeof condition === 'object' && condition !== null && 'propertyNames' in condition;
}

function typed(type: string, schema: JsonSchema): string {
  const { items, properties } = schema as { items?: JsonSchema; properties?: Readonly<Record<string, unknown>> };
  if (type === 'array' && items) return `list of ${plural(typeOf(items))}`;
  if (type === 'object' && properties)
    return `map of ${Object.keys(properties)
      .map((key) => `\`${key}\``)
      .join(', ')}`;
  return names[type] ?? type;
}

function plural(type: string): string {
  return /^[a-z]+$/.test(type) ? `${type}s` : `(${type})`;
}

function oneOf(types: readonly string[]): string {
  const distinct = [...new Set(types.filter((type) => type !== ''))];
  const last = distinct.pop();
  if (last === undefined) return 'any value';
  return distinct.length === 0 ? last : `${distinct.join(', ')} or ${last}`;
}

/** The keys of a map with type and description. */
export function propertiesOf(schema: JsonSchema): readonly (readonly [name: string, schema: JsonSchema])[] {
  return Object.entries((schema.properties ?? {}) as Readonly<Record<string, JsonSchema>>);
}

export function descriptionOf(schema: JsonSchema): string {
  return typeof schema.description === 'string' ? schema.description : '';
}
