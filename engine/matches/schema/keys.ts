import type { Column, Index, Relation } from '../../model/catalog.ts';
import type { SchemaObject } from './objects.ts';

/** Columns of the primary key; undefined without one. */
export function primaryKey(relation: Relation | undefined): readonly string[] | undefined {
  return relation?.constraints.find(({ kind }) => kind === 'primary-key')?.columns;
}

/** Whether a unique index without a condition has this column and no other. */
export function isUnique(column: Column, { relation, catalog }: SchemaObject): boolean {
  const alone = (columnNames: readonly string[]): boolean => columnNames.length === 1 && columnNames[0] === column.name;
  return catalog.indexes.some(
    (index) =>
      index.unique &&
      index.where === undefined &&
      index.table.schema === relation?.schema &&
      index.table.name === relation.name &&
      alone(index.columns),
  );
}

/** Two indexes of a table with the same text differ in their names alone. */
export function indexDefinition(index: Index): string {
  const { unique, method, columns, ordering = [], include, where, nullsNotDistinct } = index;
  const keys = columns.map((column, i) => (ordering[i] ? `${column} ${ordering[i]}` : column));
  const parts = [
    ...(unique ? ['unique'] : []),
    `${method} (${keys.join(', ')})`,
    ...(include ? [`include (${include.join(', ')})`] : []),
    ...(nullsNotDistinct ? ['nulls not distinct'] : []),
    ...(where ? [`where ${where.text}`] : []),
  ];
  return parts.join(' ').replace(/\s+/g, ' ');
}
