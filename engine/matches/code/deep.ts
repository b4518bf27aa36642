import { isExpression, isFunction, type Node } from './estree.ts';
import type { Next, NodePattern, Trial } from './trial.ts';

/** `<... e ...>`: the expression itself or any inside it, but not in the bodies of functions and classes. */
export function compileDeep(inner: NodePattern): NodePattern {
  return {
    mayMatch: () => true,
    match: (node, trial, next) => matchWithin(inner, node, trial, next),
  };
}

export function matchWithin(
  inner: NodePattern,
  node: Node,
  trial: Trial,
  next: Next,
  parent?: Node,
  above?: Node,
): boolean {
  if (isExpression(node, parent, above) && inner.mayMatch(node, trial.view) && inner.match(node, trial, next))
    return true;
  if (isOpaque(node)) return false;
  const children = (trial.view.document.tree?.children(node) ?? []) as readonly Node[];
  return children.some((child) => matchWithin(inner, child, trial, next, node, parent));
}

function isOpaque(node: Node): boolean {
  if (isFunction(node)) return node.body.type === 'BlockStatement';
  return node.type === 'ClassExpression' || node.type === 'ClassDeclaration';
}
