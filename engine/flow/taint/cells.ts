import { mapTaints, noTaints, sameTaints, union, type Taint, type Taints } from './taints.ts';

/**
 * What is known of a piece of storage: the taints of the whole (`undefined`: nothing said, it is as what it is part of;
 * `clean`: it is not, whatever it is part of), and what is known of its fields.
 */
export interface Cell {
  readonly whole: Taints | 'clean' | undefined;
  readonly fields?: Fields;
}

/** By `.name` of a field, or `*` for an index that is not constant. */
export type Fields = ReadonlyMap<string, Cell>;
export type Path = readonly string[];

/** What an expression gives. */
export interface Value {
  readonly taints: Taints;
  readonly fields?: Fields;
}

export const anyIndex = '*';
/** A field that no code can name: while it is clean, every item of the list has a cell. Any write to the whole spoils it. */
export const allKnown = '#';
export const nothing: Value = { taints: noTaints };
const clean: Cell = { whole: 'clean' };
const unknown: Cell = { whole: undefined };

/** Beyond this depth the fields of a cell are one with the whole: `list = {next: list}` in a loop ends. */
const deepest = 6;

export function fieldKey(name: string): string {
  return `.${name}`;
}

/** The cell of a path; nothing where only the whole says something. */
export function find(cell: Cell, path: Path): Cell | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return cell;
  if (cell.whole === 'clean' || !cell.fields) return undefined;
  if (key !== anyIndex) {
    const field = cell.fields.get(key) ?? cell.fields.get(anyIndex);
    return field && find(field, rest);
  }
  const found = [...cell.fields.values()].map((field) => find(field, rest)).filter((field) => field !== undefined);
  return found.length === 0 ? undefined : found.reduce(joinCells);
}

/** Storage after an assignment to the path of it; `add`: what was there may still be there. */
export function write(cell: Cell, path: Path, value: Value, add = false): Cell {
  const [key, ...rest] = path;
  if (key === undefined) {
    const written: Cell = { whole: value.taints.size > 0 ? value.taints : undefined, ...fieldsOf(value.fields) };
    return add ? joinCells(cell, written) : written;
  }
  const fields = new Map(cell.fields);
  fields.set(key, write(fields.get(key) ?? unknown, rest, value, add || key === anyIndex));
  if (key === anyIndex) {
    for (const [other, field] of fields) if (other !== key) fields.set(other, write(field, rest, value, true));
  }
  return { whole: cell.whole === 'clean' ? undefined : cell.whole, fields };
}

/** Storage after something harmless was assigned to the path of it. */
export function cleaned(cell: Cell, path: Path): Cell {
  const [key, ...rest] = path;
  if (key === undefined || (key === anyIndex && rest.length === 0)) return clean;
  if (cell.whole === 'clean') return cell;
  const fields = new Map(cell.fields);
  fields.set(key, cleaned(fields.get(key) ?? unknown, rest));
  if (key === anyIndex) for (const [other, field] of fields) fields.set(other, cleaned(field, rest));
  return { whole: cell.whole, fields };
}

function fieldsOf(fields: Fields | undefined): { readonly fields?: Fields } {
  return fields && fields.size > 0 ? { fields } : {};
}

/** A field that only one of them knows is in the other as all of it is. */
export function joinCells(one: Cell, other: Cell): Cell {
  if (one === other) return one;
  const fields = joinFields(inheriting(one, other.fields), inheriting(other, one.fields));
  const whole = joinWholes(one.whole, other.whole);
  return whole === one.whole && fields === one.fields ? one : { whole, ...fieldsOf(fields) };
}

function inheriting({ whole, fields }: Cell, wanted: Fields | undefined): Fields | undefined {
  if (typeof whole !== 'object' || !wanted) return fields;
  const missing = [...wanted.keys()].filter((key) => !fields?.has(key));
  return missing.length === 0
    ? fields
    : new Map([...(fields ?? []), ...missing.map((key) => [key, { whole }] as const)]);
}

