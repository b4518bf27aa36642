import type {
  Bucket,
  CatalogObject,
  Column,
  Constraint,
  CustomType,
  Index,
  Policy,
  Publication,
  Relation,
  ReplayProblem,
  Role,
  Routine,
  Sequence,
  Trigger,
} from '../../model/catalog.ts';
import type { Scalar } from '../../model/document.ts';
import type { Expression } from '../../model/sql.ts';
import { apiRolesWith } from './access.ts';
import { indexDefinition, isUnique, primaryKey } from './keys.ts';
import type { GrantOn, Kind, SchemaObject } from './objects.ts';
import {
  apiRolesOf,
  callsOf,
  callsPerRow,
  commandsOf,
  isOn,
  overlapsOf,
  readsOf,
  recursionOf,
  tablesOf,
} from './policies.ts';

/** What an attribute's value is, and so how it is tested. */
export type AttributeType = 'value' | 'list' | 'set' | 'name' | 'expression' | 'allows';
export type Actual = Scalar | readonly Scalar[] | Expression | QualifiedName | undefined;
export interface QualifiedName {
  readonly schema: string;
  readonly name: string;
}

export interface Attribute {
  readonly type: AttributeType;
  readonly documentation: string;
  /** Undefined: it has none; of a ghost: not known. For `allows` the evaluation is its own (allows.ts). */
  readonly read: (object: SchemaObject) => Actual;
}

/** Says what of the catalog the attribute reads. */
function of<T>(type: AttributeType, documentation: string, read: (it: T, object: SchemaObject) => Actual): Attribute {
  return { type, documentation, read: (object) => read(object.of as T, object) };
}

const exposed = of('value', 'Whether the API serves its schema.', (_, object) =>
  object.catalog.context.exposedSchemas.includes(object.schema),
);
const dialect = of(
  'value',
  'The dialect of the database: postgres, mysql, sqlite …',
  (_, object) => object.catalog.dialect,
);
const schema = of('value', 'The name of its schema.', (_, object) => object.schema);
const owner = of('value', 'The role it belongs to.', (it: CatalogObject) => it.owner);
const comment = of('value', 'What COMMENT ON says of it.', (it: { comment?: string }) => it.comment);
const table = of('name', 'The table it belongs to.', (_, { relation }) => relation && qualified(relation));
const rls = of('value', 'Whether row level security is enabled on the table.', (_, { relation }) => relation?.rls);
const forceRls = of(
  'value',
  'Whether row level security also binds the owner.',
  (_, { relation }) => relation?.forceRls,
);
const readableBy = of(
  'set',
  'The roles of the API (anon, authenticated) that may SELECT from it, by whatever grant.',
  (_, { relation, catalog }) => relation && apiRolesWith(catalog, relation, ['select']),
);
const ROW_PRIVILEGES = ['select', 'insert', 'update', 'delete'];
const columns = of<Constraint | Index>('list', 'Its columns, in order.', (it) => it.columns);

