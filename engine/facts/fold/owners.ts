import type { CatalogObject, Grant, Relation } from '../../model/catalog.ts';
import { missing } from './replay.ts';
import { findRoutines } from './routines.ts';
import { key, replaceAll, resolve, roleNamed, type Apply, type State } from './state.ts';

export const setOwner: Apply<'set-owner'> = (state, { object, name, to }, place) => {
  const owner = roleNamed(state, to);
  const gone = (): void => missing(state, object, { schema: name.schema ?? '', name: name.name }, place);
  if (object === 'table' || object === 'view') {
    const relation = state.relations.get(key(resolve(state, name, state.relations)));
    if (relation) setRelationOwner(state, relation, owner);
    else gone();
  } else if (object === 'function') {
    const { id, all, named } = findRoutines(state, name);
    if (named.length === 0) gone();
    else
      state.routines.set(
        id,
        all.map((one) => (named.includes(one) ? owned(one, owner) : one)),
      );
  } else if (object === 'type') set(state.types, key(resolve(state, name, state.types)), owner, gone);
  else if (object === 'sequence') set(state.sequences, key(resolve(state, name, state.sequences)), owner, gone);
  else if (object === 'schema') set(state.schemas, name.name, owner, gone);
  else if (object === 'extension') set(state.extensions, name.name, owner, gone);
  else if (object === 'publication') set(state.publications, name.name, owner, gone);
};

function set<T extends CatalogObject>(map: Map<string, T>, id: string, owner: string, gone: () => void): void {
  const object = map.get(id);
  if (object) map.set(id, owned(object, owner));
  else gone();
}

/** Sequences of its columns follow. */
export function setRelationOwner(state: State, relation: Relation, owner: string): void {
  state.relations.set(key(relation), owned(relation, owner));
  replaceAll(state.sequences, (one) => (one.ownedBy && key(one.ownedBy) === key(relation) ? owned(one, owner) : one));
}

/** What the old owner was granted goes to the new one, who needs no grant. */
function owned<T extends CatalogObject & { readonly acl?: readonly Grant[] }>(object: T, owner: string): T {
  const acl = object.acl?.filter(({ grantee }) => grantee !== object.owner);
  return { ...object, owner, ...(acl && { acl }) };
}
