import type { Json } from '../../model/document.ts';
import type { ColumnTerm } from '../../model/sql-question.ts';
import { queryColumn } from './columns.ts';
import { emptyScope } from './scope.ts';
import { nullabilityOf } from './terms.ts';

/** A column of a view: by the name that its query gives it, else by its position among the `names` of all its columns. */
export function viewColumn(name: string, query: Json, names: readonly string[]): ColumnTerm {
  const byName = queryColumn(name, { query, names: [], scope: emptyScope() }, nullabilityOf);
  const byPosition = queryColumn(name, { query, names, scope: emptyScope() }, nullabilityOf);
  return { term: 'column', name, levels: [byName, byPosition] };
}
