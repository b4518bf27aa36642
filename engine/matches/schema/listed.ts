import type { Bindings } from '../../model/binding.ts';
import type { Catalog } from '../../model/catalog.ts';
import { metavariable } from './matching.ts';
import { isLiteral, nameParts } from './names.ts';
import { schemaObjects, type Kind, type SchemaObject } from './objects.ts';
import { ONE_NAME, type SchemaValue } from './value.ts';

/** The objects of a kind, also by their own name or, of parts of a table and of indexes, by the table's. */
interface Listed {
  readonly all: readonly SchemaObject[];
  readonly named: ReadonlyMap<string, readonly SchemaObject[]>;
}

const listedOf = new WeakMap<Catalog, ReadonlyMap<Kind, Listed>>();

/** The objects that the value may match under these bindings: never too few. A join asks this for each of its rows. */
export function candidates(catalog: Catalog, value: SchemaValue, bindings: Bindings): readonly SchemaObject[] {
  const known = listedOf.get(catalog) ?? listed(catalog);
  listedOf.set(catalog, known);
  const of = value.kind && known.get(value.kind);
  if (!of) return [];
  const names = knownNames(value, bindings);
  return names ? [...new Set(names)].flatMap((name) => of.named.get(name) ?? []) : of.all;
}

function listed(catalog: Catalog): ReadonlyMap<Kind, Listed> {
  const objects = [...schemaObjects(catalog).values()];
  // what the project made is the better witness
  const ownFirst = [...objects.filter(({ platform }) => !platform), ...objects.filter(({ platform }) => platform)];
  const kinds = groupBy(ownFirst, ({ kind }) => kind);
  return new Map([...kinds].map(([kind, all]) => [kind, { all, named: groupBy(all, nameOf) }]));
}

function nameOf({ relation, names }: SchemaObject): string {
  return relation?.name ?? names.at(-1)!;
}

/** What the name that `nameOf` gives can only be; undefined: anything. A bound `auth.users` may be a name with its schema. */
function knownNames(value: SchemaValue, bindings: Bindings): readonly string[] | undefined {
  const part = decisivePart(value);
  if (part === undefined) return undefined;
  const variable = metavariable(part);
  if (variable === undefined) return isLiteral(part) ? [part] : undefined;
  const bound = bindings[variable]?.value;
  return typeof bound === 'string' ? [bound, bound.slice(bound.indexOf('.') + 1)] : undefined;
}

const ON_TABLE: readonly Kind[] = ['policy', 'trigger', 'constraint', 'foreign-key', 'index'];

function decisivePart({ kind, name, attributes }: SchemaValue): string | undefined {
  if (kind === undefined) return undefined;
  if (kind === 'column') return name.at(-2);
  if (ON_TABLE.includes(kind)) {
    const table = attributes.find(([attribute]) => attribute === 'table')?.[1];
    return typeof table === 'string' ? nameParts(table).at(-1) : undefined;
  }
  // a schema's grants have a name of one part
  return ONE_NAME.includes(kind) || name.length < 2 ? undefined : name.at(-1);
}

function groupBy<K, T>(values: Iterable<T>, keyOf: (value: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}
