import type { Grants, PlatformCatalog, PlatformRelation } from '../../../engine/facts/platforms/platform-catalog.ts';

const quoted = (name: string): string => `"${name}"`;
const list = (names: readonly string[]): string => names.map(quoted).join(', ');

/** A platform's catalog as the statements that make it, so that a real PostgreSQL may read what is written there. */
export function statementsFor({ roles, schemas, publicSchema, publications, defaults }: PlatformCatalog): string {
  const all = Object.entries(schemas);
  const everySchema = (each: (name: string, schema: (typeof all)[number][1]) => readonly string[]): readonly string[] =>
    all.flatMap(([name, schema]) => each(name, schema));
  const relationsOf = ({ relations = {} }: (typeof all)[number][1]): readonly (readonly [string, PlatformRelation])[] =>
    Object.entries(relations);
  return [
    ...Object.entries(roles).flatMap(([name, { superuser, bypassRls, login, inherit }]) =>
      name === 'postgres'
        ? []
        : [
            `create role ${quoted(name)} ${superuser ? 'superuser' : ''} ${bypassRls ? 'bypassrls' : ''} ${login ? 'login' : ''} ${inherit === false ? 'noinherit' : ''}`,
          ],
    ),
    ...Object.entries(roles).flatMap(([name, { memberOf = [] }]) =>
      memberOf.map((role) => `grant ${quoted(role)} to ${quoted(name)}`),
    ),
    ...everySchema((name, { owner, grants }) => [
      `create schema ${quoted(name)} authorization ${quoted(owner)}`,
      ...granted(`schema ${quoted(name)}`, grants),
    ]),
    ...granted('schema public', publicSchema),
    ...everySchema((name, { enums = {} }) =>
      Object.entries(enums).map(
        ([type, values]) => `create type ${name}.${type} as enum (${values.map((value) => `'${value}'`).join(', ')})`,
      ),
    ),
    'create type realtime.user_defined_filter as (op text)',
    ...everySchema((schema, one) =>
      relationsOf(one).flatMap(([name, relation]) => relationStatements(schema, name, relation, one)),
    ),
    ...everySchema((schema, one) =>
      relationsOf(one).flatMap(([name, { keys = {} }]) => keyStatements(schema, name, keys, /^foreign/)),
    ),
    ...everySchema((schema, { functions = {} }) =>
      Object.entries(functions).flatMap(([signature, { owner, grants, ...is }]) => [
        `create function ${schema}.${signature} returns ${is.returns === 'record' ? 'setof record' : is.returns} language plpgsql ${is.volatility ?? ''} ${is.strict ? 'strict' : ''} ${is.securityDefiner ? 'security definer' : ''} ${is.searchPath === undefined ? '' : `set search_path = ${is.searchPath.replaceAll('"', "'")}`} as 'begin end'`,
        `alter function ${schema}.${signature} owner to ${owner}`,
        `revoke all on function ${schema}.${signature} from public`,
        ...granted(`function ${schema}.${signature}`, grants),
      ]),
    ),
    ...publications.map((name) => `create publication ${name}`),
    ...defaults.flatMap(({ owner, schema, grantees }) =>
      ['tables', 'functions', 'sequences'].map(
        (kind) =>
          `alter default privileges for role ${owner} in schema ${schema} grant all on ${kind} to ${list(grantees)}`,
      ),
    ),
  ].join(';\n');
}

function relationStatements(
  schema: string,
  name: string,
  { form, partitioned, rls, columns, keys = {}, ...own }: PlatformRelation,
  { tables }: PlatformCatalog['schemas'][string],
): readonly string[] {
  const id = `${schema}.${name}`;
  const written = Object.entries(columns).map(([column, type]) => [quoted(column), columnText(type)] as const);
  const nulls = written.map(
    ([column, type]) => `null::${type.replace(/ (not null|default|generated) ?.*$/, '')} as ${column}`,
  );
  return [
    form === 'view'
      ? `create view ${id} as select ${nulls.join(', ')}`
      : `create table ${id} (${written.map((one) => one.join(' ')).join(', ')}) ${partitioned ? 'partition by range (inserted_at)' : ''}`,
    ...(rls ? [`alter table ${id} enable row level security`] : []),
    `alter table ${id} owner to ${own.owner ?? tables!.owner}`,
    ...granted(id, own.grants ?? tables!.grants),
    ...keyStatements(schema, name, keys, /^(primary|unique)/),
  ];
}

/** What generates a column is not kept, only that something does. */
function columnText(written: string): string {
  return written
    .replace('generated as identity', 'generated always as identity')
    .replace('generated stored', 'generated always as (null) stored')
    .replace('generated as serial', 'default 1');
}

function keyStatements(
  schema: string,
  name: string,
  keys: Readonly<Record<string, string>>,
  kind: RegExp,
): readonly string[] {
  return Object.entries(keys).flatMap(([key, written]) =>
    kind.test(written) ? [`alter table ${schema}.${name} add constraint ${quoted(key)} ${written}`] : [],
  );
}

function granted(object: string, grants: Grants): readonly string[] {
  return Object.entries(grants).map(
    ([grantee, privileges]) =>
      `grant ${privileges} on ${object} to ${grantee === 'public' ? 'public' : quoted(grantee)}`,
  );
}
