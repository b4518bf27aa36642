import type { Relation, Sequence } from '../../model/catalog.ts';
import type { Place } from '../../model/region.ts';
import type { ColumnName, ColumnSpec } from '../../model/sql.ts';
import { defaultAcl } from './privileges.ts';
import { sequenceName } from './names.ts';
import { duplicate, missing } from './replay.ts';
import {
  deleteWhere,
  history,
  isSame,
  key,
  resolve,
  resolveNew,
  type Apply,
  type Qualified,
  type State,
} from './state.ts';

export const createSequence: Apply<'create-sequence'> = (state, { sequence, ifNotExists, owned }, place) => {
  const target = resolveNew(state, sequence);
  if (state.sequences.has(key(target)) || state.relations.has(key(target))) {
    if (!ifNotExists) duplicate(state, 'sequence', target, place);
    return;
  }
  const made = sequenceOf(state, target, sequence.place, place);
  state.sequences.set(key(target), { ...made, ...(owned && { ownedBy: ownerOf(state, owned) }) });
};

export const ownSequence: Apply<'own-sequence'> = (state, { sequence, owned }, place) => {
  const target = resolve(state, sequence, state.sequences);
  const before = state.sequences.get(key(target));
  if (!before) {
    missing(state, 'sequence', target, place);
    return;
  }
  const { ownedBy: _, ...rest } = before;
  state.sequences.set(key(target), { ...rest, ...(owned && { ownedBy: ownerOf(state, owned) }) });
};

function ownerOf(state: State, { table, column }: ColumnName): NonNullable<Sequence['ownedBy']> {
  return { ...resolve(state, table, state.relations), column };
}

function sequenceOf(state: State, target: Qualified, definedAt: Place, place: Place): Sequence {
  return {
    ...target,
    state: 'live',
    definedAt,
    history: [history('created', place)],
    owner: state.role,
    acl: defaultAcl(state, 'sequence', target.schema, definedAt),
  };
}

/** Serial and identity columns come with a sequence of their own. */
export function serialSequences(
  state: State,
  { schema, name, owner }: Relation,
  columns: readonly Pick<ColumnSpec, 'name' | 'generated' | 'sequence'>[],
  place: Place,
): void {
  for (const { name: column, generated, sequence } of columns) {
    if (generated !== 'serial' && generated !== 'identity') continue;
    const taken = (one: string): boolean =>
      [state.sequences, state.relations, state.indexes].some((map) => map.has(key({ schema, name: one })));
    const target = sequence ? resolveNew(state, sequence) : { schema, name: sequenceName(name, column, taken) };
    const made = sequenceOf(state, target, place, place);
    state.sequences.set(key(target), {
      ...made,
      ...(owner !== undefined && { owner }),
      ownedBy: { schema, name, column },
    });
  }
}

export function dropOwned(state: State, table: Qualified, column?: string): void {
  deleteWhere(
    state.sequences,
    ({ ownedBy }) => ownedBy !== undefined && isSame(ownedBy, table) && (column ?? ownedBy.column) === ownedBy.column,
  );
}
