import type { Catalog, ObjectName } from '../../model/catalog.ts';
import type { Json } from '../../model/document.ts';
import type { Expression } from '../../model/sql.ts';

type Fields = Readonly<Record<string, Json>>;

/** A call as it is written: `auth.uid`, `lower`; `once`: within a sub-select of its own, so not anew for each row. */
export interface Call {
  readonly name: string;
  readonly once: boolean;
}

/** Every call in the expression, in the order of the text. */
export function callsIn({ tree }: Expression): readonly Call[] {
  const calls: Call[] = [];
  visit(tree, false);
  return calls;

  function visit(value: Json | undefined, once: boolean): void {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value as readonly Json[]) visit(item, once);
      return;
    }
    for (const [tag, inner] of Object.entries(value as Fields)) {
      if (tag === 'FuncCall') calls.push({ name: nameOf((inner as Fields).funcname), once });
      visit(inner, once || (tag === 'SubLink' && isComputedOnce(inner as Fields)));
    }
  }
}

/** `(select auth.uid())`: a scalar without FROM that speaks of no column. PostgreSQL computes it once for a statement (InitPlan). */
function isComputedOnce({ subLinkType, subselect }: Fields): boolean {
  const select = ((subselect ?? {}) as Fields).SelectStmt as Fields | undefined;
  const isScalar = subLinkType === 'EXPR_SUBLINK' || subLinkType === 'ARRAY_SUBLINK';
  return isScalar && select !== undefined && select.fromClause === undefined && !hasTag(select, 'ColumnRef');
}

/** The tables and views that its sub-selects read, as far as names without a schema go by the search path. */
export function relationsIn({ tree }: Expression, catalog: Catalog): readonly ObjectName[] {
  const own = new Set(fieldsOf(tree, 'CommonTableExpr').map(({ ctename }) => String(ctename)));
  const named = fieldsOf(tree, 'RangeVar').filter(
    ({ schemaname, relname }) => schemaname !== undefined || !own.has(String(relname)),
  );
  return named.map(({ schemaname, relname }) => resolved(catalog, schemaname, String(relname)));
}

function resolved({ relations, context }: Catalog, schema: Json | undefined, name: string): ObjectName {
  if (typeof schema === 'string') return { schema, name };
  const found = context.searchPath.find((one) =>
    relations.some((relation) => relation.schema === one && relation.name === name),
  );
  return { schema: found ?? context.searchPath[0] ?? 'public', name };
}

export function hasTag(root: Json, tag: string): boolean {
  return fieldsOf(root, tag).length > 0;
}

function fieldsOf(root: Json, wanted: string): readonly Fields[] {
  const found: Fields[] = [];
  const pending: Json[] = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const entries = Object.entries(value) as [string, Json][];
    for (const [tag, inner] of entries) if (tag === wanted) found.push(inner as Fields);
    for (const [, inner] of entries.reverse()) pending.push(inner);
  }
  return found;
}

/** The name of a call; what everybody's search path holds stands without its schema. */
function nameOf(funcname: Json | undefined): string {
  const parts = ((funcname ?? []) as readonly { readonly String?: { readonly sval?: string } }[]).map(
    ({ String: string }) => string?.sval ?? '',
  );
  return (parts[0] === 'pg_catalog' ? parts.slice(1) : parts).join('.');
}
