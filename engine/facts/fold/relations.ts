import type { Column, Relation } from '../../model/catalog.ts';
import type { Place } from '../../model/region.ts';
import type { ColumnSpec, Name } from '../../model/sql.ts';
import { defaultAcl } from './privileges.ts';
import { addConstraint } from './constraints.ts';
import { isPlatformSchema } from './platform.ts';
import { doubtAbout, history, key, resolve, resolveNew, type Apply, type Qualified, type State } from './state.ts';

/** The relation a statement speaks of; a ghost if no migration has created it. */
export function relationFor(state: State, name: Name, place: Place): { id: string; object: Relation } {
  const target = resolve(state, name, state.relations);
  const id = key(target);
  const object = state.relations.get(id) ?? ghost(state, target, name.place, place);
  state.relations.set(id, object);
  return { id, object };
}

function ghost(state: State, target: Qualified, definedAt: Place, place: Place): Relation {
  return {
    ...target,
    ...empty,
    form: 'table',
    state: 'ghost',
    definedAt,
    history: [history('first mentioned', place)],
    complete: false,
    acl: defaultAcl(state, 'table', target.schema, definedAt),
    ...doubtAbout(state, target.name),
    ...(isPlatformSchema(state.context, target.schema) && { platform: true as const }),
  };
}

const empty = { columns: [], constraints: [], options: {}, policies: [], triggers: [] } as const;

export const createTable: Apply<'create-table'> = (state, change, place) => {
  const target = resolveNew(state, change.table);
  const id = key(target);
  const before = state.relations.get(id);
  // a second CREATE TABLE fails or, with IF NOT EXISTS, does nothing
  if (before && before.state === 'live') return;
  const parents = change.from.map((name) => state.relations.get(key(resolve(state, name, state.relations))));
  const inherited = parents.flatMap((parent) => parent?.columns ?? []);
  const parent = change.form === 'partition' ? change.from[0] : undefined;
  const table: Relation = {
    ...(before ? certain(before) : { ...empty, acl: defaultAcl(state, 'table', target.schema, change.table.place) }),
    ...target,
    form: change.form,
    state: 'live',
    definedAt: change.table.place,
    history: [...(before?.history ?? []), history('created', place)],
    columns: [...inherited, ...change.columns.map(columnOf)],
    complete: change.form !== 'as' && parents.every((parent) => parent?.complete === true),
    rls: before?.rls ?? false,
    forceRls: before?.forceRls ?? false,
    ...(parent && { parent: resolve(state, parent, state.relations) }),
  };
  state.relations.set(
    id,
    change.constraints.reduce((one, constraint) => addConstraint(state, one, constraint), table),
  );
};

/** What was doubtful about the ghost is settled by its definition. */
function certain({ uncertain: _, ...rest }: Relation): Omit<Relation, 'uncertain'> {
  return rest;
}

export function columnOf({ place, ...column }: ColumnSpec): Column {
  return { ...column, definedAt: place };
}

export const createView: Apply<'create-view'> = (state, change, place) => {
  const target = resolveNew(state, change.view);
  const before = state.relations.get(key(target));
  if (before?.state === 'live' && !change.orReplace) return;
  state.relations.set(key(target), {
    ...target,
    ...empty,
    form: change.materialized ? 'materialized-view' : 'view',
    state: 'live',
    definedAt: change.view.place,
    history: [...(before?.history ?? []), history(before ? 'replaced' : 'created', place)],
    complete: false,
    options: change.options,
    acl: before?.acl ?? defaultAcl(state, 'table', target.schema, change.view.place),
    query: change.query,
    reads: change.reads.map((name) => resolve(state, name, state.relations)),
  });
};
