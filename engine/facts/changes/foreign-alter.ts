import type { Token } from '../../documents/sql/lexer.ts';
import type { Change } from '../../model/sql-change.ts';
import type { Name, TableAction } from '../../model/sql.ts';
import { enumConstraint, takeColumn, takeType, type ForeignColumn } from './foreign-columns.ts';
import { indexName, isPart, takePart } from './foreign-constraints.ts';
import { foreignExpression } from './foreign-expression.ts';
import {
  atEnd,
  placeOf,
  readerOf,
  splitAtCommas,
  take,
  takeAny,
  takeGroup,
  takeIdentifier,
  takeName,
  wordAt,
  type Reader,
} from './foreign-reader.ts';
import { indexChange } from './foreign-table.ts';
import type { Source } from './writer.ts';

/** The table that is altered, and what it is called as far as the statement has come. */
interface Altering {
  readonly table: Name;
  readonly source: Source;
  readonly ifExists: boolean;
}

/** ALTER TABLE after these words; undefined where something is written that we do not know. */
export function foreignAlter(reader: Reader): readonly Change[] | undefined {
  const { source } = reader;
  const ifExists = take(reader, 'if', 'exists');
  const table = takeName(reader);
  if (!table) return undefined;
  const changes: Change[] = [];
  let verb: readonly Token[] = [];
  for (const part of splitAtCommas(reader.tokens.slice(reader.at))) {
    // T-SQL and Snowflake: ADD a int, b int
    const isVerb = VERB.test(wordAt(readerOf(part, source)));
    const action = readerOf(isVerb ? part : [...verb, ...part], source);
    verb = isVerb ? verbOf(part) : verb;
    const read = actionOf(action, { table, source, ifExists });
    if (!read) return undefined;
    changes.push(...read);
  }
  return changes;
}

const VERB =
  /^(?:add|drop|modify|change|alter|rename|with|nocheck|check|enable|disable|engine|convert|auto_increment|comment|default|charset|character|collate|algorithm|lock|order|row_format|force|set|swap|switch|partition|cluster)$/;

function verbOf(part: readonly Token[]): readonly Token[] {
  const isColumn = part[1]?.kind === 'word' && part[1].value.toLowerCase() === 'column';
  return part.slice(0, isColumn ? 2 : 1);
}

function actionOf(reader: Reader, altering: Altering): readonly Change[] | undefined {
  if (takeAny(reader, 'with check', 'with nocheck') !== undefined && wordAt(reader) !== 'add') return [];
  if (take(reader, 'add')) return added(reader, altering);
  if (take(reader, 'drop')) return dropped(reader, altering);
  if (take(reader, 'modify')) return modified(reader, altering);
  if (take(reader, 'change')) return changed(reader, altering);
  if (take(reader, 'alter')) return alteredColumn(reader, altering);
  if (take(reader, 'rename')) return renamed(reader, altering);
  // how it is stored, and whether old rows were looked at
  return STORAGE.test(wordAt(reader)) ? [] : undefined;
}

const STORAGE =
  /^(?:engine|convert|auto_increment|comment|default|charset|character|collate|algorithm|lock|order|row_format|force|enable|disable|check|nocheck|cluster|set)$/;

function alter({ table, ifExists }: Altering, ...actions: readonly TableAction[]): Change {
  return { op: 'alter-table', table, ifExists, actions };
}

function added(reader: Reader, altering: Altering): readonly Change[] | undefined {
  const { table, source } = altering;
  if (isPart(reader)) {
    const part = takePart(reader, table);
    if (!part || !atEnd(reader)) return undefined;
    if ('index' in part) return [indexChange(part, table)];
    return [alter(altering, { do: 'add-constraint', constraint: part.constraint })];
  }
  // ALTER TABLE t ADD DEFAULT (1) FOR c
  if (take(reader, 'default')) return defaultFor(reader, altering);
  take(reader, 'column');
  const ifNotExists = take(reader, 'if', 'not', 'exists');
  const group = takeGroup(reader);
  const lines = group ? splitAtCommas(group) : [reader.tokens.slice(reader.at)];
  const columns = lines.map((line) => takeColumn(readerOf(line, source), table.name));
  if (columns.includes(undefined)) return undefined;
  return (columns as readonly ForeignColumn[]).map((read) => alter(altering, ...columnActions(read, ifNotExists)));
}

function columnActions({ column, constraints }: ForeignColumn, ifNotExists: boolean): readonly TableAction[] {
  return [
    { do: 'add-column', column, ifNotExists },
    ...constraints.map((constraint) => ({ do: 'add-constraint', constraint }) as const),
  ];
}

function defaultFor(reader: Reader, altering: Altering): readonly Change[] | undefined {
  const group = takeGroup(reader);
  const name = take(reader, 'for') ? takeIdentifier(reader) : undefined;
  if (!group || !name) return undefined;
  return [alter(altering, { do: 'set-default', name: name.value, default: foreignExpression(group, altering.source) })];
}

function dropped(reader: Reader, altering: Altering): readonly Change[] | undefined {
  const { table, source } = altering;
  if (take(reader, 'primary', 'key'))
    return [alter(altering, { do: 'drop-constraint', name: 'PRIMARY', ifExists: true })];
  const what =
    takeAny(reader, 'foreign key', 'constraint', 'check', 'index', 'key', 'column', 'default', 'period', 'partition') ??
    'column';
  const ifExists = take(reader, 'if', 'exists');
  const name = takeIdentifier(reader)?.value;
  if (name === undefined || /^(?:period|partition|default)$/.test(what)) return undefined;
  if (what === 'column') {
    const cascade = take(reader, 'cascade');
    return [alter(altering, { do: 'drop-column', name, cascade, ifExists })];
  }
  if (what === 'index' || what === 'key') return droppedIndex(table, { name, source, ifExists });
  return [alter(altering, { do: 'drop-constraint', name, ifExists })];
}

