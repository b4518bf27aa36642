import type { Analysed } from '../documents/javascript/scope.ts';
import type { TreeNode } from '../model/document.ts';
import { flowOf } from './flow.ts';
import type { Call, Callee, FlowGraph, Unit } from './graph.ts';

/** What a call runs, as far as its own file tells; of a JSX element: nothing. */
export function calleeOf(view: Analysed, call: Call | TreeNode): Callee {
  return flowOf(view).calleeOf('isNew' in call ? call.node : call);
}

/** Which functions a module exports under which name: see `FlowGraph.exports`. */
export function exportsOf(graph: FlowGraph): ReadonlyMap<string, Unit> {
  return graph.exports;
}

export interface Callback {
  /** Its index in `Call.arguments`. */
  readonly argument: number;
  readonly unit: Unit;
}

/** The functions of this file that a call is handed: written there, or by name. */
export function callbacksOf(graph: FlowGraph, call: Call): readonly Callback[] {
  return call.arguments.flatMap(({ value, isSpread }, argument) => {
    const callee = isSpread ? undefined : graph.functionOf(value.node);
    return callee?.kind === 'unit' ? [{ argument, unit: callee.unit }] : [];
  });
}
