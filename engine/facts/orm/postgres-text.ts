import { parsePostgres, postgresIsLoaded } from '../../documents/sql/postgres.ts';
import type { Json } from '../../model/document.ts';
import type { Expression, TypeName } from '../../model/sql.ts';
import { typeOf } from '../changes/columns.ts';
import { withoutLocations } from '../changes/expression.ts';
import { fields, fieldsOf, items } from '../../documents/sql/pg-tree.ts';

/** An expression that another language holds as text; undefined where PostgreSQL refuses it. */
export function expressionFromText(text: string): Expression | undefined {
  const node = selected(`SELECT (\n${text}\n)`) ?? selected(`SELECT\n${text}`);
  return node === undefined ? undefined : { text, tree: withoutLocations(node) };
}

/** `numeric(10, 2)`, `vector(3)[]`; undefined where PostgreSQL refuses it. */
export function typeFromText(text: string): TypeName | undefined {
  const node = selected(`SELECT NULL::\n${text}`);
  const { typeName } = fieldsOf(node);
  return typeName === undefined ? undefined : typeOf(fields(typeName));
}

/** The one value that a statement selects. */
function selected(sql: string): Json | undefined {
  if (!postgresIsLoaded()) return undefined;
  const parsed = parsePostgres(sql);
  if ('error' in parsed || parsed.statements.length !== 1) return undefined;
  const { targetList, fromClause, whereClause } = fieldsOf(parsed.statements[0]!.node);
  const targets = items(targetList);
  if (targets.length !== 1 || fromClause !== undefined || whereClause !== undefined) return undefined;
  return fieldsOf(targets[0]).val;
}
