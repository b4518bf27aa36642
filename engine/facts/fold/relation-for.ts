import type { Relation } from '../../model/catalog.ts';
import type { Place } from '../../model/region.ts';
import type { Name } from '../../model/sql.ts';
import { begins } from './lifetimes.ts';
import { isPlatformSchema } from './platform.ts';
import { defaultAcl } from './privileges.ts';
import { missing } from './replay.ts';
import { doubtAbout, history, key, resolve, type Qualified, type State } from './state.ts';

/** The relation a statement speaks of; a ghost if no migration has created it. */
export function relationFor(state: State, name: Name, place: Place): { id: string; object: Relation } {
  const target = resolve(state, name, state.relations);
  const id = key(target);
  const known = state.relations.get(id);
  if (known) return { id, object: known };
  missing(state, 'table', target, place);
  const object = ghost(state, target, name.place, place);
  state.relations.set(id, object);
  begins(state, target, true);
  return { id, object };
}

function ghost(state: State, target: Qualified, definedAt: Place, place: Place): Relation {
  return {
    ...target,
    ...empty,
    form: 'table',
    state: 'ghost',
    definedAt,
    history: [history('first mentioned', place)],
    complete: false,
    acl: defaultAcl(state, 'table', target.schema, definedAt),
    ...doubtAbout(state, target.name),
    ...(isPlatformSchema(state.context, target.schema) && { platform: true as const }),
  };
}

/** What a new table does not have. */
export const empty = { columns: [], constraints: [], options: {}, policies: [], triggers: [] } as const;

export function nameOf({ schema, name }: Qualified): Qualified {
  return { schema, name };
}
