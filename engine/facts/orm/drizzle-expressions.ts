import type { DrizzleColumn } from '../../model/drizzle.ts';
import type { Json } from '../../model/document.ts';
import type { Expression } from '../../model/sql.ts';
import { columnName, type DrizzleSchema } from './drizzle-names.ts';

/** SQL in the code names columns without a name of their own by their keys: here by the names that these become. */
export function withColumnNames(
  schema: DrizzleSchema,
  columns: readonly DrizzleColumn[],
  { text, tree }: Expression,
): Expression {
  const names = new Map(
    columns.filter(({ name }) => name === undefined).map((one) => [one.key, columnName(schema, one)]),
  );
  if (schema.casing === undefined || names.size === 0) return { text, tree };
  return {
    text: text.replace(/"([^"]+)"/g, (quoted, key: string) => (names.has(key) ? `"${names.get(key)!}"` : quoted)),
    tree: renamed(tree, names, false),
  };
}

function renamed(node: Json, names: ReadonlyMap<string, string>, inColumn: boolean): Json {
  if (Array.isArray(node)) return (node as readonly Json[]).map((item) => renamed(item, names, inColumn));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]: [string, Json]) => {
      const isName = inColumn && key === 'sval' && typeof value === 'string';
      return [key, isName ? (names.get(value) ?? value) : renamed(value, names, inColumn || key === 'ColumnRef')];
    }),
  );
}

/** What an index is on: a column, also with the class of its operators, or an expression. */
export function indexed({ text }: Expression): string {
  const plain = text.replace(/(?<!\s)\s+\w+_ops$/, '');
  return /^"([^"]+)"$/.exec(plain)?.[1] ?? plain;
}
