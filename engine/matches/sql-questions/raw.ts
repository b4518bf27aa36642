import { fieldsOf, items } from '../../documents/sql/pg-tree.ts';
import type { PgNode } from '../../documents/sql/postgres.ts';
import { tagOf } from '../../documents/sql/statement-kind.ts';
import type { Json } from '../../model/document.ts';

export function tagOfJson(node: Json | undefined): string {
  return typeof node === 'object' && node !== null && !Array.isArray(node) ? tagOf(node as PgNode) : '';
}

/** The items of a `List` node. */
export function listItems(value: Json | undefined): readonly Json[] {
  return items(fieldsOf(value).items);
}

/** Whether an object of the tree is, or is part of, this value. Iterative: trees may be deep. */
export function holdsNode(root: Json | undefined, wanted: object): boolean {
  const pending: Json[] = [root ?? null];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (value === wanted) return true;
    if (typeof value === 'object' && value !== null) pending.push(...(Object.values(value) as Json[]));
  }
  return false;
}
