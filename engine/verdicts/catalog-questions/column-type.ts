import type { Catalog } from '../../model/catalog.ts';
import type { ColumnSource, ColumnTerm } from '../../model/sql-question.ts';
import { relationNamed } from './column-nullable.ts';

/** The name of a column's type; undefined where it is not a table's, or not known. */
export function columnType({ name, levels }: ColumnTerm, catalog: Catalog): string | undefined {
  for (const sources of levels) {
    for (const source of sources) {
      const type = typeIn(name, source, catalog);
      if (type !== undefined) return type;
    }
  }
  return undefined;
}

function typeIn(name: string, source: ColumnSource, catalog: Catalog): string | undefined {
  if (source.from === 'star')
    return source.sources.map((one) => typeIn(name, one, catalog)).find((type) => type !== undefined);
  if (source.from !== 'relation') return undefined;
  const relation = relationNamed(source.relation.schema, source.relation.name, catalog);
  const column = relation?.columns.find((one) => one.name === name);
  // what a view selects has a type that is not followed
  return relation?.query || !column || column.type.name === '' ? undefined : column.type.name;
}
