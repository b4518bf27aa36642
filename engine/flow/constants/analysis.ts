import type { Edge, Point, Unit } from '../graph.ts';
import { blocksOf, type Block } from './blocks.ts';
import { apply, type Draft, type Transfer } from './transfer.ts';
import { isSameEnvironment, joinEnvironments, type Environment } from './value.ts';

const nothing: Environment = new Map();
/** So often a unit is gone through, which is as deep as its loops nest, before it is given up: nothing in it is known then. */
const mostRounds = 50;
/** So many values may be compared where ways of one unit meet. */
const mostValues = 10_000_000;

/**
 * A must-analysis: what a variable holds at a point is what it holds on every way there. `visit` sees each point that is
 * reached, with what is known before it. Semgrep begins a loop with nothing known of what its body does not assign.
 */
export function analyse(
  unit: Unit,
  entry: Environment,
  transfer: Transfer,
  visit: (point: Point, environment: Environment) => void,
): void {
  const blocks = blocksOf(unit);
  const inputs = fixpoint(unit, blocks, entry, transfer);
  for (const block of inputs ? blocks : []) {
    const draft: Draft = { environment: inputs!.get(block)!, isOwn: false };
    for (const point of block.points) {
      visit(point, draft.environment);
      apply(point, draft, transfer);
    }
  }
}

function fixpoint(
  unit: Unit,
  blocks: readonly Block[],
  entry: Environment,
  transfer: Transfer,
): ReadonlyMap<Block, Environment> | undefined {
  const inputs = new Map<Block, Environment>();
  const carried = new Map<Edge, Environment>();
  let isStable = false;
  let values = 0;
  for (let round = 0; !isStable; round++) {
    if (round === mostRounds) return undefined;
    isStable = true;
    for (const block of blocks) {
      const input = block.points[0] === unit.entry ? entry : inputOf(block, carried, transfer);
      const before = inputs.get(block);
      if (before && isSameEnvironment(before, input)) continue;
      inputs.set(block, input);
      values += input.size * block.entries.length;
      if (values > mostValues) return undefined;
      carry(block, input, carried, transfer);
      isStable = false;
    }
  }
  return inputs;
}

/** An edge that carries nothing yet is a way back: it does not count, or, as Semgrep has it, nothing is known on it. */
function inputOf(block: Block, carried: ReadonlyMap<Edge, Environment>, { propagation }: Transfer): Environment {
  const environments = block.entries.flatMap((edge) => {
    const environment = carried.get(edge);
    return environment ? [environment] : propagation === 'semgrep' ? [nothing] : [];
  });
  return joinEnvironments(environments);
}

/** Runs a block and leaves what is known then on its edges; what is thrown leaves before the point has done anything. */
function carry({ points }: Block, input: Environment, carried: Map<Edge, Environment>, transfer: Transfer): void {
  const draft: Draft = { environment: input, isOwn: false };
  for (const point of points) {
    for (const edge of point.successors) if (edge.kind === 'throw') leave(edge, draft, carried);
    apply(point, draft, transfer);
  }
  for (const edge of points.at(-1)!.successors) if (edge.kind !== 'throw') leave(edge, draft, carried);
}

function leave(edge: Edge, draft: Draft, carried: Map<Edge, Environment>): void {
  if (edge.to.successors.length === 0) return;
  carried.set(edge, draft.environment);
  draft.isOwn = false;
}
