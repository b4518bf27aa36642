import type { Call, Expression, LValue, Point, Unit } from '../graph.ts';
import { definitionsOf, storageKey } from './definitions.ts';

/** Where it is known that a call has come to a good end. */
export interface Completion {
  /** Behind these points: the call itself, or what awaits its promise. None: what it throws is swallowed. */
  readonly points: readonly Point[];
  /** Nobody waits for its promise, if it returns one. */
  readonly isFloating: boolean;
}

/** For each call of a unit that something waits for, swallows or hands on; any other is a floating one that ends where it stands. */
export function completionsOf(unit: Unit): (call: Point) => Completion {
  const awaited = new Map<Point, Point[]>();
  const swallowed = new Set<Point>();
  const handedOn = new Set<Point>();
  for (const point of unit.points) {
    const { instruction } = point;
    if (instruction.kind === 'assign' && instruction.value.kind === 'cast' && instruction.value.operator === 'await') {
      for (const call of promisesIn(instruction.value.value, point))
        awaited.set(call, [...(awaited.get(call) ?? []), point]);
    } else if (instruction.kind === 'call') {
      const isSwallowing = swallows(instruction);
      const receiver = instruction.callee.kind === 'fetch' ? receiverOf(instruction.callee.from) : undefined;
      if (isSwallowing && receiver) for (const call of promisesIn(receiver, point)) swallowed.add(call);
      for (const { value } of instruction.arguments) {
        for (const call of promisesIn(value, point)) (isSwallowing ? swallowed : handedOn).add(call);
      }
    } else if (instruction.kind === 'return' && instruction.value) {
      for (const call of promisesIn(instruction.value, point)) handedOn.add(call);
    }
  }
  return (call) => {
    if (swallowed.has(call)) return { points: [], isFloating: false };
    const points = awaited.get(call);
    return { points: points ?? [call], isFloating: !points && !handedOn.has(call) };
  };
}

/** `p.catch(…)` and `p.then(…, …)` go on after a failure; `allSettled`, `any` and `race` do not ask each. */
function swallows({ callee, arguments: passed }: Call): boolean {
  const name = methodName(callee);
  return name === 'then' ? passed.length > 1 : name !== undefined && /^(catch|allSettled|any|race)$/.test(name);
}

function methodName(callee: Expression): string | undefined {
  const last = callee.kind === 'fetch' ? callee.from.offsets.at(-1) : undefined;
  return last?.kind === 'field' ? last.name : undefined;
}

function receiverOf(callee: LValue): Expression | undefined {
  if (callee.offsets.length === 0) return undefined;
  const offsets = callee.offsets.slice(0, -1);
  return { kind: 'fetch', node: callee.node, from: { ...callee, offsets } };
}

/** The calls whose promises a value is, or waits for: through variables, `Promise.all` and `then`. */
function promisesIn(value: Expression, point: Point): ReadonlySet<Point> {
  const found = new Set<Point>();
  const waiting: (readonly [Expression, Point])[] = [[value, point]];
  const seen = new Set<Point>();
  for (let top = waiting.pop(); top; top = waiting.pop()) {
    const [expression, at] = top;
    if (expression.kind === 'list') for (const { value: item } of expression.items) waiting.push([item, at]);
    else if (expression.kind === 'cast') waiting.push([expression.value, at]);
    if (expression.kind !== 'fetch' || expression.from.offsets.length > 0) continue;
    const key = storageKey(expression.from);
    for (const definition of key === undefined ? [] : definitionsOf(key, at).points) {
      if (seen.has(definition)) continue;
      seen.add(definition);
      const { instruction } = definition;
      if (instruction.kind === 'assign') waiting.push([instruction.value, definition]);
      if (instruction.kind !== 'call') continue;
      found.add(definition);
      const name = methodName(instruction.callee);
      const receiver = instruction.callee.kind === 'fetch' ? receiverOf(instruction.callee.from) : undefined;
      if (name === 'all') for (const { value: passed } of instruction.arguments) waiting.push([passed, definition]);
      if (receiver && name !== undefined && /^(then|finally)$/.test(name)) waiting.push([receiver, definition]);
    }
  }
  return found;
}
