import type { DocumentView } from '../../matcher.ts';
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

export function matchWithin(inner: NodePattern, node: Node, trial: Trial, next: Next): boolean {
  return someWithin(node, trial.view, (one) => tried(inner, one, trial, next));
}

/** One try of a search that may be a long one. */
export function tried(inner: NodePattern, node: Node, trial: Trial, next: Next): boolean {
  trial.effort.spend(1);
  return inner.mayMatch(node, trial.view) && inner.match(node, trial, next);
}

/** Whether the test holds for an expression that `<... e ...>` looks at. */
export function someWithin(
  node: Node,
  view: DocumentView,
  test: (expression: Node) => boolean,
  parent?: Node,
  above?: Node,
): boolean {
  if (isExpression(node, parent, above) && test(node)) return true;
  return searchedIn(node, view).some((child) => someWithin(child, view, test, node, parent));
}

/** Of functions only the expression that an arrow returns, of `new C(…)` only the arguments. */
function searchedIn(node: Node, { document }: DocumentView): readonly Node[] {
  if (isFunction(node)) return node.body.type === 'BlockStatement' ? [] : [node.body];
  if (node.type === 'ClassExpression' || node.type === 'ClassDeclaration') return [];
  if (node.type === 'NewExpression') return node.arguments;
  return (document.tree?.children(node) ?? []) as readonly Node[];
}
