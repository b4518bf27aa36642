import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { TreeNode } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';

/**
 * What a report marks of a function, a class, or a call that takes a function: all before the body.
 * Code scanning shows an alert in a pull request only if all its lines have changed.
 */
export function headOf(node: TreeNode): Range {
  const body = bodyOf(node as TSESTree.Node);
  return body ? [node.range[0], body.range[0]] : node.range;
}

function bodyOf(node: TSESTree.Node | null | undefined): TSESTree.Node | undefined {
  switch (node?.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ClassDeclaration':
    case 'ClassExpression':
      return node.body;
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      return bodyOf(node.declaration);
    case 'VariableDeclaration':
      return node.declarations.length === 1 ? bodyOf(node.declarations[0]?.init) : undefined;
    case 'MethodDefinition':
    case 'Property':
      return bodyOf(node.value);
    case 'CallExpression':
      return node.arguments.map(bodyOf).find((body) => body !== undefined);
    default:
      return undefined;
  }
}
