import type { Policy, Relation, Trigger } from '../../model/catalog.ts';
import type { Name } from '../../model/sql.ts';
import type { Place } from '../../model/region.ts';
import { relationFor } from './relations.ts';
import { history, key, resolve, type Apply, type State } from './state.ts';

export const createPolicy: Apply<'create-policy'> = (state, { policy, set }, place) => {
  change(state, policy.table, place, `policy '${policy.name}' created`, (table) => {
    if (table.policies.some(({ name }) => name === policy.name)) return table;
    const created: Policy = {
      command: 'all',
      permissive: true,
      roles: ['public'],
      ...set,
      name: policy.name,
      definedAt: policy.place,
      history: [history('created', place)],
    };
    return { ...table, policies: [...table.policies, created] };
  });
};

export const alterPolicy: Apply<'alter-policy'> = (state, { policy, set }, place) => {
  change(state, policy.table, place, `policy '${policy.name}' altered`, (table) => {
    const before = table.policies.find(({ name }) => name === policy.name) ?? ghostPolicy(policy.name, policy.place);
    const after: Policy = {
      ...before,
      ...set,
      definedAt: policy.place,
      history: [...before.history, history('altered', place)],
    };
    return { ...table, policies: [...table.policies.filter(({ name }) => name !== policy.name), after] };
  });
};

function ghostPolicy(name: string, definedAt: Place): Policy {
  return { name, command: 'all', permissive: true, roles: ['public'], definedAt, history: [], ghost: true };
}

export const createTrigger: Apply<'create-trigger'> = (
  state,
  { trigger, function: called, timing, events, orReplace },
  place,
) => {
  change(state, trigger.table, place, `trigger '${trigger.name}' created`, (table) => {
    const exists = table.triggers.some(({ name }) => name === trigger.name);
    if (exists && !orReplace) return table;
    const target = resolve(state, called, state.routines);
    const created: Trigger = { name: trigger.name, function: target, timing, events, definedAt: trigger.place };
    return { ...table, triggers: [...table.triggers.filter(({ name }) => name !== trigger.name), created] };
  });
};

export const dropOnTable: Apply<'drop-on-table'> = (state, { object, what }, place) => {
  if (!state.relations.has(key(resolve(state, what.table, state.relations)))) return;
  const others = <T extends { readonly name: string }>(list: readonly T[]): readonly T[] =>
    list.filter(({ name }) => name !== what.name);
  change(state, what.table, place, `${object} '${what.name}' dropped`, (table) =>
    object === 'policy'
      ? { ...table, policies: others(table.policies) }
      : { ...table, triggers: others(table.triggers) },
  );
};

/** History is kept only of what changed something. */
function change(state: State, name: Name, place: Place, message: string, to: (table: Relation) => Relation): void {
  const { id, object } = relationFor(state, name, place);
  const changed = to(object);
  if (changed !== object)
    state.relations.set(id, { ...changed, history: [...object.history, history(message, place)] });
}
