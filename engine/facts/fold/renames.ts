import type { Relation } from '../../model/catalog.ts';
import type { FunctionName } from '../../model/sql.ts';
import type { Place } from '../../model/region.ts';
import { findRoutines } from './routines.ts';
import { history, key, replaceAll, resolve, type Apply, type ChangeOf, type Qualified, type State } from './state.ts';

export const rename: Apply<'rename'> = (state, change, place) => {
  moveTo(state, change, (from) => ({ ...from, name: change.to }), place);
};

/** SET SCHEMA. */
export const move: Apply<'move'> = (state, change, place) => {
  moveTo(state, change, (from) => ({ ...from, schema: change.to }), place);
};

type Target = (from: Qualified) => Qualified;

function moveTo(state: State, { object, name }: ChangeOf<'rename' | 'move'>, to: Target, place: Place): void {
  if (object === 'function') {
    moveFunction(state, name, to, place);
    return;
  }
  if (object === 'schema') {
    renameSchema(state, name.name, to({ schema: '', name: name.name }).name);
    return;
  }
  if (object === 'index') {
    moveIn(state.indexes, resolve(state, name, state.indexes), to, place);
    return;
  }
  if (object === 'type') {
    moveType(state, resolve(state, name, state.types), to, place);
    return;
  }
  // ALTER TABLE … RENAME takes an index too
  const index = resolve(state, name, state.indexes);
  if (state.indexes.has(key(index))) {
    moveIn(state.indexes, index, to, place);
    return;
  }
  if (object === 'table' || object === 'view') moveRelation(state, resolve(state, name, state.relations), to, place);
}

type Named = Qualified & { readonly history: Relation['history'] };

function moveIn<T extends Named>(map: Map<string, T>, from: Qualified, to: Target, place: Place): void {
  const object = map.get(key(from));
  if (!object) return;
  map.delete(key(from));
  const target = to(from);
  const entry = history(`renamed from '${from.schema}.${from.name}'`, place);
  map.set(key(target), { ...object, schema: target.schema, name: target.name, history: [...object.history, entry] });
}

/** What points at the table follows it. */
function moveRelation(state: State, from: Qualified, to: Target, place: Place): void {
  if (!state.relations.has(key(from))) return;
  const target = to(from);
  moveIn(state.relations, from, to, place);
  const follow = <T extends Qualified>(one: T): T => (key(one) === key(from) ? { ...one, ...target } : one);
  replaceAll(state.indexes, (index) => (key(index.table) === key(from) ? { ...index, table: target } : index));
  replaceAll(state.relations, (table) => ({
    ...table,
    constraints: table.constraints.map((one) =>
      one.references ? { ...one, references: follow(one.references) } : one,
    ),
    ...(table.reads && { reads: table.reads.map(follow) }),
    ...(table.parent && { parent: follow(table.parent) }),
  }));
}

function moveType(state: State, from: Qualified, to: Target, place: Place): void {
  const target = to(from);
  moveIn(state.types, from, to, place);
  replaceAll(state.relations, (table) => ({
    ...table,
    columns: table.columns.map((column) =>
      column.type.name === from.name && (column.type.schema ?? from.schema) === from.schema
        ? { ...column, type: { ...column.type, ...target } }
        : column,
    ),
  }));
}

function moveFunction(state: State, name: FunctionName, to: Target, place: Place): void {
  const { id, schema, all, named } = findRoutines(state, name);
  if (named.length === 0) return;
  const target = to({ schema, name: name.name });
  const moved = named.map((one) => ({ ...one, ...target, history: [...one.history, history('renamed', place)] }));
  const rest = all.filter((one) => !named.includes(one));
  if (rest.length > 0) state.routines.set(id, rest);
  else state.routines.delete(id);
  state.routines.set(key(target), [...(state.routines.get(key(target)) ?? []), ...moved]);
}

function renameSchema(state: State, from: string, to: string): void {
  const schema = state.schemas.get(from);
  if (schema) state.schemas.set(to, { ...schema, schema: to, name: to });
  state.schemas.delete(from);
  const maps = [state.relations, state.indexes, state.types] as Map<string, Qualified>[];
  for (const map of maps) {
    for (const [id, object] of [...map]) {
      if (object.schema !== from) continue;
      map.delete(id);
      map.set(key({ ...object, schema: to }), { ...object, schema: to });
    }
  }
}

export const renameOnTable: Apply<'rename-on-table'> = (state, { object, what, to }, place) => {
  const id = key(resolve(state, what.table, state.relations));
  const table = state.relations.get(id);
  if (!table) return;
  const renamed = <T extends { readonly name: string }>(list: readonly T[]): readonly T[] =>
    list.map((one) => (one.name === what.name ? { ...one, name: to } : one));
  const entry = history(`${object} '${what.name}' renamed to '${to}'`, place);
  const parts: Partial<Relation> =
    object === 'policy'
      ? { policies: renamed(table.policies) }
      : object === 'trigger'
        ? { triggers: renamed(table.triggers) }
        : object === 'constraint'
          ? { constraints: renamed(table.constraints) }
          : columnRenamed(state, table, what.name, to);
  state.relations.set(id, { ...table, ...parts, history: [...table.history, entry] });
};

function columnRenamed(state: State, table: Relation, from: string, to: string): Partial<Relation> {
  const swap = (columns: readonly string[]): readonly string[] =>
    columns.map((column) => (column === from ? to : column));
  replaceAll(state.indexes, (index) =>
    key(index.table) === key(table) ? { ...index, columns: swap(index.columns) } : index,
  );
  return {
    columns: table.columns.map((column) => (column.name === from ? { ...column, name: to } : column)),
    constraints: table.constraints.map((one) => ({ ...one, columns: swap(one.columns) })),
  };
}
