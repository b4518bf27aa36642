import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { staticValue } from '../../documents/javascript/constants.ts';
import { initialiserOf } from '../../documents/javascript/initialiser.ts';
import { variableOf } from '../../documents/javascript/scope.ts';
import type { DocumentView } from '../matcher.ts';
import { open, type Node } from './estree.ts';
import { typed } from './placeholders.ts';
import type { Compiler, NodePattern } from './trial.ts';

/** The type in `($X: T)`, which pattern-text.ts has written as `$X as $$Typed<T>`. */
export function typeOfMetavariable({ typeAnnotation }: TSESTree.TSAsExpression): TSESTree.TypeNode | undefined {
  const isTyped =
    typeAnnotation.type === 'TSTypeReference' &&
    typeAnnotation.typeName.type === 'Identifier' &&
    typeAnnotation.typeName.name === typed;
  return isTyped ? typeAnnotation.typeArguments?.params[0] : undefined;
}

/** An expression whose type is written down: by an annotation, a literal or `new`. Nothing is inferred. */
export function compileTyped(
  pattern: TSESTree.TSAsExpression,
  type: TSESTree.TypeNode,
  compiler: Compiler,
): NodePattern {
  const expression = compiler.expression(pattern.expression);
  const annotation = compiler.expression(type);
  const className =
    type.type === 'TSTypeReference' && type.typeName.type !== 'ThisExpression'
      ? compiler.expression(type.typeName)
      : undefined;
  const has = (outer: Node, view: DocumentView): boolean => {
    const node = open(outer);
    const declared = annotationOf(view, node);
    if (declared) return annotation.mayMatch(declared, view) && matches(annotation, declared, view);
    const made = node.type === 'Identifier' ? open(initialiserOf(view, node) ?? node) : node;
    if (made.type === 'NewExpression') return className !== undefined && className.mayMatch(made.callee, view);
    return keywordOf(staticValue(view, made)) === type.type;
  };
  return {
    mayMatch: (node, view) => expression.mayMatch(node, view) && has(node, view),
    match: (node, trial, next) => expression.match(node, trial, next),
  };
}

function matches(pattern: NodePattern, node: Node, view: DocumentView): boolean {
  return pattern.match(node, { view, given: {}, captured: undefined, unknown: undefined }, () => true);
}

function annotationOf(view: DocumentView, node: Node): Node | undefined {
  if (node.type !== 'Identifier') return undefined;
  const name = variableOf(view, node)?.identifiers[0];
  return name && 'typeAnnotation' in name ? name.typeAnnotation?.typeAnnotation : undefined;
}

function keywordOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return 'TSStringKeyword';
    case 'number':
      return 'TSNumberKeyword';
    case 'boolean':
      return 'TSBooleanKeyword';
    default:
      return undefined;
  }
}
