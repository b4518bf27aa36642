import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { declared, evaluate, scalarOf, type Evaluation } from '../../documents/javascript/constants.ts';
import { valueAssignedOnce } from '../../documents/javascript/initialiser.ts';
import { isTarget, variableOf, writesTo, type Analysed, type Variable } from '../../documents/javascript/scope.ts';
import { isSymbolic } from '../../documents/javascript/symbolic.ts';
import type { Constant, Propagation } from '../../model/constant.ts';
import type { Scalar, TreeNode } from '../../model/document.ts';
import { flowOf } from '../flow.ts';
import type { Unit } from '../graph.ts';
import { usesOf, type Uses } from './uses.ts';
import type { Value } from './value.ts';

type Node = TSESTree.Node;

/**
 * The constant that an expression is wherever it is reached. `native`: what holds on every run, also through members of
 * objects and enums. `semgrep`: what Semgrep takes for one (code-patterns.md, section 6), whether it holds or not.
 */
export function constantAt(
  view: Analysed,
  node: TreeNode | null | undefined,
  propagation: Propagation = 'native',
): Constant | undefined {
  return evaluate(view, node, propagation === 'native' ? native(view) : semgrep(view));
}

/** The value of an expression that is the same on every run, as far as this file tells. */
export function staticValue(view: Analysed, node: TreeNode | null | undefined): Scalar | undefined {
  return scalarOf(constantAt(view, node));
}

/** What symbolic propagation puts in the place of an identifier: the expression that its variable holds there. */
export function symbolAt(view: Analysed, node: TreeNode): TreeNode | undefined {
  const identifier = node as Node;
  if (identifier.type !== 'Identifier' || isTarget(view, identifier)) return undefined;
  const held = valueAssignedOnce(view, identifier) ?? symbolOf(uses(view, 'symbols').get(identifier));
  const isCycle = held && held.range[0] <= node.range[0] && node.range[1] <= held.range[1];
  return held && !isCycle && isSymbolic(held as Node) ? held : undefined;
}

function symbolOf(value: Value | undefined): TreeNode | undefined {
  return value?.kind === 'symbol' ? value.node : undefined;
}

/** A declaration that is the only assignment speaks for itself; flow is asked about the rest. */
function native(view: Analysed): Evaluation {
  const { propagation, nameAt } = declared(view);
  return {
    propagation,
    nameAt: (identifier) => {
      if (isTarget(view, identifier)) return undefined;
      const value = nameAt(identifier);
      return value ?? (isOwnVariable(view, identifier) ? flowConstant(view, 'native', identifier) : undefined);
    },
  };
}

const HOMES = Symbol('units of variables');

/** Flow is right about what is declared and assigned in the function that uses it, and nowhere else. */
function isOwnVariable(view: Analysed, identifier: TSESTree.Identifier): boolean {
  const variable = variableOf(view, identifier);
  if (!variable || !mayBeConstant(view, identifier)) return false;
  const homes = view.memo(HOMES, () => new Map<Variable, Unit | undefined>());
  if (!homes.has(variable)) homes.set(variable, homeOf(view, variable));
  const home = homes.get(variable);
  return home !== undefined && flowOf(view).unitAround(identifier) === home;
}

function homeOf(view: Analysed, variable: Variable): Unit | undefined {
  const places = [...writesTo(view, variable).map((write) => write.identifier), ...variable.identifiers];
  const [home, ...others] = new Set(places.map((place) => flowOf(view).unitAround(place)));
  return others.length === 0 ? home : undefined;
}

function semgrep(view: Analysed): Evaluation {
  return {
    propagation: 'semgrep',
    nameAt: (identifier) => {
      if (isTarget(view, identifier)) return undefined;
      const node = valueAssignedOnce(view, identifier);
      const known = node && evaluate(view, node, semgrep(view));
      if (known && known.kind !== 'some') return known;
      return (mayBeConstant(view, identifier) ? flowConstant(view, 'semgrep', identifier) : undefined) ?? known;
    },
  };
}

function flowConstant(view: Analysed, propagation: Propagation, identifier: Node): Constant | undefined {
  const value = uses(view, propagation).get(identifier);
  return value?.kind === 'symbol' ? undefined : value;
}

const literalTypes = new Set([
  ...'Literal TemplateLiteral BinaryExpression LogicalExpression UnaryExpression ConditionalExpression'.split(' '),
  ...'Identifier MemberExpression TSAsExpression TSSatisfiesExpression TSTypeAssertion TSNonNullExpression'.split(' '),
]);

const ASSIGNED = Symbol('variables that are assigned constants');

/** The cheap question before the flow of the whole document is looked at: whether a constant is ever assigned. */
function mayBeConstant(view: Analysed, use: TSESTree.Identifier): boolean {
  const answers = view.memo(ASSIGNED, () => new Map<Variable | string, boolean>());
  const key = variableOf(view, use) ?? use.name;
  const known = answers.get(key);
  if (known !== undefined) return known;
  const answer = writesTo(view, key).some(({ identifier, writeExpr }) => {
    const place = view.index.parent(identifier)?.type ?? '';
    return writeExpr && /^(VariableDeclarator|AssignmentExpression)$/.test(place) && literalTypes.has(writeExpr.type);
  });
  answers.set(key, answer);
  return answer;
}

const NATIVE = Symbol('native constants');
const SEMGREP = Symbol('Semgrep constants');
const SYMBOLS = Symbol('symbols');

function uses(view: Analysed, kind: Propagation | 'symbols'): Uses {
  if (kind === 'native') {
    return view.memo(NATIVE, () =>
      usesOf(flowOf(view), { propagation: 'native', symbols: false, known: known(view, declared(view)) }),
    );
  }
  const symbols = kind === 'symbols';
  return view.memo(symbols ? SYMBOLS : SEMGREP, () =>
    usesOf(flowOf(view), { propagation: 'semgrep', symbols, known: known(view, assignedOnce(view)) }),
  );
}

function assignedOnce(view: Analysed): Evaluation {
  return {
    propagation: 'semgrep',
    nameAt: (identifier) => {
      const node = valueAssignedOnce(view, identifier);
      return node && { kind: 'expression', node };
    },
  };
}

/** Fixpoints ask about the same expressions again and again. */
function known(view: Analysed, evaluation: Evaluation): (node: TreeNode) => Constant | undefined {
  const found = new Map<TreeNode, Constant | undefined>();
  return (node) => {
    if (!found.has(node)) found.set(node, evaluate(view, node, evaluation));
    return found.get(node);
  };
}
