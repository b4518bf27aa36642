import { withoutPlatform } from '../own.ts';
import type { Catalog, Column, Grant, Relation, Routine } from '../../../engine/model/catalog.ts';

/** A catalog of ours as the lines that introspect.ts asks of a real PostgreSQL. Types of which we say nothing stand as `*`. */
export function described(whole: Catalog): readonly string[] {
  const catalog = withoutPlatform(whole);
  const lines = [
    ...catalog.relations.filter(({ platform }) => !platform).flatMap(relationLines),
    ...catalog.sequences.flatMap(({ schema, name, owner, acl, ownedBy }) => [
      `sequence ${schema}.${name} owner ${owner} {}`,
      ...aclLines('sequence', `${schema}.${name}`, acl, owner),
      ...(ownedBy ? [`owned ${schema}.${name} by ${ownedBy.schema}.${ownedBy.name}.${ownedBy.column}`] : []),
    ]),
    ...catalog.indexes
      .filter(({ platform }) => !platform)
      .map(
        ({ schema, name, table, unique, method, columns, ordering = [], where }) =>
          `index ${schema}.${name} on ${table.schema}.${table.name}${unique ? ' unique' : ''} ${method} (${columns.map((one, i) => (/^\w+$/.test(one) ? one : 'expression') + (ordering[i] ? ` ${ordering[i]}` : '')).join(', ')})${where ? ' where' : ''}`,
      ),
    ...catalog.routines.flatMap(routineLines),
    ...catalog.types.flatMap((type) => {
      const detail =
        type.form === 'enum'
          ? ` (${type.values?.join(', ')})`
          : type.form === 'domain'
            ? ` ${shownType(type.base!)}${type.notNull ? ' not null' : ''} checks (${type.checks
                ?.map(({ name }) => name)
                .sort()
                .join(', ')})`
            : '';
      return [
        `${type.form} ${type.schema}.${type.name} owner ${type.owner}${detail}`,
        ...(type.form === 'enum' || type.form === 'domain'
          ? aclLines('type', `${type.schema}.${type.name}`, type.acl, type.owner)
          : []),
        ...(type.columns ? columnLines(type.schema, type.name, type.columns) : []),
      ];
    }),
    ...catalog.schemas
      .filter(({ platform }) => !platform)
      .flatMap(({ name, acl, owner }) => [
        `schema ${name} owner ${owner ?? 'pg_database_owner'}`,
        ...aclLines('schema', name, acl, owner),
      ]),
    ...catalog.extensions.map(({ schema, name }) => `extension ${name} in ${schema}`),
    ...catalog.roles.flatMap(({ name, superuser, bypassRls, login, inherit, memberOf, platform }) => [
      ...(platform
        ? []
        : [
            `role ${name}${superuser ? ' superuser' : ''}${bypassRls ? ' bypassrls' : ''}${login ? ' login' : ''}${inherit === false ? ' noinherit' : ''}`,
          ]),
      ...memberOf.map((role) => `member ${name} of ${role}`),
    ]),
    ...catalog.publications.map(
      ({ name, allTables, tables, schemas }) =>
        `publication ${name}${allTables ? ' all tables' : ''} (${[
          ...tables.map((table) => `${table.schema}.${table.name}`),
          ...catalog.relations
            .filter(({ schema }) => schemas.includes(schema))
            .map((table) => `${table.schema}.${table.name}`),
        ]
          .sort()
          .join(', ')})`,
    ),
  ];
  return lines.sort();
}

function relationLines(relation: Relation): readonly string[] {
  const { schema, name, form, partitioned, owner, rls, forceRls, options, constraints, policies, triggers, acl } =
    relation;
  const id = `${schema}.${name}`;
  const kind =
    form === 'view'
      ? 'view'
      : form === 'materialized-view'
        ? 'materialized view'
        : form === 'foreign'
          ? 'foreign table'
          : partitioned
            ? 'partitioned table'
            : 'table';
  const set = Object.entries(options).map(([option, value]) => `${option}=${value}`);
  return [
    `${kind} ${id} owner ${owner}${rls ? ' rls' : ''}${forceRls ? ' forced' : ''} {${set.sort().join(', ')}}`,
    ...columnLines(schema, name, relation.columns),
    ...constraints.map(
      (one) =>
        `constraint ${id}.${one.name} ${one.kind} (${one.kind === 'check' ? '' : one.columns.join(', ')})` +
        (one.references
          ? ` references ${one.references.schema}.${one.references.name} (${one.references.columns.join(', ')}) ${action(one.onDelete)}/${action(one.onUpdate)}`
          : '') +
        (one.notValid ? ' not valid' : ''),
    ),
    ...policies.map(
      ({ name: policy, command, permissive, roles, using, check }) =>
        `policy ${id}.${policy} ${command} ${permissive ? 'permissive' : 'restrictive'} to ${[...roles].sort().join(', ')}${using ? ' using' : ''}${check ? ' check' : ''}`,
    ),
    ...triggers.map(
      (one) =>
        `trigger ${id}.${one.name} ${one.timing} ${one.events.join(',')} for each ${one.level} calls ${one.function.schema}.${one.function.name}${one.when ? ' when' : ''}${one.disabled ? ' disabled' : ''}`,
    ),
    ...aclLines('table', id, acl, owner),
    ...(relation.parent ? [`partition ${id} of ${relation.parent.schema}.${relation.parent.name}`] : []),
    ...(relation.inherits ?? []).map((parent) => `child ${id} of ${parent.schema}.${parent.name}`),
    ...(relation.reads ?? []).map((read) => `view ${id} reads ${read.schema}.${read.name}`),
    ...(relation.comment === undefined
      ? []
      : [
          `comment on ${form === 'materialized-view' ? 'materialized view' : form === 'view' ? 'view' : 'table'} ${visible(schema, name)}: ${relation.comment}`,
        ]),
    ...relation.columns.flatMap((column) =>
      column.comment === undefined
        ? []
        : [
            `comment on column ${column.name} of ${form === 'view' ? 'view' : 'table'} ${visible(schema, name)}: ${column.comment}`,
          ],
    ),
  ];
}

