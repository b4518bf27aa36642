import type { Read, Relation } from '../../model/catalog.ts';
import { childrenOf } from './children.ts';
import { missing, missingPart } from './replay.ts';
import { history, isSame, key, replaceAll, resolve, type Apply, type State } from './state.ts';

export const renameOnTable: Apply<'rename-on-table'> = (state, { object, what, to }, place) => {
  const target = resolve(state, what.table, state.relations);
  const id = key(target);
  const table = state.relations.get(id);
  if (!table) {
    missing(state, 'table', target, place);
    return;
  }
  const isThere = PARTS[object](table).some(({ name }) => name === what.name);
  if (!isThere && table.complete) missingPart(state, object, table, what.name, place);
  const renamed = <T extends { readonly name: string }>(list: readonly T[]): readonly T[] =>
    list.map((one) => (one.name === what.name ? { ...one, name: to } : one));
  if (object === 'column') renameColumn(state, table, what.name, to);
  else if (object === 'policy') state.relations.set(id, { ...table, policies: renamed(table.policies) });
  else if (object === 'trigger') state.relations.set(id, { ...table, triggers: renamed(table.triggers) });
  else {
    state.everConstraints.add(key({ schema: table.schema, name: to }));
    state.relations.set(id, { ...table, constraints: renamed(table.constraints) });
  }
  const entry = history(`${object} '${what.name}' renamed to '${to}'`, place);
  const now = state.relations.get(id)!;
  state.relations.set(id, { ...now, history: [...now.history, entry] });
};

const PARTS = {
  column: ({ columns }: Relation) => columns,
  policy: ({ policies }: Relation) => policies,
  trigger: ({ triggers }: Relation) => triggers,
  constraint: ({ constraints }: Relation) => constraints,
};

/** Indexes, keys, references, grants and views follow; so do the tables that inherited it. */
function renameColumn(state: State, table: Relation, from: string, to: string): void {
  const id = key(table);
  const swap = (columns: readonly string[]): readonly string[] =>
    columns.map((column) => (column === from ? to : column));
  replaceAll(state.indexes, (index) =>
    isSame(index.table, table) ? { ...index, columns: swap(index.columns) } : index,
  );
  replaceAll(state.sequences, (one) =>
    one.ownedBy && isSame(one.ownedBy, table) && one.ownedBy.column === from
      ? { ...one, ownedBy: { ...one.ownedBy, column: to } }
      : one,
  );
  const swapped = (other: Relation): Relation => ({
    ...other,
    constraints: other.constraints.map((one) => ({
      ...one,
      columns: isSame(other, table) ? swap(one.columns) : one.columns,
      ...(one.references && {
        references: isSame(one.references, table)
          ? { ...one.references, columns: swap(one.references.columns) }
          : one.references,
      }),
    })),
    ...(other.reads && {
      reads: other.reads.map((read): Read => (isSame(read, table) ? { ...read, columns: swap(read.columns) } : read)),
    }),
  });
  const isConcerned = (other: Relation): boolean =>
    isSame(other, table) ||
    other.constraints.some(({ references }) => references !== undefined && isSame(references, table)) ||
    other.reads?.some((read) => isSame(read, table)) === true;
  replaceAll(state.relations, (other) => (isConcerned(other) ? swapped(other) : other));
  const now = state.relations.get(id)!;
  state.relations.set(id, {
    ...now,
    columns: now.columns.map((column) => (column.name === from ? { ...column, name: to } : column)),
    acl: now.acl.map((grant) => (grant.columns ? { ...grant, columns: swap(grant.columns) } : grant)),
  });
  for (const child of childrenOf(state, table))
    if (child.columns.some(({ name, inherited }) => name === from && inherited)) renameColumn(state, child, from, to);
}
