import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { declarationOf, variableOf, writesTo, type Analysed } from '../../documents/javascript/scope.ts';
import type { TreeNode } from '../../model/document.ts';
import { emit, emitBranch, temporary, type Builder, type Loose, type Ways } from '../builder.ts';
import type { Argument, Expression, LValue, Point, Unit } from '../graph.ts';

export type Node = TSESTree.Node;

/** What lowering a unit needs at every place; the files of this folder reach each other through it alone. */
export interface Lowering {
  readonly view: Analysed;
  readonly builder: Builder;
  /** The steps of an expression; what is handed back is its value, without any side effect left. */
  value(node: Node): Expression;
  /** The steps of an expression whose value nobody wants. */
  effect(node: Node): void;
  /** The steps of a condition, short circuits as branches. */
  condition(node: Node): Ways;
  /** Assigns to an identifier, a member or a pattern; `at` is the node that the assignment stands for. */
  assign(target: Node, value: Expression, at: Node): void;
  /** `labels` stand before the only one. */
  statements(nodes: readonly Node[], labels?: readonly string[]): void;
  /** The unit of a function or a class, lowered later. */
  unit(node: Node, name?: string): Unit;
  /** What leaves the optional chain being lowered, if one is. */
  chain: Loose[] | undefined;
  /** First steps of statements. */
  readonly starts: Map<TreeNode, Point[]>;
  /** See `Lowered.same`. */
  readonly same: Map<TreeNode, TreeNode>;
}

export type ValueLowerings = {
  readonly [T in Node['type']]?: (l: Lowering, node: Extract<Node, { type: T }>) => Expression;
};

export type StatementLowerings = {
  readonly [T in Node['type']]?: (l: Lowering, node: Extract<Node, { type: T }>, labels: readonly string[]) => void;
};

export function literal(node: TreeNode, value: string | number | boolean | null | undefined): Expression {
  return { kind: 'literal', node, value };
}

export function operator(node: TreeNode, name: string, ...operands: readonly Expression[]): Expression {
  return { kind: 'operator', node, operator: name, operands };
}

export function other(node: TreeNode, ...parts: readonly Expression[]): Expression {
  return { kind: 'other', node, parts };
}

export function fetch(from: LValue, node: TreeNode = from.node): Expression {
  return { kind: 'fetch', node, from };
}

export function variable({ view }: Lowering, node: TSESTree.Identifier | TSESTree.JSXIdentifier): LValue {
  const declaration = declarationOf(view, node);
  const known = declaration === undefined ? {} : { declaration };
  return { node, base: { kind: 'variable', name: node.name, ...known, node }, offsets: [] };
}

/** Lowers what has no step of its own that yields its value: the first of its steps stands for it. */
export function startedBy<T>({ builder, starts }: Lowering, nodes: readonly TreeNode[], lower: () => T): T {
  const { points } = builder.unit;
  const before = points.length;
  const result = lower();
  const first = points[before];
  if (first)
    for (const node of nodes) starts.set(node, [...(starts.get(node) ?? []).filter((known) => known !== first), first]);
  return result;
}

/** Keeps the value as it is now. */
export function keep({ builder }: Lowering, value: Expression): Expression {
  if (value.kind === 'literal' || isTemporary(value)) return value;
  const target = temporary(builder, value.node);
  emit(builder, { kind: 'assign', node: value.node, target, value });
  return fetch(target);
}

export function isTemporary(value: Expression): boolean {
  return value.kind === 'fetch' && value.from.base.kind === 'temporary' && value.from.offsets.length === 0;
}

/** The values of several expressions that are used together when all have been evaluated. */
export function values(l: Lowering, nodes: readonly Node[]): readonly Expression[] {
  const end = nodes.at(-1)?.range[1] ?? 0;
  return nodes.map((node) => unlessWritten(l, l.value(node), node.range[1], end));
}

export function argumentsOf(l: Lowering, nodes: readonly (Node | null)[]): readonly Argument[] {
  const end = nodes.at(-1)?.range[1] ?? 0;
  return nodes.map((node) => {
    if (node === null) return { value: literal(l.builder.unit.node, undefined), isSpread: false };
    const isSpread = node.type === 'SpreadElement';
    const value = l.value(isSpread ? node.argument : node);
    return { value: unlessWritten(l, value, node.range[1], end), isSpread };
  });
}

/** In `f(x, x = 1)` the first argument is the old value: it is kept where code between the places writes to its variable. */
export function unlessWritten(l: Lowering, value: Expression, from: number, to: number): Expression {
  if (value.kind !== 'fetch' || value.from.base.kind !== 'variable' || from >= to) return value;
  const { name, node } = value.from.base;
  const isWritten = writesTo(l.view, variableOf(l.view, node) ?? name).some(
    ({ identifier: { range } }) => range[0] >= from && range[1] <= to,
  );
  return isWritten ? keep(l, value) : value;
}

/** Assigns the value of each way to one temporary. */
export function merged(
  l: Lowering,
  node: Node,
): { readonly add: (value: Expression) => void; readonly value: () => Expression } {
  const { builder } = l;
  const target = temporary(builder, node);
  const ends: Loose[] = [];
  return {
    add: (value) => {
      emit(builder, { kind: 'assign', node: value.node, target, value });
      ends.push(...builder.loose);
    },
    value: () => {
      builder.loose = ends;
      return fetch(target);
    },
  };
}

/** Goes the one way with `then`, the other with `otherwise`, and on from both ends. */
export function split(
  { builder }: Lowering,
  ways: Ways,
  then: () => void,
  otherwise: () => void = () => undefined,
): void {
  builder.loose = ways.yes;
  then();
  const ends = builder.loose;
  builder.loose = ways.no;
  otherwise();
  builder.loose = [...ends, ...builder.loose];
}

/** A branch on whether a value is missing: what `?.`, `??` and default values ask. */
export function whetherMissing(l: Lowering, node: Node, value: Expression, strictly: boolean): Ways {
  const missing = strictly
    ? operator(node, '===', value, literal(node, undefined))
    : operator(node, '==', value, literal(node, null));
  return emitBranch(l.builder, node, missing);
}
