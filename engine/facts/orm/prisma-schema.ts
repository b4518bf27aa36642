import {
  prismaArgument,
  type PrismaAttribute,
  type PrismaBlock,
  type PrismaFact,
  type PrismaField,
  type PrismaValue,
} from '../../model/prisma.ts';
import type { Place } from '../../model/region.ts';
import type { Dialect, Name } from '../../model/sql.ts';

export type Block = PrismaBlock<Place>;
export type Field = PrismaField<Place>;
export type Attribute = PrismaAttribute<Place>;

/** The blocks of all files of one Prisma schema. */
export interface PrismaSchema {
  readonly dialect: Dialect;
  readonly datasource: Block;
  readonly models: ReadonlyMap<string, Block>;
  readonly enums: ReadonlyMap<string, Block>;
  readonly views: readonly Block[];
}

const DIALECTS: Readonly<Record<string, Dialect>> = {
  postgresql: 'postgres',
  postgres: 'postgres',
  cockroachdb: 'postgres',
  mysql: 'mysql',
  sqlite: 'sqlite',
  sqlserver: 'transactsql',
};

/** Undefined without a datasource of SQL: a part of another schema, or MongoDB. */
export function prismaSchema(files: readonly PrismaFact[]): PrismaSchema | undefined {
  const blocks = files.flatMap((file) => file.blocks);
  const datasource = blocks.find(({ kind }) => kind === 'datasource');
  const dialect = datasource && DIALECTS[textOf(property(datasource, 'provider')) ?? ''];
  if (!dialect) return undefined;
  const named = (kind: Block['kind']): ReadonlyMap<string, Block> =>
    new Map(blocks.filter((block) => block.kind === kind).map((block) => [block.name, block]));
  return { dialect, datasource, models: named('model'), enums: named('enum'), views: [...named('view').values()] };
}

export function property({ properties }: Block, name: string): PrismaValue | undefined {
  return properties.find((one) => one.name === name)?.value;
}

export function attributeOf(owner: Block | Field, name: string): Attribute | undefined {
  return owner.attributes.find((attribute) => attribute.name === name);
}

export function textOf(value: PrismaValue | undefined): string | undefined {
  return value?.kind === 'string' ? value.value : undefined;
}

/** `map: "…"`, or what an attribute like `@map("…")` names. */
export function textArgument(attribute: Attribute | undefined, name: string, position?: number): string | undefined {
  return attribute && textOf(prismaArgument(attribute, name, position));
}

/** The name in the database. */
export function databaseName(owner: Block | Field): string {
  return textArgument(attributeOf(owner, 'map'), 'name', 0) ?? owner.name;
}

export function nameOf(block: Block): Name {
  const schema = textArgument(attributeOf(block, 'schema'), 'map', 0);
  return { ...(schema !== undefined && { schema }), name: databaseName(block), place: block.at };
}

/** Names of fields in a list: `[a, b(sort: Desc)]`. */
export function namesIn(value: PrismaValue | undefined): readonly string[] {
  const items = value?.kind === 'list' ? value.items : value ? [value] : [];
  return items.flatMap((item) => (item.kind === 'name' || item.kind === 'call' ? [item.name] : []));
}

/** The columns behind names of fields. */
export function columnsOf(model: Block, names: readonly string[]): readonly string[] {
  return names.map((name) => {
    const field = model.fields.find((one) => one.name === name);
    return field ? databaseName(field) : name;
  });
}
