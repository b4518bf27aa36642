import type { CatalogObject, Grant, Relation } from '../../model/catalog.ts';
import { addDoubt } from './opaque.ts';
import { missing } from './replay.ts';
import { findRoutines } from './routines.ts';
import { isSame, key, replaceAll, resolve, roleNamed, type Apply, type State } from './state.ts';

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
  replaceAll(state.sequences, (one) => (one.ownedBy && isSame(one.ownedBy, relation) ? owned(one, owner) : one));
}

/** REASSIGN OWNED; without a new owner DROP OWNED, which also takes back what the roles were granted. */
export const ownedBy: Apply<'owned'> = (state, { roles, to }, place) => {
  const names = roles.map((name) => roleNamed(state, name));
  if (to === undefined) {
    withoutRoles(state, names);
    const mentions = ownedObjects(state)
      .filter(({ owner }) => owner !== undefined && names.includes(owner))
      .map(({ name }) => name.toLowerCase());
    const cause = { kind: 'not-static', message: 'This drops what the roles own.', place } as const;
    if (mentions.length > 0) addDoubt(state, cause, { mentions });
    return;
  }
  const owner = roleNamed(state, to);
  const reassign = <T extends CatalogObject & { readonly acl?: readonly Grant[] }>(one: T): T =>
    one.owner !== undefined && names.includes(one.owner) ? owned(one, owner) : one;
  replaceAll(state.relations, reassign);
  replaceAll(state.routines, (overloads) => overloads.map(reassign));
  replaceAll(state.types, reassign);
  replaceAll(state.schemas, reassign);
  replaceAll(state.sequences, reassign);
  replaceAll(state.publications, reassign);
};

function ownedObjects(state: State): readonly CatalogObject[] {
  const { relations, routines, types, schemas, sequences } = state;
  return [relations, types, schemas, sequences]
    .flatMap((map) => [...map.values()])
    .concat([...routines.values()].flat());
}

function withoutRoles(state: State, names: readonly string[]): void {
  const without = <T extends { readonly acl: readonly Grant[] }>(one: T): T => {
    const acl = one.acl.filter(({ grantee }) => !names.includes(grantee));
    return acl.length === one.acl.length ? one : { ...one, acl };
  };
  replaceAll(state.relations, (table) => withoutPoliciesOf(without(table), names));
  replaceAll(state.routines, (overloads) => overloads.map(without));
  replaceAll(state.types, without);
  replaceAll(state.schemas, without);
  replaceAll(state.sequences, without);
  state.defaults = state.defaults.filter(
    ({ grantee, owner }) => !names.includes(grantee) && (owner === undefined || !names.includes(owner)),
  );
}

/** A policy for nobody else goes. */
function withoutPoliciesOf(table: Relation, names: readonly string[]): Relation {
  if (!table.policies.some(({ roles }) => roles.some((role) => names.includes(role)))) return table;
  const left = table.policies.map((one) => ({ ...one, roles: one.roles.filter((role) => !names.includes(role)) }));
  return { ...table, policies: left.filter(({ roles }) => roles.length > 0) };
}

/** What the old owner was granted goes to the new one, who needs no grant. */
function owned<T extends CatalogObject & { readonly acl?: readonly Grant[] }>(object: T, owner: string): T {
  const acl = object.acl?.filter(({ grantee }) => grantee !== object.owner);
  return { ...object, owner, ...(acl && { acl }) };
}
