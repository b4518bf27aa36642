import type { Relation } from '../../model/catalog.ts';
import { key, type Qualified, type State } from './state.ts';

/** Partitions of a table, and the tables that inherit from it. */
export function childrenOf({ relations, everParents }: State, table: Qualified): readonly Relation[] {
  const id = key(table);
  if (!everParents.has(id)) return [];
  return [...relations.values()].filter(
    ({ parent, inherits }) => (parent && key(parent) === id) || inherits?.some((one) => key(one) === id),
  );
}
