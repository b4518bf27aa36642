import type { TreeNode } from '../../model/document.ts';
import type { Callee } from '../../model/result.ts';
import type { Call, Callee as LocalCallee, Expression, FlowGraph, LValue } from '../graph.ts';

/** What a call runs, as facts tell it; nothing for what is certainly no code of the workspace. */
export function calledBy(call: Call, graph: FlowGraph): Callee | undefined {
  return toldOf(graph.calleeOf(call.node));
}

/** What a value is if somebody calls it. */
export function functionOf(value: Expression, graph: FlowGraph): Callee | undefined {
  return toldOf(graph.functionOf(value.node));
}

/** The function of the workspace that a value certainly is: not one that was made of another. */
export function certainFunction(node: TreeNode, graph: FlowGraph): Callee | undefined {
  const callee = graph.functionOf(node);
  const isCertain = callee.kind === 'unit' ? callee.unit.kind === 'function' : callee.kind === 'import';
  return isCertain ? toldOf(callee) : undefined;
}

/** The name that a call calls something by, without what it is a member of; empty where it has none. */
export function calledName({ callee }: Call): string {
  return callee.kind === 'fetch' ? nameOf(callee.from) : '';
}

export function nameOf({ base, offsets }: LValue): string {
  const last = offsets.at(-1);
  if (last) return last.kind === 'field' ? last.name : '';
  return base.kind === 'variable' ? base.name : '';
}

export function toldOf(callee: LocalCallee): Callee | undefined {
  switch (callee.kind) {
    case 'unit':
      return { to: 'unit', unit: callee.unit.id };
    case 'import':
      return isForeign(callee.from) ? undefined : { to: 'import', from: callee.from, name: callee.name };
    case 'external':
      return undefined;
    case 'unknown': {
      const { parameter, wraps, name } = callee;
      if (wraps) return { to: 'unit', unit: wraps.id };
      if (parameter) return { to: 'parameter', unit: parameter.unit.id, index: parameter.index };
      return name === undefined || builtIn.has(name) ? undefined : { to: 'named', name };
    }
  }
}

/** Certainly no file of the workspace. */
function isForeign(from: string): boolean {
  return /^(node|npm|jsr|https?|bun|cloudflare|data|file):/.test(from);
}

/** Methods that the language has, and that nobody means to be a guard: `map`, `then`, `toString`. */
const builtIn: ReadonlySet<string> = new Set(
  [
    Array,
    String,
    Number,
    Date,
    Map,
    Set,
    Promise,
    RegExp,
    Function,
    Object,
    Headers,
    Response,
    URLSearchParams,
  ].flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype)),
);
