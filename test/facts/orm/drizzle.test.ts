import { expect, test } from 'vitest';
import { described } from '../differential/described.ts';
import { catalogOf, expressionsOf } from './catalogs-of.ts';

const users = `
import { sql } from 'drizzle-orm';
import * as pg from 'drizzle-orm/pg-core';
import { pgTable, pgEnum, integer, text, varchar, uuid, timestamp, boolean, jsonb, numeric, customType, index, check,
  type AnyPgColumn } from 'drizzle-orm/pg-core';
import { slug, timestamps } from './shared';

export const ROLES = ['admin', 'member'] as const;
export const role = pgEnum('role', ROLES);
const bytea = customType<{ data: Buffer }>({ dataType() { return 'bytea'; } });

export const users = pgTable('users', {
  id: uuid('id').primaryKey().defaultRandom(),
  email: varchar('e_mail', { length: 200 }).notNull().unique(),
  role: role().notNull().default('member'),
  bossId: uuid('boss_id').references((): AnyPgColumn => users.id, { onDelete: 'set null' }),
  active: boolean().default(true).notNull(),
  settings: jsonb().$type<object>().default({ theme: 'dark' }),
  tags: text().array().notNull().default(sql\`'{}'::text[]\`),
  price: numeric({ precision: 10, scale: 2 }).default('0'),
  photo: bytea('photo'),
  age: pg.smallint().$onUpdate(() => 3),
  slug: slug('slug'),
  ...timestamps,
}, (t) => [
  index('by_email').on(sql\`lower(\${t.email})\`).where(sql\`\${t.active}\`),
  index().using('gin', t.settings),
  pg.uniqueIndex('by_role').on(t.role, t.age.desc()),
  check('adult', sql\`\${t.age} >= 18\`),
  check('priced', sql\`\${t.price} in (1, 2)\`),
]);
`;

const shared = `
import { timestamp, varchar } from 'drizzle-orm/pg-core';
export const timestamps = {
  createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).defaultNow().notNull(),
  updatedAt: timestamp('updated_at'),
};
export function slug(name: string) { return varchar(name, { length: 50 }).notNull(); }
`;

const orders = `
import { pgSchema, serial, bigint, integer, primaryKey, foreignKey, unique, pgPolicy, text } from 'drizzle-orm/pg-core';
import { authenticatedRole } from 'drizzle-orm/supabase';
import { sql } from 'drizzle-orm';
import { users as people, role } from '@/db';

export const shop = pgSchema('shop');
export const state = shop.enum('state', ['new', 'paid']);
export const orders = shop.table('orders', {
  id: serial().primaryKey(),
  buyer: text('buyer_id').notNull().references(() => people.id, { onDelete: 'cascade' }),
  state: state().default('new'),
  total: bigint({ mode: 'number' }).generatedAlwaysAsIdentity(),
}, (t) => ({
  own: pgPolicy('own', { for: 'select', to: authenticatedRole, using: sql\`\${t.buyer} = auth.uid()\` }),
}));
export const lines = shop.table('lines', (t) => ({
  order: t.integer('order_id').notNull(),
  n: t.integer().notNull(),
  code: t.text(),
}), (t) => [
  primaryKey({ columns: [t.order, t.n] }),
  unique().on(t.code, t.n),
  foreignKey({ columns: [t.order], foreignColumns: [orders.id] }).onDelete('cascade'),
]).enableRLS();
`;

