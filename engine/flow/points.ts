import type { TreeNode } from '../model/document.ts';
import type { Expression, FlowGraph, Instruction, Lowered, LValue, Point } from './graph.ts';

/** The first of the points where the value of a node comes about: see `FlowGraph.pointsAt`. */
export function pointAt(graph: FlowGraph, node: TreeNode): Point | undefined {
  return graph.pointsAt(node)[0];
}

/** Which points stand for which node, from the nodes that instructions and expressions carry. */
export function indexPoints({ units, starts }: Lowered): ReadonlyMap<TreeNode, readonly Point[]> {
  const index = new Map<TreeNode, Point[]>();
  const add = (node: TreeNode, point: Point): void => {
    const points = index.get(node);
    if (!points) index.set(node, [point]);
    else if (points.at(-1) !== point) points.push(point);
  };
  for (const unit of units) {
    for (const { node, target } of unit.parameters) {
      add(node, unit.entry);
      add(target.node, unit.entry);
    }
    for (const point of unit.points) indexPoint(point, add, (node) => index.has(node));
  }
  for (const [node, points] of starts) index.set(node, [...points]);
  return index;
}

type Add = (node: TreeNode, point: Point) => void;

function indexPoint(point: Point, add: Add, has: (node: TreeNode) => boolean): void {
  const { instruction } = point;
  if (instruction.kind === 'entry' || instruction.kind === 'exit' || instruction.kind === 'escape') return;
  add(instruction.node, point);
  const mention = (node: TreeNode, isPassedOn: boolean): void => {
    if (!isPassedOn || !has(node)) add(node, point);
  };
  eachExpression(instruction, (piece) => {
    const isPassedOn =
      piece.kind === 'fetch' && piece.from.base.kind === 'temporary' && piece.from.offsets.length === 0;
    if (!isPassedOn || !has(piece.node)) add(piece.node, point);
    if (piece.kind === 'fetch') eachPart(piece.from, mention);
    if (piece.kind === 'record') for (const { node } of piece.fields) add(node, point);
  });
  const target = targetOf(instruction);
  if (target && (target.base.kind !== 'temporary' || target.offsets.length > 0)) eachPart(target, mention);
}

/** Storage that an instruction writes to. */
export function targetOf(instruction: Instruction): LValue | undefined {
  if (instruction.kind === 'assign') return instruction.target;
  return instruction.kind === 'call' ? instruction.result : undefined;
}

/** A temporary only passes on what came about elsewhere. */
function eachPart({ base, offsets, node }: LValue, visit: (node: TreeNode, isPassedOn: boolean) => void): void {
  const isTemporary = base.kind === 'temporary';
  if (base.kind !== 'value') visit(base.node, isTemporary);
  for (const offset of offsets) visit(offset.node, false);
  if (!isTemporary || offsets.length > 0) visit(node, false);
}

/** All expressions of an instruction, outer before inner; those within the l-value it writes to as well. */
export function eachExpression(instruction: Instruction, visit: (expression: Expression) => void): void {
  const stack: Expression[] = rootsOf(instruction).reverse();
  for (let top = stack.pop(); top; top = stack.pop()) {
    visit(top);
    stack.push(...partsOf(top).reverse());
  }
}

function rootsOf(instruction: Instruction): Expression[] {
  switch (instruction.kind) {
    case 'assign':
      return [...within(instruction.target), instruction.value];
    case 'call':
      return [instruction.callee, ...instruction.arguments.map(({ value }) => value)];
    case 'branch':
      return [instruction.condition];
    case 'return':
      return instruction.value ? [instruction.value] : [];
    case 'throw':
    case 'evaluate':
      return [instruction.value];
    default:
      return [];
  }
}

/** What an expression is directly made of, in order of evaluation. */
export function partsOf(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'fetch':
      return within(expression.from);
    case 'operator':
      return [...expression.operands];
    case 'template':
      return [...expression.pieces];
    case 'list':
      return expression.items.map(({ value }) => value);
    case 'record':
      return expression.fields.flatMap((field) =>
        field.kind === 'computed' ? [field.key, field.value] : [field.value],
      );
    case 'cast':
      return [expression.value];
    case 'other':
      return [...expression.parts];
    default:
      return [];
  }
}

function within({ base, offsets }: LValue): Expression[] {
  const first = base.kind === 'value' ? [base.value] : [];
  return [...first, ...offsets.flatMap((offset) => (offset.kind === 'index' ? [offset.index] : []))];
}