/** A unique key is dropped as an index too. */
export function droppedIndex(
  table: Name,
  { name, source, ifExists: _ }: { readonly name: string; readonly source: Source; readonly ifExists: boolean },
): readonly Change[] {
  const index = { ...table, name: indexName(name, table, source) };
  return [
    { op: 'alter-table', table, ifExists: true, actions: [{ do: 'drop-constraint', name, ifExists: true }] },
    { op: 'drop', object: 'index', name: index, cascade: false, ifExists: true },
  ];
}

/** MODIFY says everything about the column anew. */
function modified(reader: Reader, altering: Altering): readonly Change[] | undefined {
  take(reader, 'column');
  take(reader, 'if', 'exists');
  const read = takeColumn(readerOf(reader.tokens.slice(reader.at), altering.source), altering.table.name);
  return read && [alter(altering, ...redefined(read, altering.table.name))];
}

function redefined({ column, constraints }: ForeignColumn, table: string): readonly TableAction[] {
  const { name, type, notNull, default: fallback, generated } = column;
  return [
    { do: 'set-type', name, type },
    { do: 'drop-generated', name },
    ...(generated === 'identity' ? [{ do: 'set-identity', name } as const] : []),
    { do: notNull ? 'set-not-null' : 'drop-not-null', name },
    fallback ? { do: 'set-default', name, default: fallback } : { do: 'drop-default', name },
    { do: 'drop-constraint', name: enumConstraint(table, name), ifExists: true },
    ...constraints.map((constraint) => ({ do: 'add-constraint', constraint }) as const),
  ];
}

function changed(reader: Reader, altering: Altering): readonly Change[] | undefined {
  const { table } = altering;
  take(reader, 'column');
  const from = takeIdentifier(reader);
  const read = from && takeColumn(readerOf(reader.tokens.slice(reader.at), altering.source), table.name);
  if (!read) return undefined;
  const gone: TableAction = { do: 'drop-constraint', name: enumConstraint(table.name, from.value), ifExists: true };
  const actions = [gone, ...redefined(read, table.name)];
  if (from.value === read.column.name) return [alter(altering, ...actions)];
  return [renameColumn(from, read.column.name, altering), alter(altering, ...actions)];
}

function renameColumn({ value, range }: Token, to: string, { table, source }: Altering): Change {
  return { op: 'rename-on-table', object: 'column', what: { name: value, place: placeOf(range, source), table }, to };
}

/** `ALTER COLUMN c SET DEFAULT x`; T-SQL and Snowflake: a new type. */
function alteredColumn(reader: Reader, altering: Altering): readonly Change[] | undefined {
  if (takeAny(reader, 'index', 'check', 'constraint')) return [];
  take(reader, 'column');
  const name = takeIdentifier(reader)?.value;
  if (name === undefined) return undefined;
  if (take(reader, 'drop', 'default')) return [alter(altering, { do: 'drop-default', name })];
  if (take(reader, 'set', 'not', 'null')) return [alter(altering, { do: 'set-not-null', name })];
  if (take(reader, 'drop', 'not', 'null')) return [alter(altering, { do: 'drop-not-null', name })];
  if (take(reader, 'set', 'default')) {
    const value = takeGroup(reader) ?? reader.tokens.slice(reader.at);
    return [alter(altering, { do: 'set-default', name, default: foreignExpression(value, altering.source) })];
  }
  if (takeAny(reader, 'set visible', 'set invisible', 'comment', 'set options', 'set masking')) return [];
  takeAny(reader, 'set data type', 'type');
  const { name: type, tokens } = takeType(reader);
  if (tokens.length === 0 || /^(?:set|drop|add)$/.test(type.name)) return undefined;
  return [alter(altering, { do: 'set-type', name, type }, ...nullability(reader, name, altering))];
}

/** Without a word about it T-SQL takes the column to be nullable. */
function nullability(reader: Reader, name: string, { source }: Altering): readonly TableAction[] {
  if (take(reader, 'not', 'null')) return [{ do: 'set-not-null', name }];
  return source.statement.dialect === 'transactsql' ? [{ do: 'drop-not-null', name }] : [];
}

function renamed(reader: Reader, altering: Altering): readonly Change[] | undefined {
  const { table, source, ifExists } = altering;
  const what = takeAny(reader, 'column', 'index', 'key', 'constraint');
  if (what === undefined && !takeAny(reader, 'to', 'as') && wordAt(reader, 1) !== 'to') {
    const to = takeName(reader);
    return to && atEnd(reader) ? [{ op: 'rename', object: 'table', name: table, to: to.name, ifExists }] : undefined;
  }
  if (what === undefined && wordAt(reader, 1) !== 'to') {
    const to = takeName(reader);
    return to && [{ op: 'rename', object: 'table', name: table, to: to.name, ifExists }];
  }
  const from = takeIdentifier(reader);
  const to = take(reader, 'to') ? takeIdentifier(reader)?.value : undefined;
  if (!from || to === undefined) return undefined;
  // SQLite leaves the word COLUMN out
  if (what === undefined || what === 'column') return [renameColumn(from, to, altering)];
  const name = placeOf(from.range, source);
  if (what === 'constraint')
    return [{ op: 'rename-on-table', object: 'constraint', what: { name: from.value, place: name, table }, to }];
  const index = { ...table, name: indexName(from.value, table, source), place: name };
  return [{ op: 'rename', object: 'index', name: index, to: indexName(to, table, source), ifExists: true }];
}
