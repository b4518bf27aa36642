import type { Relation } from '../../model/catalog.ts';
import { defaultAcl } from './privileges.ts';
import { begins } from './lifetimes.ts';
import { named } from './column-types.ts';
import { duplicate } from './replay.ts';
import { history, key, resolve, resolveNew, type Apply } from './state.ts';
import { readsOf } from './view-reads.ts';
import { selectedColumns } from './view-columns.ts';

export const createView: Apply<'create-view'> = (state, change, place) => {
  const target = resolveNew(state, change.view);
  const before = state.relations.get(key(target));
  if (before?.state === 'live' && !change.orReplace) {
    if (!change.ifNotExists) duplicate(state, 'view', target, place);
    return;
  }
  const { columns, complete, expanded } = selectedColumns(state, change.query.tree, change.view.place);
  const reads = change.reads.map((name) => resolve(state, name, state.relations));
  const view: Relation = {
    ...target,
    constraints: [],
    policies: [],
    triggers: before?.triggers ?? [],
    form: change.materialized ? 'materialized-view' : 'view',
    state: 'live',
    definedAt: change.view.place,
    history: [...(before?.history ?? []), history(before ? 'replaced' : 'created', place)],
    columns: named(columns, change.aliases),
    complete,
    options: change.options,
    acl: before?.acl ?? defaultAcl(state, 'table', target.schema, change.view.place),
    owner: before?.owner ?? state.role,
    query: change.query,
    reads: readsOf(state, change.query.tree, reads, expanded),
    ...(before?.comment !== undefined && { comment: before.comment }),
  };
  state.relations.set(key(target), view);
  begins(state, target);
};
