import { prismaArgument } from '../../model/prisma.ts';
import type { Place } from '../../model/region.ts';
import type { Change } from '../../model/sql-change.ts';
import type { ColumnSpec, ConstraintSpec, Name } from '../../model/sql.ts';
import { generatedName } from './generated-names.ts';
import { prismaColumn } from './prisma-columns.ts';
import {
  attributeOf,
  columnsOf,
  databaseName,
  nameOf,
  namesIn,
  property,
  textArgument,
  textOf,
  type Block,
  type Field,
  type PrismaSchema,
} from './prisma-schema.ts';

const ACTIONS: Readonly<Record<string, string>> = {
  Cascade: 'cascade',
  Restrict: 'restrict',
  NoAction: 'no action',
  SetNull: 'set null',
  SetDefault: 'set default',
};

/** With `relationMode = "prisma"` the client does what foreign keys would do. */
export function hasForeignKeys({ datasource }: PrismaSchema): boolean {
  const mode = property(datasource, 'relationMode') ?? property(datasource, 'referentialIntegrity');
  return textOf(mode) !== 'prisma';
}

/** The foreign keys of a model. */
export function foreignKeys(model: Block, schema: PrismaSchema): readonly ConstraintSpec[] {
  if (!hasForeignKeys(schema)) return [];
  return model.fields.flatMap((field) => foreignKey(model, field, schema) ?? []);
}

function foreignKey(model: Block, field: Field, schema: PrismaSchema): ConstraintSpec | undefined {
  const relation = attributeOf(field, 'relation');
  const target = schema.models.get(field.type);
  const names = relation ? namesIn(prismaArgument(relation, 'fields')) : [];
  if (!relation || !target || names.length === 0) return undefined;
  const own = names.map((name) => model.fields.find((one) => one.name === name));
  const isOptional = own.some((one) => one?.arity === 'optional');
  const columns = columnsOf(model, names);
  const action = (name: string, fallback: string): string => {
    const written = prismaArgument(relation, name);
    return (written?.kind === 'name' ? ACTIONS[written.name] : undefined) ?? fallback;
  };
  // SQL Server knows no RESTRICT
  const refused = schema.dialect === 'transactsql' ? 'no action' : 'restrict';
  return {
    kind: 'foreign-key',
    name: textArgument(relation, 'map') ?? generatedName([databaseName(model), ...columns], '_fkey'),
    place: relation.at,
    columns,
    references: {
      table: { ...nameOf(target), place: field.at },
      columns: columnsOf(target, namesIn(prismaArgument(relation, 'references'))),
    },
    onDelete: action('onDelete', isOptional ? 'set null' : refused),
    onUpdate: action('onUpdate', 'cascade'),
  };
}

interface Sides {
  readonly name: string;
  /** In the order of the columns `A` and `B`. */
  readonly sides: readonly [Block, Block];
  readonly field: Field;
}

/** `rest`: its indexes and keys. */
interface JoinTable {
  readonly place: Place;
  readonly table: Change;
  readonly rest: readonly Change[];
}

/** Lists on both sides without a model between them: Prisma keeps a table of its own. */
export function joinTables(schema: PrismaSchema): readonly JoinTable[] {
  return [...schema.models.values()].flatMap((model) =>
    model.fields.flatMap((field) => {
      const sides = manyToMany(model, field, schema);
      return sides ? [joinTable(sides, schema)] : [];
    }),
  );
}

/** Each relation once: from the side that is the column `A`. */
function manyToMany(model: Block, field: Field, { models }: PrismaSchema): Sides | undefined {
  const other = models.get(field.type);
  if (!other || field.arity !== 'list') return undefined;
  const name = relationName(field);
  const isBack = (one: Field): boolean =>
    one !== field && one.type === model.name && one.arity === 'list' && relationName(one) === name;
  const back = other.fields.find(isBack);
  const isFirst = back && (model.name < other.name || (model === other && field.name < back.name));
  return isFirst ? { name: name ?? `${model.name}To${other.name}`, sides: [model, other], field } : undefined;
}

function relationName(field: Field): string | undefined {
  return textArgument(attributeOf(field, 'relation'), 'name', 0);
}

function joinTable({ name, sides, field }: Sides, schema: PrismaSchema): JoinTable {
  const place = field.at;
  const table: Name = { ...nameOf(sides[0]), name: `_${name}`, place };
  const keyed = ['A', 'B'];
  const columns = sides
    .map((model, i) => joinColumn(model, keyed[i]!, field, schema))
    .filter((one) => one !== undefined);
  const primary: ConstraintSpec = { kind: 'primary-key', name: `${table.name}_AB_pkey`, place, columns: keyed };
  const index = { op: 'create-index', place, table, method: 'btree', ifNotExists: false } as const;
  const isPostgres = schema.dialect === 'postgres';
  const keys: readonly Change[] = hasForeignKeys(schema)
    ? [
        {
          op: 'alter-table',
          table,
          ifExists: false,
          actions: sides.map((model, i) => joinKey(table, model, keyed[i]!, field)),
        },
      ]
    : [];
  return {
    place,
    table: {
      op: 'create-table',
      table,
      form: 'table',
      columns,
      constraints: isPostgres ? [primary] : [],
      parents: [],
      likes: [],
      ifNotExists: false,
    },
    rest: [
      ...(isPostgres ? [] : [{ ...index, name: `${table.name}_AB_unique`, columns: keyed, unique: true }]),
      { ...index, name: `${table.name}_B_index`, columns: ['B'], unique: false },
      ...keys,
    ],
  };
}

function joinColumn(model: Block, name: string, field: Field, schema: PrismaSchema): ColumnSpec | undefined {
  const id = idField(model);
  const column = id && prismaColumn(id, schema);
  if (!column) return undefined;
  const { default: _, generated: __, ...rest } = column;
  return { ...rest, name, place: field.at };
}

function joinKey(
  table: Name,
  model: Block,
  column: string,
  field: Field,
): {
  readonly do: 'add-constraint';
  readonly constraint: ConstraintSpec;
} {
  const id = idField(model);
  return {
    do: 'add-constraint',
    constraint: {
      kind: 'foreign-key',
      name: generatedName([table.name, column], '_fkey'),
      place: field.at,
      columns: [column],
      references: { table: { ...nameOf(model), place: field.at }, columns: id ? [databaseName(id)] : [] },
      onDelete: 'cascade',
      onUpdate: 'cascade',
    },
  };
}

function idField(model: Block): Field | undefined {
  return (
    model.fields.find((field) => attributeOf(field, 'id')) ?? model.fields.find((field) => attributeOf(field, 'unique'))
  );
}
