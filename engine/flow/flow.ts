import type { Analysed } from '../documents/javascript/scope.ts';
import type { TreeNode } from '../model/document.ts';
import { lowerEcmascript } from './ecmascript/lower.ts';
import type { Callee, FlowGraph, Lowered, Point } from './graph.ts';
import { lowerSql } from './plpgsql/lower.ts';
import { indexPoints } from './points.ts';

/** By the name of the language in the registry of documents. */
const lowerings: ReadonlyMap<string, (view: Analysed) => Lowered> = new Map([
  ['javascript', lowerEcmascript],
  ['sql', lowerSql],
]);

const FLOW = Symbol('flow');

/**
 * What the code of a document does. Without units for what has no code, or is in a language that nobody lowers.
 * Throws RangeError for code that is nested too deeply.
 */
export function flowOf(view: Analysed): FlowGraph {
  return view.memo(FLOW, () => computeFlow(view));
}

const nowhere: Callee = { kind: 'unknown', reason: 'the language is not followed' };
const nothing: FlowGraph = {
  units: [],
  unitAround: () => undefined,
  unitOf: () => undefined,
  pointsAt: () => [],
  calleeOf: () => nowhere,
  functionOf: () => nowhere,
  exports: new Map(),
  stars: [],
};

function computeFlow(view: Analysed): FlowGraph {
  const lower = lowerings.get(view.document.language);
  if (!lower || !view.document.tree) return nothing;
  const lowered = lower(view);
  let index: ReadonlyMap<TreeNode, readonly Point[]> | undefined;
  const pointsAt = (node: TreeNode): readonly Point[] => {
    const inner = lowered.same.get(node);
    return inner ? pointsAt(inner) : ((index ??= indexPoints(lowered)).get(node) ?? []);
  };
  return Object.assign(lowered, { pointsAt });
}
