import type { Column, Index, Relation } from '../../model/catalog.ts';
import type { FunctionName } from '../../model/sql.ts';
import type { Place } from '../../model/region.ts';
import { goesOnAs } from './lifetimes.ts';
import { duplicate, missing } from './replay.ts';
import { typeAt } from './column-types.ts';
import { findRoutines } from './routines.ts';
import {
  history,
  isSame,
  key,
  replaceAll,
  resolve,
  type Apply,
  type ChangeOf,
  type Qualified,
  type State,
} from './state.ts';

export const rename: Apply<'rename'> = (state, change, place) => {
  moveTo(state, change, (from) => ({ ...from, name: change.to }), place);
};

/** SET SCHEMA. */
export const move: Apply<'move'> = (state, change, place) => {
  state.everSchemas.add(change.to);
  moveTo(state, change, (from) => ({ ...from, schema: change.to }), place);
};

type Target = (from: Qualified) => Qualified;

function moveTo(state: State, change: ChangeOf<'rename' | 'move'>, to: Target, place: Place): void {
  const { object, name } = change;
  if (object === 'function') moveFunction(state, name, to, place);
  else if (object === 'schema') renameSchema(state, name.name, to({ schema: '', name: name.name }).name, place);
  else if (object === 'index') moveIn(state.indexes, resolve(state, name, state.indexes), to, place);
  else if (object === 'type') moveType(state, resolve(state, name, state.types), to, place);
  else if (object === 'extension' || object === 'publication') moveByName(state, change, place);
  else if (object === 'sequence') moveIn(state.sequences, resolve(state, name, state.sequences), to, place);
  else moveTable(state, change, to, place);
}

/** ALTER TABLE … RENAME takes an index or a sequence too. */
function moveTable(state: State, change: ChangeOf<'rename' | 'move'>, to: Target, place: Place): void {
  const { name } = change;
  for (const map of [state.indexes, state.sequences] as Map<string, Named>[]) {
    const target = resolve(state, name, map);
    if (map.has(key(target))) {
      moveIn(map, target, to, place);
      return;
    }
  }
  const from = resolve(state, name, state.relations);
  const ifExists = change.op === 'rename' && change.ifExists;
  if (!state.relations.has(key(from)) && !ifExists) missing(state, 'table', from, place);
  moveRelation(state, from, to, place);
}

/** ALTER EXTENSION … SET SCHEMA; names of extensions and publications stand alone. */
function moveByName(state: State, { op, object, name, to }: ChangeOf<'rename' | 'move'>, place: Place): void {
  const map = (object === 'extension' ? state.extensions : state.publications) as Map<string, Named>;
  const before = map.get(name.name);
  if (!before) {
    missing(state, object, { schema: '', name: name.name }, place);
    return;
  }
  map.delete(before.name);
  const after = op === 'move' ? { ...before, schema: to } : { ...before, name: to };
  map.set(after.name, { ...after, history: [...before.history, history('moved', place)] });
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
  if (state.relations.has(key(target))) duplicate(state, 'table', target, place);
  moveIn(state.relations, from, to, place);
  goesOnAs(state, from, target);
  for (const ever of [state.everParents, state.everCascading]) if (ever.has(key(from))) ever.add(key(target));
  const follow = <T extends Qualified>(one: T): T => (isSame(one, from) ? { ...one, ...target } : one);
  replaceAll(state.sequences, (one) =>
    one.ownedBy && isSame(one.ownedBy, from) ? { ...one, ownedBy: follow(one.ownedBy) } : one,
  );
  replaceAll(state.publications, (one) => ({ ...one, tables: one.tables.map(follow) }));
  followIndexes(state, from, target);
  replaceAll(state.relations, (table) => (pointsAt(table, from) ? following(table, follow) : table));
  // what belongs to the table goes into its new schema
  if (from.schema === target.schema) return;
  const owned = [...state.sequences.values()].filter(({ ownedBy }) => ownedBy && isSame(ownedBy, target));
  for (const one of owned) moveIn(state.sequences, one, ({ name }) => ({ schema: target.schema, name }), place);
}

function pointsAt({ constraints, reads, parent, inherits }: Relation, target: Qualified): boolean {
  return (
    constraints.some(({ references }) => references !== undefined && isSame(references, target)) ||
    (parent !== undefined && isSame(parent, target)) ||
    [reads, inherits].some((all) => all?.some((one) => isSame(one, target)))
  );
}

