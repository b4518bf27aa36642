import type { Index, Relation } from '../../model/catalog.ts';
import type { Expression } from '../../model/sql.ts';
import { childrenOf } from './children.ts';
import { indexName } from './names.ts';
import { relationFor } from './relation-for.ts';
import { duplicate, missingPart } from './replay.ts';
import { history, isSame, key, type Apply, type Qualified, type State } from './state.ts';

export const createIndex: Apply<'create-index'> = (state, change, place) => {
  const { object: table } = relationFor(state, change.table, place);
  const { schema } = table;
  const name = change.name ?? indexName(table.name, change.columns, (one) => isTaken(state, schema, one));
  if (isTaken(state, schema, name)) {
    if (!change.ifNotExists) duplicate(state, 'index', { schema, name }, place);
    return;
  }
  for (const column of change.columns) {
    const isKnown = !table.complete || !/^\w+$/.test(column) || table.columns.some((one) => one.name === column);
    if (!isKnown) missingPart(state, 'column', table, column, place);
  }
  const index: Index = {
    schema,
    name,
    table: { schema, name: table.name },
    columns: change.columns,
    ...(change.ordering && { ordering: change.ordering }),
    unique: change.unique,
    method: change.method,
    ...(change.where && { where: change.where }),
    ...(change.include && { include: change.include }),
    ...(change.nullsNotDistinct && { nullsNotDistinct: true as const }),
    state: 'live',
    definedAt: change.place,
    history: [history('created', place)],
  };
  state.indexes.set(key(index), index);
  for (const child of childrenOf(state, table)) if (child.parent) copyIndex(state, index, child);
};

/** An index of a partitioned table on one of its partitions, or of LIKE … INCLUDING INDEXES. */
export function copyIndex(state: State, index: Index, table: Qualified): void {
  const signature = ({ columns, ordering, unique, method, where }: Index): string =>
    JSON.stringify([columns, ordering, unique, method, textOf(where)]);
  const own = [...state.indexes.values()].filter((one) => isSame(one.table, table));
  if (own.some((one) => signature(one) === signature(index))) return;
  const { schema } = table;
  const name = indexName(table.name, index.columns, (one) => isTaken(state, schema, one));
  const copy: Index = { ...index, schema, name, table: { schema, name: table.name } };
  state.indexes.set(key(copy), copy);
  for (const child of childrenOf(state, table)) if (child.parent) copyIndex(state, index, child);
}

function textOf(expression: Expression | undefined): string | undefined {
  return expression?.text;
}

/** Indexes, tables, views and sequences of a schema share their names, also those of constraints that are indexes. */
function isTaken({ indexes, relations, sequences, everConstraints }: State, schema: string, name: string): boolean {
  const id = key({ schema, name });
  if (indexes.has(id) || relations.has(id) || sequences.has(id)) return true;
  if (!everConstraints.has(id)) return false;
  const isIndex = (kind: string): boolean => kind !== 'check' && kind !== 'foreign-key';
  return [...relations.values()].some(
    (table) => table.schema === schema && table.constraints.some((one) => one.name === name && isIndex(one.kind)),
  );
}

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
