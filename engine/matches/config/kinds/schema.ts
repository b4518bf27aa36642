/**
 * The part of JSON Schema that says which keys there can be: what paths of policies are checked against. As in JSON Schema, what is not
 * said is open; `{}` is any value. The constructors below close what they make.
 */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly const?: string;
  /** `#`, or `#/$defs/name` of the schema that it stands in. */
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** Where our knowledge ends. */
export const anything: Schema = {};

export const scalar: Schema = { type: ['string', 'number', 'boolean', 'null'] };

/** A map of these keys and no others: names of scalars, and the keys that hold something else. */
export function keys(scalars: string, others: Readonly<Record<string, Schema>> = {}): Schema {
  const names = scalars.split(' ').filter((name) => name !== '');
  const properties = { ...Object.fromEntries(names.map((name) => [name, scalar])), ...others };
  return { type: 'object', properties, additionalProperties: false };
}

/** A map whose keys the user chooses. */
export function mapOf(value: Schema): Schema {
  return { type: 'object', additionalProperties: value };
}

export function listOf(items: Schema): Schema {
  return { type: 'array', items };
}

export function either(...anyOf: readonly Schema[]): Schema {
  return { anyOf };
}

/** One, or a list of them. */
export function oneOrMore(value: Schema): Schema {
  return either(value, listOf(value));
}

export const list: Schema = listOf(scalar);
export const map: Schema = mapOf(scalar);
