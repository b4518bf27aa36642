import type { Value } from '../../model/result.ts';
import type { TreeNode } from '../../model/document.ts';
import type { Point, Unit } from '../graph.ts';
import { valueOf, type Tracing } from './values.ts';

/** What a branch asks. */
export interface Condition {
  readonly point: Point;
  readonly value: Value<Point>;
  /** What `?.`, `??` and default values ask: it may let pass, but is no test that somebody wrote. */
  readonly isImplied: boolean;
  /** What it implies depends on what was passed where its variables were assigned. */
  readonly isMoving: boolean;
}

export function conditionsOf(unit: Unit, tracing: Tracing): ReadonlyMap<Point, Condition> {
  const conditions = new Map<Point, Condition>();
  for (const point of unit.points) {
    const { instruction } = point;
    if (instruction.kind !== 'branch' || point.predecessors.length === 0) continue;
    const { condition } = instruction;
    const isImplied =
      condition.kind === 'operator' &&
      /^===?$/.test(condition.operator) &&
      isAdded(condition.node, condition.operands[1]?.node);
    const value = valueOf(condition, point, tracing);
    conditions.set(point, { point, value, isImplied, isMoving: isMoving(value) });
  }
  return conditions;
}

/** The comparison with a missing value that stands for `?.`, `??` or a default has no node of its own. */
function isAdded(whole: TreeNode, operand: TreeNode | undefined): boolean {
  return whole === operand;
}

/** Whether a value can say anything about a guard. */
export function mentions(value: Value<Point>): boolean {
  switch (value.kind) {
    case 'answer':
    case 'call':
      return true;
    case 'not':
    case 'test':
    case 'field':
      return mentions(value.of);
    case 'record':
      return Object.values(value.fields).some(mentions);
    case 'one-of':
      return value.ways.length > 1 || value.ways.some(({ of }) => mentions(of));
    default:
      return false;
  }
}

function isMoving(value: Value<Point>): boolean {
  switch (value.kind) {
    case 'one-of':
      return true;
    case 'not':
    case 'test':
    case 'field':
      return isMoving(value.of);
    case 'record':
      return Object.values(value.fields).some(isMoving);
    default:
      return false;
  }
}

/** Guards, and calls, whose answer the unit itself tests. */
export interface Tested {
  readonly answers: ReadonlySet<number>;
  /** Offsets of calls. */
  readonly calls: ReadonlySet<number>;
}

export const nothingTested: Tested = { answers: new Set(), calls: new Set() };

export function testedIn(conditions: ReadonlyMap<Point, Condition>): Tested {
  const answers = new Set<number>();
  const calls = new Set<number>();
  for (const { value, isImplied } of conditions.values()) if (!isImplied) collectTested(value, [], answers, calls);
  return { answers, calls };
}

/** Fields that say how a check went, or whom it found; any other (`user.isPro`) is asked about whoever has passed. */
const outcomes =
  /^(ok|success|valid|isValid|user|session|data|claims|payload|result|error|err|errors|issues|status|response|redirect|token|sub|id|userId|user_id|uid|email|role|active|allowed|denied|expired|authenticated|isAuthenticated|authorized|isAuthorized|isLoggedIn|isSignedIn|aud|[0-9]+)$/;

function collectTested(value: Value<Point>, path: readonly string[], answers: Set<number>, calls: Set<number>): void {
  const inner = (of: Value<Point>): void => collectTested(of, path, answers, calls);
  switch (value.kind) {
    case 'answer':
      if (path.every((name) => outcomes.test(name))) answers.add(value.atom);
      break;
    case 'call':
      calls.add(value.at);
      break;
    case 'field':
      collectTested(value.of, [value.name, ...path], answers, calls);
      break;
    case 'not':
      inner(value.of);
      break;
    case 'test':
      // Compared with something that is not known: asked about whoever has passed, as `user.id === order.userId`.
      if (value.test.op !== 'equals' || value.test.value !== undefined || path.length > 0 || value.of.kind !== 'field')
        inner(value.of);
      break;
    case 'one-of':
      for (const { of } of value.ways) inner(of);
      break;
    default:
      break;
  }
}

/** An answer that nobody has tested is handed to the caller: that it was computed says nothing if the caller tests it. */
export function isPending(value: Value<Point>, tested: Tested, isCertain: boolean): boolean {
  switch (value.kind) {
    case 'answer':
      return !tested.answers.has(value.atom);
    case 'call':
      // What is certain without any call does not hang on this one.
      return !isCertain && !tested.calls.has(value.at);
    case 'not':
    case 'test':
    case 'field':
      return isPending(value.of, tested, isCertain);
    case 'record':
      return Object.values(value.fields).some((field) => isPending(field, tested, isCertain));
    case 'one-of':
      return value.ways.some(({ of }) => isPending(of, tested, isCertain));
    default:
      return false;
  }
}
