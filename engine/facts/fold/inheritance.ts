import type { Constraint, Relation } from '../../model/catalog.ts';
import { childrenOf } from './children.ts';
import { constraintName } from './names.ts';
import { copyIndex } from './indexes.ts';
import { key, type Qualified, type State } from './state.ts';

/** What comes with the parent beside its columns: checks, and to a partition also keys, references, indexes and row triggers. */
export function inheritFrom(state: State, target: Qualified, parent: Relation): void {
  const child = state.relations.get(key(target))!;
  const isPartition = child.parent !== undefined && key(child.parent) === key(parent);
  for (const constraint of parent.constraints) inheritConstraint(state, target, constraint, isPartition);
  if (!isPartition) return;
  for (const index of [...state.indexes.values()])
    if (key(index.table) === key(parent)) copyIndex(state, index, target);
  const now = state.relations.get(key(target))!;
  const triggers = parent.triggers
    .filter(({ level, name }) => level === 'row' && !now.triggers.some((own) => own.name === name))
    .map((trigger) => ({ ...trigger, inherited: true as const }));
  state.relations.set(key(target), { ...now, triggers: [...now.triggers, ...triggers] });
}

export function inheritConstraint(state: State, target: Qualified, constraint: Constraint, isPartition: boolean): void {
  const child = state.relations.get(key(target));
  if (!child || !(constraint.kind === 'check' || isPartition)) return;
  const isKey = constraint.kind === 'primary-key' || constraint.kind === 'unique';
  const known = child.constraints.some(({ kind, columns, name }) =>
    isKey ? kind === constraint.kind && columns.join() === constraint.columns.join() : name === constraint.name,
  );
  if (known) return;
  const name = isKey ? constraintName(child.name, constraint, child.constraints) : constraint.name;
  state.everConstraints.add(key({ schema: child.schema, name }));
  const columns =
    constraint.kind === 'primary-key'
      ? child.columns.map((column) =>
          constraint.columns.includes(column.name) ? { ...column, notNull: true } : column,
        )
      : child.columns;
  state.relations.set(key(target), { ...child, columns, constraints: [...child.constraints, { ...constraint, name }] });
  for (const grandchild of childrenOf(state, target))
    inheritConstraint(state, grandchild, constraint, grandchild.parent !== undefined);
}
