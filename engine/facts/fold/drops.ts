import type { Place } from '../../model/region.ts';
import type { DropObject, FunctionName } from '../../model/sql.ts';
import { dropRelation, shownAs } from './drop-relation.ts';
import { policiesCalling } from './function-users.ts';
import { dependent, duplicate, missing } from './replay.ts';
import { findRoutines } from './routines.ts';
import { key, replaceAll, resolve, type Apply, type Qualified, type State } from './state.ts';

interface Dropping {
  readonly cascade: boolean;
  readonly ifExists: boolean;
  readonly place: Place;
}

type Drop = (state: State, name: FunctionName, how: Dropping) => void;

/** Every kind of object; what is not there already needs no dropping. */
const DROPS: Readonly<Record<DropObject, Drop>> = {
  table: (state, name, how) => relation(state, 'table', name, how),
  view: (state, name, how) => relation(state, 'view', name, how),
  index: from('indexes', 'index'),
  function: dropFunction,
  type: dropType,
  schema: dropSchema,
  extension: (state, name, how) => named(state, 'extensions', 'extension', name.name, how),
  sequence: from('sequences', 'sequence'),
  publication: (state, name, how) => named(state, 'publications', 'publication', name.name, how),
};

export const drop: Apply<'drop'> = (state, { object, name, cascade, ifExists }, place) => {
  DROPS[object](state, name, { cascade, ifExists, place });
};

function relation(state: State, kind: string, name: FunctionName, { cascade, ifExists, place }: Dropping): void {
  const target = resolve(state, name, state.relations);
  if (!state.relations.has(key(target)) && !ifExists) missing(state, kind, target, place);
  dropRelation(state, target, cascade, place);
}

function from(map: 'indexes' | 'sequences', kind: string): Drop {
  return (state, name, { ifExists, place }) => {
    const target = resolve(state, name, state[map]);
    if (!state[map].delete(key(target)) && !ifExists && !isConstraint(state, target))
      missing(state, kind, target, place);
  };
}

/** PostgreSQL refuses to drop the index of a constraint. */
function isConstraint({ relations }: State, { schema, name }: Qualified): boolean {
  return [...relations.values()].some(
    (table) => table.schema === schema && table.constraints.some((one) => one.name === name),
  );
}

function named(state: State, map: 'extensions' | 'publications', kind: string, name: string, how: Dropping): void {
  if (!state[map].delete(name) && !how.ifExists) missing(state, kind, { schema: '', name }, how.place);
}

function dropFunction(state: State, name: FunctionName, { cascade, ifExists, place }: Dropping): void {
  const { id, all, named: meant, schema } = findRoutines(state, name);
  const target = { schema, name: name.name };
  if (meant.length === 0) {
    if (!ifExists) missing(state, 'function', target, place);
    return;
  }
  if (meant.length > 1) duplicate(state, 'function', target, place);
  const rest = all.filter((one) => !meant.includes(one));
  const policies = policiesCalling(state, target, meant, rest);
  if (rest.length > 0) state.routines.set(id, rest);
  else state.routines.delete(id);
  const isTrigger = meant.some(({ returns }) => returns === 'trigger');
  const users = [...state.relations.values()].filter(
    ({ triggers }) => (isTrigger || rest.length === 0) && triggers.some((one) => calls(one, id)),
  );
  const needed = [
    ...users.map((table) => `a trigger of ${shownAs(table)}`),
    ...policies.map(({ table, policy }) => `policy ${policy.name} of ${shownAs(table)}`),
  ];
  if (!cascade && needed.length > 0) dependent(state, 'function', target, needed, place);
  if (!cascade || needed.length === 0) return;
  const gone = new Set(policies.map(({ policy }) => policy));
  const touched = new Set([...users, ...policies.map(({ table }) => table)]);
  replaceAll(state.relations, (table) => {
    if (!touched.has(table)) return table;
    const triggers = users.includes(table) ? table.triggers.filter((one) => !calls(one, id)) : table.triggers;
    return { ...table, triggers, policies: table.policies.filter((one) => !gone.has(one)) };
  });
}

function calls(
  { function: { schema = '', name } }: { function: { schema?: string; name: string } },
  id: string,
): boolean {
  return key({ schema, name }) === id;
}

/** CASCADE takes the columns of the type along. */
function dropType(state: State, name: FunctionName, { cascade, ifExists, place }: Dropping): void {
  const target = resolve(state, name, state.types);
  if (!state.types.delete(key(target)) && !ifExists) missing(state, 'type', target, place);
  const isOf = ({ type }: { type: { schema?: string; name: string } }): boolean =>
    type.name === target.name && (type.schema ?? target.schema) === target.schema;
  const users = [...state.relations.values()].filter(({ columns }) => columns.some(isOf));
  if (!cascade && users.length > 0) dependent(state, 'type', target, users.map(shownAs), place);
  if (!cascade) return;
  replaceAll(state.relations, (table) =>
    users.includes(table) ? { ...table, columns: table.columns.filter((column) => !isOf(column)) } : table,
  );
}

function dropSchema(state: State, { name }: FunctionName, { cascade, ifExists, place }: Dropping): void {
  if (!state.schemas.delete(name) && !ifExists) missing(state, 'schema', { schema: '', name }, place);
  const inside = ({ schema }: Qualified): boolean => schema === name;
  const relations = [...state.relations.values()].filter(inside);
  const routines = [...state.routines].filter(([, overloads]) => overloads.some(inside));
  const types = [...state.types.values()].filter(inside);
  if (!cascade && relations.length + routines.length + types.length > 0) {
    const others = [...relations.map(shownAs), ...types.map((type) => `type ${type.schema}.${type.name}`)];
    dependent(state, 'schema', { schema: '', name }, others.length > 0 ? others : ['its functions'], place);
  }
  for (const one of relations) dropRelation(state, one, true, place);
  for (const { name: own, definedAt } of types)
    dropType(state, { schema: name, name: own, place: definedAt }, { cascade: true, ifExists: true, place });
  for (const [id, overloads] of routines) {
    for (const one of overloads.slice(0, 1))
      dropFunction(
        state,
        { schema: one.schema, name: one.name, place: one.definedAt },
        { cascade: true, ifExists: true, place },
      );
    state.routines.delete(id);
  }
  for (const map of [state.sequences, state.indexes] as Map<string, Qualified>[])
    for (const [id, object] of map) if (inside(object)) map.delete(id);
}
