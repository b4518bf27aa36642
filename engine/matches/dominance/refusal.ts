import { definitionsOf, storageKey } from '../../flow/dominance/definitions.ts';
import type { Expression, Point } from '../../flow/graph.ts';

/** Whether a `return` answers with an HTTP status of failure: `new Response(null, { status: 401 })`. */
export function answersRefusal(point: Point): boolean {
  const { instruction } = point;
  return instruction.kind === 'return' && instruction.value !== undefined && isRefusal(instruction.value, point);
}

function isRefusal(value: Expression, point: Point): boolean {
  if (value.kind === 'cast') return isRefusal(value.value, point);
  if (value.kind !== 'fetch' || value.from.offsets.length > 0) return false;
  const key = storageKey(value.from);
  const { points, fromOutside } = key === undefined ? { points: [], fromOutside: true } : definitionsOf(key, point);
  return (
    !fromOutside &&
    points.length > 0 &&
    points.every(({ instruction }) => {
      return instruction.kind === 'call' && instruction.arguments.some((argument) => hasFailingStatus(argument.value));
    })
  );
}

function hasFailingStatus(value: Expression): boolean {
  if (value.kind !== 'record') return false;
  return value.fields.some(
    (field) =>
      field.kind === 'field' &&
      field.name === 'status' &&
      field.value.kind === 'literal' &&
      typeof field.value.value === 'number' &&
      field.value.value >= 400,
  );
}
