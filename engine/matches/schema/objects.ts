import { doubtsOf, type Aspect, type Doubt } from '../../model/sql-doubt.ts';
import type { Cause } from '../../model/binding.ts';
import type {
  Catalog,
  CatalogObject,
  Column,
  Constraint,
  Grant,
  HistoryEntry,
  Policy,
  Relation,
  ReplayProblem,
  Trigger,
} from '../../model/catalog.ts';
import type { Place } from '../../model/region.ts';
import type { WorldObject } from '../matcher.ts';

/** In the order in which the keys of a value decide its kind. */
export const KINDS = [
  'grant',
  'policy',
  'trigger',
  'index',
  'foreign-key',
  'constraint',
  'column',
  'view',
  'function',
  'enum',
  'domain',
  'composite-type',
  'sequence',
  'publication',
  'extension',
  'bucket',
  'role',
  'replay',
  'table',
] as const;
export type Kind = (typeof KINDS)[number];

/** An object of the catalog as matchers see it. `of`: what it was made from, with its relation where it has one. */
export interface SchemaObject extends WorldObject {
  readonly kind: Kind;
  readonly catalog: Catalog;
  /** From the schema inwards, e.g. schema, table, column. */
  readonly names: readonly string[];
  readonly schema: string;
  readonly relation?: Relation;
  readonly of: unknown;
  readonly ghost: boolean;
  readonly platform: boolean;
  readonly uncertain?: Cause;
  /** Doubts about single aspects of it. */
  readonly doubts: readonly Doubt[];
}

/** What of a table decides whether such a part of it is there: with a column its constraints and indexes go. */
export const ASPECTS: { readonly [K in Kind]?: readonly Aspect[] } = {
  column: ['columns'],
  constraint: ['constraints', 'columns'],
  'foreign-key': ['constraints', 'columns'],
  index: ['constraints', 'columns'],
  policy: ['policies'],
  trigger: ['triggers'],
  grant: ['privileges'],
};

interface Parts {
  readonly kind: Kind;
  readonly names: readonly string[];
  /** What tells it from others of the same names. */
  readonly detail?: string;
  readonly of: unknown;
  readonly relation?: Relation;
  readonly definedAt?: Place;
  readonly history?: readonly HistoryEntry[];
  readonly ghost?: boolean;
}

const objectsOf = new WeakMap<Catalog, ReadonlyMap<string, SchemaObject>>();

/** Every object by its id. */
export function schemaObjects(catalog: Catalog): ReadonlyMap<string, SchemaObject> {
  const known = objectsOf.get(catalog);
  if (known) return known;
  const objects = new Map([...enumerate(catalog)].map((object) => [object.id, object]));
  objectsOf.set(catalog, objects);
  return objects;
}

function* enumerate(catalog: Catalog): Iterable<SchemaObject> {
  for (const relation of catalog.relations) yield* relationObjects(catalog, relation);
  for (const routine of catalog.routines) {
    const detail = `(${routine.arguments
      .filter(({ mode }) => mode !== 'out' && mode !== 'table')
      .map(({ type }) => type)
      .join(', ')})`;
    const names = [routine.schema, routine.name];
    yield make(catalog, routine, { kind: 'function', names, detail, of: routine });
    yield* grantObjects(catalog, routine, 'function', routine.acl, detail);
  }
  for (const index of catalog.indexes) {
    const relation = catalog.relations.find(
      ({ schema, name }) => schema === index.table.schema && name === index.table.name,
    );
    yield make(catalog, index, {
      kind: 'index',
      names: [index.schema, index.name],
      of: index,
      ...(relation && { relation }),
    });
  }
  for (const type of catalog.types) {
    const kind = TYPE_KINDS[type.form];
    if (kind) yield make(catalog, type, { kind, names: [type.schema, type.name], of: type });
  }
  for (const one of catalog.sequences) {
    yield make(catalog, one, { kind: 'sequence', names: [one.schema, one.name], of: one });
    yield* grantObjects(catalog, one, 'sequence', one.acl, '');
  }
  for (const one of catalog.publications) yield make(catalog, one, { kind: 'publication', names: [one.name], of: one });
  for (const one of catalog.roles) yield make(catalog, one, { kind: 'role', names: [one.name], of: one });
  for (const [i, one] of catalog.replay.entries()) yield replayObject(catalog, one, i);
  for (const schema of catalog.schemas) yield* grantObjects(catalog, schema, 'schema', schema.acl, '');
  for (const one of catalog.extensions) yield make(catalog, one, { kind: 'extension', names: [one.name], of: one });
  for (const one of catalog.buckets) yield make(catalog, one, { kind: 'bucket', names: [one.name], of: one });
}