/** The attributes of every kind: the single source of schema, documentation and checks. */
export const ATTRIBUTES: Readonly<Record<Kind, Readonly<Record<string, Attribute>>>> = {
  table: {
    schema,
    dialect,
    exposed,
    rls,
    'force-rls': forceRls,
    columns: of<Relation>('set', 'Names of its columns.', (it) =>
      it.complete ? it.columns.map(({ name }) => name) : undefined,
    ),
    'primary-key': of<Relation>('list', 'Columns of the primary key.', primaryKey),
    'readable-by': readableBy,
    'accessible-by': of(
      'set',
      'The roles of the API that may SELECT, INSERT, UPDATE or DELETE, by whatever grant.',
      (_, { relation, catalog }) => relation && apiRolesWith(catalog, relation, ROW_PRIVILEGES),
    ),
    partition: of<Relation>('value', 'Whether it is a partition of another table.', (it) => it.form === 'partition'),
    foreign: of<Relation>('value', 'Whether it is a foreign table.', (it) => it.form === 'foreign'),
    partitioned: of<Relation>('value', 'Whether it has partitions.', (it) => it.partitioned === true),
    inherits: of<Relation>(
      'name',
      'The table it inherits from, or is a partition of.',
      (it) => it.parent ?? it.inherits?.[0],
    ),
    owner,
    comment,
  },
  view: {
    schema,
    dialect,
    exposed,
    materialized: of<Relation>('value', 'Whether it is a materialized view.', (it) => it.form === 'materialized-view'),
    'security-invoker': of<Relation>('value', 'Whether it runs with the rights of who asks.', (it) =>
      isOn(it.options.security_invoker),
    ),
    'security-barrier': of<Relation>('value', 'Whether it is a security barrier.', (it) =>
      isOn(it.options.security_barrier),
    ),
    query: of<Relation>('expression', 'Its query.', (it) => it.query),
    columns: of<Relation>('set', 'Names of its columns.', (it) =>
      it.complete ? it.columns.map(({ name }) => name) : undefined,
    ),
    reads: of<Relation>('set', 'The tables and views it reads, as schema.name.', (it) =>
      it.reads?.map((read) => `${read.schema}.${read.name}`),
    ),
    tables: of<Relation>(
      'set',
      'The tables it reads, directly or through other views, as schema.name.',
      (it, { catalog }) => it.reads && tablesOf(it, catalog),
    ),
    'readable-by': readableBy,
    owner,
    comment,
  },
  column: {
    schema,
    dialect,
    exposed,
    table,
    rls,
    'readable-by': of<Column>(
      'set',
      'The roles of the API (anon, authenticated) that may SELECT it, by whatever grant.',
      (it, { relation, catalog }) => relation && apiRolesWith(catalog, relation, ['select'], it.name),
    ),
    type: of<Column>('value', 'Its type as PostgreSQL prints it.', (it) => it.type.text || undefined),
    'not-null': of<Column>('value', 'Whether it refuses NULL.', (it) => it.notNull),
    default: of<Column>('expression', 'Its default.', (it) => it.default),
    generated: of<Column>('value', 'identity, serial, stored or virtual.', (it) => it.generated),
    inherited: of<Column>('value', 'Whether it came with a parent table.', (it) => it.inherited === true),
    comment,
    'primary-key': of<Column>(
      'value',
      'Whether it is part of the primary key.',
      (it, { relation }) => primaryKey(relation)?.includes(it.name) ?? false,
    ),
    unique: of<Column>('value', 'Whether it alone is unique.', isUnique),
    constrained: of<Column>('value', 'Whether a CHECK, an enum or a domain lists its values.', () => undefined),
    allows: { type: 'allows', documentation: 'A value that the column takes.', read: () => undefined },
  },
  constraint: {
    schema,
    dialect,
    table,
    columns,
    type: of<Constraint>('value', 'primary-key, unique, foreign-key, check or exclusion.', (it) => it.kind),
    check: of<Constraint>('expression', 'The expression of a check.', (it) => it.expression),
    valid: of<Constraint>('value', 'Whether the rows from before it were looked at.', (it) => it.notValid !== true),
  },
  'foreign-key': {
    schema,
    dialect,
    table,
    columns,
    references: of<Constraint>('name', 'The table referred to.', (it) => it.references && qualified(it.references)),
    'referenced-columns': of<Constraint>('list', 'The columns referred to.', (it) => it.references?.columns),
    'on-delete': of<Constraint>('value', 'no action, restrict, cascade, set null or set default.', (it) => it.onDelete),
    'on-update': of<Constraint>('value', 'As on-delete.', (it) => it.onUpdate),
    valid: of<Constraint>('value', 'Whether the rows from before it were looked at.', (it) => it.notValid !== true),
  },
  index: {
    schema,
    dialect,
    columns,
    table: of<Index>('name', 'Its table.', (it) => it.table),
    unique: of<Index>('value', 'Whether it is unique.', (it) => it.unique),
    method: of<Index>('value', 'btree, gin, gist …', (it) => it.method),
    partial: of<Index>('value', 'Whether it has a WHERE clause.', (it) => it.where !== undefined),
    where: of<Index>('expression', 'The condition of a partial index.', (it) => it.where),
    ordering: of<Index>(
      'list',
      'How its columns are compared and sorted, each in its place: `desc`, `text_pattern_ops`; absent: all as by default.',
      (it) => it.ordering,
    ),
    include: of<Index>('list', 'The columns of INCLUDE.', (it) => it.include),
    definition: of<Index>('value', 'What it indexes and how, in one text without its name.', indexDefinition),
    'nulls-not-distinct': of<Index>('value', 'Whether it takes NULL but once.', (it) => it.nullsNotDistinct === true),
    constraint: of<Index>(
      'value',
      'Whether a primary key or unique constraint made it.',
      (it) => it.constraint === true,
    ),
  },
  policy: {
    schema,
    dialect,
    exposed,
    table,
    rls,
    command: of<Policy>('value', 'all, select, insert, update or delete.', (it) => it.command),
    permissive: of<Policy>('value', 'Whether it is permissive.', (it) => it.permissive),
    roles: of<Policy>('set', 'The roles it is for; public is everybody.', (it) => it.roles),
    using: of<Policy>('expression', 'The USING expression.', (it) => it.using),
    check: of<Policy>('expression', 'The WITH CHECK expression.', (it) => it.check),
    commands: of<Policy>('set', 'The commands it is for, all spelt out.', commandsOf),
    'api-roles': of<Policy>(
      'set',
      'The roles of the API (anon, authenticated) it is for, public and membership spelt out.',
      (it, { catalog }) => apiRolesOf(it, catalog),
    ),
    calls: of<Policy>('set', 'The functions that its expressions call, as they are written: auth.uid.', callsOf),
    'calls-per-row': of<Policy>(
      'set',
      'Those of the calls that do not stand in a sub-select of their own, `(select auth.uid())`.',
      callsPerRow,
    ),
    reads: of<Policy>('set', 'The tables and views that its sub-selects read, as schema.name.', (it, { catalog }) =>
      readsOf(it, catalog),
    ),
    overlaps: of<Policy>(
      'set',
      'Other permissive policies of its table, for the same role of the API and the same command.',
      (it, { relation, catalog }) => relation && overlapsOf(it, relation, catalog),
    ),
    recursion: of<Policy>(
      'value',
      'The table at which PostgreSQL finds that its policies need themselves, as schema.name; absent: none.',
      (it, { relation, catalog }) => relation && recursionOf(it, relation, catalog),
    ),
  },
  trigger: {
    schema,
    dialect,
    table,
    function: of<Trigger>('name', 'The function it calls.', (it) => ({
      schema: it.function.schema ?? 'public',
      name: it.function.name,
    })),
    timing: of<Trigger>('value', 'before, after or instead-of.', (it) => it.timing),
    events: of<Trigger>('set', 'insert, update, delete, truncate.', (it) => it.events),
    level: of<Trigger>('value', 'row or statement.', (it) => it.level),
    when: of<Trigger>('expression', 'The condition of WHEN.', (it) => it.when),
    enabled: of<Trigger>('value', 'Whether it fires.', (it) => it.disabled !== true),
  },
  function: {
    schema,
    dialect,
    exposed,
    'security-definer': of<Routine>(
      'value',
      'Whether it runs with the rights of its owner.',
      (it) => it.securityDefiner,
    ),
    'callable-by': of<Routine>(
      'set',
      'The roles of the API (anon, authenticated) that may EXECUTE it, by whatever grant.',
      (it, { catalog }) => apiRolesWith(catalog, it, ['execute']),
    ),
    'search-path': of<Routine>('list', 'The schemas of SET search_path.', (it) => it.searchPath),
    language: of<Routine>('value', 'sql, plpgsql …', (it) => it.language),
    volatility: of<Routine>('value', 'volatile, stable or immutable.', (it) => it.volatility),
    strict: of<Routine>('value', 'Whether NULL arguments give NULL.', (it) => it.strict),
    arguments: of<Routine>('list', 'The types of its arguments.', (it) => it.arguments.map(({ type }) => type)),
    returns: of<Routine>('value', 'The type it returns.', (it) => it.returns || undefined),
    owner,
    comment,
  },
  enum: { schema, dialect, values: of<CustomType>('set', 'Its values.', (it) => it.values), owner },
  domain: {
    schema,
    dialect,
    base: of<CustomType>('value', 'The type it restricts.', (it) => it.base?.text),
    'not-null': of<CustomType>('value', 'Whether it refuses NULL.', (it) => it.notNull),
    owner,
  },
  'composite-type': {
    schema,
    dialect,
    columns: of<CustomType>('set', 'Names of its attributes.', (it) => it.columns?.map(({ name }) => name)),
    owner,
  },
  sequence: {
    schema,
    dialect,
    exposed,
    owner,
    'owned-by': of<Sequence>(
      'name',
      'The table of the column it belongs to.',
      (it) => it.ownedBy && qualified(it.ownedBy),
    ),
  },
  publication: {
    'all-tables': of<Publication>('value', 'Whether it publishes every table.', (it) => it.allTables),
    tables: of<Publication>('set', 'The tables it names, as schema.name.', (it) =>
      it.tables.map((one) => `${one.schema}.${one.name}`),
    ),
    owner,
  },
  role: {
    superuser: of<Role>('value', 'Whether nothing is refused to it.', (it) => it.superuser),
    'bypass-rls': of<Role>('value', 'Whether row level security does not hold for it.', (it) => it.bypassRls),
    login: of<Role>('value', 'Whether it may log in.', (it) => it.login),
    inherit: of<Role>('value', 'Whether it has what the roles it is a member of have.', (it) => it.inherit),
    'member-of': of<Role>('set', 'The roles it is a member of.', (it) => it.memberOf),
  },
  replay: {
    object: of<ReplayProblem>('value', 'What the problem is about, e.g. `table public.orders`.', (it) => it.object),
    problem: of<ReplayProblem>('value', 'What a run would stop with, in a sentence.', (it) => it.message),
  },
  extension: { schema, dialect, exposed, owner },
  bucket: { public: of<Bucket>('value', 'Whether everybody may read it.', (it) => it.public) },
  grant: {
    schema,
    dialect,
    exposed,
    on: of<GrantOn>('value', 'table, view, function, sequence or schema.', (it) => it.on),
    privilege: of<GrantOn>('value', 'select, insert, execute …', ({ grant }) => grant.privilege),
    grantee: of<GrantOn>('value', 'The role; public is everybody.', ({ grant }) => grant.grantee),
    columns: of<GrantOn>('list', 'The columns it is limited to.', ({ grant }) => grant.columns),
    implicit: of<GrantOn>(
      'value',
      'Whether default privileges gave it, not a statement.',
      ({ grant }) => grant.implicit === true,
    ),
  },
};

function qualified({ schema: its, name }: QualifiedName): QualifiedName {
  return { schema: its, name };
}
