import type { Role } from '../../model/catalog.ts';
import { roleOf } from './role-of.ts';
import type { Place } from '../../model/region.ts';
import { duplicate, missing } from './replay.ts';
import { history, keepSession, replaceAll, roleNamed, type Apply, type State } from './state.ts';

export const putRole: Apply<'put-role'> = (state, { role: { name, place: definedAt }, create, attributes }, place) => {
  const before = state.roles.get(name);
  if (create && before) {
    duplicate(state, 'role', { schema: '', name }, place);
    return;
  }
  if (!create && !before) missing(state, 'role', { schema: '', name }, place);
  const inherits = create ? { superuser: false, bypassRls: false, login: false, inherit: true } : {};
  const role: Role = {
    ...(before ?? roleOf(name, definedAt, create ? 'live' : 'ghost')),
    ...inherits,
    ...attributes,
    history: [...(before?.history ?? []), history(create ? 'created' : 'altered', place)],
  };
  state.roles.set(name, role);
};

export const dropRole: Apply<'drop-role'> = (state, { role, ifExists }, place) => {
  if (!state.roles.delete(role) && !ifExists) missing(state, 'role', { schema: '', name: role }, place);
  replaceAll(state.roles, (one) =>
    one.memberOf.includes(role) ? { ...one, memberOf: one.memberOf.filter((name) => name !== role) } : one,
  );
};

/** A member that no migration creates is a ghost. */
export const members: Apply<'members'> = (state, { grant, roles, members: names }, place) => {
  for (const name of names.map((one) => roleNamed(state, one))) {
    const before = state.roles.get(name) ?? ghostRole(state, name, place);
    const others = before.memberOf.filter((role) => !roles.includes(role));
    const entry = history(`${grant ? 'granted' : 'lost'} ${roles.join(', ')}`, place);
    state.roles.set(name, {
      ...before,
      memberOf: grant ? [...others, ...roles] : others,
      history: [...before.history, entry],
    });
  }
};

function ghostRole(state: State, name: string, place: Place): Role {
  missing(state, 'role', { schema: '', name }, place);
  return roleOf(name, place, 'ghost');
}

export const setRole: Apply<'set-role'> = (state, { role, local, unsure }) => {
  const set = role ?? state.loginRole;
  if (unsure) state.unsureRole = unsure;
  else if (keepSession(state, local, { role: set })) {
    state.role = set;
    state.unsureRole = undefined;
  }
};
