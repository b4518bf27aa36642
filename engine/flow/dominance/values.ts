import type { TreeNode } from '../../model/document.ts';
import type { Value, ValueTest } from '../../model/result.ts';
import type { Call, Expression, FlowGraph, LValue, Point, Unit } from '../graph.ts';
import { calledBy, calledName, nameOf } from './callees.ts';
import { definitionsOf, storageKey, writersOf } from './definitions.ts';

/** What a guard answered at a node: `atom` says whether it is one at all, `passes` which outcome of a comparison is the good one. */
export interface Answer {
  readonly atom: number;
  readonly passes?: boolean;
  readonly name?: string;
}

export interface Tracing {
  readonly graph: FlowGraph;
  answerAt(node: TreeNode): Answer | undefined;
}

type Local = Value<Point>;

const deepest = 40;
/** So many steps a value is followed: definitions multiply. */
const mostSteps = 2_000;

/** What a value says about guards: where it comes from, followed through variables, negations and comparisons. */
export function valueOf(expression: Expression, point: Point, tracing: Tracing): Local {
  return trace(expression, { point, tracing, awaited: false, open: new Set(), depth: 0, steps: { left: mostSteps } });
}

interface Trail {
  readonly point: Point;
  readonly tracing: Tracing;
  readonly awaited: boolean;
  /** Points whose value is being traced: a loop leads back to them. */
  readonly open: ReadonlySet<Point>;
  readonly depth: number;
  readonly steps: { left: number };
}

const OTHER: Local = { kind: 'other' };

function trace(expression: Expression, trail: Trail): Local {
  if (trail.depth > deepest || --trail.steps.left < 0) return OTHER;
  const { answerAt } = trail.tracing;
  const answer = answerAt(expression.node);
  if (answer) return { kind: 'answer', ...answer };
  const deeper = { ...trail, depth: trail.depth + 1 };
  switch (expression.kind) {
    case 'literal':
      return { kind: 'constant', value: expression.value ?? null };
    case 'fetch':
      return fetched(expression.from, deeper);
    case 'operator':
      return operated(expression, deeper);
    case 'cast':
      return trace(expression.value, expression.operator === 'await' ? { ...deeper, awaited: true } : deeper);
    case 'record':
      return record(expression, deeper);
    case 'list':
    case 'function':
      return { kind: 'object' };
    default:
      return OTHER;
  }
}

function fetched({ base, offsets, node }: LValue, trail: Trail): Local {
  let value: Local = OTHER;
  if (base.kind === 'value') value = trace(base.value, trail);
  else if (base.kind === 'variable' || base.kind === 'temporary') value = stored({ base, offsets: [], node }, trail);
  if (base.kind === 'variable' && base.declaration === undefined && base.name === 'undefined')
    return { kind: 'constant', value: null };
  for (const offset of offsets) {
    const answer = trail.tracing.answerAt(offset.node);
    if (answer) value = { kind: 'answer', ...answer };
    else value = offset.kind === 'field' ? { kind: 'field', of: value, name: offset.name } : OTHER;
  }
  return value;
}

function stored(storage: LValue, trail: Trail): Local {
  const key = storageKey(storage);
  if (key === undefined) return OTHER;
  const { points, fromOutside } = definitionsOf(key, trail.point);
  const ways = points.map((point) => ({ of: named(written(point, trail), storage), at: point }));
  if (fromOutside) {
    const outer = closedOver(key, trail);
    if (!outer)
      return points.length === 0
        ? OTHER
        : { kind: 'one-of', ways: [...ways, { of: OTHER, at: trail.point.unit.entry }] };
    ways.push({ of: named(outer.of, storage), at: outer.at });
  }
  return ways.length === 1 ? ways[0]!.of : { kind: 'one-of', ways };
}

/** An answer is called what the variable is called that holds it. */
function named(value: Local, { base }: LValue): Local {
  if (base.kind !== 'variable' || value.kind !== 'answer' || value.passes !== undefined) return value;
  return { ...value, name: base.name };
}

function written(point: Point, trail: Trail): Local {
  if (trail.open.has(point)) return OTHER;
  const inner = { ...trail, point, open: new Set([...trail.open, point]) };
  const { instruction } = point;
  if (instruction.kind === 'assign') return trace(instruction.value, inner);
  return instruction.kind === 'call' ? called(instruction, inner) : OTHER;
}

