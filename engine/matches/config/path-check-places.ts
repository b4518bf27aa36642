import { anything, type Schema } from './kinds/schema.ts';

/** Where a node may stand in the documents of a kind: all that its value can be, references and alternatives resolved. */
export interface Place {
  readonly schemas: readonly Schema[];
  /** What references are about. */
  readonly whole: Schema;
  /** Absent where it is not known: below it can be anything. */
  readonly above?: Place | 'nothing';
}

/** Of which nothing is known. */
export const anywhere: Place = { schemas: [anything], whole: anything };

/** The top of a document. */
export function topOf(schema: Schema): Place {
  return { schemas: resolved([schema], schema), whole: schema, above: 'nothing' };
}

/** The same, if the entry with this key has one of these values. */
export function narrowed(place: Place, key: string, values: readonly unknown[]): Place {
  const says = (schema: Schema): unknown => schema.properties?.[key]?.const;
  const exact = place.schemas.filter((schema) => values.includes(says(schema)));
  const others = values.every((value) => exact.some((schema) => says(schema) === value));
  const kept = others ? exact : [...exact, ...place.schemas.filter((schema) => says(schema) === undefined)];
  return { ...place, schemas: kept };
}

/** The place that these entries lead to; none if there can be no entry. */
function below(place: Place, schemas: readonly Schema[]): readonly Place[] {
  const found = resolved(schemas, place.whole);
  return found.length === 0 ? [] : [{ schemas: found, whole: place.whole, above: place }];
}

export function named(place: Place, name: string): readonly Place[] {
  return below(
    place,
    place.schemas.flatMap((schema) => [
      ...(mayBe(schema, 'object') ? entriesNamed(schema, name) : []),
      ...(mayBe(schema, 'array') && /^-?\d+$/.test(name) ? [schema.items ?? anything] : []),
    ]),
  );
}

export function matching(place: Place, expression: RegExp): readonly Place[] {
  const fits = (schema: Schema): readonly Schema[] => [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, entry]) => (expression.test(name) ? [entry] : [])),
    ...unnamed(schema),
  ];
  return below(place, place.schemas.filter((schema) => mayBe(schema, 'object')).flatMap(fits));
}

export function items(place: Place): readonly Place[] {
  return below(
    place,
    place.schemas.filter((schema) => mayBe(schema, 'array')).map((schema) => schema.items ?? anything),
  );
}

export function entries(place: Place): readonly Place[] {
  return below(place, place.schemas.flatMap(inside));
}

function inside(schema: Schema): readonly Schema[] {
  return [
    ...(mayBe(schema, 'object') ? [...Object.values(schema.properties ?? {}), ...unnamed(schema)] : []),
    ...(mayBe(schema, 'array') ? [schema.items ?? anything] : []),
  ];
}

/** The place and all below it. What is above those is not told apart. */
export function withAllBelow(place: Place): readonly Place[] {
  const seen = new Set<Schema>();
  const next = place.schemas.flatMap(inside);
  for (let schema = next.pop(); schema; schema = next.pop()) {
    for (const one of resolved([schema], place.whole)) {
      if (seen.has(one)) continue;
      seen.add(one);
      next.push(...inside(one));
    }
  }
  return [place, ...[...seen].map((schema) => ({ schemas: [schema], whole: place.whole }))];
}

/** The nearest enclosing maps, one of which it is; none if there cannot be any. */
export function enclosing(place: Place): readonly Place[] {
  const { above } = place;
  if (above === undefined) return [anywhere];
  if (above === 'nothing') return [];
  return [
    ...(above.schemas.some((schema) => mayBe(schema, 'object')) ? [above] : []),
    ...(above.schemas.some((schema) => mayBe(schema, 'array')) ? enclosing(above) : []),
  ];
}

/** All places around, from the nearest outwards. */
export function around(place: Place): readonly Place[] {
  const { above } = place;
  if (above === undefined) return [anywhere];
  return above === 'nothing' ? [] : [above, ...around(above)];
}

/** The names that there can be, as far as they are not the user's. */
export function namesAt({ schemas }: Place): readonly string[] {
  return [...new Set(schemas.flatMap(({ properties }) => Object.keys(properties ?? {})))];
}

export function mayBe({ type }: Schema, wanted: 'object' | 'array'): boolean {
  return type === undefined || type === wanted || (Array.isArray(type) && type.includes(wanted));
}

function entriesNamed(schema: Schema, name: string): readonly Schema[] {
  if (schema.properties && Object.hasOwn(schema.properties, name)) return [schema.properties[name]!];
  const patterns = Object.entries(schema.patternProperties ?? {});
  const found = patterns.filter(([expression]) => new RegExp(expression, 'u').test(name)).map(([, entry]) => entry);
  return found.length > 0 ? found : additional(schema);
}

/** Entries whose keys the user chooses. */
function unnamed(schema: Schema): readonly Schema[] {
  return [...Object.values(schema.patternProperties ?? {}), ...additional(schema)];
}

function additional({ additionalProperties = true }: Schema): readonly Schema[] {
  if (additionalProperties === false) return [];
  return [additionalProperties === true ? anything : additionalProperties];
}

/** Without references and alternatives. */
function resolved(schemas: readonly Schema[], whole: Schema): readonly Schema[] {
  const seen = new Set<Schema>();
  const found: Schema[] = [];
  const add = (schema: Schema): void => {
    if (seen.has(schema)) return;
    seen.add(schema);
    if (schema.$ref !== undefined) add(referred(schema.$ref, whole));
    else if (schema.anyOf) schema.anyOf.forEach(add);
    else found.push(schema);
  };
  schemas.forEach(add);
  return found;
}

function referred(reference: string, whole: Schema): Schema {
  if (reference === '#') return whole;
  return whole.$defs?.[reference.replace('#/$defs/', '')] ?? anything;
}
