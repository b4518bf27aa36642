import { constraintError } from '../matches/constraint.ts';
import { partsOf } from '../matches/formula.ts';
import type { Json } from '../model/document.ts';
import type { Constraint, Formula } from '../model/formula.ts';
import { report, unknownDefinition, written, type Compiler } from './compiler.ts';
import { child, entries, type Located } from './source.ts';

/** `where: {$X: constraint, …}` → one formula a name. */
export function compileWhere(located: Located | undefined, compiler: Compiler): readonly Formula[] {
  if (!located) return [];
  return entries(located).flatMap(([name, value]) => {
    const constraint = compileConstraint(value, compiler);
    const error = nullableError(constraint) ?? constraintError(constraint);
    if (error) report(value, `This constraint is not valid: ${error}.`, compiler);
    return whereParts(name.slice(1), constraint).map((part) => writtenWithin(part, value, compiler));
  });
}

/** A constraint as formulas: whether SQL may be NULL is no question about a value, but one that the catalog decides. */
function whereParts(name: string, constraint: Constraint): readonly Formula[] {
  if (!asksNullable(constraint)) return [{ op: 'where', name, constraint }];
  const { nullable, not, allOf, anyOf: either, ...plain } = constraint;
  const part = (one: Constraint): Formula => all(whereParts(name, one));
  return [
    ...(Object.keys(plain).length > 0 ? [{ op: 'where', name, constraint: plain } as const] : []),
    ...(nullable === undefined ? [] : [{ op: 'nullable', name, is: nullable === true } as const]),
    ...constraints(allOf).map(part),
    ...(either === undefined ? [] : [{ op: 'any', of: constraints(either).map(part) } as const]),
    ...constraints(not === undefined ? undefined : [not]).map((one) => ({ op: 'not', of: part(one) }) as const),
  ];
}

function all(parts: readonly Formula[]): Formula {
  return parts.length === 1 ? parts[0]! : { op: 'all', of: parts };
}

function constraints(value: Json | undefined): readonly Constraint[] {
  return (value ?? []) as readonly Constraint[];
}

function asksNullable({ nullable, not, allOf, anyOf: either }: Constraint): boolean {
  const parts = [...constraints(allOf), ...constraints(either), ...constraints(not === undefined ? undefined : [not])];
  return nullable !== undefined || parts.some(asksNullable);
}

/** Elsewhere JSON Schema would take `nullable` for something else. */
function nullableError({ nullable, not, allOf, anyOf: either, ...plain }: Constraint): string | undefined {
  if (nullable !== undefined && typeof nullable !== 'boolean') return "'nullable' is true or false";
  const parts = [...constraints(allOf), ...constraints(either), ...constraints(not === undefined ? undefined : [not])];
  const nested = Object.entries(plain).some(([keyword, value]) => !dataKeywords.has(keyword) && holdsKey(value));
  if (nested)
    return "'nullable' is asked about the bound SQL itself; it stands there, or in 'not', 'allOf' and 'anyOf'";
  return parts.map(nullableError).find((error) => error !== undefined);
}

const dataKeywords = new Set(['const', 'enum', 'required', 'dependentRequired', 'starts-with-list', 'same-set']);

function holdsKey(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return (value as readonly Json[]).some(holdsKey);
  return Object.entries(value as Constraint).some(([key, item]) => key === 'nullable' || holdsKey(item));
}

function writtenWithin(formula: Formula, located: Located, compiler: Compiler): Formula {
  for (const part of partsOf(formula)) writtenWithin(part, located, compiler);
  return written(formula, located, compiler);
}

/** Scalar shorthand becomes `const`, value definitions are written out. */
export function compileConstraint(located: Located, compiler: Compiler): Constraint {
  const { data } = located;
  if (data === null || typeof data !== 'object') return { const: data };
  if (Array.isArray(data)) return { enum: data };
  const { use, ...own } = data as Constraint;
  const nested = Object.fromEntries(
    Object.entries(own).map(([key, value]) => [key, compileNested(key, value, located, compiler)]),
  );
  if (use === undefined) return nested;
  const bodies = compiler.definitions.value(String(use));
  if (!bodies) {
    report(child(located, 'use'), unknownDefinition(String(use), compiler), compiler);
    return nested;
  }
  const alternatives = bodies.map((body) => compileConstraint(body, compiler));
  const definition: Constraint = alternatives.length === 1 ? alternatives[0]! : { anyOf: alternatives };
  return Object.keys(nested).length === 0 ? definition : { allOf: [nested, definition] };
}

const single = new Set([
  'not',
  'items',
  'contains',
  'if',
  'then',
  'else',
  'additionalProperties',
  'propertyNames',
  'contentSchema',
]);
const several = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);

/** Value definitions may be used anywhere a schema stands inside a schema. */
function compileNested(key: string, value: Json, parent: Located, compiler: Compiler): Json {
  const located = child(parent, key);
  if (single.has(key) && typeof value === 'object' && value !== null) return compileConstraint(located, compiler);
  if (several.has(key) && Array.isArray(value))
    return value.map((_, i) => compileConstraint(child(located, i), compiler));
  return value;
}
