import type { TreeNode } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import type { FlowGraph, Instruction, LValue, Unit } from '../graph.ts';
import { eachExpression, targetOf } from '../points.ts';

/** What may be a source, a sink or a sanitizer: instructions, expressions, storage and the parts of its path. */
export function eachNode({ units }: FlowGraph, visit: (node: TreeNode) => void): void {
  for (const { points, parameters } of units) {
    for (const { node } of parameters) visit(node);
    for (const { instruction } of points) {
      if (isMarker(instruction)) continue;
      visit(instruction.node);
      eachExpression(instruction, (expression) => {
        visit(expression.node);
        if (expression.kind === 'fetch') eachPrefix(expression.from, visit);
      });
      const target = targetOf(instruction);
      if (target) eachPrefix(target, visit);
    }
  }
}

function isMarker({ kind }: Instruction): boolean {
  return kind === 'entry' || kind === 'exit' || kind === 'escape' || kind === 'join';
}

function eachPrefix(lvalue: LValue, visit: (node: TreeNode) => void): void {
  for (let depth = 0; depth <= lvalue.offsets.length; depth++) {
    const node = nodeAt(lvalue, depth);
    if (node) visit(node);
  }
}

/** The code that names the first `depth` steps of a path; nothing where that is a temporary. */
export function nodeAt({ base, offsets }: LValue, depth: number): TreeNode | undefined {
  if (depth > 0) return offsets[depth - 1]!.node;
  return base.kind === 'temporary' || base.kind === 'value' ? undefined : base.node;
}

/** The functions whose expressions stand in an instruction. */
export function functionsIn(instruction: Instruction): readonly Unit[] {
  let units = known.get(instruction);
  if (!units) known.set(instruction, (units = findFunctions(instruction)));
  return units;
}

const known = new WeakMap<Instruction, readonly Unit[]>();

function findFunctions(instruction: Instruction): readonly Unit[] {
  const units: Unit[] = [];
  eachExpression(instruction, (expression) => {
    if (expression.kind === 'function') units.push(expression.unit);
  });
  return units;
}

export function isWithin([start, end]: Range, [from, to]: Range): boolean {
  return from <= start && end <= to;
}

export function isSameRange(one: Range, other: Range): boolean {
  return one[0] === other[0] && one[1] === other[1];
}
