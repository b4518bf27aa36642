import type { Analysed } from '../../documents/javascript/scope.ts';
import type {
  BodyStatement,
  PlVariable,
  SqlBody,
  SqlExpression,
  SqlNode,
  SqlStatement,
} from '../../documents/sql/node.ts';
import type { PgNode } from '../../documents/sql/postgres.ts';
import { tagOf } from '../../documents/sql/statement-kind.ts';
import type { Json, TreeNode } from '../../model/document.ts';
import { emit, emitThrowing, type Builder, type Loose, type Ways } from '../builder.ts';
import type { Expression, LValue, Point } from '../graph.ts';

/** What lowering a unit needs at every place; the files of this folder reach each other through it alone. */
export interface Lowering {
  readonly view: Analysed;
  readonly builder: Builder;
  /** See `Lowered.starts`. */
  readonly starts: Map<TreeNode, Point[]>;
  /** The variables that names mean here. */
  scope: Scope;
  /** Gives each variable a number of its own. */
  readonly declare: () => number;
  /** Where RETURN leads to that does not end the unit: the label of the DO block that is run within it. */
  readonly returnsTo?: string;
  statements(nodes: readonly BodyStatement[]): void;
  /** The calls of an expression; what is handed back is its value, without any side effect left. */
  value(node: SqlExpression): Expression;
  /**
   * The steps of a condition. SQL has three outcomes: `yes` are the ways on which it is certainly `wanted`, `no` all others, that
   * of NULL among them.
   */
  condition(node: SqlExpression, wanted: boolean): Ways;
  /** The body of a function, lowered later. */
  unit(body: SqlBody, name: string): void;
}

export type Scope = ReadonlyMap<string, Variable>;

interface Variable {
  /** Its own, whatever alias it is called by. */
  readonly name: string;
  readonly declaration: number;
  readonly notNull: boolean;
}

export function withVariables({ scope, declare }: Lowering, variables: readonly PlVariable[]): Scope {
  const known = new Map(scope);
  for (const { name, notNull, alias } of variables) {
    const meant = alias === undefined ? undefined : known.get(alias);
    known.set(name, meant ?? { name, declaration: declare(), notNull });
  }
  return known;
}

export function other(node: TreeNode, ...parts: readonly Expression[]): Expression {
  return { kind: 'other', node, parts };
}

export function literal(node: TreeNode, value: string | number | boolean | null): Expression {
  return { kind: 'literal', node, value };
}

/** A variable as a whole: what is written to a field of it is written to it. */
export function storage({ scope }: Lowering, name: string, node: TreeNode): LValue {
  const known = scope.get(name);
  return {
    node,
    base: { kind: 'variable', name, ...(known && { name: known.name, declaration: known.declaration }), node },
    offsets: [],
  };
}

/** What a part of a node's tree is as a node of the document; one that is none has a place, and nobody asks about it. */
export function partOf({ view }: Lowering, node: SqlExpression | SqlStatement, raw: PgNode): SqlExpression {
  const tag = tagOf(raw);
  const children = (view.document.tree?.children(node) ?? []) as readonly SqlNode[];
  const found = children.find((child) => child.type === 'expression' && child.raw[tag] === raw[tag]);
  if (found) return found as SqlExpression;
  const statement = node.type === 'statement' ? node : node.statement;
  return { type: 'expression', raw, range: node.range, text: node.text, statement };
}

/** The nodes of a list in libpg's tree. */
export function listOf(value: Json | undefined): readonly PgNode[] {
  return Array.isArray(value) ? (value as readonly PgNode[]) : [];
}

/** Evaluates something that may raise an exception, as all of SQL may. */
export function evaluate({ builder }: Lowering, node: TreeNode, ...parts: readonly Expression[]): Point {
  return emitThrowing(builder, { kind: 'evaluate', node, value: other(node, ...parts) });
}

/** Remembers where a node stands that has no step of its own: at the first of its steps. */
export function startedBy<T>({ builder, starts }: Lowering, node: TreeNode, lower: () => T): T {
  const { points } = builder.unit;
  const before = points.length;
  const result = lower();
  const first = points[before];
  if (first) starts.set(node, [first]);
  return result;
}

/** Marks where something is certainly done, or known; what is never reached needs no mark. */
export function mark({ builder }: Lowering, node: TreeNode): Point | undefined {
  return builder.loose.length > 0 ? emit(builder, { kind: 'join', node }) : undefined;
}

/** Goes on from each of several ends. */
export function joined(...ends: readonly (readonly Loose[])[]): readonly Loose[] {
  return ends.flat();
}
