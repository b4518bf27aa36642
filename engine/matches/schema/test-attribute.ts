import type { Binding, Cause } from '../../model/binding.ts';
import type { Column } from '../../model/catalog.ts';
import type { Json, Scalar } from '../../model/document.ts';
import type { Constraint } from '../../model/formula.ts';
import type { Expression } from '../../model/sql.ts';
import { holds } from '../constraint.ts';
import { compileSql } from '../sql/compile.ts';
import { matchNode } from '../sql/match-tree.ts';
import { allowedValues, takes } from './allows.ts';
import type { Actual, Attribute, QualifiedName } from './attributes.ts';
import { bind, doubted, metavariable, type Matching } from './matching.ts';
import { matchName, nameParts } from './names.ts';
import type { SchemaObject } from './objects.ts';

/** All the ways in which an attribute of an object is as wanted. A list means any of its items. */
export function* testAttribute(
  name: string,
  attribute: Attribute,
  wanted: Json,
  object: SchemaObject,
  matching: Matching,
): Iterable<Matching> {
  if (Array.isArray(wanted)) {
    for (const one of wanted as readonly Json[]) yield* testOne(name, attribute, one, object, matching);
  } else yield* testOne(name, attribute, wanted, object, matching);
}

function* testOne(
  name: string,
  attribute: Attribute,
  wanted: Json,
  object: SchemaObject,
  matching: Matching,
): Iterable<Matching> {
  if (attribute.type === 'allows') return yield* testAllows(wanted, object, matching);
  const actual = name === 'constrained' ? isConstrained(object) : attribute.read(object);
  if (actual === undefined && isOfGhost(name, object)) return yield doubted(matching, ghostCause(object));
  if (actual === undefined && isDerived(name, object)) return yield doubted(matching, derivedCause(object));
  const absence = absenceOf(wanted);
  if (absence !== undefined) {
    if (absence === (actual === undefined)) yield matching;
  } else if (actual !== undefined) yield* testPresent(attribute, wanted, actual, matching);
}

/** `{absent: true}`, `{absent: false}`. */
function absenceOf(wanted: Json): boolean | undefined {
  if (typeof wanted !== 'object' || wanted === null) return undefined;
  const { absent } = wanted as { absent?: Json };
  return typeof absent === 'boolean' ? absent : undefined;
}

const OF_TABLE = ['rls', 'force-rls', 'readable-by'];

/** What is created nowhere in the migrations, or an attribute that is such a table's. */
function isOfGhost(name: string, { ghost, relation }: SchemaObject): boolean {
  return ghost || (relation?.state === 'ghost' && OF_TABLE.includes(name));
}

/** The type of a view's column, and the columns of a view, where its query does not say them. */
function isDerived(name: string, { kind, relation }: SchemaObject): boolean {
  if (kind === 'column') return name === 'type';
  return name === 'columns' && relation?.complete === false;
}

function derivedCause({ id, place }: SchemaObject): Cause {
  return { kind: 'not-static', message: `The query of '${id}' does not say this; a database would.`, place };
}

function ghostCause({ id, place }: SchemaObject): Cause {
  return { kind: 'not-read', message: `The statement that creates '${id}' is not in the migrations.`, place };
}

function* testPresent(
  { type }: Attribute,
  wanted: Json,
  actual: NonNullable<Actual> | null,
  matching: Matching,
): Iterable<Matching> {
  if (type === 'name') yield* testName(wanted, actual as QualifiedName, matching);
  else if (type === 'expression') yield* testExpression(wanted, actual as Expression, matching);
  else if (type === 'set') yield* testSet(wanted, actual as readonly Scalar[], matching);
  else yield* testValue(wanted, actual as Scalar | readonly Scalar[], matching);
}

function* testName(wanted: Json, { schema, name }: QualifiedName, matching: Matching): Iterable<Matching> {
  if (typeof wanted === 'string') yield* matchName(nameParts(wanted), [schema, name], 1, matching);
}

