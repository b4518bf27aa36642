import type { Constraint, Relation } from '../../model/catalog.ts';
import type { ConstraintSpec } from '../../model/sql.ts';
import { constraintName } from './names.ts';
import { key, resolve, type State } from './state.ts';

/** A second constraint of the same name fails in PostgreSQL: the first one stays. */
export function addConstraint(state: State, table: Relation, spec: ConstraintSpec): Relation {
  const name = spec.name ?? spec.usingIndex ?? constraintName(table.name, spec, table.constraints);
  if (table.constraints.some((other) => other.name === name)) return table;
  const constraint = constraintOf(state, table, spec, name);
  const keyed = constraint.kind === 'primary-key' ? constraint.columns : [];
  const columns = table.columns.map((column) => (keyed.includes(column.name) ? { ...column, notNull: true } : column));
  return { ...table, columns, constraints: [...table.constraints, constraint] };
}

function constraintOf(state: State, table: Relation, spec: ConstraintSpec, name: string): Constraint {
  const { place, references, usingIndex, name: _, ...rest } = spec;
  const index = usingIndex === undefined ? undefined : takeIndex(state, { schema: table.schema, name: usingIndex });
  return {
    ...rest,
    name,
    columns: index?.columns ?? spec.columns,
    definedAt: place,
    ...(references && {
      references: { ...resolve(state, references.table, state.relations), columns: references.columns },
    }),
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
