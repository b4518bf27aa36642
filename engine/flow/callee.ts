import type { Call, FlowGraph, Unit } from './graph.ts';

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
