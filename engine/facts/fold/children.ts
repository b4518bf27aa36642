import type { Constraint, Relation } from '../../model/catalog.ts';
import { isSame, key, type Qualified, type State } from './state.ts';

/** Partitions of a table, and the tables that inherit from it. */
export function childrenOf({ relations, everParents }: State, table: Qualified): readonly Relation[] {
  if (!everParents.has(key(table))) return [];
  return [...relations.values()].filter(
    ({ parent, inherits }) => (parent && isSame(parent, table)) || inherits?.some((one) => isSame(one, table)),
  );
}

/** Of a reference by which rows of one table change or go with those of another. */
export function noteCascade({ everCascading }: State, { references, onDelete, onUpdate }: Constraint): void {
  if (references && (onDelete !== undefined || onUpdate !== undefined)) everCascading.add(key(references));
}
