import { createHash } from 'node:crypto';
import type { PlBranch, PlTarget } from '../../documents/sql/node.ts';
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
  /** The node of a name that stands at a location of the tree; without one, where it stands only once. */
  nameNode?(location: number | undefined, name: string): TreeNode | undefined;
  /** What code puts into the SQL for a parameter, a name or a literal; nothing for what is written there. */
  filling?(target: PgNode | string): LocalBinding | undefined;
  /** Whether a name may be the one wanted, since code puts it there. */
  isOpenName?(actual: string, wanted: string): boolean;
}

/** A match under way: what is bound so far, and what it depends on. */
export interface Matching {
  readonly bindings: LocalBindings;
  readonly unknown?: Cause;
  readonly around: Surroundings;
  /** In DROP POLICY and DROP TRIGGER a list of names ends in the name of what is on the table. */
  readonly onTable?: true;
  /** Of a statement of PL/pgSQL and what stands in it: the branches that the pattern speaks of. */
  readonly branches?: readonly PlBranch[];
}

/** Binds an expression or another node of the tree. */
export function* bind(variable: string, node: PgNode, matching: Matching): Iterable<Matching> {
  const { around } = matching;
  yield* unify(variable, around.filling?.(node) ?? bindingOf(node, around), matching);
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
  const { around } = matching;
  const filling = around.filling?.(name);
  if (filling) return yield* unify(variable, filling, matching);
  const node = around.nameNode?.(location, name);
  const said = { text: name, value: name, ...(schema !== undefined && { schema }), ...(node && { node }) };
  // in SQL alone a name is no other expression; what code puts in may well be one that has it as its value
  const isPlain = around.path !== undefined && !around.filling;
  yield* unify(variable, isPlain ? withForm({ ...said, path: around.path }, reference(name)) : said, matching);
}

/** A variable of PL/pgSQL or a field of one, as where it is read: PostgreSQL's grammar takes it for a column there. */
export function* bindTarget(variable: string, { name, range }: PlTarget, matching: Matching): Iterable<Matching> {
  const { path } = matching.around;
  const said = { text: name, value: name, nodeType: 'ColumnRef', ...(path !== undefined && { path }) };
  yield* unify(variable, withForm({ ...said, node: { type: 'name', range } }, reference(name)), matching);
}

function reference(name: string): PgNode {
  return { ColumnRef: { fields: name.split('.').map((sval) => ({ String: { sval } })) } };
}

/** A literal name of the pattern. */
export function* sameName(wanted: Json | undefined, actual: Json | undefined, matching: Matching): Iterable<Matching> {
  if (wanted === actual) yield matching;
  else if (typeof wanted === 'string' && typeof actual === 'string' && matching.around.isOpenName?.(actual, wanted))
    yield { ...matching, unknown: matching.unknown ?? { kind: 'not-static', message: OPEN_NAME } };
}

const OPEN_NAME = 'Code puts a name into the SQL that is not known statically.';

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
  if (isName(a) && isName(b) && a.value !== b.value) return false;
  const agreement = agree(a, b);
  if (agreement !== true || (a.schema === undefined && b.schema === undefined)) return agreement;
  if (a.schema === null || b.schema === null)
    return { kind: 'not-static', message: `The schema of '${a.text}' is not known statically.` };
  return (a.schema ?? 'public') === (b.schema ?? 'public');
}

/** Of names without a dot the text says all: their forms, which cost a walk, differ where they do. */
function isName(binding: LocalBinding): boolean {
  const { nodeType, value } = binding;
  const isReference = nodeType === 'ColumnRef' || (nodeType === undefined && 'form' in binding);
  return isReference && typeof value === 'string' && !value.includes('.');
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
  return withForm(binding, node);
}

/** The form is asked for rarely and costs a walk: it is computed when somebody reads it, and once. */
function withForm(binding: LocalBinding, node: PgNode): LocalBinding {
  return Object.defineProperty(binding, 'form', { enumerable: true, get: () => formOf(node) });
}

/** By every object of a tree; a digest each, as written out the forms of nested expressions would contain one another. */
const forms = new WeakMap<object, string>();

/** Iterative: trees may be deep. */
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
  if (tag === 'Integer') return Number(inner.ival ?? 0);
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
