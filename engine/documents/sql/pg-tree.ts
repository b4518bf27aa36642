import type { Json } from '../../model/document.ts';
import type { PgFields, PgNode } from './postgres.ts';
import { tagOf } from './statement-kind.ts';

/* Reading PostgreSQL's trees, in which zero, false and empty fields are left out. */

/** The fields of a node, whatever its tag. */
export function fieldsOf(node: Json | undefined): PgFields {
  const tagged = fields(node) as PgNode;
  const inner = tagged[tagOf(tagged)];
  return typeof inner === 'object' ? inner : {};
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
  return items(value).map((item) => text(fieldsOf(item).sval));
}