/** What drizzle-kit would write. */
const migration = `
create schema "shop";
create type "public"."role" as enum('admin', 'member');
create type "shop"."state" as enum('new', 'paid');
create table "users" (
  "id" uuid primary key default gen_random_uuid() not null, "e_mail" varchar(200) not null,
  "role" "role" default 'member' not null, "boss_id" uuid, "active" boolean default true not null,
  "settings" jsonb default '{"theme":"dark"}', "tags" text[] default '{}'::text[] not null, "price" numeric(10, 2) default '0',
  "photo" bytea, "age" smallint, "slug" varchar(50) not null,
  "created_at" timestamp (3) with time zone default now() not null, "updated_at" timestamp,
  constraint "users_e_mail_unique" unique("e_mail"),
  constraint "adult" check ("age" >= 18), constraint "priced" check ("price" in (1, 2))
);
create table "shop"."orders" (
  "id" serial primary key not null, "buyer_id" text not null, "state" "shop"."state" default 'new',
  "total" bigint not null generated always as identity
);
create table "shop"."lines" (
  "order_id" integer not null, "n" integer not null, "code" text,
  constraint "lines_order_id_n_pk" primary key("order_id","n"), constraint "lines_code_n_unique" unique("code","n")
);
alter table "users" add constraint "users_boss_id_users_id_fk" foreign key ("boss_id") references "public"."users"("id")
  on delete set null on update no action;
alter table "shop"."orders" add constraint "orders_buyer_id_users_id_fk" foreign key ("buyer_id")
  references "public"."users"("id") on delete cascade on update no action;
alter table "shop"."lines" add constraint "lines_order_id_orders_id_fk" foreign key ("order_id")
  references "shop"."orders"("id") on delete cascade on update no action;
create index "by_email" on "users" using btree (lower("e_mail")) where "active";
create index "users_settings_index" on "users" using gin ("settings");
create unique index "by_role" on "users" using btree ("role","age" desc);
alter table "shop"."orders" enable row level security;
alter table "shop"."lines" enable row level security;
create policy "own" on "shop"."orders" as permissive for select to "authenticated" using ("buyer_id" = auth.uid());
`;

test('a schema means what its migration would leave behind', async () => {
  const declared = await catalogOf({
    'src/db/users.ts': users,
    'src/db/orders.ts': orders,
    'src/db/shared.ts': shared,
  });
  const migrated = await catalogOf({ 'drizzle/0000_init.sql': migration });
  expect(described(declared)).toEqual(described(migrated));
  expect(expressionsOf(declared)).toEqual(expressionsOf(migrated));
  expect([declared.replay, declared.opaque]).toEqual([[], []]);
});

test('every object says where it is declared', async () => {
  const { relations } = await catalogOf({ 'src/db/users.ts': users, 'src/db/shared.ts': shared });
  const [table] = relations;
  expect(table?.definedAt.snippet).toBe("'users'");
  expect(table?.columns.map(({ definedAt }) => [definedAt.path, definedAt.snippet]).slice(-3)).toEqual([
    ['src/db/users.ts', 'slug'],
    ['src/db/shared.ts', 'createdAt'],
    ['src/db/shared.ts', 'updatedAt'],
  ]);
  expect(table?.history.map(({ message }) => message)).toEqual(['declared']);
});

test('keys become names as the configuration says, also in SQL; a creator puts a prefix before names', async () => {
  const { relations, indexes } = await catalogOf({
    'package.json': '{}',
    'drizzle.config.ts': "export default defineConfig({ dialect: 'postgresql', casing: 'snake_case' });",
    'src/constants.ts': "export const PREFIX = 'acme';",
    'src/db/util.ts':
      "import { pgTableCreator } from 'drizzle-orm/pg-core';\nimport { PREFIX } from '@/constants';\nexport const createTable = pgTableCreator((name) => `${PREFIX}_${name}`);\n",
    'src/db/schema.ts':
      "import { integer, index } from 'drizzle-orm/pg-core';\nimport { sql } from 'drizzle-orm';\nimport { createTable } from './util';\nexport const posts = createTable('post', { authorId: integer(), other: integer('OTHER') }, (t) => [index('i').on(sql`abs(${t.authorId})`).where(sql`${t.authorId} > 1`)]);\n",
  });
  expect(relations.map(({ name, columns }) => [name, columns.map((column) => column.name)])).toEqual([
    ['acme_post', ['author_id', 'OTHER']],
  ]);
  expect(indexes.map(({ columns, where }) => [columns, where?.text])).toEqual([
    [['abs("author_id")'], '"author_id" > 1'],
  ]);
  expect(JSON.stringify(indexes[0]?.where?.tree)).toContain('"sval":"author_id"');
});

