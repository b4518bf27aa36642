import { settled } from '../../model/sql-doubt.ts';
import type { Relation } from '../../model/catalog.ts';
import type { Place } from '../../model/region.ts';
import type { TableAction } from '../../model/sql.ts';
import { addConstraint } from './constraints.ts';
import { addColumn, alterColumn, dropColumn } from './column-actions.ts';
import { dropConstraint } from './drop-parts.ts';
import { inheritFrom } from './inheritance.ts';
import { nameOf, relationFor } from './relation-for.ts';
import { missing, missingPart } from './replay.ts';
import { setRelationOwner } from './owners.ts';
import { history, key, resolve, restore, roleNamed, snapshot, type Apply, type State } from './state.ts';

export const alterTable: Apply<'alter-table'> = (state, { table: name, ifExists, actions }, place) => {
  const target = resolve(state, name, state.relations);
  if (ifExists && !state.relations.has(key(target))) return;
  // ALTER TABLE also takes indexes and sequences, of which the catalog only keeps the owner
  if ([state.indexes, state.sequences].some((map) => map.has(key(resolve(state, name, map))))) return;
  const before = actions.length > 1 ? snapshot(state) : undefined;
  const known = state.replay.length;
  const { id, object } = relationFor(state, name, place);
  for (const action of inPasses(actions)) state.relations.set(id, act(state, state.relations.get(id)!, action, place));
  // all or nothing; a table that only the migrations do not show is there
  if (before && state.replay.slice(known).some(({ object: what }) => !what.startsWith('table '))) {
    restore(state, before);
    return;
  }
  const entry = history(actions.map(messageOf).join(', '), place);
  state.relations.set(id, { ...state.relations.get(id)!, history: [...object.history, entry] });
};

/** PostgreSQL drops first and adds columns before what may need them, however they are written. */
const PASSES: { readonly [Do in TableAction['do']]?: number } = {
  'drop-column': 0,
  'drop-constraint': 0,
  'drop-not-null': 0,
  'set-type': 1,
  'add-column': 2,
  'add-constraint': 3,
};

function inPasses(actions: readonly TableAction[]): readonly TableAction[] {
  const pass = (action: TableAction): number => PASSES[action.do] ?? 4;
  return actions.length === 1 ? actions : [...actions].sort((a, b) => pass(a) - pass(b));
}

function messageOf(action: TableAction): string {
  if (action.do === 'row-security')
    return action.enabled ? 'row level security enabled' : 'row level security disabled';
  return action.do.replaceAll('-', ' ');
}

function act(state: State, table: Relation, action: TableAction, place: Place): Relation {
  switch (action.do) {
    case 'add-column':
      return addColumn(state, table, action, place);
    case 'drop-column':
      return dropColumn(state, table, action, place);
    case 'add-constraint':
      return addConstraint(state, table, action.constraint, place);
    case 'drop-constraint':
      return dropConstraint(state, table, action, place);
    case 'validate-constraint':
      return validated(state, table, action.name, place);
    case 'row-security':
      return { ...settled(table, 'rls'), rls: action.enabled };
    case 'force-row-security':
      return { ...table, forceRls: action.forced };
    case 'set-options':
      return { ...table, options: { ...table.options, ...action.options } };
    case 'reset-options':
      return {
        ...table,
        options: Object.fromEntries(Object.entries(table.options).filter(([name]) => !action.options.includes(name))),
      };
    case 'attach-partition':
    case 'detach-partition':
    case 'inherit':
    case 'no-inherit':
      return relate(state, table, action, place);
    case 'set-owner':
      setRelationOwner(state, table, roleNamed(state, action.to));
      return state.relations.get(key(table))!;
    case 'enable-trigger':
    case 'disable-trigger':
      return withTriggers(table, action);
    default:
      return alterColumn(state, table, action, place);
  }
}

function validated(state: State, table: Relation, name: string, place: Place): Relation {
  const found = table.constraints.some((one) => one.name === name);
  if (!found && table.complete) missingPart(state, 'constraint', table, name, place);
  const constraints = table.constraints.map(({ notValid, ...one }) =>
    one.name === name || !notValid ? one : { ...one, notValid },
  );
  return { ...table, constraints };
}

function withTriggers(table: Relation, { do: action, name }: { do: string; name?: string }): Relation {
  const triggers = table.triggers.map((trigger) => {
    if (name !== undefined && trigger.name !== name) return trigger;
    const { disabled: _, ...rest } = trigger;
    return action === 'disable-trigger' ? { ...rest, disabled: true as const } : rest;
  });
  return { ...table, triggers };
}

type Relate = Extract<TableAction, { do: 'attach-partition' | 'detach-partition' | 'inherit' | 'no-inherit' }>;

/** A partition is named by its parent, an heir names the parent itself. */
function relate(state: State, table: Relation, { do: action, table: other }: Relate, place: Place): Relation {
  const target = resolve(state, other, state.relations);
  const relation = state.relations.get(key(target));
  if (!relation) {
    missing(state, 'table', target, place);
    return table;
  }
  state.everParents.add(key(action === 'attach-partition' ? table : target));
  if (action === 'attach-partition') {
    state.relations.set(key(target), { ...withInherited(relation), form: 'partition', parent: nameOf(table) });
    inheritFrom(state, target, table);
    return state.relations.get(key(table))!;
  }
  if (action === 'detach-partition') {
    const { parent: _, ...rest } = relation;
    const triggers = rest.triggers.filter(({ inherited }) => !inherited);
    state.relations.set(key(target), { ...rest, triggers, form: 'table' });
    return table;
  }
  const others = (table.inherits ?? []).filter((one) => key(one) !== key(target));
  return { ...table, inherits: action === 'inherit' ? [...others, target] : others };
}

function withInherited(table: Relation): Relation {
  return { ...table, columns: table.columns.map((column) => ({ ...column, inherited: true as const })) };
}
