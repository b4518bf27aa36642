import { concatenate, literal, operate, type Constant, type Propagation } from '../../model/constant.ts';
import type { TreeNode } from '../../model/document.ts';
import type { Call, Expression, LValue, Point, Unit } from '../graph.ts';
import { eachExpression, targetOf } from '../points.ts';
import { keyOf, type Environment, type Value } from './value.ts';

/** What the steps of code do to what is known. */
export interface Transfer {
  readonly propagation: Propagation;
  /** Whether what is no constant is held as the expression that it came from. */
  readonly symbols: boolean;
  /** What is known of an expression of the tree without looking at flow. */
  known(node: TreeNode): Constant | undefined;
  /** The last point that fetches a temporary; the result of a call that has none is thrown away. */
  readonly lastFetches: ReadonlyMap<string, Point>;
  /** The functions that a point makes, and all that they write to when they run some day. */
  makes(point: Point): readonly Unit[];
  writes(unit: Unit): ReadonlySet<string>;
}

/** An environment that is copied before it is changed, but only then. */
export interface Draft {
  environment: Environment;
  isOwn: boolean;
}

export function apply(point: Point, draft: Draft, transfer: Transfer): void {
  const { instruction } = point;
  if (instruction.kind === 'assign') assign(instruction.target, instruction.value, draft, transfer);
  if (instruction.kind === 'call') call(instruction, draft, transfer);
  for (const unit of transfer.makes(point)) for (const key of transfer.writes(unit)) set(draft, key, undefined);
  forget(point, draft, transfer);
}

function forget(point: Point, draft: Draft, { lastFetches }: Transfer): void {
  if (draft.environment.size === 0) return;
  eachExpression(point.instruction, (expression) => {
    const key = expression.kind === 'fetch' ? keyOf(expression.from.base) : undefined;
    if (key !== undefined && lastFetches.get(key) === point) set(draft, key, undefined);
  });
}

function assign(target: LValue, value: Expression, draft: Draft, transfer: Transfer): void {
  const key = keyOf(target.base);
  if (key === undefined) return;
  set(draft, key, target.offsets.length === 0 ? valueOf(value, draft.environment, transfer) : undefined);
}

/** A method whose result nobody wants is called for what it does to its receiver. */
function call(instruction: Call, draft: Draft, { lastFetches, symbols }: Transfer): void {
  const { callee, arguments: passed, result, node } = instruction;
  for (const { value } of passed) {
    const key = value.kind === 'fetch' && value.from.offsets.length === 0 ? keyOf(value.from.base) : undefined;
    const held = key === undefined ? undefined : draft.environment.get(key);
    if (held?.kind === 'symbol' && held.isList) set(draft, key!, undefined);
  }
  const resultKey = keyOf(result.base);
  if (resultKey === undefined) return;
  if (lastFetches.has(resultKey)) set(draft, resultKey, symbols ? { kind: 'symbol', node, isList: false } : undefined);
  else if (callee.kind === 'fetch' && callee.from.offsets.at(-1)?.kind === 'field') {
    const receiver = keyOf(callee.from.base);
    if (receiver !== undefined) set(draft, receiver, undefined);
  }
}

function set(draft: Draft, key: string, value: Value | undefined): void {
  if (!value && !draft.environment.has(key)) return;
  const own = draft.isOwn ? (draft.environment as Map<string, Value>) : new Map(draft.environment);
  if (value) own.set(key, value);
  else own.delete(key);
  draft.environment = own;
  draft.isOwn = true;
}

export function valueOf(expression: Expression, environment: Environment, transfer: Transfer): Value | undefined {
  const { node } = expression;
  if (expression.kind === 'fetch' && expression.from.offsets.length === 0) {
    const key = keyOf(expression.from.base);
    const held = key === undefined ? undefined : environment.get(key);
    if (held) return held;
  }
  if (expression.kind === 'cast') {
    if (/^(await|yield)$/.test(expression.operator)) return undefined;
    if (transfer.propagation === 'native') return valueOf(expression.value, environment, transfer);
  }
  const constant = constantOf(expression, environment, transfer);
  if (constant) return constant;
  return transfer.symbols ? { kind: 'symbol', node, isList: expression.kind === 'list' } : undefined;
}

function constantOf(expression: Expression, environment: Environment, transfer: Transfer): Constant | undefined {
  const inner = (part: Expression): Constant | undefined => {
    const value = valueOf(part, environment, transfer);
    return value?.kind === 'symbol' ? undefined : value;
  };
  switch (expression.kind) {
    case 'literal':
      return expression.value === undefined ? undefined : literal(expression.value);
    case 'operator':
      return operate(expression.operator, expression.operands.map(inner), transfer.propagation);
    case 'template':
      return concatenate(expression.pieces.map(inner));
    case 'list':
    case 'record':
    case 'function':
      return undefined;
    default:
      return transfer.known(expression.node);
  }
}

/** By key, the last point in the text that fetches a temporary; code fetches nothing that it has not assigned just before. */
export function lastFetchesIn(unit: Unit): ReadonlyMap<string, Point> {
  const last = new Map<string, Point>();
  const add = ({ base }: LValue, point: Point): void => {
    const key = base.kind === 'temporary' ? keyOf(base) : undefined;
    if (key !== undefined) last.set(key, point);
  };
  for (const point of unit.points) {
    eachExpression(point.instruction, (expression) => {
      if (expression.kind === 'fetch') add(expression.from, point);
    });
    const target = targetOf(point.instruction);
    if (target && target.offsets.length > 0) add(target, point);
  }
  return last;
}

/** The variables, of whatever unit, that the unit itself assigns or writes into. */
export function writtenIn(unit: Unit): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { instruction } of unit.points) {
    const base = targetOf(instruction)?.base;
    const key = base?.kind === 'variable' ? keyOf(base) : undefined;
    if (key !== undefined) keys.add(key);
  }
  return keys;
}
