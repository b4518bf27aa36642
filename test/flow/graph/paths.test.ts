import { describe, expect, test } from 'vitest';
import type { Point, Unit } from '../../../engine/flow/graph.ts';
import {
  dominates,
  dominators,
  pathBetween,
  reachableFrom,
  reaching,
  reversePostOrder,
  solveForward,
} from '../../../engine/flow/paths.ts';
import { graphOf } from './graph-of.ts';

const code = 'while (a) { if (b) c(); else d(); e(); } f(); try { g(); } catch { h(); } i();';
const { graph, node } = graphOf(code);
const unit = graph.units[0]!;
const at = (text: string): Point => graph.pointsAt(node(text))[0]!;
const ids = (points: Iterable<Point>): readonly number[] => [...points].map(({ id }) => id).sort((x, y) => x - y);
const calls = (points: Iterable<Point>): string =>
  [...points]
    .flatMap(({ instruction }) => (instruction.kind === 'call' ? [code[instruction.node.range[0]]!] : []))
    .sort()
    .join('');

describe('paths', () => {
  test('what a point reaches, and what reaches it', () => {
    expect(calls(reachableFrom([at('f()')]))).toBe('fghi');
    expect(calls(reachableFrom([at('c()')]))).toBe('cdefghi');
    expect(calls(reaching([at('e()')]))).toBe('cde');
    expect(calls(reachableFrom([at('c()')], { points: new Set([at('f()')]) }))).toBe('cde');
    expect(calls(reachableFrom([at('f()')], { edge: ({ kind }) => kind === 'throw' }))).toBe('fgi');
  });

  test('a shortest path', () => {
    const path = pathBetween(at('a'), at('e()'))!;
    expect(path.map(({ kind, to }) => `${kind} ${to.id}`)).toEqual(['true 3', 'true 4', 'next 6']);
    expect(pathBetween(at('f()'), at('e()'))).toBeUndefined();
    expect(pathBetween(at('a'), at('e()'), { points: new Set([at('b')]) })).toBeUndefined();
    expect(pathBetween(at('a'), at('a'))).toEqual([]);
  });

  test('reverse post-order: all that the entry reaches, each before what it leads to', () => {
    const order = reversePostOrder(unit);
    expect(ids(order)).toEqual(ids(unit.points));
    const ranks = new Map(order.map((point, i) => [point, i]));
    const back = unit.points
      .flatMap(({ successors }) => successors)
      .filter(({ from, to }) => ranks.get(from)! >= ranks.get(to)!);
    expect(back.map(({ from, to }) => [from.id, to.id])).toEqual([[at('e()').id, 1]]);
  });

  test('dominators', () => {
    const idom = dominators(unit);
    expect(dominates(idom, at('a'), at('i()'))).toBe(true);
    expect(dominates(idom, at('b'), at('e()'))).toBe(true);
    expect(dominates(idom, at('c()'), at('e()'))).toBe(false);
    expect(dominates(idom, at('b'), at('f()'))).toBe(false);
    expect(dominates(idom, at('g()'), at('h()'))).toBe(true);
    expect(dominates(idom, at('e()'), at('e()'))).toBe(true);
    expect(unit.points.map(({ id }) => idom[id]?.id)).toEqual([undefined, 0, 1, 2, 3, 3, 3, 2, 7, 8, 8, 10, 2]);
  });
});

/** Which calls may have been made before each point; branches on `known` are never false. */
function made(of: Unit, known: string): readonly (string | undefined)[] {
  return solveForward<ReadonlySet<string>>(of, {
    initial: new Set(),
    transfer: ({ instruction }, state) =>
      instruction.kind === 'call' &&
      instruction.callee.kind === 'fetch' &&
      instruction.callee.from.base.kind === 'variable'
        ? new Set([...state, instruction.callee.from.base.name])
        : state,
    edge: ({ kind, from: { instruction } }, state) => {
      const isKnown =
        instruction.kind === 'branch' &&
        instruction.condition.kind === 'fetch' &&
        instruction.condition.from.base.kind === 'variable' &&
        instruction.condition.from.base.name === known;
      return isKnown && kind === 'false' ? undefined : state;
    },
    join: (a, b) => new Set([...a, ...b]),
    equal: (a, b) => a.size === b.size,
  }).map((state) => state && [...state].sort().join(''));
}

describe('a forward analysis', () => {
  test('joins ways, goes round loops, and leaves by `throw` with the state before', () => {
    const states = made(unit, '');
    expect(['c()', 'f()', 'h()', 'i()'].map((text) => states[at(text).id])).toEqual(['cde', 'cde', 'cdef', 'cdefgh']);
    expect(states[unit.escape.id]).toBe('cdefgh');
  });

  test('a way that is never taken is not followed', () => {
    const states = made(unit, 'b');
    expect(['d()', 'f()'].map((text) => states[at(text).id])).toEqual([undefined, 'ce']);
  });
});
