import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import semver from 'semver';
import type { Binding, Bindings, Cause } from '../model/binding.ts';
import type { Json } from '../model/document.ts';
import type { Constraint } from '../model/formula.ts';
import { isExplosive } from './expression/ambiguity.ts';
import { parseExpression } from './expression/parse.ts';

/** `true`, `false`, or why it cannot be told. */
export type Holds = true | false | Cause;

/** Decides the keywords that look into bound code or embedded SQL; only the map can. */
export type SubPattern = (keyword: 'code' | 'sql', pattern: Json) => Holds;

/** Keywords of ours, beside JSON Schema 2020-12, with the JSON Schema of their own value (policy-language.md, section 5). */
export const ownKeywords: Readonly<Record<string, { readonly schema: object; readonly documentation: string }>> = {
  'node-type': {
    schema: { type: ['string', 'array'] },
    documentation: 'AST node type, or a list of them, of the bound code.',
  },
  code: {
    schema: { type: ['string', 'array'] },
    documentation:
      'A code pattern that the bound code as a whole matches; a string of configuration is read as a program, and matches anywhere in it.',
  },
  sql: { schema: { type: ['string', 'array'] }, documentation: 'The string parses as SQL that matches this pattern.' },
  entropy: {
    schema: { type: ['number', 'object'] },
    documentation: 'Shannon bits per character: a minimum, or a constraint on the number.',
  },
  semver: { schema: { type: 'string' }, documentation: 'The version lies in this semver range.' },
  use: { schema: { type: 'string' }, documentation: 'The name of a value definition that must hold.' },
  ref: { schema: { type: 'string' }, documentation: 'Equal to the value of another metavariable.' },
  'starts-with-list': {
    schema: { type: ['array', 'object'] },
    documentation: 'The list begins with these items, in order.',
  },
  'same-set': {
    schema: { type: ['array', 'object'] },
    documentation: 'The list has exactly these items, in any order.',
  },
  nullable: {
    schema: { type: 'boolean' },
    documentation:
      'Whether the SQL expression bound may be NULL, as far as that is written: by constants, COALESCE and the like, joins, WHERE, and NOT NULL of the columns that the migrations leave behind. Beside it only `not`, `allOf` and `anyOf` may hold it.',
  },
  'less-than': { schema: { type: ['number', 'object'] }, documentation: 'The number is less than this one.' },
};

/** Whether the constraint holds for the value bound; `{ref: $X}` reads the other bindings. */
export function holds(constraint: Constraint, binding: Binding, bindings: Bindings, sub?: SubPattern): Holds {
  const { not, allOf, anyOf, code, sql, nullable, 'node-type': nodeType, ...plain } = constraint;
  const parts: (() => Holds)[] = [
    () => (nodeType === undefined ? true : hasNodeType(nodeType, binding)),
    () => (Object.keys(plain).length === 0 ? true : holdsPlain(plain, binding, bindings)),
    () => (code === undefined ? true : subPattern('code', code, binding, sub)),
    () => (sql === undefined ? true : subPattern('sql', sql, binding, sub)),
    () => (nullable === undefined ? true : notStatic(`'${binding.text}' is not SQL that a policy has found.`)),
    ...list(allOf).map((part) => () => holds(part, binding, bindings, sub)),
    () => (anyOf === undefined ? true : some(list(anyOf).map((part) => () => holds(part, binding, bindings, sub)))),
    () => (not === undefined ? true : negate(holds(not as Constraint, binding, bindings, sub))),
  ];
  return every(parts);
}

function list(value: Json | undefined): readonly Constraint[] {
  return (value ?? []) as readonly Constraint[];
}

function every(parts: readonly (() => Holds)[]): Holds {
  let doubt: Cause | undefined;
  for (const part of parts) {
    const answer = part();
    if (answer === false) return false;
    if (answer !== true) doubt ??= answer;
  }
  return doubt ?? true;
}

function some(parts: readonly (() => Holds)[]): Holds {
  return negate(every(parts.map((part) => () => negate(part()))));
}

function negate(answer: Holds): Holds {
  return typeof answer === 'boolean' ? !answer : answer;
}

