import { constraintError } from '../matches/constraint.ts';
import type { Json } from '../model/document.ts';
import type { Constraint, Formula } from '../model/formula.ts';
import { report, unknownDefinition, written, type Compiler } from './compiler.ts';
import { child, entries, type Located } from './source.ts';

/** `where: {$X: constraint, …}` → one formula a name. */
export function compileWhere(located: Located | undefined, compiler: Compiler): readonly Formula[] {
  if (!located) return [];
  return entries(located).map(([name, value]) => {
    const constraint = compileConstraint(value, compiler);
    const error = constraintError(constraint);
    if (error) report(value, `This constraint is not valid: ${error}.`, compiler);
    return written({ op: 'where', name: name.slice(1), constraint }, value, compiler);
  });
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
  const definition: Constraint = { anyOf: bodies.map((body) => compileConstraint(body, compiler)) };
  return Object.keys(nested).length === 0 ? definition : { allOf: [nested, definition] };
}

const single = new Set(['not', 'items', 'contains', 'if', 'then', 'else', 'additionalProperties', 'propertyNames']);
const several = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);

/** Value definitions may be used anywhere a schema stands inside a schema. */
function compileNested(key: string, value: Json, parent: Located, compiler: Compiler): Json {
  const located = child(parent, key);
  if (single.has(key) && typeof value === 'object' && value !== null) return compileConstraint(located, compiler);
  if (several.has(key) && Array.isArray(value))
    return value.map((_, i) => compileConstraint(child(located, i), compiler));
  return value;
}
