import type { Token } from '../../documents/sql/lexer.ts';
import type { Change } from '../../model/sql-change.ts';
import type { ColumnSpec, ConstraintSpec, Name } from '../../model/sql.ts';
import { takeColumn } from './foreign-columns.ts';
import { isPart, takePart, type Part } from './foreign-constraints.ts';
import { foreignQuery } from './foreign-expression.ts';
import {
  atEnd,
  readerOf,
  splitAtCommas,
  take,
  takeAny,
  takeGroup,
  takeName,
  takeSymbol,
  takeUntil,
  wordAt,
  type Reader,
} from './foreign-reader.ts';
import type { Source } from './writer.ts';
import { TEMPORARY } from './writer.ts';

type CreateTable = Extract<Change, { op: 'create-table' }>;

/** CREATE TABLE after these words; undefined where something is written that we do not know. */
export function foreignTable(reader: Reader, isTemporary: boolean): readonly Change[] | undefined {
  const ifNotExists = take(reader, 'if', 'not', 'exists');
  // T-SQL: #name
  const temporary = takeSymbol(reader, '#') || isTemporary;
  takeSymbol(reader, '#');
  const written = takeName(reader);
  if (!written) return undefined;
  const table = temporary ? { ...written, schema: TEMPORARY } : written;
  const empty = {
    op: 'create-table',
    table,
    form: 'table',
    ifNotExists,
    columns: [],
    constraints: [],
    parents: [],
    likes: [],
  } as const;
  const like = likeOf(reader);
  if (like)
    return [{ ...empty, likes: [{ table: like, defaults: true, constraints: true, indexes: true, generated: true }] }];
  const group = takeGroup(reader);
  const lines = group && linesOf(group, table, reader.source);
  if (group && !lines) return undefined;
  const query = queryOf(reader);
  // its columns are those of the query and those that are written
  if (query === null || (!group && !query)) return undefined;
  const created: CreateTable = { ...empty, ...lines?.own, ...(query && { form: 'as', query }) };
  return [created, ...(lines?.indexes ?? [])];
}

/** `LIKE t` and `(LIKE t)`. */
function likeOf(reader: Reader): Name | undefined {
  if (take(reader, 'like')) return takeName(reader);
  const group = readerOf(reader.tokens.slice(reader.at + 1, -1), reader.source);
  return take(group, 'like') ? takeName(group) : undefined;
}

/** Of CREATE TABLE … AS; null: it cannot be written in PostgreSQL, so its columns are not known. */
function queryOf(reader: Reader): CreateTable['query'] | null {
  takeUntil(reader, (word) => word === 'as' || word === 'select');
  if (atEnd(reader)) return undefined;
  take(reader, 'as');
  const query = foreignQuery(takeGroup(reader) ?? reader.tokens.slice(reader.at), reader.source);
  return query.tree === null ? null : query;
}

interface Lines {
  readonly own: { readonly columns: readonly ColumnSpec[]; readonly constraints: readonly ConstraintSpec[] };
  readonly indexes: readonly Change[];
}

function linesOf(group: readonly Token[], table: Name, source: Source): Lines | undefined {
  const columns: ColumnSpec[] = [];
  const constraints: ConstraintSpec[] = [];
  const indexes: Change[] = [];
  for (const line of splitAtCommas(group)) {
    const reader = readerOf(line, source);
    if (isPart(reader)) {
      const part = takePart(reader, table);
      if (!part || !atEnd(reader)) return undefined;
      if ('constraint' in part) constraints.push(numbered(part.constraint, table, constraints, source));
      else indexes.push(indexChange(part, table));
    } else {
      const read = takeColumn(reader, table.name);
      if (!read) return undefined;
      columns.push(read.column);
      constraints.push(...read.constraints);
    }
  }
  return { own: { columns, constraints }, indexes };
}

/** MySQL calls foreign keys without a name `orders_ibfk_1`, `orders_ibfk_2`. */
function numbered(
  constraint: ConstraintSpec,
  table: Name,
  before: readonly ConstraintSpec[],
  source: Source,
): ConstraintSpec {
  const isMySql = /^(?:mysql|mariadb)$/.test(source.statement.dialect);
  if (!isMySql || constraint.name !== undefined || constraint.kind !== 'foreign-key') return constraint;
  const n = before.filter(({ kind, name }) => kind === 'foreign-key' && name?.startsWith(`${table.name}_ibfk_`)).length;
  return { ...constraint, name: `${table.name}_ibfk_${n + 1}` };
}

export function indexChange({ index }: Extract<Part, { index: unknown }>, table: Name): Change {
  return { op: 'create-index', table, ifNotExists: false, ...index };
}

/** DROP TABLE, VIEW, … after these words. */
export function droppedNames(
  reader: Reader,
): { readonly ifExists: boolean; readonly names: readonly Name[] } | undefined {
  const ifExists = take(reader, 'if', 'exists');
  const cut = takeUntil(reader, (word) => /^(?:restrict|cascade)$/.test(word));
  takeAny(reader, 'cascade constraints', 'cascade', 'restrict');
  const names = splitAtCommas(cut).map((part) => {
    const own = readerOf(part, reader.source);
    const name = takeName(own);
    return atEnd(own) ? name : undefined;
  });
  return names.length === 0 || names.includes(undefined) || wordAt(reader) !== ''
    ? undefined
    : { ifExists, names: names as readonly Name[] };
}