function hasNodeType(expected: Json, binding: Binding): Holds {
  if (binding.nodeType === undefined) return false;
  return Array.isArray(expected) ? expected.includes(binding.nodeType) : expected === binding.nodeType;
}

function subPattern(keyword: 'code' | 'sql', pattern: Json, binding: Binding, sub?: SubPattern): Holds {
  return sub
    ? sub(keyword, pattern)
    : notStatic(`'${keyword}' cannot be decided about '${binding.text}' outside its own document.`);
}

function holdsPlain(constraint: Constraint, binding: Binding, bindings: Bindings): Holds {
  if (binding.value === undefined) return notStatic(`The value of '${binding.text}' is not known statically.`);
  const resolved = resolveReferences(constraint, bindings);
  if ('cause' in resolved) return resolved.cause;
  const { validate, danger } = validator(resolved.constraint);
  if (danger !== undefined) return notStatic(`It cannot be tried: ${danger}.`);
  // A reference may bring a value that its keyword cannot take (`minimum` and a string): then there is nothing it could equal.
  return validate?.(binding.value) ?? false;
}

/** What the JSON Schema keywords of a constraint that does not hold say of the value; nothing if it is not for them to say. */
export function schemaErrors(constraint: Constraint, binding: Binding, bindings: Bindings): readonly ErrorObject[] {
  const resolved = resolveReferences(constraint, bindings);
  if (binding.value === undefined || 'cause' in resolved) return [];
  const { errors, danger } = validator(resolved.constraint);
  return danger === undefined ? (errors?.(binding.value) ?? []) : [];
}

function notStatic(message: string): Cause {
  return { kind: 'not-static', message };
}

type Resolved = { readonly constraint: Json } | { readonly cause: Cause };

/** Replaces each `{ref: $X}` by the value of `$X`; a constraint that is itself a ref means equality. */
function resolveReferences(constraint: Constraint, bindings: Bindings): Resolved {
  let cause: Cause | undefined;
  const resolve = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(resolve);
    if (value === null || typeof value !== 'object') return value;
    const entries = Object.entries(value);
    if (entries.length === 1 && entries[0]![0] === 'ref') return valueOf(String(entries[0]![1]));
    return Object.fromEntries(entries.map(([key, item]) => [key, resolve(item)]));
  };
  const valueOf = (reference: string): Json => {
    const bound = bindings[reference.replace(/^\$/, '')];
    if (bound?.value === undefined)
      cause ??= notStatic(`The value of '${bound?.text ?? reference}' is not known statically.`);
    return bound?.value ?? null;
  };
  const { ref, ...rest } = constraint;
  const resolved = resolve({ ...rest, ...(ref === undefined ? {} : { const: { ref } }) });
  return cause ? { cause } : { constraint: resolved };
}

const ajv = new Ajv2020({
  strict: true,
  strictTypes: false,
  strictRequired: false,
  allErrors: false,
  validateFormats: false,
  unicodeRegExp: true,
});
ajv.addKeyword({
  keyword: 'entropy',
  compile: (schema: number | object) => {
    const check = ajv.compile(typeof schema === 'number' ? { minimum: schema } : schema);
    return (value: unknown) => typeof value === 'string' && check(shannonBits(value));
  },
});
// JSON Schema's own word for JSON in a string, which ajv only carries along.
ajv.removeKeyword('contentSchema');
ajv.addKeyword({
  keyword: 'contentSchema',
  type: 'string',
  compile: (schema: object | boolean) => {
    const check = ajv.compile(schema);
    return (text: string) => {
      try {
        return check(JSON.parse(text));
      } catch {
        return false;
      }
    };
  },
});
ajv.addKeyword({
  keyword: 'semver',
  compile: (range: string) => (value: unknown) =>
    typeof value === 'string' && semver.satisfies(value, range, { includePrerelease: true }),
});
ajv.addKeyword({
  keyword: 'starts-with-list',
  compile: (start: unknown) => (value: unknown) =>
    Array.isArray(value) && Array.isArray(start) && start.every((item, i) => value[i] === item),
});
ajv.addKeyword({
  keyword: 'same-set',
  compile: (items: unknown) => (value: unknown) =>
    Array.isArray(value) &&
    Array.isArray(items) &&
    items.every((item) => value.includes(item)) &&
    value.every((item) => items.includes(item)),
});
ajv.addKeyword({
  keyword: 'less-than',
  compile: (limit: unknown) => (value: unknown) =>
    typeof value === 'number' && typeof limit === 'number' && value < limit,
});

