import type { Cause } from '../../model/binding.ts';
import { prismaArgument, type PrismaFact, type PrismaValue } from '../../model/prisma.ts';
import type { Place } from '../../model/region.ts';
import type { Change, Migration, StatementFact } from '../../model/sql-change.ts';
import type { ConstraintSpec, StatementKind } from '../../model/sql.ts';
import { generatedName } from './generated-names.ts';
import { prismaColumn, rawExpression } from './prisma-columns.ts';
import { foreignKeys, joinTables } from './prisma-relations.ts';
import {
  attributeOf,
  columnsOf,
  databaseName,
  nameOf,
  namesIn,
  prismaSchema,
  property,
  textArgument,
  type Attribute,
  type Block,
  type Field,
  type PrismaSchema,
} from './prisma-schema.ts';
import { enumValues } from './prisma-types.ts';

/**
 * The schema that Prisma Migrate would make of these files, in its order: enums, tables, indexes, foreign keys. The names
 * that it gives are of its versions since 6. Undefined: they are no schema of an SQL database.
 */
export function prismaChanges(files: readonly PrismaFact[]): Migration | undefined {
  const schema = prismaSchema(files);
  if (!schema) return undefined;
  const models = [...schema.models.values()];
  const joins = joinTables(schema);
  const isPostgres = schema.dialect === 'postgres';
  const statements = [
    ...namespaces(schema),
    ...(isPostgres ? [...schema.enums.values()].map(enumStatement) : []),
    ...models.map((model) => statement('create_table', model.at, [tableChange(model, schema)])),
    ...joins.map(({ place, table }) => statement('create_table', place, [table])),
    ...models.map((model) => statement('create_index', model.at, indexes(model))),
    ...models.map((model) => statement('alter_table', model.at, keys(model, schema))),
    ...joins.map(({ place, rest }) => statement('create_index', place, rest)),
    ...doubts(schema),
  ];
  const path = schema.datasource.at.path;
  return { path, said: schema.dialect, statements: statements.filter(({ changes }) => changes.length > 0) };
}

function statement(kind: StatementKind, place: Place, changes: readonly Change[]): StatementFact {
  return { kind, place, changes };
}

function namespaces({ datasource }: PrismaSchema): readonly StatementFact[] {
  const { at: place } = datasource;
  const schemas = property(datasource, 'schemas');
  const names =
    schemas?.kind === 'list' ? schemas.items.flatMap((one) => (one.kind === 'string' ? [one.value] : [])) : [];
  const extensions = property(datasource, 'extensions');
  const extended = extensions?.kind === 'list' ? extensions.items : [];
  return [
    ...names.map((name) =>
      statement('create_schema', place, [{ op: 'create-schema', schema: { name, place }, ifNotExists: true }]),
    ),
    ...extended.flatMap((one) => {
      if (one.kind !== 'name' && one.kind !== 'call') return [];
      const mapped = one.kind === 'call' ? prismaArgument(one, 'map') : undefined;
      const name = mapped?.kind === 'string' ? mapped.value : one.name;
      return [
        statement('create_extension', place, [
          { op: 'create-extension', extension: { name, place }, ifNotExists: true },
        ]),
      ];
    }),
  ];
}

function enumStatement(block: Block): StatementFact {
  const values = block.fields.map(databaseName);
  return statement('create_enum', block.at, [{ op: 'create-enum', type: nameOf(block), values }]);
}

function tableChange(model: Block, schema: PrismaSchema): Change {
  const columns = model.fields.flatMap((field) => prismaColumn(field, schema) ?? []);
  return {
    op: 'create-table',
    table: nameOf(model),
    form: 'table',
    columns,
    constraints: [...primaryKey(model), ...(schema.dialect === 'mysql' ? enumChecks(model, schema) : [])],
    parents: [],
    likes: [],
    ifNotExists: false,
  };
}

function primaryKey(model: Block): readonly ConstraintSpec[] {
  return keysOf(model, 'id').map(({ attribute, columns }) => ({
    kind: 'primary-key',
    name: textArgument(attribute, 'map') ?? generatedName([databaseName(model)], '_pkey'),
    place: attribute.at,
    columns,
  }));
}

/** `@id` and `@@id`, `@unique` and `@@unique`. */
interface Key {
  readonly attribute: Attribute;
  readonly columns: readonly string[];
  /** As of an index of the catalog. */
  readonly ordering: readonly string[];
}

