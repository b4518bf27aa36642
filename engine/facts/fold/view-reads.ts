import type { Json } from '../../model/document.ts';
import type { Read } from '../../model/catalog.ts';
import { nodesOf } from '../changes/expression.ts';
import { fields, items, strings, text } from '../../documents/sql/pg-tree.ts';
import { key, type Qualified, type State } from './state.ts';

/**
 * The relations that a query reads. Names that its own WITH defines are none. Which columns of them it depends on: those
 * that `*` stands for now (`expanded`), and those named; a bare name that two of them have counts for both.
 */
export function readsOf(
  state: State,
  query: Json,
  names: readonly Qualified[],
  expanded: ReadonlySet<string>,
): readonly Read[] {
  const own = new Set([...nodesOf(query, 'CommonTableExpr')].map(({ ctename }) => String(ctename)));
  const aliases = [...nodesOf(query, 'RangeVar')].map(({ relname, alias }) => ({
    name: text(relname),
    alias: text(fields(alias).aliasname) || text(relname),
  }));
  const mentions = [...nodesOf(query, 'ColumnRef')].map((column) => strings(items(column.fields)).filter(Boolean));
  const unique = new Map(names.map((name) => [key(name), name]));
  return [...unique].flatMap(([id, name]): readonly Read[] => {
    const relation = state.relations.get(id);
    if (!relation && own.has(name.name)) return [];
    const called = new Set(aliases.filter((one) => one.name === name.name).map(({ alias }) => alias));
    const isNamed = (column: string): boolean =>
      mentions.some((parts) => parts.at(-1) === column && (parts.length === 1 || called.has(parts.at(-2)!)));
    const columns = (relation?.columns ?? []).map((column) => column.name);
    return [{ ...name, columns: columns.filter((column) => isNamed(column) || expanded.has(`${id}\0${column}`)) }];
  });
}
