import { isExpression, isFunction, type Node } from './estree.ts';
import type { Next, NodePattern, Trial } from './pieces.ts';

/** `<... e ...>`: the expression itself or any inside it, but not in the bodies of functions and classes. */
export function compileDeep(inner: NodePattern): NodePattern {
  return {
    mayMatch: () => true,
    match: (node, trial, next) => {
      const isAssigned = node.type === 'VariableDeclarator' || node.type === 'PropertyDefinition';
      if (isAssigned && inner.mayMatch(node, trial.view) && inner.match(node, trial, next)) return true;
      return matchWithin(inner, node, trial, next);
    },
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
  return searchedIn(node, trial).some((child) => matchWithin(inner, child, trial, next, node, parent));
}

/** Of functions only the expression that an arrow returns, of `new C(…)` only the arguments. */
function searchedIn(node: Node, trial: Trial): readonly Node[] {
  if (isFunction(node)) return node.body.type === 'BlockStatement' ? [] : [node.body];
  if (node.type === 'ClassExpression' || node.type === 'ClassDeclaration') return [];
  if (node.type === 'NewExpression') return node.arguments;
  return (trial.view.document.tree?.children(node) ?? []) as readonly Node[];
}
