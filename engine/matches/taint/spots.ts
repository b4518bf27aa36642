import type { TreeNode } from '../../model/document.ts';
import type { Formula } from '../../model/formula.ts';
import type { Range } from '../../model/region.ts';
import type { Inquiry, Solution } from '../inquiry.ts';
import type { DocumentView, LocalBindings } from '../matcher.ts';
import { candidates } from '../steps.ts';

/** `solve` of solve.ts, handed in since it calls what is here. */
export type Solve = (
  formula: Formula,
  node: TreeNode,
  bindings: LocalBindings,
  inquiry: Inquiry,
) => readonly Solution[];

/** What a matcher of a source, a sink … found, and how. */
export interface Found {
  readonly bindings: LocalBindings;
  /** What only all files can tell. */
  readonly rest: Formula;
  /** The node reported, and the one that matched. */
  readonly node: TreeNode;
  readonly matched: TreeNode;
}

/** A spot as the analysis wants it; `entry` numbers the alternatives of all matchers. */
export interface FoundSpot {
  readonly entry: number;
  readonly range: Range;
  readonly bindings: Found;
}

/** All that a matcher finds in a document. Its alternatives are entries of their own, as in a list of patterns. */
export function spotsIn(formula: Formula, view: DocumentView, context: SpotContext): readonly FoundSpot[] {
  const alternatives = formula.op === 'any' ? formula.of : [formula];
  return alternatives.flatMap((alternative) => {
    const entry = context.entries++;
    return [...(candidates(alternative, view) ?? [])].flatMap((matched) =>
      context
        .solve(alternative, matched, {}, { view, subject: matched, deferred: context.deferred })
        .map((solution) => ({ entry, range: rangeOf(solution), bindings: foundBy(solution, matched) })),
    );
  });
}

export interface SpotContext {
  readonly solve: Solve;
  readonly deferred: ReadonlySet<string>;
  /** How many entries there have been. */
  entries: number;
}

function foundBy({ bindings, rest, node }: Solution, matched: TreeNode): Found {
  return { bindings, rest, node, matched };
}

/** Of statements that matched together, from the first to the last. */
function rangeOf({ node, also = [] }: Solution): Range {
  return [node.range[0], Math.max(node.range[1], ...also.map(({ range }) => range[1]))];
}
