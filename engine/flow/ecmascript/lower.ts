import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Analysed } from '../../documents/javascript/scope.ts';
import type { TreeNode } from '../../model/document.ts';
import { builderOf, draftUnit, finish, type DraftUnit } from '../builder.ts';
import type { Lowered, Point, Unit } from '../graph.ts';
import { calleeOf } from './callee.ts';
import { callValues } from './calls.ts';
import { classBody, classStatements, classValues } from './classes.ts';
import { exportsOf, type Exports } from './exports.ts';
import { evaluateFor, plainValues } from './expressions.ts';
import { functionBody, isFunction } from './functions.ts';
import { jsxValues } from './jsx.ts';
import { loopStatements } from './loops.ts';
import {
  other,
  startedBy,
  type Lowering,
  type Node,
  type StatementLowerings,
  type ValueLowerings,
} from './lowering.ts';
import { chainEffect, memberValues } from './members.ts';
import { hoist, moduleStatements } from './modules.ts';
import { resolving } from './resolve.ts';
import { conditionOf, shortCircuitEffect, shortCircuitValues } from './short-circuits.ts';
import { plainStatements } from './statements.ts';
import { assign, assignmentValues, update } from './targets.ts';

const valueLowerings: ValueLowerings = {
  ...plainValues,
  ...memberValues,
  ...shortCircuitValues,
  ...assignmentValues,
  ...callValues,
  ...classValues,
  ...jsxValues,
};
const statementLowerings: StatementLowerings = {
  ...plainStatements,
  ...loopStatements,
  ...classStatements,
  ...moduleStatements,
};
type AnyValue = ((l: Lowering, node: Node) => ReturnType<Lowering['value']>) | undefined;
type AnyStatement = ((l: Lowering, node: Node, labels: readonly string[]) => void) | undefined;

interface Waiting {
  readonly unit: DraftUnit;
  readonly node: Node;
}

/** Units are lowered one after the other, not one within the other: functions nest as deeply as they like. */
export function lowerEcmascript(view: Analysed): Lowered {
  const unitOf = new Map<TreeNode, DraftUnit>();
  const starts = new Map<TreeNode, Point[]>();
  const same = new Map<TreeNode, TreeNode>();
  const queue: Waiting[] = [];
  const make = (node: Node, parent?: DraftUnit, name?: string): DraftUnit => {
    const known = unitOf.get(node);
    if (known) return known;
    const unit = draftUnit(headOf(node, parent, name));
    unitOf.set(node, unit);
    if ('body' in node && unit.kind === 'class') unitOf.set(node.body as Node, unit);
    queue.push({ unit, node });
    return unit;
  };
  if (view.document.tree) make(view.document.tree.root as TSESTree.Program);
  for (const { unit, node } of queue) lowerUnit(unit, node, { view, starts, same, make });
  const units = [...new Set(unitOf.values())].sort(
    (a, b) => Number(b.kind === 'module') - Number(a.kind === 'module') || a.node.range[0] - b.node.range[0],
  );
  units.forEach((unit, i) => (unit.id = i));
  const exported = once((): Exports => exportsOf(code), { exports: new Map(), stars: [] });
  const code = resolving({
    view,
    unitOf: (node): Unit | undefined => unitOf.get(node),
    exported: (name) => exported().exports.get(name),
  });
  return {
    units,
    starts,
    same,
    unitOf: code.unitOf,
    unitAround: (node) => around(view, node, unitOf),
    calleeOf: (call) => calleeOf(code, call),
    functionOf: (node) => code.resolve(node as Node),
    get exports() {
      return exported().exports;
    },
    get stars() {
      return exported().stars;
    },
  };
}

/** Whoever asks while it is computed gets what there is `meanwhile`. */
function once<T>(compute: () => T, meanwhile: T): () => T {
  let known: T | undefined;
  return () => {
    if (known !== undefined) return known;
    known = meanwhile;
    return (known = compute());
  };
}

function headOf(node: Node, parent: DraftUnit | undefined, given: string | undefined): Parameters<typeof draftUnit>[0] {
  const own = 'id' in node && node.id?.type === 'Identifier' ? node.id.name : undefined;
  const name = own ?? given;
  return {
    kind: isFunction(node) ? 'function' : node.type === 'Program' ? 'module' : 'class',
    node,
    isAsync: isFunction(node) && node.async,
    ...(name === undefined ? {} : { name }),
    ...(parent ? { parent } : {}),
  };
}

/** What is evaluated with the class, not in its body; and a decorator of a parameter not with the function. */
function around(view: Analysed, node: TreeNode, unitOf: ReadonlyMap<TreeNode, Unit>): Unit | undefined {
  let isDecorator = node.type === 'Decorator';
  for (let up = view.index.parent(node); up; up = view.index.parent(up)) {
    const unit = up.type === 'ClassDeclaration' || up.type === 'ClassExpression' ? undefined : unitOf.get(up);
    if (unit) return isDecorator && unit.kind === 'function' ? unit.parent : unit;
    isDecorator ||= up.type === 'Decorator';
  }
  return unitOf.get(node);
}

interface Shared {
  readonly view: Analysed;
  readonly starts: Map<TreeNode, Point[]>;
  readonly same: Map<TreeNode, TreeNode>;
  readonly make: (node: Node, parent?: DraftUnit, name?: string) => DraftUnit;
}

function lowerUnit(unit: DraftUnit, node: Node, { view, starts, same, make }: Shared): void {
  const l: Lowering = {
    view,
    starts,
    same,
    builder: builderOf(unit),
    chain: undefined,
    value: (expression) => {
      const lower = valueLowerings[expression.type] as AnyValue;
      return lower ? lower(l, expression) : other(expression);
    },
    effect: (expression) => effect(l, expression),
    condition: (expression) => conditionOf(l, expression),
    assign: (target, value, at) => assign(l, target, value, at),
    statements: (nodes, labels = []) => {
      hoist(l, nodes);
      for (const statement of nodes) lowerStatement(l, statement, labels);
    },
    unit: (function_, name) => make(function_, unit, name),
  };
  if (isFunction(node)) functionBody(l, node);
  else if (node.type === 'Program') l.statements(node.body);
  else if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') classBody(l, node.body);
  finish(l.builder);
}

function lowerStatement(l: Lowering, node: Node, labels: readonly string[]): void {
  const lower = statementLowerings[node.type] as AnyStatement;
  if (lower) startedBy(l, [node], () => lower(l, node, labels));
}

function effect(l: Lowering, node: Node): void {
  switch (node.type) {
    case 'LogicalExpression':
    case 'ConditionalExpression':
      startedBy(l, [node], () => shortCircuitEffect(l, node));
      break;
    case 'ChainExpression':
      startedBy(l, [node], () => chainEffect(l, node));
      break;
    case 'AssignmentExpression':
      l.value(node);
      break;
    case 'UpdateExpression':
      update(l, node, false);
      break;
    case 'SequenceExpression':
      startedBy(l, [node], () => node.expressions.forEach(l.effect));
      break;
    default:
      evaluateFor(l, node, l.value(node));
  }
}
