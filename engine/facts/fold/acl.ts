import type { Grant } from '../../model/catalog.ts';
import type { Place } from '../../model/region.ts';
import type { GrantSpec } from '../../model/sql.ts';
import type { TouchedKind } from '../../model/sql-doubt.ts';
import { addDoubt } from './opaque.ts';
import { privilegesOf, type Privilege } from './privileges.ts';
import { relationFor } from './relation-for.ts';
import { routinesFor } from './routines.ts';
import { missing } from './replay.ts';
import {
  key,
  replaceAll,
  resolve,
  roleNamed,
  type Apply,
  type DefaultPrivilege,
  type Qualified,
  type State,
} from './state.ts';

export const grant: Apply<'grant'> = (state, { spec: written, on, optionOnly }, place) => {
  const spec = withRoles(state, written);
  passOn(
    state,
    spec,
    on.map(({ name }) => name),
    place,
  );
  if (optionOnly) return;
  for (const name of on) {
    const sequence = state.sequences.get(key(resolve(state, name, state.sequences)));
    if ((spec.target === 'table' || spec.target === 'sequence') && sequence) {
      state.sequences.set(key(sequence), {
        ...sequence,
        acl: changed(sequence.acl, { ...spec, target: 'sequence' }, place),
      });
    } else if (spec.target === 'sequence') missing(state, 'sequence', resolve(state, name, state.sequences), place);
    else if (spec.target === 'table') {
      const relation = relationFor(state, name, place);
      state.relations.set(relation.id, { ...relation.object, acl: changed(relation.object.acl, spec, place) });
    } else if (spec.target === 'function') {
      const { id, all, named } = routinesFor(state, name, place);
      const change = (acl: readonly Grant[]): readonly Grant[] => changed(acl, spec, place);
      state.routines.set(
        id,
        all.map((one) => (named.includes(one) ? { ...one, acl: change(one.acl) } : one)),
      );
    } else if (spec.target === 'schema') {
      const { schemas } = state;
      const schema = schemas.get(name.name);
      if (schema) schemas.set(name.name, { ...schema, acl: changed(schema.acl, spec, place) });
      else missing(state, 'schema', { schema: '', name: name.name }, place);
    } else {
      const type = state.types.get(key(resolve(state, name, state.types)));
      if (type) state.types.set(key(type), { ...type, acl: changed(type.acl, spec, place) });
    }
  }
};

/** Who granted what is not kept: where others than the one who migrates have, what a REVOKE takes back is not known. */
function passOn(state: State, { grant: isGrant, target }: GrantSpec, names: readonly string[], place: Place): void {
  if (isGrant) state.passedOn ||= state.role !== state.loginRole;
  else if (state.passedOn) {
    const cause = { kind: 'not-static', message: 'What this takes back depends on who granted it.', place } as const;
    const kinds: readonly TouchedKind[] =
      target === 'table' ? ['table', 'view'] : target === 'sequence' ? [] : [target];
    addDoubt(state, cause, {
      mentions: names.map((name) => name.toLowerCase()),
      touch: { kinds, aspect: 'privileges' },
    });
  }
}

export const grantAllInSchema: Apply<'grant-all-in-schema'> = (state, change, place) => {
  const { spec: written, schemas, optionOnly } = change;
  const spec = withRoles(state, written);
  const objects = [...state.relations.values(), ...[...state.routines.values()].flat()];
  passOn(
    state,
    spec,
    state.passedOn ? objects.filter(({ schema }) => schemas.includes(schema)).map(({ name }) => name) : [],
    place,
  );
  if (optionOnly) return;
  const inside = <T extends Qualified & { readonly acl: readonly Grant[] }>(object: T): T =>
    schemas.includes(object.schema) ? { ...object, acl: changed(object.acl, spec, place) } : object;
  if (spec.target === 'table') replaceAll(state.relations, inside);
  if (spec.target === 'function') replaceAll(state.routines, (overloads) => overloads.map(inside));
  if (spec.target === 'sequence') replaceAll(state.sequences, inside);
};

function withRoles(state: State, spec: GrantSpec): GrantSpec {
  return { ...spec, grantees: spec.grantees.map((name) => roleNamed(state, name)) };
}

/** They are for what the roles will make, without FOR ROLE for what whoever runs the statement will. */
export const defaultPrivileges: Apply<'default-privileges'> = (state, { spec: written, schemas, roles }) => {
  const spec = withRoles(state, written);
  const owners = roles.length > 0 ? roles.map((name) => roleNamed(state, name)) : [state.role];
  const scopes = schemas.length > 0 ? schemas.map((schema) => ({ schema })) : [{}];
  const entries = owners.flatMap((owner) =>
    scopes.flatMap((scope) => privilegesOf(spec).map((one) => ({ ...scope, ...one, owner, target: spec.target }))),
  );
  for (const owner of owners) if (schemas.length === 0) ownDefaults(state, owner);
  const rest = state.defaults.filter((one) => !entries.some((entry) => isSameDefault(one, entry)));
  state.defaults = spec.grant ? [...rest, ...entries] : rest;
};

/** What holds for everybody, such as PUBLIC's EXECUTE, becomes an owner's own before that is changed. */
function ownDefaults(state: State, owner: string): void {
  if (state.ownDefaults.includes(owner)) return;
  const general = state.defaults.filter((one) => one.owner === undefined);
  state.defaults = [...state.defaults, ...general.map((one) => ({ ...one, owner }))];
  state.ownDefaults = [...state.ownDefaults, owner];
}

function isSameDefault(a: DefaultPrivilege, b: DefaultPrivilege): boolean {
  return (
    a.target === b.target &&
    a.grantee === b.grantee &&
    a.privilege === b.privilege &&
    a.schema === b.schema &&
    a.owner === b.owner
  );
}

function changed(acl: readonly Grant[], spec: GrantSpec, definedAt: Place): readonly Grant[] {
  return privilegesOf(spec).reduce<readonly Grant[]>(
    (list, one) => (spec.grant ? granted(list, one, definedAt) : revoked(list, one)),
    acl,
  );
}

/** Columns come to those that are granted already. */
function granted(acl: readonly Grant[], entry: Privilege, definedAt: Place): readonly Grant[] {
  const before = acl.find((one) => isSame(one, entry));
  const columns = entry.columns && [...new Set([...(before?.columns ?? []), ...entry.columns])];
  return [...acl.filter((one) => one !== before), { ...entry, ...(columns && { columns }), definedAt }];
}

/** Revoking from the table revokes from its columns too, but not the other way round. */
function revoked(acl: readonly Grant[], entry: Privilege): readonly Grant[] {
  if (entry.columns === undefined)
    return acl.filter((one) => one.grantee !== entry.grantee || one.privilege !== entry.privilege);
  return acl.flatMap((one): readonly Grant[] => {
    if (one.grantee !== entry.grantee || one.privilege !== entry.privilege) return [one];
    if (one.columns === undefined) return [one];
    const columns = one.columns.filter((column) => !entry.columns!.includes(column));
    return columns.length > 0 ? [{ ...one, columns }] : [];
  });
}

function isSame(a: Privilege, b: Privilege): boolean {
  return (
    a.grantee === b.grantee && a.privilege === b.privilege && (a.columns === undefined) === (b.columns === undefined)
  );
}