function* testExpression(wanted: Json, { text, tree }: Expression, matching: Matching): Iterable<Matching> {
  const variable = metavariable(wanted);
  if (variable !== undefined) return yield* bind(variable, { text, value: text }, matching);
  const { sql } = wanted as { sql?: Json };
  for (const pattern of Array.isArray(sql) ? (sql as readonly Json[]) : [sql]) {
    const compiled = compileSql(String(pattern));
    if ('error' in compiled) continue;
    const start = { bindings: matching.bindings, around: { textOf: () => text } };
    for (const { bindings, unknown } of matchNode(compiled.root, tree, start)) {
      const found = { ...matching, bindings: withoutNodes(bindings) };
      yield unknown ? doubted(found, unknown) : found;
    }
  }
}

function withoutNodes(bindings: Readonly<Record<string, Binding & { readonly node?: unknown }>>): Matching['bindings'] {
  return Object.fromEntries(Object.entries(bindings).map(([name, { node: _, ...binding }]) => [name, binding]));
}

/** A set holds a value if one of its members does; `$X` binds each of them in turn. */
function* testSet(wanted: Json, actual: readonly Scalar[], matching: Matching): Iterable<Matching> {
  if (isConstraint(wanted)) return yield* testConstraint(wanted, actual, matching);
  for (const member of actual) yield* testValue(wanted, member, matching);
}

function* testValue(wanted: Json, actual: Scalar | readonly Scalar[], matching: Matching): Iterable<Matching> {
  const variable = metavariable(wanted);
  if (variable !== undefined) yield* bind(variable, bindingOf(actual), matching);
  else if (isConstraint(wanted)) yield* testConstraint(wanted, actual, matching);
  else if (isEqual(wanted, actual)) yield matching;
}

/** A scalar stands for the list of it alone. */
function isEqual(wanted: Json, actual: Scalar | readonly Scalar[]): boolean {
  if (!Array.isArray(actual)) return wanted === actual;
  const list = Array.isArray(wanted) ? (wanted as readonly Json[]) : [wanted];
  return list.length === actual.length && list.every((item, i) => item === actual[i]);
}

function isConstraint(wanted: Json): wanted is Constraint {
  return typeof wanted === 'object' && wanted !== null && !Array.isArray(wanted);
}

function* testConstraint(
  constraint: Constraint,
  actual: Scalar | readonly Scalar[],
  matching: Matching,
): Iterable<Matching> {
  const answer = holds(constraint, bindingOf(actual), matching.bindings);
  if (answer === true) yield matching;
  else if (answer !== false) yield doubted(matching, answer);
}

function bindingOf(value: Scalar | readonly Scalar[]): Binding {
  return { text: Array.isArray(value) ? value.join(', ') : String(value), value };
}

function isConstrained({ relation, of, catalog }: SchemaObject): boolean | undefined {
  return relation && allowedValues(catalog, relation, of as Column).lists.length > 0;
}

/** A metavariable without a value is bound to each value that the column lists. */
function* testAllows(wanted: Json, object: SchemaObject, matching: Matching): Iterable<Matching> {
  const { relation, catalog } = object;
  if (!relation) return;
  const allowed = allowedValues(catalog, relation, object.of as Column);
  const variable = metavariable(wanted);
  const bound = variable === undefined ? undefined : matching.bindings[variable];
  if (variable !== undefined && !bound) return yield* bindEach(variable, allowed.lists[0] ?? [], allowed, matching);
  const value = bound ? bound.value : (wanted as Scalar);
  if (value === undefined || Array.isArray(value)) {
    // a column without any limit takes whatever it is
    if (allowed.lists.length === 0 && !allowed.vague) yield matching;
    else
      yield doubted(matching, {
        kind: 'not-static',
        message: `The value of '${bound?.text ?? ''}' is not known statically.`,
      });
    return;
  }
  const answer = takes(allowed, value as Scalar);
  if (answer === true) yield matching;
  else if (answer !== false) yield doubted(matching, answer);
}

function* bindEach(
  variable: string,
  values: readonly Scalar[],
  allowed: ReturnType<typeof allowedValues>,
  matching: Matching,
): Iterable<Matching> {
  for (const value of values) {
    const answer = takes(allowed, value);
    if (answer === false) continue;
    for (const one of bind(variable, bindingOf(value), matching)) yield answer === true ? one : doubted(one, answer);
  }
}
