import { isSameConstant, join as joinConstants, type Constant } from '../../model/constant.ts';
import type { TreeNode } from '../../model/document.ts';
import type { Base } from '../graph.ts';

/** What a variable holds at a point: a constant, or the value of an expression that was evaluated before. */
export type Value = Constant | Symbolic;

export interface Symbolic {
  readonly kind: 'symbol';
  readonly node: TreeNode;
  /** A list may be changed by whom it is handed to. */
  readonly isList: boolean;
}

/** What is not in it may be anything. */
export type Environment = ReadonlyMap<string, Value>;

/** The key of a variable or temporary. */
export function keyOf(base: Base): string | undefined {
  if (base.kind === 'variable') return base.declaration === undefined ? `?${base.name}` : String(base.declaration);
  return base.kind === 'temporary' ? `#${base.id}` : undefined;
}

export function isSameValue(a: Value, b: Value): boolean {
  if (a.kind === 'symbol') return b.kind === 'symbol' && a.node === b.node;
  return b.kind !== 'symbol' && isSameConstant(a, b);
}

/** Two different expressions have nothing in common, even if they look alike. */
export function joinValues(a: Value | undefined, b: Value | undefined): Value | undefined {
  if (!a || !b) return undefined;
  if (isSameValue(a, b)) return a;
  return a.kind === 'symbol' || b.kind === 'symbol' ? undefined : joinConstants(a, b);
}

export function joinEnvironments(environments: readonly Environment[]): Environment {
  const [first, ...rest] = environments;
  if (!first || rest.every((other) => other === first)) return first ?? new Map();
  const joined = new Map<string, Value>();
  for (const [key, value] of first) {
    const common = rest.reduce<Value | undefined>((known, other) => joinValues(known, other.get(key)), value);
    if (common) joined.set(key, common);
  }
  return joined;
}

export function isSameEnvironment(a: Environment, b: Environment): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const [key, value] of a) {
    const other = b.get(key);
    if (!other || !isSameValue(value, other)) return false;
  }
  return true;
}
