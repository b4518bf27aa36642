import type { Constraint, Relation } from '../../model/catalog.ts';
import type { Place } from '../../model/region.ts';
import type { ConstraintSpec } from '../../model/sql.ts';
import { childrenOf, noteCascade } from './children.ts';
import { inheritConstraint } from './inheritance.ts';
import { constraintName } from './names.ts';
import { duplicatePart, missing } from './replay.ts';
import { key, resolve, type State } from './state.ts';

/** A second constraint of the same name fails in PostgreSQL: the first one stays. */
export function addConstraint(state: State, table: Relation, spec: ConstraintSpec, place: Place): Relation {
  const name = spec.name ?? spec.usingIndex ?? generatedName(state, table, spec);
  if (table.constraints.some((other) => other.name === name)) {
    duplicatePart(state, 'constraint', table, name, place);
    return table;
  }
  if (spec.kind === 'primary-key' && table.constraints.some(({ kind }) => kind === 'primary-key')) {
    duplicatePart(state, 'primary key', table, name, place);
    return table;
  }
  const constraint = constraintOf(state, table, spec, name, place);
  state.everConstraints.add(key({ schema: table.schema, name }));
  noteCascade(state, constraint);
  const keyed = constraint.kind === 'primary-key' ? constraint.columns : [];
  const columns = table.columns.map((column) => (keyed.includes(column.name) ? { ...column, notNull: true } : column));
  for (const child of childrenOf(state, table)) inheritConstraint(state, child, constraint, child.parent !== undefined);
  return { ...table, columns, constraints: [...table.constraints, constraint] };
}

/** Those with an index share its names with all relations of the schema. */
function generatedName(state: State, table: Relation, spec: ConstraintSpec): string {
  const taken = (name: string): boolean => {
    const id = key({ schema: table.schema, name });
    return state.indexes.has(id) || state.relations.has(id) || state.sequences.has(id);
  };
  return constraintName(
    table.name,
    spec,
    table.constraints,
    ['check', 'foreign-key'].includes(spec.kind) ? undefined : taken,
  );
}

function constraintOf(state: State, table: Relation, spec: ConstraintSpec, name: string, at: Place): Constraint {
  const { place, references, usingIndex, name: _, ...rest } = spec;
  const index = usingIndex === undefined ? undefined : takeIndex(state, { schema: table.schema, name: usingIndex });
  const target = references && resolve(state, references.table, state.relations);
  if (target && key(target) !== key(table) && !state.relations.has(key(target))) missing(state, 'table', target, at);
  return {
    ...rest,
    name,
    columns: index?.columns ?? spec.columns,
    definedAt: place,
    ...(references && target && { references: { ...target, columns: references.columns } }),
  };
}

/** `USING INDEX`: the index becomes the constraint's own. */
function takeIndex(state: State, name: { schema: string; name: string }): { columns: readonly string[] } | undefined {
  const index = state.indexes.get(key(name));
  state.indexes.delete(key(name));
  return index;
}

/** References without columns mean the primary key; known only when all tables are. */
export function completeReferences(relations: ReadonlyMap<string, Relation>, table: Relation): Relation {
  const constraints = table.constraints.map((constraint): Constraint => {
    const { references } = constraint;
    if (!references || references.columns.length > 0) return constraint;
    const target = relations.get(key(references))?.constraints.find(({ kind }) => kind === 'primary-key');
    return target ? { ...constraint, references: { ...references, columns: target.columns } } : constraint;
  });
  return { ...table, constraints };
}
