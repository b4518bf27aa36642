import type { TreeNode } from '../../model/document.ts';
import type { Argument, Expression, Field } from '../graph.ts';
import {
  allKnown,
  allTaints,
  anyIndex,
  fieldKey,
  joinCells,
  joinFields,
  nothing,
  taintsIn,
  valueOf,
  type Cell,
  type Fields,
  type Value,
} from './cells.ts';
import {
  cleansStorage,
  isSanitized,
  observe,
  propagated,
  started,
  unlessDoubtful,
  type Evaluation,
} from './evaluation.ts';
import { fetched } from './storage.ts';
import { cleanedAt } from './state.ts';
import { noTaints, union, type Taints } from './taints.ts';

/** The taint of what an expression gives; sinks in it are observed. */
export function evaluate<B>(e: Evaluation<B>, expression: Expression): Value {
  const { node } = expression;
  if (isSanitized(e, node)) {
    if (expression.kind === 'fetch' && cleansStorage(e, node)) e.state = cleanedAt(e.state, expression.from, e.unit);
    return nothing;
  }
  const found = expression.kind === 'fetch' ? fetched(e, expression.from).value : made(e, expression);
  const value = unlessDoubtful(e, node, found);
  observe(e, node, value);
  return value;
}

function made<B>(e: Evaluation<B>, expression: Exclude<Expression, { kind: 'fetch' }>): Value {
  return withOrigins(e, expression.node, parts(e, expression));
}

/** A value with the taint of sources and propagators at its node. */
export function withOrigins<B>(e: Evaluation<B>, node: TreeNode, value: Value): Value {
  const taints = union(value.taints, started(e, node, e.spots.sources(node.range, false), value.taints));
  const brought = propagated(e, node, { ...value, taints });
  return { ...value, taints: union(taints, brought) };
}

function parts<B>(e: Evaluation<B>, expression: Exclude<Expression, { kind: 'fetch' }>): Value {
  switch (expression.kind) {
    case 'literal':
    case 'function':
      return nothing;
    case 'operator':
      return operated(e, expression);
    case 'template':
      return { taints: mixed(e, expression.pieces) };
    case 'other':
      return { taints: mixed(e, expression.parts) };
    case 'cast':
      return e.evaluate(expression.value);
    case 'list':
      return listed(e, expression.items);
    case 'record':
      return recorded(e, expression.fields);
  }
}

const comparisons = new Set(['==', '!=', '===', '!==', '<', '<=', '>', '>=', 'in', 'instanceof']);

function operated<B>(e: Evaluation<B>, { operator, operands }: Extract<Expression, { kind: 'operator' }>): Value {
  const [first, ...others] = operands;
  if (operator === 'rest' && first) return restOf(e.evaluate(first), others);
  if (operator === 'slice' && first) return sliceOf(e.evaluate(first), others);
  const taints = mixed(e, operands);
  const { taint_assume_safe_comparisons: comparing, taint_assume_safe_booleans: booleans } = e.spec.options;
  const isComparison = comparisons.has(operator);
  const isHarmless = (isComparison && (comparing || booleans)) || (operator === '!' && booleans);
  return isHarmless ? nothing : { taints };
}

/** What destructuring leaves: the fields that it has not taken. */
function restOf({ taints, fields }: Value, taken: readonly Expression[]): Value {
  const left = new Map(fields);
  for (const name of taken) if (name.kind === 'literal') left.set(fieldKey(String(name.value)), { whole: 'clean' });
  return valueOf(taints, left);
}

/** The items of a list from an index on. Where all are known, those that are left are all that there is. */
function sliceOf({ taints, fields }: Value, [start]: readonly Expression[]): Value {
  const from = start?.kind === 'literal' ? Number(start.value) : 0;
  const left = new Map(
    [...(fields ?? [])].flatMap(([key, cell]): (readonly [string, Cell])[] => {
      const index = key === allKnown ? NaN : Number(key.slice(1));
      if (key === anyIndex || !Number.isInteger(index)) return [[key, cell]];
      return index >= from ? [[fieldKey(String(index - from)), cell]] : [];
    }),
  );
  const isAllKnown = fields?.get(allKnown)?.whole === 'clean' && !fields.has(anyIndex);
  return valueOf(isAllKnown ? taintsIn(left) : taints, left);
}

/** A value made of several, in which they can no longer be told apart. */
function mixed<B>(e: Evaluation<B>, expressions: readonly Expression[]): Taints {
  const taints = expressions.map((part) => allTaints(e.evaluate(part))).reduce(union, noTaints);
  return e.spec.options.taint_only_propagate_through_assignments ? noTaints : taints;
}

function listed<B>(e: Evaluation<B>, items: readonly Argument[]): Value {
  let taints = noTaints;
  let fields: Fields = new Map();
  items.forEach(({ value: item, isSpread }, i) => {
    const value = e.evaluate(item);
    taints = union(taints, allTaints(value));
    // Behind a spread no index is certain.
    const isCertain = !isSpread && !items.slice(0, i).some((before) => before.isSpread);
    fields = withField(
      fields,
      isCertain ? fieldKey(String(i)) : anyIndex,
      isSpread ? { taints: allTaints(value) } : value,
    );
  });
  return valueOf(taints, fields.size > 0 && !fields.has(anyIndex) ? withField(fields, allKnown, nothing) : fields);
}

/** A list of values that are known one by one. */
export function listOf(values: readonly Value[]): Value {
  const fields = values.reduce((known: Fields, value, i) => withField(known, fieldKey(String(i)), value), new Map());
  return valueOf(values.map(allTaints).reduce(union, noTaints), fields);
}

function recorded<B>(e: Evaluation<B>, all: readonly Field[]): Value {
  let taints = noTaints;
  let fields: Fields = new Map();
  for (const field of all) {
    const key = field.kind === 'computed' ? e.evaluate(field.key) : nothing;
    const value = e.evaluate(field.value);
    taints = [taints, allTaints(key), allTaints(value)].reduce(union);
    if (field.kind === 'spread') fields = joinFields(fields, value.fields) ?? fields;
    else fields = withField(fields, field.kind === 'field' ? fieldKey(field.name) : anyIndex, value);
  }
  return valueOf(taints, fields);
}

/** Fields that are known to be harmless are said so: the taint of the whole is not theirs. */
function withField(fields: Fields, key: string, { taints, fields: inner }: Value): Fields {
  const cell: Cell =
    taints.size > 0 || inner
      ? { whole: taints.size > 0 ? taints : undefined, ...(inner && { fields: inner }) }
      : { whole: 'clean' };
  const known = key === anyIndex ? fields.get(key) : undefined;
  return new Map(fields).set(key, known ? joinCells(known, cell) : cell);
}