/** A variable of a function around this one that is written once. */
function closedOver(key: string, trail: Trail): { readonly of: Local; readonly at: Point } | undefined {
  const all = writersOf(trail.tracing.graph).get(key) ?? [];
  const [only] = all;
  if (!only || all.length !== 1 || only.unit === trail.point.unit) return undefined;
  return { of: written(only, trail), at: only };
}

function called(call: Call, trail: Trail): Local {
  const answer = trail.tracing.answerAt(call.node);
  if (answer) return { kind: 'answer', ...answer };
  const name = calledName(call);
  if (call.isNew) return name === '' ? { kind: 'object' } : { kind: 'made', by: name };
  const [first] = call.arguments;
  if (name === 'Boolean' && first) return trace(first.value, trail);
  if (name === 'catch' && call.callee.kind === 'fetch') return recovered(call, call.callee.from, trail);
  const maker = call.callee.kind === 'fetch' ? makerOf(call.callee.from) : undefined;
  if (maker) return { kind: 'made', by: maker };
  const callee = calledBy(call, trail.tracing.graph);
  return callee ? { kind: 'call', callee, awaited: trail.awaited, at: call.node.range[0] } : OTHER;
}

/** `check().catch(() => null)`: what was asked for, or what the function makes of the failure. */
function recovered({ arguments: [handler] }: Call, callee: LValue, trail: Trail): Local {
  const asked = fetched({ ...callee, offsets: callee.offsets.slice(0, -1) }, trail);
  const returned = handler?.value.kind === 'function' ? returnedBy(handler.value.unit) : undefined;
  const instead = returned === undefined ? OTHER : returned.kind === 'literal' ? trace(returned, trail) : OTHER;
  return {
    kind: 'one-of',
    ways: [
      { of: asked, at: trail.point },
      { of: instead, at: trail.point },
    ],
  };
}

/** What a function of one `return`, or of none, returns. */
function returnedBy({ exit, node }: Unit): Expression | undefined {
  const [only, ...others] = exit.predecessors;
  if (!only || others.length > 0) return undefined;
  const { instruction } = only.from;
  if (instruction.kind === 'return' && instruction.value) return instruction.value;
  return { kind: 'literal', node, value: undefined };
}

/** `Response.json(…)`, `NextResponse.redirect(…)`. */
function makerOf({ base, offsets }: LValue): string | undefined {
  return base.kind === 'variable' && offsets.length === 1 && /Response$/.test(base.name) ? base.name : undefined;
}

function record({ fields }: Extract<Expression, { kind: 'record' }>, trail: Trail): Local {
  const named = fields.flatMap((field) =>
    field.kind === 'field' ? [[field.name, trace(field.value, trail)] as const] : [],
  );
  return { kind: 'record', fields: Object.fromEntries(named), isOpen: named.length < fields.length };
}

function operated({ operator, operands }: Extract<Expression, { kind: 'operator' }>, trail: Trail): Local {
  const [left, right] = operands;
  if (!left) return OTHER;
  if (operator === '!') return { kind: 'not', of: trace(left, trail) };
  if (!right) return OTHER;
  switch (operator) {
    case '==':
    case '===':
      return compared(left, right, true, trail);
    case '!=':
    case '!==':
      return compared(left, right, false, trail);
    case 'instanceof': {
      const by = right.kind === 'fetch' ? nameOf(right.from) : '';
      return { kind: 'test', of: trace(left, trail), test: { op: 'made', by, is: true, path: [] } };
    }
    case 'in':
      if (left.kind !== 'literal' || typeof left.value !== 'string') return OTHER;
      return { kind: 'field', of: trace(right, trail), name: left.value };
    case '<':
    case '>':
    case '<=':
    case '>=': {
      const of = [trace(left, trail), trace(right, trail)].find(({ kind }) => kind !== 'constant' && kind !== 'other');
      return of ? { kind: 'test', of, test: { op: 'other', is: true, path: [] } } : OTHER;
    }
    default:
      return OTHER;
  }
}

function compared(left: Expression, right: Expression, is: boolean, trail: Trail): Local {
  const [a, b] = [trace(left, trail), trace(right, trail)];
  const [of, wanted] = a.kind === 'constant' ? [b, a] : [a, b];
  if (of.kind === 'other' && wanted.kind !== 'constant') return { kind: 'test', of: wanted, test: equality(OTHER, is) };
  return { kind: 'test', of, test: equality(wanted, is) };
}

function equality(wanted: Local, is: boolean): ValueTest {
  return wanted.kind === 'constant'
    ? { op: 'equals', value: wanted.value, is, path: [] }
    : { op: 'equals', is, path: [] };
}
