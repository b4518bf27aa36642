import type { Json } from '../model/document.ts';

/** Keys of the language that this version does not know yet; a reader of its documentation may well write them. */
const laterKeys = new Set([
  'guarded-by',
  'existed-before',
  'origin',
  'nullable',
  'ts-type',
  'taint',
  'import',
  'dependency',
  'call-out',
  'supabase-call',
  'exemptions',
  'of',
  'leaves',
  'before',
]);

const laterValues: ReadonlyMap<string, readonly Json[]> = new Map([
  ['by', ['flow']],
  ['reach', ['calls']],
]);

export function isLaterKey(key: string): boolean {
  return laterKeys.has(key);
}

export function isLaterValue(key: string, value: unknown): boolean {
  return laterValues.get(key)?.includes(value as Json) ?? false;
}