const visible = (schema: string, name: string): string => (schema === 'public' ? name : `${schema}.${name}`);

function columnLines(schema: string, name: string, columns: readonly Column[]): readonly string[] {
  return [
    `order ${schema}.${name} (${columns.map((column) => column.name).join(', ')})`,
    ...columns.map((column) => {
      const { generated } = column;
      const hasDefault = generated === 'serial' || (column.default !== undefined && generated === undefined);
      const shown = column.type.text === '' ? '*' : shownType(column.type);
      return `column ${schema}.${name}.${column.name} ${shown}${column.notNull ? ' not null' : ''}${hasDefault ? ' default' : ''}${generated && generated !== 'serial' ? ` ${generated}` : ''}`;
    }),
  ];
}

/** PostgreSQL leaves out a schema that its search path finds. */
function shownType({ text, schema, name }: Column['type']): string {
  const bare = schema !== undefined && text.startsWith(`${schema}.`) ? text.slice(schema.length + 1) : text;
  return schema === undefined || schema === 'public' || !bare.startsWith(name) ? bare : `${schema}.${bare}`;
}

const ACTIONS: Readonly<Record<string, string>> = { cascade: 'c', 'set null': 'n', 'set default': 'd', restrict: 'r' };
const action = (name = ''): string => ACTIONS[name] ?? 'a';

function routineLines({ schema, name, owner, acl, ...routine }: Routine): readonly string[] {
  const types = routine.arguments
    .filter(({ mode }) => mode !== 'out' && mode !== 'table')
    .map(({ type }) => type.replace(/^public\./, ''));
  const id = `${schema}.${name}(${types.join(', ')})`;
  return [
    `function ${id} returns ${(routine.returns || 'nothing').replace(/^public\./, '')} owner ${owner} language ${routine.language} ${routine.volatility}${routine.strict ? ' strict' : ''}${routine.securityDefiner ? ' definer' : ''}${routine.searchPath ? ` path ${routine.searchPath.map((one) => one || '""').join(',')}` : ''}`,
    ...aclLines('function', id, acl, owner),
  ];
}

function aclLines(kind: string, id: string, acl: readonly Grant[], owner: string | undefined): readonly string[] {
  const cells = acl
    .filter(({ grantee }) => grantee !== owner)
    // a privilege of 17 that only a statement gives here, not ALL
    .filter(({ privilege }) => privilege !== 'maintain')
    .flatMap(({ grantee, privilege, columns }) =>
      columns
        ? columns.map((column) => `acl column ${id}.${column} ${grantee}:${privilege}`)
        : [`acl ${kind} ${id} ${grantee}:${privilege}`],
    );
  return [...new Set(cells)];
}

export interface Difference {
  readonly missing: readonly string[];
  readonly extra: readonly string[];
}

/** What the database has and we do not, and the other way round; a type of which we say nothing (`*`) fits any. */
export function difference(ours: readonly string[], theirs: readonly string[]): Difference {
  const vague = ours
    .filter((line) => line.includes(' *'))
    .map((line) => ({ line, prefix: line.slice(0, line.indexOf('*')) }));
  const fits = (line: string): boolean => ours.includes(line) || vague.some(({ prefix }) => line.startsWith(prefix));
  const isFitted = (line: string): boolean =>
    theirs.includes(line) ||
    vague.some((one) => one.line === line && theirs.some((other) => other.startsWith(one.prefix)));
  return { missing: theirs.filter((line) => !fits(line)), extra: ours.filter((line) => !isFitted(line)) };
}
