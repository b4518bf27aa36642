import { settled } from '../../model/sql-doubt.ts';
import type { Column, Policy, Relation } from '../../model/catalog.ts';
import type { TableAction } from '../../model/sql.ts';
import { columnsOf } from '../changes/expression.ts';
import { addConstraint } from './constraints.ts';
import { columnOf, relationFor } from './relations.ts';
import { deleteWhere, history, key, resolve, type Apply, type State } from './state.ts';

export const alterTable: Apply<'alter-table'> = (state, { table: name, ifExists, actions }, place) => {
  if (ifExists && !state.relations.has(key(resolve(state, name, state.relations)))) return;
  // ALTER TABLE also takes indexes, whose options we do not keep
  if (state.indexes.has(key(resolve(state, name, state.indexes)))) return;
  const { id, object } = relationFor(state, name, place);
  const altered = actions.reduce((table, action) => act(state, table, action), object);
  const messages = actions.map(messageOf);
  state.relations.set(id, { ...altered, history: [...object.history, history(messages.join(', '), place)] });
};

function messageOf(action: TableAction): string {
  if (action.do === 'row-security')
    return action.enabled ? 'row level security enabled' : 'row level security disabled';
  return action.do.replaceAll('-', ' ');
}

function act(state: State, table: Relation, action: TableAction): Relation {
  switch (action.do) {
    case 'add-column':
      return addColumn(table, columnOf(action.column));
    case 'drop-column':
      return dropColumn(state, table, action);
    case 'add-constraint':
      return addConstraint(state, table, action.constraint);
    case 'drop-constraint':
      return { ...table, constraints: table.constraints.filter(({ name }) => name !== action.name) };
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
    default:
      return {
        ...table,
        columns: table.columns.map((column) => (column.name === action.name ? alterColumn(column, action) : column)),
      };
  }
}

type ColumnAction = Extract<
  TableAction,
  { do: 'set-not-null' | 'drop-not-null' | 'drop-default' | 'set-default' | 'set-type' }
>;

function alterColumn(column: Column, action: ColumnAction): Column {
  if (action.do === 'set-type') return { ...column, type: action.type };
  if (action.do === 'set-default') return { ...column, default: action.default };
  if (action.do !== 'drop-default') return { ...column, notNull: action.do === 'set-not-null' };
  const { default: _, ...rest } = column;
  return rest;
}

function addColumn(table: Relation, column: Column): Relation {
  const exists = table.columns.some(({ name }) => name === column.name);
  return exists ? table : { ...table, columns: [...table.columns, column] };
}

type DropColumn = Extract<TableAction, { do: 'drop-column' }>;

/** Constraints and indexes over the column go with it; with CASCADE policies that speak of it too. */
function dropColumn(state: State, table: Relation, { name, cascade }: DropColumn): Relation {
  const speaksOf = ({ using, check }: Policy): boolean =>
    [using, check].some((expression) => expression && columnsOf(expression.tree).includes(name));
  deleteWhere(state.indexes, (index) => key(index.table) === key(table) && index.columns.includes(name));
  return {
    ...table,
    columns: table.columns.filter((column) => column.name !== name),
    policies: cascade ? table.policies.filter((policy) => !speaksOf(policy)) : table.policies,
    constraints: table.constraints.filter(({ columns }) => !columns.includes(name)),
  };
}
