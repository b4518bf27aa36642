import type { PgFields } from '../../documents/sql/postgres.ts';
import type { Json } from '../../model/document.ts';
import type { Change } from '../../model/sql-change.ts';
import type { Name } from '../../model/sql.ts';
import { constantOf } from './expression.ts';
import { fields, fieldsOf, items, strings, text } from '../../documents/sql/pg-tree.ts';
import { type Source } from './writer.ts';

/** Rows of `storage.buckets` are schema to Supabase: a public bucket is open to everybody. */
export function insertBucket(statement: PgFields, source: Source): readonly Change[] {
  if (!isBuckets(statement)) return [];
  const columns = items(statement.cols).map((column) => text(fieldsOf(column).name));
  const rows = items(fieldsOf(statement.selectStmt).valuesLists).map((row) => items(fieldsOf(row).items));
  return rows.flatMap((row): readonly Change[] => {
    const cell = (name: string): Json | undefined => row[columns.indexOf(name)];
    const id = constantOf(cell('id'));
    if (typeof id !== 'string') return [];
    const open = columns.includes('public') ? constantOf(cell('public')) : false;
    const bucket: Name = { name: id, place: source.place(source.statement.range) };
    return [{ op: 'put-bucket', bucket, public: typeof open === 'boolean' ? open : null }];
  });
}

export function updateBuckets(statement: PgFields): readonly Change[] {
  if (!isBuckets(statement)) return [];
  const set = items(statement.targetList).map(fieldsOf);
  const open = set.find(({ name }) => name === 'public');
  if (!open) return [];
  const value = constantOf(open.val);
  return [{ op: 'update-buckets', ...idsOf(statement.whereClause), public: typeof value === 'boolean' ? value : null }];
}

export function deleteBuckets(statement: PgFields): readonly Change[] {
  return isBuckets(statement) ? [{ op: 'delete-buckets', ...idsOf(statement.whereClause) }] : [];
}

function isBuckets({ relation }: PgFields): boolean {
  const { schemaname, relname } = fields(relation);
  return schemaname === 'storage' && relname === 'buckets';
}

/** `WHERE id = 'a'`, `WHERE id IN ('a', 'b')`; of any other condition no ids, so that every bucket may be meant. */
function idsOf(where: Json | undefined): { readonly ids?: readonly string[] } {
  const { lexpr, rexpr, name } = fieldsOf(where);
  const column = strings(fieldsOf(lexpr).fields).at(-1);
  if (strings(name).join() !== '=' || (column !== 'id' && column !== 'name')) return {};
  const list = fieldsOf(rexpr).items;
  const values = (list === undefined ? [rexpr] : items(list)).map(constantOf);
  const ids = values.flatMap((value) => (typeof value === 'string' ? [value] : []));
  return ids.length === values.length ? { ids } : {};
}
