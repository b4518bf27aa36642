import { expressionRange, queryRange } from '../../documents/sql/ranges.ts';
import { EXPRESSION_TAGS } from '../../documents/sql/expression-tags.ts';
import type { PgNode } from '../../documents/sql/postgres.ts';
import { tagOf } from '../../documents/sql/statement-kind.ts';
import type { Json, Scalar } from '../../model/document.ts';
import type { Expression, Name } from '../../model/sql.ts';
import { fields, fieldsOf, items, strings } from '../../documents/sql/pg-tree.ts';
import { rangeVar, type Source } from './writer.ts';

/** An expression or query as plain data that the reduce can match against patterns. */
export function expressionOf(node: Json, source: Source): Expression {
  const raw = node as PgNode;
  const { tokens, at, range, text } = source.statement;
  const find = EXPRESSION_TAGS.has(tagOf(raw)) ? expressionRange : queryRange;
  const [start, end] = find(raw, tokens, at) ?? range;
  return { text: text.slice(start - range[0], end - range[0]), tree: withoutLocations(node) };
}

const LOCATIONS: ReadonlySet<string> = new Set([
  'location',
  'list_start',
  'list_end',
  'rexpr_list_start',
  'rexpr_list_end',
]);

/** A copy. Iterative: trees may be deep. */
export function withoutLocations(node: Json): Json {
  const copy: Record<string, Json> = { node };
  const pending = [copy];
  for (let parent = pending.pop(); parent !== undefined; parent = pending.pop()) {
    for (const key in parent) {
      const child = parent[key]!;
      if (typeof child !== 'object' || child === null) continue;
      pending.push((parent[key] = withoutOwnLocations(child)));
    }
  }
  return copy.node!;
}

function withoutOwnLocations(value: object): Record<string, Json> {
  const values = value as Record<string, Json>;
  if (Array.isArray(value)) return (value as unknown[]).slice() as unknown as Record<string, Json>;
  const kept: Record<string, Json> = {};
  for (const key in values) if (!LOCATIONS.has(key)) kept[key] = values[key]!;
  return kept;
}

/** The columns that an expression names, sorted. */
export function columnsOf(node: Json): readonly string[] {
  const names = [...nodesOf(node, 'ColumnRef')].flatMap((column) => strings(column.fields).at(-1) || []);
  return [...new Set(names)].sort();
}

/** The tables and views that a query reads. */
export function readsOf(node: Json, source: Source): readonly Name[] {
  return [...nodesOf(node, 'RangeVar')].map((table) => rangeVar(table, source));
}

/** The fields of every node of a tag, in document order. */
export function nodesOf(root: Json, tag: string): readonly ReturnType<typeof fields>[] {
  const found: ReturnType<typeof fields>[] = [];
  const pending: Json[] = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    const first = pending.length;
    for (const key in value as object) {
      const child = (value as Readonly<Record<string, Json>>)[key]!;
      if (key === tag) found.push(fields(child));
      if (typeof child === 'object' && child !== null) pending.push(child);
    }
    reverseFrom(pending, first);
  }
  return found;
}

function reverseFrom(list: Json[], first: number): void {
  for (let a = first, b = list.length - 1; a < b; a++, b--) [list[a], list[b]] = [list[b]!, list[a]!];
}

/** The constant a node is, also under a cast; undefined when it is none. */
export function constantOf(node: Json | undefined): Scalar | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  const tag = tagOf(node as PgNode);
  const inner = fieldsOf(node);
  if (tag === 'TypeCast') return constantOf(inner.arg);
  if (tag !== 'A_Const') return undefined;
  if (inner.isnull === true) return null;
  if (inner.sval) return String(fields(inner.sval).sval ?? '');
  if (inner.ival) return Number(fields(inner.ival).ival ?? 0);
  if (inner.fval) return Number(fields(inner.fval).fval);
  return inner.boolval ? fields(inner.boolval).boolval === true : undefined;
}

/** The values to which a CHECK limits its one column: `IN (…)`, `= ANY (ARRAY[…])`, `=`, joined by OR; `IS NULL` adds nothing. */
export function valueList(node: Json | undefined): readonly Scalar[] | undefined {
  const tag = typeof node === 'object' && node !== null ? tagOf(node as PgNode) : '';
  const inner = fieldsOf(node);
  if (tag === 'BoolExpr' && inner.boolop === 'OR_EXPR') return united(items(inner.args).map(valueList));
  if (tag === 'NullTest') return inner.nulltesttype === 'IS_NULL' && isColumn(inner.arg) ? [] : undefined;
  if (tag !== 'A_Expr' || strings(inner.name).join() !== '=' || !isColumn(inner.lexpr)) return undefined;
  if (inner.kind === 'AEXPR_IN') return constants(items(fieldsOf(inner.rexpr).items));
  if (inner.kind === 'AEXPR_OP_ANY') return arrayConstants(inner.rexpr);
  return inner.kind === 'AEXPR_OP' ? constants(inner.rexpr === undefined ? [] : [inner.rexpr]) : undefined;
}

function united(lists: readonly (readonly Scalar[] | undefined)[]): readonly Scalar[] | undefined {
  return lists.includes(undefined) ? undefined : [...new Set(lists.flatMap((list) => list ?? []))];
}

function constants(nodes: readonly Json[]): readonly Scalar[] | undefined {
  const values = nodes.map(constantOf);
  return values.includes(undefined) ? undefined : (values as Scalar[]);
}

/** `ARRAY['a', 'b']`, also cast as a whole. */
function arrayConstants(node: Json | undefined): readonly Scalar[] | undefined {
  const inner = fieldsOf(node);
  const tag = typeof node === 'object' && node !== null ? tagOf(node as PgNode) : '';
  if (tag === 'TypeCast') return arrayConstants(inner.arg);
  return tag === 'A_ArrayExpr' ? constants(items(inner.elements)) : undefined;
}

function isColumn(node: Json | undefined): boolean {
  const tag = typeof node === 'object' && node !== null ? tagOf(node as PgNode) : '';
  return tag === 'ColumnRef' || (tag === 'TypeCast' && isColumn(fieldsOf(node).arg));
}
