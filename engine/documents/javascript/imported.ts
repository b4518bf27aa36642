import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { TreeNode } from '../../model/document.ts';
import { variableOf, type Analysed } from './scope.ts';

/** What another module exports, as an expression of this one names it: `PAID`, or `STATUS.paid` for a member. */
export interface ImportedName {
  /** The module specifier as written. */
  readonly from: string;
  readonly name: string;
}

/** The export that an identifier, or a member of one, refers to; nothing for what this file declares itself. */
export function importedName(view: Analysed, node: TreeNode): ImportedName | undefined {
  const expression = node as TSESTree.Node;
  if (expression.type === 'Identifier') {
    const name = importOf(view, expression);
    return name && name.name !== '' ? name : undefined;
  }
  if (expression.type !== 'MemberExpression' || expression.computed || expression.property.type !== 'Identifier')
    return undefined;
  const object =
    expression.object.type === 'Identifier' ? importOf(view, expression.object) : importedName(view, expression.object);
  return object && { from: object.from, name: [object.name, expression.property.name].filter(Boolean).join('.') };
}

/** A namespace import stands for the module itself: its name is empty. */
function importOf(view: Analysed, identifier: TSESTree.Identifier): ImportedName | undefined {
  const definition = variableOf(view, identifier)?.defs[0];
  if (definition?.type !== 'ImportBinding' || definition.parent.type !== 'ImportDeclaration') return undefined;
  const from = definition.parent.source.value;
  const specifier = definition.node;
  if (specifier.type === 'ImportDefaultSpecifier') return { from, name: 'default' };
  if (specifier.type !== 'ImportSpecifier') return { from, name: '' };
  return { from, name: specifier.imported.type === 'Identifier' ? specifier.imported.name : specifier.imported.value };
}
