import type { Cause } from '../../model/binding.ts';
import type { Catalog, Column, Constraint, CustomType, Relation } from '../../model/catalog.ts';
import type { Scalar } from '../../model/document.ts';

/** The values a column takes. `lists` empty: it takes everything, as far as `vague` allows. */
export interface Allowed {
  readonly lists: readonly (readonly Scalar[])[];
  /** A constraint that is no list of values. */
  readonly vague?: Cause;
}

/** From CHECK … IN, `= ANY (ARRAY[…])`, enums and domains. */
export function allowedValues(catalog: Catalog, relation: Relation, column: Column): Allowed {
  const type = column.type.array ? undefined : customType(catalog, column);
  const checks = relation.constraints.filter(({ kind, columns }) => kind === 'check' && columns.includes(column.name));
  const all = [...checks, ...(type?.checks ?? [])];
  const other = all.find(({ values }) => values === undefined);
  const lists = all.flatMap(({ values }) => (values ? [values] : []));
  const vague = other ? vagueCheck(other) : type && ghostType(type);
  return { lists: type?.values ? [...lists, type.values] : lists, ...(vague && { vague }) };
}

function customType({ types }: Catalog, { type }: Column): CustomType | undefined {
  return types.find(({ schema, name }) => name === type.name && (type.schema ?? schema) === schema);
}

function vagueCheck({ name, definedAt }: Constraint): Cause {
  return { kind: 'not-static', message: `The check '${name}' is not a plain list of values.`, place: definedAt };
}

function ghostType({ state, name, definedAt }: CustomType): Cause | undefined {
  if (state !== 'ghost') return undefined;
  return { kind: 'not-read', message: `The type '${name}' is not created in the migrations.`, place: definedAt };
}

/** Whether the column takes the value; NULL passes every check. */
export function takes({ lists, vague }: Allowed, value: Scalar): true | false | Cause {
  if (value !== null && lists.some((list) => !list.includes(value))) return false;
  return vague && value !== null ? vague : true;
}