test('what is not static is a doubt about its table, and no more', async () => {
  const { relations, opaque } = await catalogOf({
    'src/schema.ts': `
import { pgTable, integer, index, pgPolicy, pgView } from 'drizzle-orm/pg-core';
import { more, own } from 'elsewhere';
export const sure = pgTable('sure', { id: integer() });
export const spread = pgTable('spread', { id: integer(), ...more });
export const helped = pgTable('helped', { id: integer(), other: own('other') });
export const chained = pgTable('chained', { id: integer().mystery() });
export const ruled = pgTable('ruled', { id: integer() }, (t) => [pgPolicy('p', { using: own(t) })]);
export const named = pgTable(own(), { id: integer() });
export const seen = pgView('seen').as((qb) => qb.select().from(sure));
`,
  });
  expect(
    relations.map(({ name, columns, doubts }) => [
      name,
      columns.length,
      doubts?.map(({ aspect, makes }) => [aspect, makes]),
    ]),
  ).toEqual([
    ['chained', 0, [['columns', true]]],
    ['helped', 1, [['columns', true]]],
    [
      'ruled',
      1,
      [
        ['columns', true],
        ['policies', true],
      ],
    ],
    ['spread', 1, [['columns', true]]],
    ['sure', 1, undefined],
  ]);
  expect(opaque.map(({ cause, mentions, touch }) => [cause.message, mentions, touch]).slice(-2)).toEqual([
    ['The name of this table is not static.', [], { any: 'object' }],
    ["The query of the view 'seen' is not followed.", ['seen'], { kinds: ['view'] }],
  ]);
});

test('MySQL and SQLite', async () => {
  const { relations } = await catalogOf({
    'src/my.ts':
      "import { mysqlTable, int, varchar, mysqlEnum } from 'drizzle-orm/mysql-core';\nexport const a = mysqlTable('a', { id: int().autoincrement().primaryKey(), n: varchar({ length: 20 }), k: mysqlEnum(['x', 'y']).notNull() });\n",
  });
  expect(
    relations[0]?.columns.map(({ name, type, notNull, generated }) => [name, type.text, notNull, generated]),
  ).toEqual([
    ['id', 'int', true, 'identity'],
    ['n', 'varchar(20)', false, undefined],
    ['k', 'enum', true, undefined],
  ]);
  expect(relations[0]?.constraints.map(({ kind, values }) => [kind, values])).toEqual([
    ['primary-key', undefined],
    ['check', ['x', 'y']],
  ]);
  const lite = await catalogOf({
    'src/lite.ts':
      "import { sqliteTable, integer, text } from 'drizzle-orm/sqlite-core';\nexport const a = sqliteTable('a', { id: integer({ mode: 'number' }).primaryKey({ autoIncrement: true }), t: text({ length: 9 }).default('x') });\n",
  });
  expect(lite.relations[0]?.columns.map(({ type, default: value }) => [type.text, value?.text])).toEqual([
    ['integer', undefined],
    ['text', "'x'"],
  ]);
});

test('the journal says which files are run, and in which order', async () => {
  const sql = {
    'drizzle/0000_b.sql': 'create table t (a int);',
    'drizzle/0001_a.sql': 'drop table if exists t;',
    'drizzle/manual.sql': 'create table by_hand (a int);',
  };
  const journal = (...tags: readonly string[]): string =>
    JSON.stringify({ entries: tags.map((tag, idx) => ({ idx, tag })) });
  const tables = async (...tags: readonly string[]): Promise<readonly string[]> =>
    (
      await catalogOf({ ...sql, ...(tags.length > 0 && { 'drizzle/meta/_journal.json': journal(...tags) }) })
    ).relations.map(({ name }) => name);
  expect(await tables()).toEqual(['by_hand']);
  expect(await tables('0000_b', '0001_a')).toEqual([]);
  expect(await tables('0001_a', '0000_b')).toEqual(['t']);
  const { replay } = await catalogOf({ ...sql, 'drizzle/meta/_journal.json': journal('0000_b', '0001_a') });
  expect(replay).toEqual([
    {
      problem: 'missing',
      object: 'migration manual',
      message: "Nothing runs this file: 'drizzle/meta/_journal.json' does not list it.",
      place: { path: 'drizzle/manual.sql' },
    },
  ]);
});
