import type { TSESTree } from '@typescript-eslint/typescript-estree';

type Node = TSESTree.Node;

/** Whether Semgrep's symbolic propagation puts such an expression in the place of a variable: what `is_symbolic_expr` of Dataflow_svalue lists. */
export function isSymbolic(node: Node): boolean {
  switch (node.type) {
    case 'Literal':
    case 'Identifier':
    case 'ThisExpression':
    case 'Super':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return true;
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'TSNonNullExpression':
    case 'ChainExpression':
      return isSymbolic(node.expression);
    case 'MemberExpression':
      return isSymbolic(node.object) && (!node.computed || isSymbolic(node.property));
    case 'CallExpression':
      return isSymbolic(node.callee) && node.arguments.every(isSymbolic);
    case 'NewExpression':
      return node.arguments.every(isSymbolic);
    case 'ArrayExpression':
      return node.elements.every((element) => element !== null && isSymbolic(element));
    case 'ObjectExpression':
      return node.properties.every(isSymbolicProperty);
    case 'UnaryExpression':
    case 'SpreadElement':
      return isSymbolic(node.argument);
    case 'BinaryExpression':
    case 'LogicalExpression':
      return isSymbolic(node.left) && isSymbolic(node.right);
    case 'TemplateLiteral':
      return node.expressions.every(isSymbolic);
    default:
      return false;
  }
}

function isSymbolicProperty(property: TSESTree.ObjectLiteralElement): boolean {
  return property.type === 'Property' && !property.method && property.kind === 'init' && isSymbolic(property.value);
}
