import type { PgFields, PgNode } from '../../documents/sql/postgres.ts';
import { tagOf } from '../../documents/sql/statement-kind.ts';
import type { Json } from '../../model/document.ts';

/* Reading PostgreSQL's trees, in which zero, false and empty fields are left out. */

export function tagOfJson(node: Json | undefined): string {
  return typeof node === 'object' && node !== null && !Array.isArray(node) ? tagOf(node as PgNode) : '';
}

/** The fields of a node, whatever its tag. */
export function inner(node: Json | undefined): PgFields {
  const value = tagOfJson(node) === '' ? undefined : (node as PgNode)[tagOf(node as PgNode)];
  return typeof value === 'object' ? value : {};
}

export function fields(value: Json | undefined): PgFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as PgFields) : {};
}

export function items(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

export function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The strings of a list of `String` nodes: a qualified name. */
export function strings(value: Json | undefined): readonly string[] {
  return items(value).map((item) => text(inner(item).sval));
}

/** The items of a `List` node. */
export function listItems(value: Json | undefined): readonly Json[] {
  return items(inner(value).items);
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
