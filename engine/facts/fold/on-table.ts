import type { Policy, Relation, Trigger } from '../../model/catalog.ts';
import type { Name, PolicySpec } from '../../model/sql.ts';
import type { Place } from '../../model/region.ts';
import { childrenOf } from './children.ts';
import { relationFor } from './relation-for.ts';
import { duplicatePart, missing, missingPart } from './replay.ts';
import { history, key, resolve, roleNamed, type Apply, type Qualified, type State } from './state.ts';

export const createPolicy: Apply<'create-policy'> = (state, { policy, set }, place) => {
  alter(state, policy.table, place, `policy '${policy.name}' created`, (table) => {
    if (table.policies.some(({ name }) => name === policy.name)) {
      duplicatePart(state, 'policy', table, policy.name, place);
      return table;
    }
    const created: Policy = {
      command: 'all',
      permissive: true,
      roles: ['public'],
      ...rolesIn(state, set),
      name: policy.name,
      definedAt: policy.place,
      history: [history('created', place)],
    };
    return { ...table, policies: [...table.policies, created] };
  });
};

export const alterPolicy: Apply<'alter-policy'> = (state, { policy, set }, place) => {
  alter(state, policy.table, place, `policy '${policy.name}' altered`, (table) => {
    const known = table.policies.find(({ name }) => name === policy.name);
    if (!known) missingPart(state, 'policy', table, policy.name, place);
    const before = known ?? ghostPolicy(policy.name, policy.place);
    const after: Policy = {
      ...before,
      ...rolesIn(state, set),
      definedAt: policy.place,
      setAt: clausesSet(before, set, policy.place),
      history: [...before.history, history('altered', place)],
    };
    return { ...table, policies: [...table.policies.filter(({ name }) => name !== policy.name), after] };
  });
};

function clausesSet(before: Policy, set: PolicySpec, at: Place): NonNullable<Policy['setAt']> {
  const { created, using, check } = before.setAt ?? {
    created: before.definedAt,
    using: before.definedAt,
    check: before.definedAt,
  };
  return { created, using: set.using ? at : using, check: set.check ? at : check };
}

function rolesIn(state: State, set: PolicySpec): PolicySpec {
  return { ...set, ...(set.roles && { roles: set.roles.map((name) => roleNamed(state, name)) }) };
}

function ghostPolicy(name: string, definedAt: Place): Policy {
  return { name, command: 'all', permissive: true, roles: ['public'], definedAt, history: [], ghost: true };
}

export const createTrigger: Apply<'create-trigger'> = (state, change, place) => {
  const { trigger, function: called, orReplace, op: _, ...rest } = change;
  const target = resolve(state, called, state.routines);
  const created: Trigger = { ...rest, name: trigger.name, function: target, definedAt: trigger.place };
  const add = (table: Relation): Relation => {
    const exists = table.triggers.some(({ name }) => name === trigger.name);
    if (exists && !orReplace) {
      duplicatePart(state, 'trigger', table, trigger.name, place);
      return table;
    }
    return { ...table, triggers: [...table.triggers.filter(({ name }) => name !== trigger.name), created] };
  };
  alter(state, trigger.table, place, `trigger '${trigger.name}' created`, add);
  if (created.level === 'row') inherit(state, resolve(state, trigger.table, state.relations), created);
};

/** Row triggers of a partitioned table fire on its partitions as their own. */
function inherit(state: State, target: Qualified, trigger: Trigger): void {
  for (const child of childrenOf(state, target)) {
    if (!child.parent) continue;
    const others = child.triggers.filter(({ name }) => name !== trigger.name);
    state.relations.set(key(child), { ...child, triggers: [...others, { ...trigger, inherited: true }] });
    inherit(state, child, trigger);
  }
}

export const dropOnTable: Apply<'drop-on-table'> = (state, { object, what, ifExists }, place) => {
  const target = resolve(state, what.table, state.relations);
  const table = state.relations.get(key(target));
  if (!table) {
    if (!ifExists) missing(state, 'table', target, place);
    return;
  }
  const found = (object === 'policy' ? table.policies : table.triggers).some(({ name }) => name === what.name);
  if (!found && !ifExists && table.state === 'live') missingPart(state, object, table, what.name, place);
  alter(state, what.table, place, `${object} '${what.name}' dropped`, (one) => without(one, object, what.name));
  if (object === 'trigger')
    for (const child of childrenOf(state, target))
      if (child.parent) state.relations.set(key(child), without(child, object, what.name));
};

function without(table: Relation, object: 'policy' | 'trigger', name: string): Relation {
  const others = <T extends { readonly name: string }>(list: readonly T[]): readonly T[] =>
    list.filter((one) => one.name !== name);
  return object === 'policy'
    ? { ...table, policies: others(table.policies) }
    : { ...table, triggers: others(table.triggers) };
}

/** History is kept only of what changed something. */
function alter(state: State, name: Name, place: Place, message: string, to: (table: Relation) => Relation): void {
  const { id, object } = relationFor(state, name, place);
  const changed = to(object);
  if (changed !== object)
    state.relations.set(id, { ...changed, history: [...object.history, history(message, place)] });
}