interface Compiled {
  readonly validate?: (value: unknown) => boolean;
  /** What it says of a value that does not fit. */
  readonly errors?: (value: unknown) => readonly ErrorObject[];
  /** Why it is no constraint. */
  readonly error?: string;
  /** Why it is one that must not be tried; a reference may bring even that. */
  readonly danger?: string;
}

const validators = new Map<string, Compiled>();

function validator(constraint: Json): Compiled {
  const key = JSON.stringify(constraint);
  const known = validators.get(key) ?? compiled(constraint);
  validators.set(key, known);
  return known;
}

function compiled(constraint: Json): Compiled {
  try {
    const validate = ajv.compile(constraint as object);
    const explosive = expressionsIn(constraint).find((source) => isExplosive(parseExpression(source), 'u'));
    if (explosive !== undefined) return { danger: mayExplode(explosive) };
    return {
      validate: (value) => validate(value),
      errors: (value) => (validate(value) ? [] : [...(validate.errors ?? [])]),
    };
  } catch (error) {
    return { error: (error as Error).message.replace(/^strict mode: /, '') };
  }
}

function mayExplode(expression: string): string {
  return `the expression '${expression}' may take exponential time, for in a repeated group the same text can be matched in several ways`;
}

/** Keywords whose values, by a key of the user's, are constraints. */
const constraintMaps = new Set(['properties', 'patternProperties', 'dependentSchemas']);
/** Keywords whose value is data, whatever it looks like. */
const dataKeywords = new Set(['const', 'enum', 'required', 'dependentRequired', 'starts-with-list', 'same-set']);

/** The regular expressions of a constraint, however deep. */
function expressionsIn(constraint: Json): readonly string[] {
  if (Array.isArray(constraint)) return constraint.flatMap(expressionsIn);
  if (constraint === null || typeof constraint !== 'object') return [];
  return Object.entries(constraint).flatMap(([keyword, value]): readonly string[] => {
    if (keyword === 'pattern') return typeof value === 'string' ? [value] : [];
    if (dataKeywords.has(keyword)) return [];
    if (!constraintMaps.has(keyword)) return expressionsIn(value);
    const entries = Object.entries((value ?? {}) as Constraint);
    return [
      ...(keyword === 'patternProperties' ? entries.map(([expression]) => expression) : []),
      ...entries.flatMap(([, inner]) => expressionsIn(inner)),
    ];
  });
}

/** Shannon entropy in bits per character (code point). */
export function shannonBits(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [...counts.values()].reduce((bits, count) => bits - (count / total) * Math.log2(count / total), 0);
}

/** Why the constraint cannot be decided, or nothing. For loading policies. */
export function constraintError(constraint: Constraint): string | undefined {
  const {
    not,
    allOf,
    anyOf,
    code: _code,
    sql: _sql,
    nullable: _nullable,
    'node-type': _nodeType,
    ...plain
  } = constraint;
  const parts = [...list(allOf), ...list(anyOf), ...(not === undefined ? [] : [not as Constraint])];
  return parts.map(constraintError).find((error) => error !== undefined) ?? plainError(plain);
}

/** What a reference will bring is not known yet: the constraint must be possible with a list, a number or a text. */
function plainError(plain: Constraint): string | undefined {
  const filled = [[], 0, ''].map((value) =>
    resolveReferences(plain, new Proxy({}, { get: () => ({ text: '', value }) })),
  );
  const tried = filled.flatMap((one) => ('constraint' in one ? [validator(one.constraint)] : []));
  if (tried.some(({ validate }) => validate)) return undefined;
  return tried.find(({ danger }) => danger !== undefined)?.danger ?? tried[0]?.error;
}
