import { childKeys } from '../../../documents/javascript/children.ts';
import { isStatement, open, type Node } from './estree.ts';
import { type ListPattern } from '../lists.ts';
import { compileList } from './arguments.ts';
import type { Compiler, Next, NodePattern, Trial } from './pieces.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Fields about which a pattern may be silent. */
const free = new Set([
  ...'typeAnnotation returnType typeParameters typeArguments superTypeArguments decorators'.split(' '),
  ...'implements attributes options'.split(' '),
]);
const attributes = 'operator prefix computed kind delegate await name value static abstract asserts'.split(' ');
const wrappers = new Set(['TSAsExpression', 'TSTypeAssertion', 'TSSatisfiesExpression', 'TSNonNullExpression']);

type Step =
  | { readonly field: string; readonly pattern: NodePattern }
  | { readonly field: string; readonly list: ListPattern<Node> }
  | { readonly field: string; readonly absent: true };

/** A node without rules of its own: same type, same attributes, and children that match, one by one. */
export function compileGeneric(pattern: Node, compiler: Compiler): NodePattern {
  const fields = pattern as unknown as Fields;
  const scalars = attributes.filter((name) => name in fields && typeof fields[name] !== 'object');
  const steps = childKeys(pattern.type).flatMap((field) => stepFor(field, fields[field], compiler));
  const inner = wrappers.has(pattern.type) ? withoutChain : open;
  return {
    mayMatch: (outer, view) => {
      const node = inner(outer);
      if (!isSameType(pattern.type, node.type)) return false;
      const target = node as unknown as Fields;
      if (!scalars.every((name) => target[name] === fields[name])) return false;
      return steps.every((step) => stepMayMatch(step, target[step.field], view));
    },
    match: (node, trial, next) => matchSteps(steps, 0, inner(node) as unknown as Fields, trial, next),
  };
}

/** `x as T` and `<T>x` say the same. */
function isSameType(pattern: string, type: string): boolean {
  return (
    type === pattern ||
    (pattern === 'TSAsExpression' && type === 'TSTypeAssertion') ||
    (pattern === 'TSTypeAssertion' && type === 'TSAsExpression')
  );
}

function withoutChain(node: Node): Node {
  return node.type === 'ChainExpression' ? node.expression : node;
}

function stepFor(field: string, value: unknown, compiler: Compiler): Step[] {
  if (Array.isArray(value)) {
    if (value.length === 0 && free.has(field)) return [];
    return [{ field, list: compileList(value as Node[], (item) => piece(item, compiler)) }];
  }
  if (value === null || value === undefined) return free.has(field) ? [] : [{ field, absent: true }];
  return [{ field, pattern: piece(value as Node, compiler) }];
}

function piece(node: Node, compiler: Compiler): NodePattern {
  if (node.type === 'BlockStatement') return compiler.body(node);
  return isStatement(node) ? compiler.statement(node) : compiler.expression(node);
}

function stepMayMatch(step: Step, value: unknown, view: Parameters<NodePattern['mayMatch']>[1]): boolean {
  if ('absent' in step) return value === null || value === undefined;
  if ('list' in step) return Array.isArray(value) && step.list.mayMatch(value as Node[], view);
  return value !== null && value !== undefined && step.pattern.mayMatch(value as Node, view);
}

function matchSteps(steps: readonly Step[], at: number, target: Fields, trial: Trial, next: Next): boolean {
  const step = steps[at];
  if (!step) return next(trial);
  const goOn: Next = (extended) => matchSteps(steps, at + 1, target, extended, next);
  if ('absent' in step) return goOn(trial);
  if ('list' in step) return step.list.match(target[step.field] as Node[], trial, goOn);
  return step.pattern.match(target[step.field] as Node, trial, goOn);
}