function keysOf(model: Block, name: string): readonly Key[] {
  const single = (field: Field): Key[] => {
    const attribute = attributeOf(field, name);
    return attribute ? [{ attribute, columns: [databaseName(field)], ordering: [orderingOf(attribute)] }] : [];
  };
  const several = model.attributes.filter((attribute) => attribute.name === name);
  return [
    ...model.fields.flatMap(single),
    ...several.map((attribute) => ({
      attribute,
      columns: columnsOf(model, namesIn(prismaArgument(attribute, 'fields', 0))),
      ordering: itemsOf(prismaArgument(attribute, 'fields', 0)).map((item) =>
        item.kind === 'call' ? orderingOf(item) : '',
      ),
    })),
  ];
}

function itemsOf(value: PrismaValue | undefined): readonly PrismaValue[] {
  return value?.kind === 'list' ? value.items.filter(({ kind }) => kind === 'name' || kind === 'call') : [];
}

/** `(ops: raw("gin_trgm_ops"), sort: Desc)` of a field or its attribute. */
function orderingOf(of: Pick<Attribute, 'arguments'>): string {
  const ops = prismaArgument(of, 'ops');
  const sort = prismaArgument(of, 'sort');
  const [raw] = ops?.kind === 'call' ? ops.arguments : [];
  const operators = raw?.value.kind === 'string' ? raw.value.value : ops && 'name' in ops ? ops.name : undefined;
  return [operators, sort?.kind === 'name' && sort.name === 'Desc' ? 'desc' : undefined].filter(Boolean).join(' ');
}

/** A column of MySQL's own ENUM type is a list of values like a CHECK. */
function enumChecks(model: Block, schema: PrismaSchema): readonly ConstraintSpec[] {
  return model.fields.flatMap((field): readonly ConstraintSpec[] => {
    const values = enumValues(schema, field);
    return values ? [{ kind: 'check', place: field.at, columns: [databaseName(field)], values }] : [];
  });
}

function indexes(model: Block): readonly Change[] {
  const one = ({ attribute, columns, ordering }: Key): Change => {
    const unique = attribute.name === 'unique';
    const method = prismaArgument(attribute, 'type');
    const where = prismaArgument(attribute, 'where');
    return {
      op: 'create-index',
      name:
        textArgument(attribute, 'map') ?? generatedName([databaseName(model), ...columns], unique ? '_key' : '_idx'),
      place: attribute.at,
      table: nameOf(model),
      columns,
      ...(ordering.some(Boolean) && { ordering }),
      unique,
      method:
        method?.kind === 'name' ? method.name.toLowerCase() : attribute.name === 'fulltext' ? 'fulltext' : 'btree',
      ...(where?.kind === 'call' && { where: rawExpression(where) }),
      ifNotExists: false,
    };
  };
  return ['unique', 'index', 'fulltext'].flatMap((name) => keysOf(model, name)).map(one);
}

function keys(model: Block, schema: PrismaSchema): readonly Change[] {
  const all = foreignKeys(model, schema);
  if (all.length === 0) return [];
  const actions = all.map((constraint) => ({ do: 'add-constraint' as const, constraint }));
  return [{ op: 'alter-table', table: nameOf(model), ifExists: false, actions }];
}

/** What the schema does not say: the queries of views, and fields whose type is in none of the files. */
function doubts(schema: PrismaSchema): readonly StatementFact[] {
  const known = ({ type }: Field): boolean => schema.models.has(type) || schema.views.some(({ name }) => name === type);
  const lost = [...schema.models.values()].flatMap((model) =>
    model.fields
      .filter((field) => !known(field) && !prismaColumn(field, schema))
      .map((field) => {
        const message = `The type '${field.type}' of '${model.name}.${field.name}' is not in the Prisma schema.`;
        const cause: Cause = { kind: 'not-read', message, place: field.at };
        const touch = { kinds: ['table'], aspect: 'columns', makes: true } as const;
        return statement('other', field.at, [
          { op: 'opaque', cause, mentions: [databaseName(model).toLowerCase()], touch },
        ]);
      }),
  );
  const views = schema.views.map((view) => {
    const cause: Cause = {
      kind: 'not-read',
      message: `A Prisma schema does not say the query of '${view.name}'.`,
      place: view.at,
    };
    const mentions = [databaseName(view).toLowerCase()];
    return statement('create_view', view.at, [{ op: 'opaque', cause, mentions, touch: { kinds: ['view'] } }]);
  });
  return [...lost, ...views];
}
