import type { Column, Relation } from '../../model/catalog.ts';
import type { Place } from '../../model/region.ts';
import type { ConstraintSpec, Like } from '../../model/sql.ts';
import { columnOf, named } from './column-types.ts';
import { addConstraint } from './constraints.ts';
import { copyIndex } from './indexes.ts';
import { inheritFrom } from './inheritance.ts';
import { begins } from './lifetimes.ts';
import { defaultAcl } from './privileges.ts';
import { empty, nameOf, relationFor } from './relation-for.ts';
import { duplicate } from './replay.ts';
import { serialSequences } from './sequences.ts';
import { history, key, resolveNew, type Apply, type ChangeOf, type Qualified, type State } from './state.ts';
import { selectedColumns } from './view-columns.ts';

export const createTable: Apply<'create-table'> = (state, change, place) => {
  const target = resolveNew(state, change.table);
  const id = key(target);
  const before = state.relations.get(id);
  // a second CREATE TABLE fails or, with IF NOT EXISTS, does nothing
  if (before?.state === 'live' || state.sequences.has(id) || state.indexes.has(id)) {
    if (!change.ifNotExists) duplicate(state, 'table', target, place);
    return;
  }
  const parents = change.parents.map((name) => relationFor(state, name, place).object);
  const likes = change.likes.map((like) => ({ ...like, relation: relationFor(state, like.table, place).object }));
  const table = tableMade(state, change, target, { before, parents, likes, place });
  begins(state, target);
  state.relations.set(id, table);
  const identities = likes.flatMap(({ relation, generated }) => (generated ? relation.columns.filter(isIdentity) : []));
  serialSequences(state, table, [...identities, ...change.columns], change.table.place);
  const own = withoutRepeatedKeys(change.constraints).reduce(
    (one, constraint) => addConstraint(state, one, constraint, place),
    table,
  );
  state.relations.set(id, own);
  for (const one of parents) state.everParents.add(key(one));
  for (const one of parents) inheritFrom(state, target, one);
  for (const like of likes) copyFrom(state, target, like, place);
};

/** What a new table is made from. */
interface Origins {
  /** The ghost that has its name. */
  readonly before: Relation | undefined;
  readonly parents: readonly Relation[];
  readonly likes: readonly (Like & { readonly relation: Relation })[];
  readonly place: Place;
}

/** The table with its columns; its constraints follow, since their names depend on it. */
function tableMade(
  state: State,
  change: ChangeOf<'create-table'>,
  target: Qualified,
  { before, parents, likes, place }: Origins,
): Relation {
  const selected = change.query && selectedColumns(state, change.query.tree, change.table.place);
  const [parent] = parents;
  return {
    ...(before ? certain(before) : { ...empty, acl: defaultAcl(state, 'table', target.schema, change.table.place) }),
    ...target,
    form: change.form,
    state: 'live',
    definedAt: change.table.place,
    history: [...(before?.history ?? []), history('created', place)],
    columns: [
      ...merged(parents.flatMap((one) => one.columns.map((column) => ({ ...column, inherited: true as const })))),
      ...(selected ? named(selected.columns, change.aliases) : []),
      ...likes.flatMap(({ relation, ...like }) => relation.columns.map((column) => likeColumn(column, like))),
      ...change.columns.map((column) => columnOf(state, column)),
    ].reduce<readonly Column[]>(withColumn, []),
    complete:
      (selected?.complete ?? true) &&
      [...parents, ...likes.map(({ relation }) => relation)].every((one) => one.complete),
    rls: before?.rls ?? false,
    forceRls: before?.forceRls ?? false,
    owner: state.role,
    ...(change.options && { options: change.options }),
    ...(change.partitioned && { partitioned: true as const }),
    ...(parent && change.form === 'partition' && { parent: nameOf(parent) }),
    ...(parents.length > 0 && change.form !== 'partition' && { inherits: parents.map(nameOf) }),
  };
}

/** A second key over the same columns makes no second index; its name goes to the first one if that has none. */
function withoutRepeatedKeys(constraints: readonly ConstraintSpec[]): readonly ConstraintSpec[] {
  const kept: ConstraintSpec[] = [];
  for (const one of constraints) {
    const at = kept.findIndex(
      (other) => isKey(one) && isKey(other) && one.columns.join('\0') === other.columns.join('\0'),
    );
    if (at < 0) kept.push(one);
    else {
      const [first, second] = one.kind === 'primary-key' ? [one, kept[at]!] : [kept[at]!, one];
      const name = first.name ?? second.name;
      kept[at] = { ...first, ...(name !== undefined && { name }) };
    }
  }
  return kept;
}

function isKey({ kind }: ConstraintSpec): boolean {
  return kind === 'primary-key' || kind === 'unique';
}

function isIdentity({ generated }: Column): boolean {
  return generated === 'identity';
}

/** A column written again merges with the inherited one. */
function withColumn(columns: readonly Column[], column: Column): readonly Column[] {
  const before = columns.find(({ name }) => name === column.name);
  if (!before) return [...columns, column];
  const both: Column = { ...before, ...column, notNull: before.notNull || column.notNull };
  return columns.map((one) => (one === before ? both : one));
}

function merged(columns: readonly Column[]): readonly Column[] {
  return columns.reduce(withColumn, []);
}

function likeColumn(column: Column, like: Pick<Like, 'defaults' | 'generated'>): Column {
  const { default: expression, generated, inherited: _, comment: __, ...rest } = column;
  const keepsDefault = like.defaults && expression !== undefined;
  return {
    ...rest,
    ...(keepsDefault && { default: expression }),
    ...(generated && like.generated && generated !== 'serial' && { generated }),
    // the default of a serial column is the next value of the other table's sequence
    ...(generated === 'serial' && like.defaults && { generated }),
  };
}

/** LIKE … INCLUDING CONSTRAINTS, INDEXES. */
function copyFrom(state: State, target: Qualified, like: Like & { readonly relation: Relation }, place: Place): void {
  const { relation } = like;
  for (const constraint of relation.constraints) {
    const isKey = ['primary-key', 'unique', 'exclusion'].includes(constraint.kind);
    if (!(isKey ? like.indexes : constraint.kind === 'check' && like.constraints)) continue;
    const { name, definedAt, references: _, notValid: __, ...rest } = constraint;
    const table = state.relations.get(key(target))!;
    const spec = { ...rest, ...(!isKey && { name }), place: definedAt };
    state.relations.set(key(target), addConstraint(state, table, spec, place));
  }
  if (like.indexes)
    for (const index of [...state.indexes.values()])
      if (key(index.table) === key(relation)) copyIndex(state, index, target);
}

/** What was doubtful about the ghost is settled by its definition. */
function certain({ uncertain: _, ...rest }: Relation): Omit<Relation, 'uncertain'> {
  return rest;
}
