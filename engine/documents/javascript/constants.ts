import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { concatenate, join, literal, operate, type Constant, type Propagation } from '../../model/constant.ts';
import type { Scalar, TreeNode } from '../../model/document.ts';
import { fieldValue } from './fields.ts';
import { initialiserOf } from './initialiser.ts';
import { memberNode } from './member-values.ts';
import type { Analysed } from './scope.ts';

type Node = TSESTree.Node;
const deepest = 20;

/** How expressions are evaluated. */
export interface Evaluation {
  /** Semgrep's looks neither into objects and enums nor through type assertions, and does no arithmetic. */
  readonly propagation: Propagation;
  /** What a name stands for at this place: its value, or the expression it was made with. */
  nameAt(identifier: TSESTree.Identifier): Constant | { readonly kind: 'expression'; readonly node: Node } | undefined;
}

/** The value that an expression has on every run: literals, constants and what is put together from them. */
export function evaluate(
  view: Analysed,
  node: TreeNode | null | undefined,
  evaluation: Evaluation,
  depth = 0,
): Constant | undefined {
  if (!node || depth > deepest) return undefined;
  const expression = node as Node;
  const { propagation } = evaluation;
  const value = (inner: Node): Constant | undefined => evaluate(view, inner, evaluation, depth + 1);
  switch (expression.type) {
    case 'Literal':
      return literalOf(expression);
    case 'TemplateLiteral':
      return concatenate(piecesOf(expression, value));
    case 'BinaryExpression':
    case 'LogicalExpression':
      return operate(expression.operator, [value(expression.left), value(expression.right)], propagation);
    case 'UnaryExpression':
      return operate(expression.operator, [value(expression.argument)], propagation);
    case 'ConditionalExpression':
      return join(value(expression.consequent), value(expression.alternate));
    case 'Identifier': {
      const found = evaluation.nameAt(expression);
      return found?.kind === 'expression' ? value(found.node) : found;
    }
    case 'MemberExpression': {
      const field = fieldValue(view, expression, propagation);
      return field ? value(field) : beyondNames(view, expression, value, propagation);
    }
    default:
      return beyondNames(view, expression, value, propagation);
  }
}

/** What Semgrep does not look into. */
function beyondNames(
  view: Analysed,
  expression: Node,
  value: (inner: Node) => Constant | undefined,
  propagation: Propagation,
): Constant | undefined {
  if (propagation === 'semgrep') return undefined;
  switch (expression.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'TSNonNullExpression':
    case 'ChainExpression':
      return value(expression.expression);
    case 'MemberExpression': {
      const found = memberNode(view, expression, (key) => scalarOf(value(key)));
      return typeof found === 'number' ? literal(found) : found && value(found);
    }
    default:
      return undefined;
  }
}

/** What declarations alone tell, wherever the expression stands: constants of modules are these. */
export function declaredValue(view: Analysed, node: TreeNode | null | undefined): Scalar | undefined {
  return scalarOf(evaluate(view, node, declared(view)));
}

export function declared(view: Analysed): Evaluation {
  return {
    propagation: 'native',
    nameAt: (identifier) => {
      const node = initialiserOf(view, identifier);
      return node && { kind: 'expression', node };
    },
  };
}

export function scalarOf(constant: Constant | undefined): Scalar | undefined {
  return constant?.kind === 'literal' ? constant.value : undefined;
}

function literalOf(node: TSESTree.Literal): Constant | undefined {
  if ('regex' in node) return { kind: 'regex', ...node.regex };
  return typeof node.value === 'bigint' ? undefined : literal(node.value);
}

function piecesOf(
  { quasis, expressions }: TSESTree.TemplateLiteral,
  value: (node: Node) => Constant | undefined,
): readonly (Constant | undefined)[] {
  return quasis.flatMap((quasi, i) => {
    const text = literal(quasi.value.cooked ?? quasi.value.raw);
    return [text, ...expressions.slice(i, i + 1).map(value)];
  });
}
