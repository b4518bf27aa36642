import type { Column, Relation } from '../../model/catalog.ts';
import type { Place } from '../../model/region.ts';
import type { TableAction } from '../../model/sql.ts';
import { dropPartsOf } from './drop-parts.ts';
import { childrenOf } from './children.ts';
import { columnOf, typeIn } from './column-types.ts';
import { dependent, duplicatePart, missingPart } from './replay.ts';
import { dropOwned, serialSequences } from './sequences.ts';
import { key, type State } from './state.ts';

type Of<Do extends TableAction['do']> = Extract<TableAction, { do: Do }>;

export function addColumn(state: State, table: Relation, action: Of<'add-column'>, place: Place): Relation {
  const column = columnOf(state, action.column);
  if (table.columns.some(({ name }) => name === column.name)) {
    if (!action.ifNotExists) duplicatePart(state, 'column', table, column.name, place);
    return table;
  }
  serialSequences(state, table, [column], column.definedAt);
  for (const child of childrenOf(state, table)) {
    const inherited = addColumn(state, child, { ...action, ifNotExists: true }, place);
    const columns = inherited.columns.map((one) =>
      one.name === column.name ? { ...one, inherited: true as const } : one,
    );
    state.relations.set(key(child), { ...inherited, columns });
  }
  return { ...table, columns: [...table.columns, column] };
}

export function dropColumn(state: State, table: Relation, action: Of<'drop-column'>, place: Place): Relation {
  const { name, cascade, ifExists } = action;
  if (!hasColumn(table, name)) {
    if (!ifExists) missingPart(state, 'column', table, name, place);
    return table;
  }
  for (const child of childrenOf(state, table)) {
    if (!child.columns.some((one) => one.name === name && one.inherited)) continue;
    state.relations.set(key(child), dropColumn(state, child, { ...action, ifExists: true }, place));
  }
  dropOwned(state, table, name);
  const rest = dropPartsOf(state, table, name, cascade, place);
  return { ...rest, columns: rest.columns.filter((column) => column.name !== name) };
}

/** A ghost may have columns that no migration shows. */
function hasColumn(table: Relation, name: string): boolean {
  return !table.complete || table.columns.some((column) => column.name === name);
}

type ColumnAction = Of<
  'set-not-null' | 'drop-not-null' | 'drop-default' | 'set-default' | 'set-type' | 'set-identity' | 'drop-generated'
>;

export function alterColumn(state: State, table: Relation, action: ColumnAction, place: Place): Relation {
  const isKey = table.constraints.some(({ kind, columns }) => kind === 'primary-key' && columns.includes(action.name));
  if (action.do === 'drop-not-null' && isKey) {
    dependent(
      state,
      'NOT NULL of column',
      { schema: table.schema, name: `${table.name}.${action.name}` },
      ['the primary key'],
      place,
    );
    return table;
  }
  if (!hasColumn(table, action.name)) missingPart(state, 'column', table, action.name, place);
  for (const child of childrenOf(state, table)) {
    if (child.columns.some((one) => one.name === action.name && one.inherited))
      state.relations.set(key(child), alterColumn(state, child, action, place));
  }
  if (action.do === 'set-identity') serialSequences(state, table, [{ ...action, generated: 'identity' }], place);
  if (action.do === 'drop-generated') dropOwned(state, table, action.name);
  const change = (column: Column): Column => (column.name === action.name ? altered(state, column, action) : column);
  return { ...table, columns: table.columns.map(change) };
}

function altered(state: State, column: Column, action: ColumnAction): Column {
  const { default: _, generated, ...rest } = column;
  const kept = generated !== undefined && generated !== 'serial' && { generated };
  switch (action.do) {
    case 'set-type':
      return { ...column, type: typeIn(state, action.type) };
    case 'set-default':
      return { ...rest, ...kept, default: action.default };
    case 'drop-default':
      return { ...rest, ...kept };
    case 'set-identity':
      return { ...rest, notNull: true, generated: 'identity' };
    case 'drop-generated':
      return rest;
    default:
      return { ...column, notNull: action.do === 'set-not-null' };
  }
}
