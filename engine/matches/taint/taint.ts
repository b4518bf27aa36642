import type { Taint } from '../../model/formula.ts';
import type { TreeNode } from '../../model/document.ts';
import { isCode } from '../code/documents.ts';
import { bounded } from '../budget.ts';
import { allOf, TRUE, unknown } from '../formula.ts';
import type { Inquiry, Solution } from '../inquiry.ts';
import { extend } from '../unify-text.ts';
import { arrivalsIn, type Arrived } from './arrivals.ts';
import type { Solve } from './spots.ts';

/** Whether a node is a sink that data of a source reaches: one solution for each source, with its way. */
export function solveTaint(formula: Taint, yes: Solution, inquiry: Inquiry, solve: Solve): readonly Solution[] {
  const { view, tell } = inquiry;
  if (!isCode(view)) return [];
  const arrivals = arrivedIn(formula, inquiry, solve);
  const here = arrivals.at.get(yes.node) ?? [];
  const solutions = bounded(here.flatMap((arrived) => solutionsOf(arrived, yes)));
  if (solutions.length === 0 && yes.node === inquiry.subject) tell?.({ note: noneArrives(arrivals.sources) });
  return solutions;
}

/** By sink: the node that matched, and the one that it focuses on. */
interface Arrivals {
  readonly at: ReadonlyMap<TreeNode, readonly Arrived[]>;
  readonly sources: number;
}

const keys = new WeakMap<Taint, symbol>();

/** Found once in each document. */
function arrivedIn(formula: Taint, { view, deferred }: Inquiry, solve: Solve): Arrivals {
  let key = keys.get(formula);
  if (!key) keys.set(formula, (key = Symbol('taint')));
  return view.memo(key, () => {
    const { arrived, sources } = arrivalsIn(formula, view, deferred, solve);
    const at = new Map<TreeNode, Arrived[]>();
    for (const one of arrived)
      for (const node of new Set([one.node, one.matched])) at.set(node, [...(at.get(node) ?? []), one]);
    return { at, sources };
  });
}

function noneArrives(sources: number): string {
  if (sources === 0) return 'There is no source of tainted data in this file.';
  const which = sources === 1 ? 'the one source' : `any of the ${sources} sources`;
  return `No data of ${which} in this file arrives here.`;
}

function solutionsOf({ bindings, rest, node, matched, flow }: Arrived, yes: Solution): readonly Solution[] {
  return extend(yes.bindings, Object.entries(bindings)).map((found) => ({
    ...yes,
    bindings: found.bindings,
    node: yes.node === matched ? node : yes.node,
    rest: allOf([rest, found.unknown ? unknown(found.unknown) : TRUE]),
    flow,
  }));
}
