import type { DropObject, FunctionName } from '../../model/sql.ts';
import { findRoutines } from './routines.ts';
import { deleteWhere, key, replaceAll, resolve, type Apply, type Qualified, type State } from './state.ts';

type Drop = (state: State, name: FunctionName, cascade: boolean) => void;

/** Every kind of object; what is not there already needs no dropping. */
const DROPS: Readonly<Record<DropObject, Drop>> = {
  table: dropRelation,
  view: dropRelation,
  index: (state, name) => state.indexes.delete(key(resolve(state, name, state.indexes))),
  function: dropFunction,
  type: dropType,
  schema: dropSchema,
  extension: (state, { name }) => state.extensions.delete(name),
  sequence: () => undefined,
};

export const drop: Apply<'drop'> = (state, { object, name, cascade }) => {
  DROPS[object](state, name, cascade);
};

function dropRelation(state: State, name: FunctionName, cascade: boolean): void {
  const target = resolve(state, name, state.relations);
  if (!state.relations.delete(key(target))) return;
  deleteWhere(state.indexes, ({ table }) => key(table) === key(target));
  const partitions = [...state.relations.values()].filter(({ parent }) => parent && key(parent) === key(target));
  for (const { schema, name: own } of partitions) dropRelation(state, { ...name, schema, name: own }, cascade);
  if (!cascade) return;
  replaceAll(state.relations, (table) => {
    const rest = table.constraints.filter(({ references }) => !references || key(references) !== key(target));
    return rest.length === table.constraints.length ? table : { ...table, constraints: rest };
  });
  for (const view of readersOf(state, target)) dropRelation(state, { ...name, ...view }, true);
}

function readersOf({ relations }: State, target: Qualified): readonly Qualified[] {
  return [...relations.values()].filter(({ reads }) => reads?.some((read) => key(read) === key(target)));
}

function dropFunction(state: State, name: FunctionName, cascade: boolean): void {
  const { id, all, named } = findRoutines(state, name);
  const rest = all.filter((one) => !named.includes(one));
  if (rest.length > 0) state.routines.set(id, rest);
  else state.routines.delete(id);
  if (!cascade || rest.length > 0) return;
  replaceAll(state.relations, (table) => {
    const triggers = table.triggers.filter(
      ({ function: { schema = '', name: called } }) => key({ schema, name: called }) !== id,
    );
    return triggers.length === table.triggers.length ? table : { ...table, triggers };
  });
}

/** CASCADE takes the columns of the type along. */
function dropType(state: State, name: FunctionName, cascade: boolean): void {
  const target = resolve(state, name, state.types);
  state.types.delete(key(target));
  if (!cascade) return;
  replaceAll(state.relations, (table) => {
    const columns = table.columns.filter(
      ({ type }) => type.name !== target.name || (type.schema ?? target.schema) !== target.schema,
    );
    return columns.length === table.columns.length ? table : { ...table, columns };
  });
}

function dropSchema(state: State, { name }: FunctionName): void {
  state.schemas.delete(name);
  const inside = ({ schema }: Qualified): boolean => schema === name;
  for (const map of [state.relations, state.indexes, state.types] as Map<string, Qualified>[]) deleteWhere(map, inside);
  deleteWhere(state.routines, (overloads) => overloads.some(inside));
}
