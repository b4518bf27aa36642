import type { DrizzleColumn, DrizzleExtra, DrizzleFact, DrizzleForeignKey, DrizzleTable } from '../../model/drizzle.ts';
import type { ConstraintSpec, Name } from '../../model/sql.ts';
import { columnsOf, valueList } from '../changes/expression.ts';
import { withColumnNames } from './drizzle-expressions.ts';
import { columnName, columnsIn, findTable, tableName, type DrizzleSchema } from './drizzle-names.ts';

/** A table on its way to changes. */
export interface Making {
  readonly schema: DrizzleSchema;
  readonly file: DrizzleFact;
  readonly table: DrizzleTable;
  readonly name: Name;
  readonly columns: readonly DrizzleColumn[];
}

/** Primary key, unique constraints and checks, as drizzle-kit writes them into CREATE TABLE. */
export function tableConstraints(making: Making): readonly ConstraintSpec[] {
  return [
    ...making.columns.flatMap((column) => columnConstraints(making, column)),
    ...making.table.extras.flatMap((extra) => extraConstraint(making, extra)),
  ];
}

function columnConstraints(making: Making, column: DrizzleColumn): readonly ConstraintSpec[] {
  const columns = [columnName(making.schema, column)];
  const { place, unique, values, primaryKey } = column;
  const name = unique && nameOr(making, unique.name, [making.name.name, ...columns, 'unique']);
  return [
    // written behind the column: the database names it
    ...(primaryKey ? [{ kind: 'primary-key', place, columns } as const] : []),
    ...(name === undefined ? [] : [{ kind: 'unique', name, place, columns } as const]),
    // a column of MySQL's own ENUM type is a list of values like a CHECK
    ...(values ? [{ kind: 'check', place, columns, values } as const] : []),
  ];
}

function extraConstraint(making: Making, extra: DrizzleExtra): readonly ConstraintSpec[] {
  if (extra.kind === 'check') {
    const expression = withColumnNames(making.schema, making.columns, extra.expression);
    const columns = columnsOf(expression.tree);
    const values = columns.length === 1 ? valueList(expression.tree) : undefined;
    const { place } = extra;
    return [{ kind: 'check', name: extra.name, place, columns, expression, ...(values && { values }) }];
  }
  if (extra.kind !== 'primary-key' && extra.kind !== 'unique') return [];
  const columns = extra.columns.map((key) => nameOfKey(making, key));
  const name = nameOr(making, extra.name, [making.name.name, ...columns, extra.kind === 'unique' ? 'unique' : 'pk']);
  return [{ kind: extra.kind, name, place: extra.place, columns }];
}

/** Those whose target is not static are without `references`. */
export function foreignKeys(making: Making): readonly ConstraintSpec[] {
  const { schema, columns, table } = making;
  return [
    ...columns.flatMap((column) =>
      column.references ? [keySpec(making, column.references, [columnName(schema, column)])] : [],
    ),
    ...table.extras.flatMap((extra) => {
      if (extra.kind !== 'foreign-key') return [];
      const own = extra.columns.map((key) => nameOfKey(making, key));
      return [keySpec(making, extra, own)];
    }),
  ];
}

function keySpec(making: Making, key: DrizzleForeignKey, columns: readonly string[]): ConstraintSpec {
  const { place, onDelete, onUpdate } = key;
  const target = targetOf(making, key);
  const parts = target && [making.name.name, ...columns, target.table.name, ...target.columns, 'fk'];
  return {
    kind: 'foreign-key',
    ...(parts && { name: nameOr(making, key.name, parts), references: target }),
    place,
    columns,
    onDelete,
    onUpdate,
  };
}

function targetOf(making: Making, { target, place }: DrizzleForeignKey): ConstraintSpec['references'] {
  const { schema, file, table: own } = making;
  if (!target) return undefined;
  const isOwn = target.table.from === undefined && target.table.name === own.variable;
  const meant = isOwn ? { file, found: own } : findTable(schema, target.table, file.path);
  const name = meant && tableName(schema, meant.file, meant.found);
  if (!name) return undefined;
  const { columns } = columnsIn(schema, meant.file, meant.found.members);
  return { table: { ...name, place }, columns: target.keys.map((key) => nameOfKey({ schema, columns }, key)) };
}

export function nameOfKey({ schema, columns }: Pick<Making, 'schema' | 'columns'>, key: string): string {
  return columnName(schema, columns.find((one) => one.key === key) ?? { key });
}

/** Databases keep so much of a name. */
const LONGEST = { postgres: 63, mysql: 64, sqlite: Infinity } as const;

/** The name that is written, or the one that drizzle-kit puts together. */
export function nameOr({ file }: Making, written: string | undefined, parts: readonly string[]): string {
  let name = written ?? parts.join('_');
  while (Buffer.byteLength(name) > LONGEST[file.dialect ?? 'postgres']) name = name.slice(0, -1);
  return name;
}
