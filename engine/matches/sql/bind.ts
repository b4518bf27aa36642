import { createHash } from 'node:crypto';
import type { PgFields, PgNode } from '../../documents/sql/postgres.ts';
import { tagOf } from '../../documents/sql/statement-kind.ts';
import type { Cause } from '../../model/binding.ts';
import type { Json, Scalar, TreeNode } from '../../model/document.ts';
import type { LocalBinding, LocalBindings } from '../matcher.ts';
import { agree, type Agreement } from '../unify.ts';

/** What a match knows of the text around its tree. */
export interface Surroundings {
  readonly path?: string;
  textOf(node: PgNode): string;
  nodeOf?(node: PgNode): TreeNode | undefined;
  /** The node of a name that stands at a location of the tree. */
  nameNode?(location: number, name: string): TreeNode | undefined;
}

/** A match under way: what is bound so far, and what it depends on. */
export interface Matching {
  readonly bindings: LocalBindings;
  readonly unknown?: Cause;
  readonly around: Surroundings;
  /** In DROP POLICY and DROP TRIGGER a list of names ends in the name of what is on the table. */
  readonly onTable?: true;
}

/** Binds an expression or another node of the tree. */
export function* bind(variable: string, node: PgNode, matching: Matching): Iterable<Matching> {
  yield* unify(variable, bindingOf(node, matching.around), matching);
}

export interface BoundName {
  readonly name: string;
  readonly schema?: string;
  readonly location?: number;
}

export function* bindName(
  variable: string,
  { name, schema, location }: BoundName,
  matching: Matching,
): Iterable<Matching> {
  const node = location === undefined ? undefined : matching.around.nameNode?.(location, name);
  yield* unify(
    variable,
    { text: name, value: name, ...(schema !== undefined && { schema }), ...(node && { node }) },
    matching,
  );
}

function* unify(variable: string, binding: LocalBinding, matching: Matching): Iterable<Matching> {
  if (variable === '_') return yield matching;
  const bound = matching.bindings[variable];
  if (!bound) return yield { ...matching, bindings: { ...matching.bindings, [variable]: binding } };
  const agreement = agreeNames(bound, binding);
  if (agreement === true) yield matching;
  else if (agreement !== false) yield { ...matching, unknown: matching.unknown ?? agreement };
}

/** Two names are the same only in the same schema; without one they are in `public`. */
function agreeNames(a: LocalBinding, b: LocalBinding): Agreement {
  const agreement = agree(a, b);
  if (agreement !== true || (a.schema === undefined && b.schema === undefined)) return agreement;
  if (a.schema === null || b.schema === null)
    return { kind: 'not-static', message: `The schema of '${a.text}' is not known statically.` };
  return (a.schema ?? 'public') === (b.schema ?? 'public');
}

function bindingOf(node: PgNode, around: Surroundings): LocalBinding {
  const value = valueOf(node);
  const tree = around.nodeOf?.(node);
  const binding = {
    text: typeof value === 'string' ? value : around.textOf(node),
    ...(value !== undefined && { value }),
    nodeType: tagOf(node),
    ...(around.path !== undefined && { path: around.path }),
    ...(tree && { node: tree }),
  };
  return Object.defineProperty(binding, 'form', { enumerable: true, get: () => formOf(node) });
}

/** By every object of a tree; a digest each, as written out the forms of nested expressions would contain one another. */
const forms = new WeakMap<object, string>();

/** The form is asked for rarely and costs a walk: it is computed when somebody reads it, and once. Iterative: trees may be deep. */
function formOf(root: PgNode): string {
  const pending: object[] = [root];
  for (let value = pending.at(-1); value !== undefined; value = pending.at(-1)) {
    const missing = Object.values(value).filter((part): part is object => isObject(part) && !forms.has(part));
    if (missing.length > 0) pending.push(...missing);
    else forms.set(pending.pop()!, digest(value));
  }
  return forms.get(root)!;
}

function digest(value: object): string {
  const parts = Object.entries(value).filter(([key]) => key !== 'location');
  const written = parts.map(([key, part]) => [key, isObject(part) ? forms.get(part) : (part as Scalar)]);
  return createHash('sha1').update(JSON.stringify(written)).digest('base64');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** A literal, or the name that a column reference or a list item is. */
function valueOf(node: PgNode): Scalar | undefined {
  const tag = tagOf(node);
  const inner = node[tag] ?? {};
  if (tag === 'ColumnRef') return stringOf((inner.fields as readonly Json[] | undefined)?.at(-1));
  if (tag === 'String') return String(inner.sval ?? '');
  return tag === 'A_Const' ? constantOf(inner) : undefined;
}

function stringOf(node: Json | undefined): string | undefined {
  const text = (node as PgNode | undefined)?.String?.sval;
  return typeof text === 'string' ? text : undefined;
}

function constantOf({ isnull, sval, ival, fval, boolval }: PgFields): Scalar | undefined {
  if (isnull === true) return null;
  if (sval !== undefined) return String((sval as PgFields).sval ?? '');
  if (ival !== undefined) return Number((ival as PgFields).ival ?? 0);
  if (fval !== undefined) return Number((fval as PgFields).fval);
  return boolval === undefined ? undefined : (boolval as PgFields).boolval === true;
}
