import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Analysed } from '../../documents/javascript/scope.ts';
import type { TreeNode } from '../../model/document.ts';
import type { Callee, Unit } from '../graph.ts';
import type { Node } from './lowering.ts';
import { isConstantKey, nameOf } from './members.ts';

/** Names of members still to be looked up in what is being resolved, the next one first. */
export type Path = readonly string[];
export type Class = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** A file in which it is looked up what expressions are. */
export interface Resolving {
  readonly view: Analysed;
  readonly unitOf: (node: TreeNode) => Unit | undefined;
  /** What the file itself exports: for calls of `exports.f()`. */
  readonly exported: (name: string) => Callee | undefined;
  /** The function at a path of members into the value of an expression. */
  readonly resolve: (node: Node, path?: Path, depth?: number) => Callee;
}

export function unknown(reason: string, path: Path = [], wraps?: Unit): Callee {
  const name = path.at(-1);
  return { kind: 'unknown', reason, ...(name === undefined ? {} : { name }), ...(wraps ? { wraps } : {}) };
}

export function unitCallee({ unitOf }: Resolving, node: TreeNode): Callee {
  const found = unitOf(node);
  return found ? { kind: 'unit', unit: found } : unknown('it has no body');
}

export function imported(source: Node | undefined, path: Path): Callee {
  if (source?.type !== 'Literal' || typeof source.value !== 'string')
    return unknown('the name of the module is computed', path);
  return { kind: 'import', from: source.value, name: path.length === 0 ? 'default' : path.join('.') };
}

export function keyName({ key }: { readonly key: Node }): string {
  return isConstantKey(key) ? String(key.value) : nameOf(key);
}

export function exportedName(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}
