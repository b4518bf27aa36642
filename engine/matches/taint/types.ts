import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { variableOf } from '../../documents/javascript/scope.ts';
import type { TreeNode } from '../../model/document.ts';
import type { Dialect } from '../code/dialect.ts';
import { asNode, open, type Node } from '../code/ecmascript/estree.ts';
import { typesOf, type Type } from '../code/ecmascript/types.ts';
import type { DocumentView } from '../matcher.ts';

type Harmless = 'boolean' | 'number';

/** Whether an expression is a boolean or a number, as far as Semgrep infers types; of a function, what it returns. */
export function scalarType(view: DocumentView, node: TreeNode, dialect: Dialect): Harmless | undefined {
  const expression = asNode(node);
  const [known] = typesOf(view, expression, dialect).flatMap((type) => harmless(type) ?? []);
  return known ?? returned(view, expression);
}

function harmless(type: Type): Harmless | undefined {
  if (type.kind === 'annotation') return annotated(type.node);
  if (type.kind === 'class') return undefined;
  if (type.name === 'boolean') return 'boolean';
  return type.name === 'number' || type.name === 'float' ? 'number' : undefined;
}

/** A function type stands for what a call of it gives. */
function annotated(type: TSESTree.TypeNode | undefined): Harmless | undefined {
  switch (type?.type) {
    case 'TSBooleanKeyword':
      return 'boolean';
    case 'TSNumberKeyword':
      return 'number';
    case 'TSFunctionType':
      return annotated(type.returnType?.typeAnnotation);
    default:
      return undefined;
  }
}

/** What the function that a name is declared as says that it returns. */
function returned(view: DocumentView, outer: Node): Harmless | undefined {
  const node = open(outer);
  const definition = node.type === 'Identifier' ? variableOf(view, node)?.defs[0] : undefined;
  return definition?.type === 'FunctionName' ? annotated(definition.node.returnType?.typeAnnotation) : undefined;
}
