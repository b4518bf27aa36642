import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { isDots, open, type Node } from './estree.ts';
import { orCanonical } from './members.ts';
import { metavariableName, privatePrefix, restName } from '../placeholders.ts';
import { anything, bind, type Compiler, type NodePattern } from './pieces.ts';

/** An identifier in the place of an expression: a metavariable, `...`, or a name. */
export function compileIdentifier(pattern: TSESTree.Identifier, { dialect }: Compiler): NodePattern {
  return wildcard(pattern, 'expression') ?? orCanonical(named(pattern.name, open), pattern.name, dialect);
}

/** In the place of a name: a key, a property, something declared. */
export function compileName(pattern: Node): NodePattern | undefined {
  switch (pattern.type) {
    case 'Identifier':
    case 'JSXIdentifier':
      return wildcard(pattern, 'name') ?? named(pattern.name, (node) => node);
    default:
      return undefined;
  }
}

function wildcard({ name }: { name: string }, kind: 'expression' | 'name'): NodePattern | undefined {
  const metavariable = metavariableName(name) ?? restName(name);
  if (metavariable === undefined) return isDots({ type: 'Identifier', name } as Node) ? anything : undefined;
  return {
    mayMatch: () => true,
    match: (node, trial, next) => bind(metavariable, { kind, node }, trial, next),
  };
}

function named(text: string, inner: (node: Node) => Node): NodePattern {
  const isPrivate = text.startsWith(privatePrefix);
  const name = isPrivate ? text.slice(privatePrefix.length) : text;
  const fits = (outer: Node): boolean => {
    const node = inner(outer);
    if (node.type === 'PrivateIdentifier') return isPrivate && node.name === name;
    return !isPrivate && (node.type === 'Identifier' || node.type === 'JSXIdentifier') && node.name === name;
  };
  return { mayMatch: fits, match: (node, trial, next) => fits(node) && next(trial) };
}
