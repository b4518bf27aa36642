import type { LValue } from '../graph.ts';
import type { Cell, Fields, Value } from './cells.ts';
import { valueOf } from './cells.ts';
import {
  cleansStorage,
  isSanitized,
  observe,
  propagated,
  started,
  unlessHarmless,
  type Evaluation,
} from './evaluation.ts';
import { isSameRange, nodeAt } from './nodes.ts';
import { assigned, cellAt, cleanedAt } from './state.ts';
import { noTaints, union, type Taints } from './taints.ts';

/** What was found out about a path. */
interface Checked {
  /** Taint that starts on the path, or comes from indexes in it. */
  readonly fresh: Taints;
  /** What the state says; of a path that it says nothing of, what it says of the path before. */
  readonly known: Cell['whole'] | 'sanitized';
  readonly fields?: Fields;
}

export interface Fetched {
  readonly value: Value;
  /** Of `o` in `o.m`. */
  readonly receiver: Value;
}

/** The value of storage, its sources and sinks included. */
export function fetched<B>(e: Evaluation<B>, lvalue: LValue): Fetched {
  const { checked, before } = check(e, lvalue, lvalue.offsets.length, true);
  const value = unlessHarmless(e, lvalue.node, valueIn(checked));
  const node = nodeAt(lvalue, lvalue.offsets.length);
  if (node) observe(e, node, { taints: value.taints });
  return { value, receiver: valueIn(before) };
}

/** The taint that starts at storage which is written to; what is in it already does not matter. */
export function startedAt<B>(e: Evaluation<B>, lvalue: LValue): Value {
  const { checked } = check(e, lvalue, lvalue.offsets.length, false);
  const node = nodeAt(lvalue, lvalue.offsets.length);
  if (node) observe(e, node, { taints: checked.fresh });
  return { taints: checked.fresh };
}

function valueIn({ fresh, known, fields }: Checked): Value {
  return valueOf(union(fresh, taintsIn(known)), fields);
}

function taintsIn(known: Checked['known']): Taints {
  return typeof known === 'object' ? known : noTaints;
}

/** A path, and all of it but the last step. */
interface Parts {
  readonly checked: Checked;
  readonly before: Checked;
}

const nothingKnown: Checked = { fresh: noTaints, known: undefined };

/** From the base outwards, since each part of a path may be a source, a sink or sanitized by itself. */
function check<B>(e: Evaluation<B>, lvalue: LValue, depth: number, isRead: boolean): Parts {
  const node = nodeAt(lvalue, depth);
  const part = depth === lvalue.offsets.length ? lvalue : { ...lvalue, offsets: lvalue.offsets.slice(0, depth) };
  if (node && isSanitized(e, node)) {
    if (cleansStorage(e, node)) e.state = cleanedAt(e.state, part, e.unit);
    return { checked: { fresh: noTaints, known: 'sanitized' }, before: nothingKnown };
  }
  const before = depth === 0 ? base(e, lvalue) : check(e, lvalue, depth - 1, isRead).checked;
  const inherited = e.spec.options.taint_only_propagate_through_assignments ? isolated(before) : before;
  const cell = inherited.known === 'sanitized' ? undefined : cellAt(e.state, lvalue, depth, e.unit);
  const known = cell?.whole ?? inherited.known;
  const incoming = union(
    union(inherited.fresh, node ? storageSources(e, part, union(inherited.fresh, taintsIn(known))) : noTaints),
    indexTaints(e, lvalue, depth),
  );
  const fields = cell?.fields ?? (depth === 0 ? before.fields : undefined);
  const found = { taints: union(incoming, taintsIn(known)), ...(fields && { fields }) };
  const fresh = node ? union(incoming, propagated(e, node, found, part)) : incoming;
  // Of a part of a path only a sink that is exactly this part counts: `sink(x.a)` is no sink of `x`.
  if (node) {
    const isExact = (sink: number): boolean => isSameRange(e.spec.sinks[sink]!.range, node.range);
    observe(e, node, { taints: isRead ? union(fresh, taintsIn(known)) : fresh }, isExact);
  }
  return { checked: { fresh, known, ...(fields && { fields }) }, before };
}

function base<B>(e: Evaluation<B>, { base: of }: LValue): Checked {
  if (of.kind !== 'value') return nothingKnown;
  const { taints, fields } = e.evaluate(of.value);
  return { fresh: taints, known: undefined, ...(fields && { fields }) };
}

function isolated({ known }: Checked): Checked {
  return { fresh: noTaints, known: known === 'sanitized' ? known : undefined };
}

/** Taint of sources that the storage is; by side effect it stays in the storage. */
function storageSources<B>(e: Evaluation<B>, lvalue: LValue, incoming: Taints): Taints {
  const node = nodeAt(lvalue, lvalue.offsets.length)!;
  const sources = e.spots.sources(node.range, true);
  if (sources.length === 0) return noTaints;
  const effect = (i: number): boolean | 'only' => {
    const { bySideEffect = false, range } = e.spec.sources[i]!;
    return isSameRange(range, node.range) && bySideEffect;
  };
  const only = started(
    e,
    node,
    sources.filter((i) => effect(i) === 'only'),
    incoming,
  );
  const both = started(
    e,
    node,
    sources.filter((i) => effect(i) === true),
    incoming,
  );
  const none = started(
    e,
    node,
    sources.filter((i) => effect(i) === false),
    incoming,
  );
  const staying = union(only, both);
  if (staying.size > 0) e.state = assigned(e.state, lvalue, { taints: staying }, e.unit, true);
  return union(none, both);
}

function indexTaints<B>(e: Evaluation<B>, { offsets }: LValue, depth: number): Taints {
  const offset = offsets[depth - 1];
  if (offset?.kind !== 'index') return noTaints;
  const { taints } = e.evaluate(offset.index);
  const { taint_assume_safe_indexes: safe, taint_only_propagate_through_assignments: assignmentsOnly } = e.spec.options;
  return safe || assignmentsOnly ? noTaints : taints;
}