function following(table: Relation, follow: <T extends Qualified>(one: T) => T): Relation {
  return {
    ...table,
    constraints: table.constraints.map((one) =>
      one.references ? { ...one, references: follow(one.references) } : one,
    ),
    ...(table.reads && { reads: table.reads.map(follow) }),
    ...(table.parent && { parent: follow(table.parent) }),
    ...(table.inherits && { inherits: table.inherits.map(follow) }),
  };
}

function followIndexes(state: State, from: Qualified, target: Qualified): void {
  const own: [string, Index][] = [];
  for (const entry of state.indexes) if (isSame(entry[1].table, from)) own.push(entry);
  for (const [id, index] of own) {
    state.indexes.delete(id);
    const moved = { ...index, table: { schema: target.schema, name: target.name }, schema: target.schema };
    state.indexes.set(key(moved), moved);
  }
}

function moveType(state: State, from: Qualified, to: Target, place: Place): void {
  const target = to(from);
  if (!state.types.has(key(from))) missing(state, 'type', from, place);
  moveIn(state.types, from, to, place);
  const follow = (column: Column): Column =>
    isOf(column) ? { ...column, type: typeAt(state, column.type, target) } : column;
  const isOf = ({ type }: Column): boolean => type.name === from.name && (type.schema ?? from.schema) === from.schema;
  const followed = <T extends { readonly columns?: readonly Column[] }>(object: T): T =>
    object.columns?.some(isOf) ? { ...object, columns: object.columns.map(follow) } : object;
  replaceAll(state.relations, followed);
  replaceAll(state.types, followed);
}

function moveFunction(state: State, name: FunctionName, to: Target, place: Place): void {
  const { id, schema, all, named } = findRoutines(state, name);
  if (named.length === 0) {
    missing(state, 'function', { schema, name: name.name }, place);
    return;
  }
  const target = to({ schema, name: name.name });
  if (state.everDdl.has(id)) state.everDdl.add(key(target));
  const moved = named.map((one) => ({ ...one, ...target, history: [...one.history, history('renamed', place)] }));
  const rest = all.filter((one) => !named.includes(one));
  if (rest.length > 0) state.routines.set(id, rest);
  else state.routines.delete(id);
  state.routines.set(key(target), [...(state.routines.get(key(target)) ?? []), ...moved]);
  triggersFollow(state, { schema, name: name.name }, target);
}

/** Triggers run the function that they were made with, whatever it is called. */
function triggersFollow(state: State, from: Qualified, to: Qualified): void {
  const runs = ({ function: { schema = 'public', name } }: Relation['triggers'][number]): boolean =>
    isSame({ schema, name }, from);
  replaceAll(state.relations, (table) =>
    table.triggers.some(runs)
      ? {
          ...table,
          triggers: table.triggers.map((one) => (runs(one) ? { ...one, function: { ...one.function, ...to } } : one)),
        }
      : table,
  );
}

function renameSchema(state: State, from: string, to: string, place: Place): void {
  const schema = state.schemas.get(from);
  if (schema)
    state.schemas.set(to, { ...schema, schema: to, name: to, history: [...schema.history, history('renamed', place)] });
  else missing(state, 'schema', { schema: '', name: from }, place);
  state.schemas.delete(from);
  const inside = ({ schema: own }: Qualified): boolean => own === from;
  replaceAll(state.publications, (one) => ({ ...one, schemas: one.schemas.map((own) => (own === from ? to : own)) }));
  const target: Target = ({ name }) => ({ schema: to, name });
  for (const one of [...state.relations.values()].filter(inside)) moveRelation(state, one, target, place);
  for (const one of [...state.types.values()].filter(inside)) moveType(state, one, target, place);
  for (const map of [state.indexes, state.sequences] as Map<string, Named>[])
    for (const one of [...map.values()].filter(inside)) moveIn(map, one, target, place);
  for (const [id, overloads] of [...state.routines]) {
    if (!overloads.some(inside)) continue;
    state.routines.delete(id);
    state.routines.set(
      key({ schema: to, name: overloads[0]!.name }),
      overloads.map((one) => ({ ...one, schema: to })),
    );
    const { name } = overloads[0]!;
    triggersFollow(state, { schema: from, name }, { schema: to, name });
  }
}
