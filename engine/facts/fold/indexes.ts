import type { Index, Relation } from '../../model/catalog.ts';
import { indexName } from './names.ts';
import { relationFor } from './relations.ts';
import { history, key, type Apply } from './state.ts';

export const createIndex: Apply<'create-index'> = (state, change, place) => {
  const { object: table } = relationFor(state, change.table, place);
  const { schema } = table;
  const taken = (name: string): boolean => {
    const id = key({ schema, name });
    return state.indexes.has(id) || state.relations.has(id) || table.constraints.some((one) => one.name === name);
  };
  const name = change.name ?? indexName(table.name, change.columns, taken);
  const id = key({ schema, name });
  if (state.indexes.has(id)) return;
  state.indexes.set(id, {
    schema,
    name,
    table: { schema, name: table.name },
    columns: change.columns,
    unique: change.unique,
    method: change.method,
    ...(change.where && { where: change.where }),
    state: 'live',
    definedAt: change.place,
    history: [history('created', place)],
  });
};

/** The indexes behind primary keys and unique constraints. */
export function constraintIndexes(table: Relation): readonly Index[] {
  return table.constraints
    .filter(({ kind }) => kind === 'primary-key' || kind === 'unique')
    .map(({ name, columns, definedAt }) => ({
      schema: table.schema,
      name,
      table: { schema: table.schema, name: table.name },
      columns,
      unique: true,
      method: 'btree',
      constraint: true,
      state: 'live',
      definedAt,
      history: [],
      ...(table.uncertain && { uncertain: table.uncertain }),
      ...(table.platform && { platform: true as const }),
    }));
}