function* relationObjects(catalog: Catalog, relation: Relation): Iterable<SchemaObject> {
  const kind = isView(relation) ? 'view' : 'table';
  const base = [relation.schema, relation.name];
  yield make(catalog, relation, { kind, names: base, of: relation, relation });
  for (const column of relation.columns) yield part(catalog, relation, 'column', column);
  for (const constraint of relation.constraints) {
    yield part(catalog, relation, 'constraint', constraint);
    if (constraint.kind === 'foreign-key') yield part(catalog, relation, 'foreign-key', constraint);
  }
  for (const policy of relation.policies) yield part(catalog, relation, 'policy', policy);
  for (const trigger of relation.triggers) yield part(catalog, relation, 'trigger', trigger);
  yield* grantObjects(catalog, relation, kind, relation.acl, '');
}

const TYPE_KINDS: { readonly [form: string]: Kind } = { enum: 'enum', domain: 'domain', composite: 'composite-type' };

/** What a strict run would stop at: named by what is wrong (`missing`, `duplicate`, `dependent`). */
function replayObject(catalog: Catalog, problem: ReplayProblem, i: number): SchemaObject {
  const { place, object, uncertain } = problem;
  const owner = { schema: '', name: problem.problem, definedAt: place, history: [], state: 'live' } as const;
  const detail = ` of ${object} (${i + 1})`;
  return make(
    catalog,
    { ...owner, ...(uncertain && { uncertain }) },
    { kind: 'replay', names: [problem.problem], detail, of: problem },
  );
}

export function isView({ form }: Relation): boolean {
  return form === 'view' || form === 'materialized-view';
}

function part(
  catalog: Catalog,
  relation: Relation,
  kind: Kind,
  of: Column | Constraint | Policy | Trigger,
): SchemaObject {
  const history = 'history' in of ? of.history : [];
  const ghost = relation.state === 'ghost' && kind === 'column' ? false : 'ghost' in of;
  const names = [relation.schema, relation.name, of.name];
  // what migrations add to a platform's table is the project's own
  const object = make(catalog, relation, { kind, names, of, relation, definedAt: of.definedAt, history, ghost });
  return { ...object, platform: of.definedAt.region === undefined && relation.platform === true };
}

/** A grant, and what it is on. */
export interface GrantOn {
  readonly grant: Grant;
  readonly on: 'table' | 'view' | 'function' | 'schema' | 'sequence';
}

function* grantObjects(
  catalog: Catalog,
  owner: CatalogObject,
  on: GrantOn['on'],
  acl: readonly Grant[],
  signature: string,
): Iterable<SchemaObject> {
  for (const grant of acl) {
    const columns = grant.columns ? ` (${grant.columns.join(', ')})` : '';
    const detail = `${signature} ${grant.privilege}${columns} to ${grant.grantee}`;
    const names = on === 'schema' ? [owner.name] : [owner.schema, owner.name];
    yield make(catalog, owner, {
      kind: 'grant',
      names,
      detail,
      of: { grant, on },
      definedAt: grant.definedAt,
      history: [],
    });
  }
}

/** Whether what is there may be gone, or another. */
function concerns({ aspect, makes, part: meant }: Doubt, kind: Kind, name: string, of: unknown): boolean {
  if (makes || ASPECTS[kind]?.includes(aspect) !== true) return false;
  if (meant === undefined) return true;
  if (aspect !== 'columns' || kind === 'column') return meant === name;
  const { columns = [meant] } = of as { columns?: readonly string[] };
  return columns.includes(meant);
}

function make(catalog: Catalog, owner: CatalogObject, parts: Parts): SchemaObject {
  const { kind, names, detail = '', of, relation, definedAt = owner.definedAt, history = owner.history, ghost } = parts;
  const doubts = [...doubtsOf(owner), ...(relation && relation !== owner ? doubtsOf(relation) : [])];
  const own = doubts.find((doubt) => concerns(doubt, kind, names.at(-1)!, of))?.cause;
  const uncertain = owner.uncertain ?? relation?.uncertain ?? own;
  return {
    kind,
    id: `${kind} ${names.join('.')}${detail}${catalog.label === undefined ? '' : ` of '${catalog.label}'`}`,
    place: definedAt,
    history,
    catalog,
    names,
    schema: owner.schema,
    of,
    ghost: ghost ?? owner.state === 'ghost',
    platform: owner.platform === true,
    doubts,
    ...(relation && { relation }),
    ...(uncertain && { uncertain }),
  };
}
