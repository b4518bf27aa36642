/** What only a running database would tell. */
export const UNKNOWN = Symbol('unknown');

/** The identity of a catalog object: two are the same if their ids are; its text is how PostgreSQL prints it. */
export interface Oid {
  readonly oid: string;
  readonly text: string;
}

export interface Row {
  readonly [column: string]: Value;
}

export type Value = string | number | boolean | null | typeof UNKNOWN | Oid | readonly Value[] | Row;

export function isOid(value: Value): value is Oid {
  return typeof value === 'object' && value !== null && 'oid' in value && 'text' in value;
}

export function isRow(value: Value): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isOid(value);
}

/** As `%s` writes it; undefined: not known. */
export function textOf(value: Value): string | undefined {
  if (isOid(value)) return value.text;
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

export function equal(a: Value, b: Value): Value {
  if (a === UNKNOWN || b === UNKNOWN) return UNKNOWN;
  if (a === null || b === null) return null;
  if (isOid(a) && isOid(b)) return a.oid === b.oid;
  if (typeof a === 'boolean' || typeof b === 'boolean') return sameBoolean(a, b);
  const [left, right] = [textOf(a), textOf(b)];
  // a name without its schema may be the same object's
  if ((isOid(a) || isOid(b)) && left !== right) return UNKNOWN;
  return left === undefined || right === undefined ? UNKNOWN : left === right;
}

function sameBoolean(a: Value, b: Value): Value {
  const [left, right] = [a, b].map((one) => (typeof one === 'string' ? booleanOf(one) : one));
  return typeof left === 'boolean' && typeof right === 'boolean' ? left === right : UNKNOWN;
}

/** What a text is when it is read as a boolean; undefined: an error. */
export function booleanOf(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  if (['t', 'true', 'y', 'yes', 'on', '1'].includes(word)) return true;
  return ['f', 'false', 'n', 'no', 'off', '0'].includes(word) ? false : undefined;
}
