import type { ErrorObject } from 'ajv';
import { isLaterKey } from './later.ts';
import { nearest } from '../model/nearest.ts';
import { matcherTitle, ownersOfOption } from './schema/matcher.ts';
import type { Path } from './source.ts';
import { unquotedPattern } from './yaml-source.ts';

/** An error of a schema made presentable. */
export interface SchemaError {
  readonly path: Path;
  readonly at: 'key' | 'value';
  readonly message: string;
}

/** An error that ajv reported about `error.data`, with the path taken apart. */
export interface RawError {
  readonly error: ErrorObject;
  readonly path: Path;
}

/** A full sentence that quotes the key and says what is allowed there. */
export function presentError({ error, path }: RawError, root: string): SchemaError {
  const written = messages[error.keyword];
  const comment = (error.parentSchema as Annotated | undefined)?.$comment;
  if (comment) return { path, at: 'key', message: comment };
  if (written) return written({ error, path }, root);
  return { path, at: 'value', message: `${nameOf(path, root)} ${error.message ?? 'is not valid'}.` };
}

interface Annotated {
  readonly title?: string;
  readonly $comment?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly patternProperties?: Readonly<Record<string, unknown>>;
}

type Present = (raw: RawError, root: string) => SchemaError;

const messages: Readonly<Record<string, Present>> = {
  additionalProperties: unknownKey,
  required: ({ error, path }, root) => missing(error.params.missingProperty as string, path, root),
  type: wrongType,
  enum: wrongWord,
  const: ({ error, path }, root) => expected(path, root, JSON.stringify(error.params.allowedValue), error.data),
  pattern: ({ error, path }, root) =>
    expected(path, root, titleOf(error) ?? `like ${String(error.schema)}`, error.data),
  format: ({ error, path }, root) => expected(path, root, titleOf(error) ?? String(error.schema), error.data),
  'false schema': excluded,
  minItems: tooFew,
  minLength: tooFew,
  minProperties: tooFew,
};

function unknownKey({ error, path }: RawError): SchemaError {
  const key = error.params.additionalProperty as string;
  const at = { path: [...path, key], at: 'key' } as const;
  if (isLaterKey(key)) return { ...at, message: `'${key}' is not supported by this version.` };
  const schema = error.parentSchema as Annotated;
  const owners = schema.title === matcherTitle ? ownersOfOption(key) : [];
  if (owners.length > 0) return { ...at, message: misplacedOption(key, owners) };
  const names = Object.keys(schema.properties ?? {});
  const takesNames = schema.patternProperties !== undefined;
  const meant = takesNames && /^[A-Z_][A-Z_0-9]*$/.test(key) ? `$${key}` : nearest(key, names);
  const hint = meant ? ` Did you mean '${meant}'?` : '';
  const allowed = [...names, ...(takesNames ? ["names such as '$NAME'"] : [])].join(', ');
  return { ...at, message: `Unknown key '${key}'.${hint} Allowed here: ${allowed}.` };
}

function misplacedOption(key: string, owners: readonly string[]): string {
  return `'${key}' is an option of ${owners.map((owner) => `'${owner}'`).join(' and ')} and stands inside its matcher.`;
}

function missing(key: string, path: Path, root: string): SchemaError {
  return { path, at: 'key', message: `${nameOf(path, root)} needs the key '${key}'.` };
}

const patternKeys = ['code', 'sql', 'replace'];

function wrongType({ error, path }: RawError, root: string): SchemaError {
  const key = keyOf(path);
  if (isMap(error.data) && key !== undefined && patternKeys.includes(key)) {
    return {
      path,
      at: 'value',
      message: `${nameOf(path, root)} is a map, but a pattern must stand here: ${unquotedPattern}.`,
    };
  }
  const title = titleOf(error) ?? [error.params.type as string | string[]].flat().map(typeTitle).join(' or ');
  return expected(path, root, title, error.data);
}

function wrongWord({ error, path }: RawError, root: string): SchemaError {
  const allowed = error.params.allowedValues as unknown[];
  const listed = allowed.map((value) => `'${String(value)}'`).join(', ');
  const meant = typeof error.data === 'string' ? nearest(error.data, allowed.map(String)) : undefined;
  const { message, ...at } = expected(path, root, allowed.length === 1 ? listed : `one of ${listed}`, error.data);
  return { ...at, message: meant ? `${message} Did you mean '${meant}'?` : message };
}

function expected(path: Path, root: string, what: string, data: unknown): SchemaError {
  return { path, at: 'value', message: `${nameOf(path, root)} must be ${what}, but it is ${shown(data)}.` };
}

/** `false` stands in `dependentSchemas` of ours for a key that excludes another. */
function excluded({ error, path }: RawError, root: string): SchemaError {
  const [, other] = /dependentSchemas\/([^/]+)\/properties/.exec(error.schemaPath) ?? [];
  const beside = other ? `cannot stand beside '${other}'` : 'is not allowed here';
  return { path, at: 'key', message: `${nameOf(path, root)} ${beside}.` };
}

function tooFew({ error, path }: RawError, root: string): SchemaError {
  const limit = error.params.limit as number;
  if (limit === 1) return { path, at: 'value', message: `${nameOf(path, root)} must not be empty.` };
  return { path, at: 'value', message: `${nameOf(path, root)} must have at least ${limit} entries.` };
}

function titleOf(error: ErrorObject): string | undefined {
  return (error.parentSchema as Annotated | undefined)?.title;
}

/** The key, or `Item 2 of 'any'`, or what the file as a whole is. */
function nameOf(path: Path, root: string): string {
  const last = path.at(-1);
  if (last === undefined) return root;
  if (typeof last === 'string') return `'${last}'`;
  const key = keyOf(path);
  return `Item ${last + 1} of ${key === undefined ? lowerFirst(root) : `'${key}'`}`;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

/** The key under which a value or the list around it stands. */
function keyOf(path: Path): string | undefined {
  return path.findLast((step) => typeof step === 'string');
}

function isMap(data: unknown): boolean {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

const typeTitles: Readonly<Record<string, string>> = {
  string: 'a text',
  object: 'a map',
  array: 'a list',
  boolean: 'true or false',
  number: 'a number',
  integer: 'a whole number',
  null: 'null',
};

function typeTitle(type: string): string {
  return typeTitles[type] ?? type;
}

function shown(data: unknown): string {
  if (data === null || data === undefined) return 'empty';
  if (Array.isArray(data)) return 'a list';
  if (typeof data === 'object') return 'a map';
  if (typeof data !== 'string') return `the ${typeof data} ${JSON.stringify(data)}`;
  return `'${data.length > 60 ? `${data.slice(0, 60)}…` : data}'`;
}
