import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../engine/model/document.ts';
import { grouped, isSame, read, valuesOf, type Group, type Suite, type Tried } from './config-suite.ts';

/** `tests/files-toml-1.x.0` lists the cases of each version; the values of a valid one stand in a file of JSON with types. */
export const tomlSuite: Suite = {
  folder: 'toml-test',
  from: 'github.com/toml-lang/toml-test',
  run: (folder) => [
    // We read 1.1, in which nine of them are valid.
    ...version(folder, '1.0.0', { valid: 0, invalid: 26 }),
    ...version(folder, '1.1.0', { valid: 0, invalid: 19 }),
  ],
};

function version(
  folder: string,
  name: string,
  known: { readonly valid: number; readonly invalid: number },
): readonly Group[] {
  const list = join(folder, 'tests', `files-toml-${name}`);
  if (!existsSync(list)) return [];
  const files = read(list)
    .toString()
    .split('\n')
    .filter((path) => path.endsWith('.toml'));
  const values = (path: string) => valuesOf('case.toml', read(folder, 'tests', path));
  const expected = (path: string) =>
    JSON.parse(read(folder, 'tests', path.replace(/toml$/, 'json')).toString()) as Json;
  return [
    grouped(
      `${name} valid`,
      known.valid,
      of(files, 'valid').map((path) => compared(path, values(path), expected(path))),
    ),
    grouped(
      `${name} invalid`,
      known.invalid,
      of(files, 'invalid').map((path) => ({ name: path, ...(values(path) ? { wrong: 'taken' } : {}) })),
    ),
  ];
}

function of(files: readonly string[], kind: string): readonly string[] {
  return files.filter((path) => path.startsWith(`${kind}/`));
}

function compared(name: string, values: readonly Json[] | undefined, tagged: Json): Tried {
  if (!values) return { name, wrong: 'refused' };
  const wrong = difference(values[0] ?? {}, tagged, '');
  return { name, ...(wrong !== undefined && { wrong }) };
}

/** Where a value is not the one that its tag says. Dates, and numbers that JSON cannot hold, are texts with us: what is written. */
function difference(value: Json | undefined, tagged: Json, at: string): string | undefined {
  const entries = tagged as { readonly [key: string]: Json };
  if (typeof entries['type'] === 'string' && typeof entries['value'] === 'string') {
    return isTagged(value, entries['type'], entries['value'])
      ? undefined
      : `${at} is ${JSON.stringify(value)}, expected ${JSON.stringify(tagged)}`;
  }
  const inner = (value ?? {}) as { readonly [key: string]: Json };
  if (!isSame(Object.keys(inner).sort(), Object.keys(entries).sort()))
    return `${at} has ${Object.keys(inner).join()}, expected ${Object.keys(entries).join()}`;
  for (const key of Object.keys(entries)) {
    const wrong = difference(inner[key], entries[key]!, `${at}.${key}`);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function isTagged(value: Json | undefined, type: string, text: string): boolean {
  switch (type) {
    case 'string':
      return value === text;
    case 'bool':
      return value === (text === 'true');
    case 'integer':
      return value === Number(text);
    case 'float':
      return typeof value === 'number' ? value === Number(text) : isSpecial(value, text);
    default:
      return typeof value === 'string' && instant(value) === instant(text);
  }
}

function isSpecial(value: Json | undefined, text: string): boolean {
  return typeof value === 'string' && unsigned(value) === unsigned(text);
}

/** Of infinity only minus counts, of what is no number no sign. */
function unsigned(text: string): string {
  return text.replace(/^\+|^-(?=nan)/, '');
}

/** A date or time in the one form that the suite writes. */
function instant(text: string): string {
  return text
    .toUpperCase()
    .replace(/(?<=\d) (?=\d)/, 'T')
    .replace(/(?<=T\d\d:\d\d)(?=$|[Z+-])|(?<=^\d\d:\d\d)$/, ':00')
    .replace(/(\.\d*?)0+(?=$|[Z+-])/, '$1')
    .replace(/\.(?=$|[Z+-])/, '')
    .replace(/[+-]00:00$/, 'Z');
}
