import type { Relation } from '../../model/catalog.ts';
import type { Place } from '../../model/region.ts';
import { childrenOf } from './children.ts';
import { ends } from './lifetimes.ts';
import { dependent } from './replay.ts';
import { dropOwned } from './sequences.ts';
import { deleteWhere, isSame, key, replaceAll, type Qualified, type State } from './state.ts';

/** With everything on it, its partitions and, with CASCADE, all that needs it. */
export function dropRelation(state: State, target: Qualified, cascade: boolean, place: Place): void {
  const relation = state.relations.get(key(target));
  if (!relation) return;
  const children = childrenOf(state, target);
  const heirs = children.filter(({ parent }) => parent === undefined);
  const views = viewsOf(state, target);
  const referring = referringTo(state, target);
  const needed = [
    ...views.map(shownAs),
    ...heirs.map(shownAs),
    ...referring.map((one) => `a foreign key of ${shownAs(one)}`),
  ];
  if (!cascade && needed.length > 0) dependent(state, isView(relation) ? 'view' : 'table', target, needed, place);
  state.relations.delete(key(target));
  ends(state, target);
  deleteWhere(state.indexes, ({ table }) => isSame(table, target));
  dropOwned(state, target);
  withoutPublications(state, target);
  for (const partition of children.filter(({ parent }) => parent)) dropRelation(state, partition, cascade, place);
  if (!cascade) return;
  replaceAll(state.relations, (table) => {
    const rest = table.constraints.filter(({ references }) => !references || !isSame(references, target));
    return rest.length === table.constraints.length ? table : { ...table, constraints: rest };
  });
  for (const dependant of [...heirs, ...views]) dropRelation(state, dependant, true, place);
}

export function shownAs({ schema, name, form }: Relation): string {
  return `${form.includes('view') ? 'view' : 'table'} ${schema}.${name}`;
}

function isView({ form }: Relation): boolean {
  return form === 'view' || form === 'materialized-view';
}

function viewsOf({ relations }: State, target: Qualified): readonly Relation[] {
  return [...relations.values()].filter(({ reads }) => reads?.some((read) => isSame(read, target)));
}

function referringTo({ relations }: State, target: Qualified): readonly Relation[] {
  return [...relations.values()].filter(
    (table) =>
      !isSame(table, target) && table.constraints.some(({ references }) => references && isSame(references, target)),
  );
}

function withoutPublications({ publications }: State, target: Qualified): void {
  replaceAll(publications, (one) => {
    const tables = one.tables.filter((table) => !isSame(table, target));
    return tables.length === one.tables.length ? one : { ...one, tables };
  });
}