function joinWholes(one: Cell['whole'], other: Cell['whole']): Cell['whole'] {
  if (typeof one === 'object' && typeof other === 'object') return union(one, other);
  return typeof one === 'object' ? one : typeof other === 'object' ? other : (one ?? other);
}

export function joinFields(one: Fields | undefined, other: Fields | undefined): Fields | undefined {
  if (!one || !other || one === other) return one ?? other;
  let fields: Map<string, Cell> | undefined;
  for (const [key, cell] of other) {
    const known = one.get(key);
    const joined = known ? joinCells(known, cell) : cell;
    if (joined !== known) (fields ??= new Map(one)).set(key, joined);
  }
  return fields ?? one;
}

export function joinValues(one: Value, other: Value): Value {
  return valueOf(union(one.taints, other.taints), joinFields(one.fields, other.fields));
}

export function valueOf(taints: Taints, fields?: Fields): Value {
  return { taints, ...fieldsOf(fields && flattened(fields, deepest)) };
}

function flattened(fields: Fields, depth: number): Fields {
  if (height(fields) <= depth) return fields;
  return new Map([...fields].map(([key, cell]) => [key, flat(cell, depth - 1)]));
}

function flat(cell: Cell, depth: number): Cell {
  if (!cell.fields) return cell;
  if (depth > 0) return { whole: cell.whole, fields: flattened(cell.fields, depth) };
  const all = union(typeof cell.whole === 'object' ? cell.whole : noTaints, taintsIn(cell.fields));
  return { whole: all.size > 0 ? all : cell.whole };
}

function height(fields: Fields): number {
  let deepestField = 0;
  for (const { fields: inner } of fields.values()) if (inner) deepestField = Math.max(deepestField, height(inner));
  return deepestField + 1;
}

/** Any one of the items of a list. */
export function itemOf({ taints, fields }: Value): Value {
  const cell = find({ whole: taints.size > 0 ? taints : undefined, ...fieldsOf(fields) }, [anyIndex]);
  if (!cell) return { taints };
  const own = typeof cell.whole === 'object' ? cell.whole : noTaints;
  return { taints: cell.whole === undefined ? taints : own, ...fieldsOf(cell.fields) };
}

/** All that could be reached through a value. */
export function allTaints({ taints, fields }: Value): Taints {
  return fields ? union(taints, taintsIn(fields)) : taints;
}

export function taintsIn(fields: Fields): Taints {
  let all = noTaints;
  for (const { whole, fields: inner } of fields.values()) {
    if (typeof whole === 'object') all = union(all, whole);
    if (inner) all = union(all, taintsIn(inner));
  }
  return all;
}

export function sameCells(one: Cell | undefined, other: Cell | undefined): boolean {
  if (one === other || !one || !other) return one === other;
  return sameWholes(one.whole, other.whole) && sameFields(one.fields, other.fields);
}

function sameWholes(one: Cell['whole'], other: Cell['whole']): boolean {
  return one === other || (typeof one === 'object' && typeof other === 'object' && sameTaints(one, other));
}

function sameFields(one: Fields | undefined, other: Fields | undefined): boolean {
  if (one === other || !one || !other) return one === other;
  if (one.size !== other.size) return false;
  for (const [key, cell] of one) if (!sameCells(cell, other.get(key))) return false;
  return true;
}

export function sameValues(one: Value, other: Value): boolean {
  return sameTaints(one.taints, other.taints) && sameFields(one.fields, other.fields);
}

export function mapValue(value: Value, change: (taint: Taint) => Taint): Value {
  const taints = mapTaints(value.taints, change);
  return value.fields ? { taints, fields: mapFields(value.fields, change) } : { taints };
}

function mapFields(fields: Fields, change: (taint: Taint) => Taint): Fields {
  return new Map(
    [...fields].map(([key, { whole, fields: inner }]) => [
      key,
      {
        whole: typeof whole === 'object' ? mapTaints(whole, change) : whole,
        ...(inner && { fields: mapFields(inner, change) }),
      },
    ]),
  );
}
