import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { RangeOptions } from '../../../model/range-formula.ts';
import { isDots, open, type Node } from './estree.ts';
import { compileGeneric } from './generic.ts';
import { metavariableName } from '../placeholders.ts';
import type { Compiler, Next, NodePattern, Trial } from './pieces.ts';

type Operation = TSESTree.BinaryExpression | TSESTree.LogicalExpression;

const associative = new Set(['&&', '||', '|', '&', '^']);
const commutative = new Set(['|', '&', '^']);
const symmetric = new Set(['==', '===', '!=', '!==']);

/** `a op b`: operands of associative operators are read as one list, of commutative ones in any order (code-patterns.md, section 4). */
export function compileOperation(pattern: Operation, compiler: Compiler): NodePattern {
  const { options } = compiler.dialect;
  const { operator } = pattern;
  const plain = compileGeneric(pattern, compiler);
  if (isDots(pattern.right) && (!associative.has(operator) || options.ac_matching === false))
    return leftDescending(pattern, compiler.expression(pattern.left));
  if (options.ac_matching === false) return plain;
  if (associative.has(operator)) {
    const operands = operandsOf(operator, pattern).map((operand) => operandOf(operand, compiler));
    const asList = isCommutative(operator, options) ? anyOrder(operator, operands) : inOrder(operator, operands);
    // Native policies may also mean the operation as it is written: `<... e ...> || "x"`.
    return compiler.dialect.semgrep ? asList : either(plain, asList);
  }
  return isSymmetric(operator, options) ? either(plain, compileGeneric(swapped(pattern), compiler)) : plain;
}

function swapped(pattern: Operation): Node {
  return { ...pattern, left: pattern.right, right: pattern.left } as Node;
}

function either(one: NodePattern, other: NodePattern): NodePattern {
  return {
    mayMatch: (node, view) => one.mayMatch(node, view) || other.mayMatch(node, view),
    match: (node, trial, next) =>
      (one.mayMatch(node, trial.view) && one.match(node, trial, next)) ||
      (other.mayMatch(node, trial.view) && other.match(node, trial, next)),
  };
}

function isCommutative(operator: string, { commutative_boolop }: RangeOptions): boolean {
  return commutative.has(operator) || commutative_boolop === true;
}

function isSymmetric(operator: string, { symmetric_eq, commutative_compop }: RangeOptions): boolean {
  return symmetric.has(operator) && (symmetric_eq === true || commutative_compop === true);
}

function isOperation(node: Node, operator: string): node is Operation {
  return (node.type === 'BinaryExpression' || node.type === 'LogicalExpression') && node.operator === operator;
}

function operandsOf(operator: string, node: Node): readonly Node[] {
  const operands: Node[] = [];
  const left = [node];
  for (let one = left.pop(); one; one = left.pop()) {
    const inner = open(one);
    if (isOperation(inner, operator)) left.push(inner.right, inner.left);
    else operands.push(one);
  }
  return operands;
}

/** `a + ...`: as many further operands as there are. */
function leftDescending({ operator }: Operation, left: NodePattern): NodePattern {
  const lefts = (node: Node): readonly Node[] => {
    const inner = open(node);
    return isOperation(inner, operator) ? [inner.left, ...lefts(inner.left)] : [];
  };
  return {
    mayMatch: (node) => isOperation(open(node), operator),
    match: (node, trial, next) =>
      lefts(node).some((operand) => left.mayMatch(operand, trial.view) && left.match(operand, trial, next)),
  };
}

interface Operand {
  readonly kind: 'one' | 'some' | 'dots';
  readonly pattern: NodePattern;
}

/** A metavariable takes one or more operands, `...` any number. */
function operandOf(pattern: Node, compiler: Compiler): Operand {
  const isName = pattern.type === 'Identifier' && metavariableName(pattern.name) !== undefined;
  return { kind: isDots(pattern) ? 'dots' : isName ? 'some' : 'one', pattern: compiler.expression(pattern) };
}

function inOrder(operator: string, operands: readonly Operand[]): NodePattern {
  const matchFrom = (at: number, nodes: readonly Node[], trial: Trial, next: Next): boolean => {
    const operand = operands[at];
    if (!operand) return nodes.length === 0 && next(trial);
    trial.effort.spend(nodes.length);
    const most = operand.kind === 'one' ? Math.min(1, nodes.length) : nodes.length;
    for (let taken = operand.kind === 'dots' ? 0 : 1; taken <= most; taken++) {
      const goOn: Next = (extended) => matchFrom(at + 1, nodes.slice(taken), extended, next);
      if (matchJoined(operator, operand, nodes.slice(0, taken), trial, goOn)) return true;
    }
    return false;
  };
  return {
    mayMatch: (node) => isOperation(open(node), operator),
    match: (node, trial, next) => matchFrom(0, operandsOf(operator, node), trial, next),
  };
}

function matchJoined(
  operator: string,
  { kind, pattern }: Operand,
  nodes: readonly Node[],
  trial: Trial,
  next: Next,
): boolean {
  if (kind === 'dots') return next(trial);
  const node = joined(operator, nodes);
  return pattern.mayMatch(node, trial.view) && pattern.match(node, trial, next);
}

/** The operands as the operation that they would be by themselves. */
function joined(operator: string, [first, ...others]: readonly Node[]): Node {
  const type = operator === '&&' || operator === '||' ? 'LogicalExpression' : 'BinaryExpression';
  return others.reduce(
    (left, right) => ({ type, operator, left, right, range: [left.range[0], right.range[1]] }) as unknown as Node,
    first!,
  );
}

/** All that are not empty. */
function subsetsOf(nodes: readonly Node[]): readonly (readonly Node[])[] {
  const none: readonly (readonly Node[])[] = [[]];
  return nodes.reduce((sets, node) => [...sets, ...sets.map((set) => [...set, node])], none).slice(1);
}

/** Beyond this many operands left, each metavariable takes one. */
const mostShared = 3;

/** Operands may be left over. */
function anyOrder(operator: string, operands: readonly Operand[]): NodePattern {
  const fixed = operands.filter(({ kind }) => kind === 'one');
  const variable = operands.filter(({ kind }) => kind === 'some');
  const matchFixed = (at: number, nodes: readonly Node[], trial: Trial, next: Next): boolean => {
    const operand = fixed[at];
    if (!operand) return matchVariable(0, nodes, trial, next);
    trial.effort.spend(nodes.length);
    return nodes.some(
      (node) =>
        operand.pattern.mayMatch(node, trial.view) &&
        operand.pattern.match(node, trial, (extended) =>
          matchFixed(
            at + 1,
            nodes.filter((other) => other !== node),
            extended,
            next,
          ),
        ),
    );
  };
  const matchVariable = (at: number, nodes: readonly Node[], trial: Trial, next: Next): boolean => {
    const operand = variable[at];
    if (!operand) return next(trial);
    trial.effort.spend(nodes.length);
    const choices = nodes.length <= mostShared ? subsetsOf(nodes) : nodes.map((node) => [node]);
    return choices.some((taken) =>
      matchJoined(operator, operand, taken, trial, (extended) =>
        matchVariable(
          at + 1,
          nodes.filter((node) => !taken.includes(node)),
          extended,
          next,
        ),
      ),
    );
  };
  return {
    mayMatch: (node) => isOperation(open(node), operator),
    match: (node, trial, next) => matchFixed(0, operandsOf(operator, node), trial, next),
  };
}
