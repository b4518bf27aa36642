import type { Problem } from '../../model/problem.ts';
import { nearest } from '../../model/nearest.ts';
import { child, entries, policyProblem, type Located } from '../source.ts';
import type { KeyTable } from './keys.ts';

/** What reading one rule collects. A rule with a problem is refused; the others of its file run. */
export interface Reader {
  readonly problems: Problem[];
  readonly id: string;
  /** The language that patterns are written in at this point. */
  readonly language: string;
  /** Inside `metavariable-pattern` the bound code is the positive that `patterns` otherwise needs. */
  readonly isNested: boolean;
  /** Where each value that was read stands in the file, for what is found wrong with it later. */
  readonly written: Map<unknown, Located>;
}

export function refuse(
  located: Located,
  message: string,
  { problems, id }: Reader,
  at: 'key' | 'value' = 'value',
): void {
  problems.push({
    ...policyProblem(located, `The rule '${id}' is refused: ${message}`, at),
    kind: 'refused-rule',
    policy: id,
  });
}

/** Remembers where a value was written. */
export function written<T extends object>(value: T, located: Located, { written: places }: Reader): T {
  places.set(value, located);
  return value;
}

/** Whether it is a map with no key that is unknown or refused. `name` is what it is called in messages. */
export function checkKeys(located: Located, table: KeyTable, name: string, reader: Reader): boolean {
  if (!isMap(located)) {
    refuse(located, `${name} must be a map.`, reader);
    return false;
  }
  const before = reader.problems.length;
  for (const [key, value] of entries(located)) {
    const entry = Object.hasOwn(table, key) ? table[key] : undefined;
    if (!entry) refuse(value, unknownKey(key, table, name), reader, 'key');
    else if (entry.status === 'refused') refuse(value, `'${key}' is not supported. ${entry.about}`, reader, 'key');
  }
  return reader.problems.length === before;
}

function unknownKey(key: string, table: KeyTable, name: string): string {
  const names = Object.keys(table).filter((known) => table[known]?.status !== 'refused');
  const meant = nearest(key, names);
  const hint = meant === undefined ? '' : ` Did you mean '${meant}'?`;
  return `${name} has no key '${key}'.${hint} Allowed are: ${names.join(', ')}.`;
}

export function has(located: Located, key: string): boolean {
  return child(located, key).data !== null;
}

/** The text under a key; numbers count as text, since YAML reads `fix: 1` as one. */
export function textUnder(located: Located, key: string, reader: Reader): string | undefined {
  const value = child(located, key);
  if (value.data === null) return undefined;
  if (typeof value.data === 'string') return value.data;
  if (typeof value.data === 'number' || typeof value.data === 'boolean') return String(value.data);
  refuse(value, `'${key}' must be a text.`, reader);
  return undefined;
}

export function requiredText(located: Located, key: string, reader: Reader): string {
  if (!has(located, key)) refuse(located, `'${key}' is missing.`, reader, 'key');
  return textUnder(located, key, reader) ?? '';
}

export function flagUnder(located: Located, key: string, fallback: boolean, reader: Reader): boolean {
  const { data } = child(located, key);
  if (data === null) return fallback;
  if (isFlag(data)) return data;
  refuse(child(located, key), `'${key}' must be true or false.`, reader);
  return fallback;
}

/** The items of the list under a key; none where there is no such key. */
export function listUnder(located: Located, key: string, reader: Reader): readonly Located[] {
  const list = child(located, key);
  if (list.data === null) return [];
  if (Array.isArray(list.data)) return list.data.map((_, i) => child(list, i));
  refuse(list, `'${key}' must be a list.`, reader);
  return [];
}

/** The texts of a list, or a single text. */
export function textsUnder(located: Located, key: string, reader: Reader): readonly string[] {
  const { data } = child(located, key);
  if (typeof data === 'string') return [data];
  return listUnder(located, key, reader).flatMap((item) => {
    if (typeof item.data === 'string') return [item.data];
    refuse(item, `Each item of '${key}' must be a text.`, reader);
    return [];
  });
}

const metavariable = /^\$(?:\.\.\.)?([A-Z_][A-Z_0-9]*|[1-9][0-9]*)$/;

/** The name of the metavariable under a key, without `$` and `...`. */
export function nameUnder(located: Located, key: string, reader: Reader): string {
  const text = requiredText(located, key, reader);
  const name = nameOf(text);
  if (name === undefined && text !== '') refuse(child(located, key), notAMetavariable(text), reader);
  return name ?? '';
}

export function nameOf(text: string): string | undefined {
  return metavariable.exec(text)?.[1];
}

export function notAMetavariable(text: string): string {
  return `'${text}' is no metavariable, such as '$X' or '$...ARGS'.`;
}

export function isFlag(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

export function isMap({ data }: Located): boolean {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
