import { expect, test } from 'vitest';
import { described } from '../differential/described.ts';
import { catalogOf, catalogsOf, expressionsOf } from './catalogs-of.ts';

const datasource = 'datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\n';

const schema = `${datasource}
model Customer {
  id        Int       @id @default(autoincrement())
  email     String    @unique @map("e_mail") @db.VarChar(200)
  name      String?   @default("it's")
  role      Role      @default(USER)
  roles     Role[]
  tags      String[]  @default(["a", "b"])
  active    Boolean   @default(true)
  weight    Float?
  balance   Decimal   @default(-1) @db.Decimal(10, 2)
  total     Decimal   @default(0)
  seen      BigInt    @default(0)
  made      DateTime  @default(now())
  changed   DateTime  @updatedAt @db.Timestamptz(6)
  born      DateTime? @db.Date
  settings  Json      @default("{}")
  photo     Bytes?
  place     Unsupported("point")?
  token     String    @default(dbgenerated("gen_random_uuid()")) @db.Uuid
  cuid      String    @default(cuid())
  code      String    @db.Char(2)
  orders    Order[]
  groups    Group[]
  friends   Customer[] @relation("friends")
  friendOf  Customer[] @relation("friends")

  @@unique([name, code])
  @@index([role, made(sort: Desc)])
  @@index([settings], type: Gin, map: "settings_gin")
  @@map("customers")
}

model Order {
  id         BigInt    @id @default(autoincrement())
  customerId Int
  customer   Customer  @relation(fields: [customerId], references: [id])
  giverId    Int?      @map("giver_id")
  giver      Giver?    @relation(fields: [giverId], references: [id], onUpdate: NoAction, map: "given_by")
}

model Giver {
  id     Int     @id
  orders Order[]
}

model Group {
  a       Int
  id      String     @unique @db.Uuid
  members Customer[]

  @@id([a, id])
}

enum Role {
  ADMIN @map("admin")
  USER

  @@map("role")
}
`;

/** What `prisma migrate diff` would write. */
const migration = `
CREATE TYPE "role" AS ENUM ('admin', 'USER');
CREATE TABLE "customers" (
  "id" SERIAL NOT NULL, "e_mail" VARCHAR(200) NOT NULL, "name" TEXT DEFAULT 'it''s', "role" "role" NOT NULL DEFAULT 'USER',
  "roles" "role"[], "tags" TEXT[] DEFAULT ARRAY['a', 'b']::TEXT[], "active" BOOLEAN NOT NULL DEFAULT true,
  "weight" DOUBLE PRECISION, "balance" DECIMAL(10,2) NOT NULL DEFAULT -1, "total" DECIMAL(65,30) NOT NULL DEFAULT 0,
  "seen" BIGINT NOT NULL DEFAULT 0, "made" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "changed" TIMESTAMPTZ(6) NOT NULL, "born" DATE, "settings" JSONB NOT NULL DEFAULT '{}', "photo" BYTEA, "place" point,
  "token" UUID NOT NULL DEFAULT gen_random_uuid(), "cuid" TEXT NOT NULL, "code" CHAR(2) NOT NULL,
  CONSTRAINT "customers_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Order" (
  "id" BIGSERIAL NOT NULL, "customerId" INTEGER NOT NULL, "giver_id" INTEGER,
  CONSTRAINT "Order_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Giver" ("id" INTEGER NOT NULL, CONSTRAINT "Giver_pkey" PRIMARY KEY ("id"));
CREATE TABLE "Group" ("a" INTEGER NOT NULL, "id" UUID NOT NULL, CONSTRAINT "Group_pkey" PRIMARY KEY ("a", "id"));
CREATE TABLE "_CustomerToGroup" (
  "A" INTEGER NOT NULL, "B" UUID NOT NULL, CONSTRAINT "_CustomerToGroup_AB_pkey" PRIMARY KEY ("A", "B")
);
CREATE TABLE "_friends" ("A" INTEGER NOT NULL, "B" INTEGER NOT NULL, CONSTRAINT "_friends_AB_pkey" PRIMARY KEY ("A", "B"));
CREATE UNIQUE INDEX "customers_e_mail_key" ON "customers"("e_mail");
CREATE INDEX "customers_role_made_idx" ON "customers"("role", "made" DESC);
CREATE INDEX "settings_gin" ON "customers" USING GIN ("settings");
CREATE UNIQUE INDEX "customers_name_code_key" ON "customers"("name", "code");
CREATE UNIQUE INDEX "Group_id_key" ON "Group"("id");
CREATE INDEX "_CustomerToGroup_B_index" ON "_CustomerToGroup"("B");
CREATE INDEX "_friends_B_index" ON "_friends"("B");
ALTER TABLE "Order" ADD CONSTRAINT "Order_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "customers"("id")
  ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Order" ADD CONSTRAINT "given_by" FOREIGN KEY ("giver_id") REFERENCES "Giver"("id")
  ON DELETE SET NULL ON UPDATE NO ACTION;
ALTER TABLE "_CustomerToGroup" ADD CONSTRAINT "_CustomerToGroup_A_fkey" FOREIGN KEY ("A") REFERENCES "customers"("id")
  ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_CustomerToGroup" ADD CONSTRAINT "_CustomerToGroup_B_fkey" FOREIGN KEY ("B") REFERENCES "Group"("id")
  ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_friends" ADD CONSTRAINT "_friends_A_fkey" FOREIGN KEY ("A") REFERENCES "customers"("id")
  ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_friends" ADD CONSTRAINT "_friends_B_fkey" FOREIGN KEY ("B") REFERENCES "customers"("id")
  ON DELETE CASCADE ON UPDATE CASCADE;
`;

test('a schema means what its migration would leave behind', async () => {
  const declared = await catalogOf({ 'prisma/schema.prisma': schema });
  const migrated = await catalogOf({ 'prisma/migrations/1_init/migration.sql': migration });
  expect(described(declared)).toEqual(described(migrated));
  expect(expressionsOf(declared)).toEqual(expressionsOf(migrated));
  expect([declared.replay, declared.opaque]).toEqual([[], []]);
});

test('every object says where it is declared', async () => {
  const { relations, indexes, sources } = await catalogOf({ 'prisma/schema.prisma': schema });
  const customers = relations.find(({ name }) => name === 'customers')!;
  const key = indexes.find(({ name }) => name === 'customers_e_mail_key')!;
  const text = [customers, key, ...customers.columns, ...customers.constraints].map(
    ({ definedAt }) => definedAt.snippet,
  );
  expect(text.slice(0, 4)).toEqual(['Customer', '@unique', 'id', 'email']);
  expect(text.at(-1)).toBe('@id');
  expect(customers.history.map(({ message, place }) => [message, place.path])).toEqual([
    ['declared', 'prisma/schema.prisma'],
  ]);
  expect(sources).toEqual(['prisma/schema.prisma']);
});

test('the files of a folder are one schema; what none of them declares is a doubt', async () => {
  const catalog = await catalogOf({
    'prisma/schema/base.prisma': datasource,
    'prisma/schema/shop/order.prisma':
      'model Order {\n  id Int @id\n  state State\n  lost Nowhere\n  buyer Buyer @relation(fields: [id], references: [id])\n}\n',
    'prisma/schema/buyer.prisma': 'model Buyer {\n  id Int @id\n  orders Order[]\n}\nenum State {\n  NEW\n}\n',
  });
  const [buyer, order] = catalog.relations;
  expect(buyer?.columns.map(({ name }) => name)).toEqual(['id']);
  expect(order?.columns.map(({ name, type }) => `${name} ${type.text}`)).toEqual(['id integer', 'state State']);
  expect(order?.constraints.map(({ name }) => name)).toEqual(['Order_pkey', 'Order_id_fkey']);
  expect(order?.doubts?.map(({ aspect, makes, cause }) => [aspect, makes, cause.message])).toEqual([
    ['columns', true, "The type 'Nowhere' of 'Order.lost' is not in the Prisma schema."],
  ]);
});

test('where migrations are run, they are the schema', async () => {
  const files = { 'package.json': '{}', 'prisma/schema.prisma': `${datasource}model Ahead {\n  id Int @id\n}\n` };
  const migrated = { ...files, 'prisma/migrations/1/migration.sql': 'create table made (id int);' };
  expect((await catalogOf(migrated)).relations.map(({ name }) => name)).toEqual(['made']);
  const elsewhere = { ...files, 'apps/b/package.json': '{}', 'apps/b/migrations/1.sql': 'create table b (id int);' };
  expect(
    (
      await catalogsOf({
        ...elsewhere,
        'apps/a/package.json': '{}',
        'apps/a/schema.prisma': files['prisma/schema.prisma'],
      })
    ).map(({ label, relations }) => [label, relations.map(({ name }) => name)]),
  ).toEqual([
    ['apps/b', ['b']],
    ['apps/a', ['Ahead']],
    ['.', ['Ahead']],
  ]);
});

test('without foreign keys, in other schemas, of views, of other databases', async () => {
  const model =
    'model A {\n  id Int @id\n  bId Int @db.UnsignedInt\n  b B @relation(fields: [bId], references: [id])\n  k K @default(Y)\n}\nmodel B {\n  id Int @id\n  a A[]\n}\nenum K {\n  X\n  Y\n}\n';
  const mysql = await catalogOf({
    'schema.prisma': `datasource db {\n  provider = "mysql"\n  relationMode = "prisma"\n}\n${model}`,
  });
  const [a] = mysql.relations;
  expect(a?.columns.map(({ name, type, default: value }) => [name, type.text, value])).toEqual([
    ['id', 'int', undefined],
    ['bId', 'int unsigned', undefined],
    ['k', 'enum', { text: "'Y'", tree: null }],
  ]);
  expect(a?.constraints.map(({ kind, values }) => [kind, values])).toEqual([
    ['primary-key', undefined],
    ['check', ['X', 'Y']],
  ]);
  const several = await catalogOf({
    'schema.prisma': `datasource db {\n  provider = "postgresql"\n  schemas = ["base", "shop"]\n  extensions = [citext, vector(map: "pgvector")]\n}\nmodel T {\n  id Int @id\n  c String @db.Citext\n  @@schema("shop")\n}\nview V {\n  id Int @unique\n  @@schema("base")\n}\n`,
  });
  expect(several.relations.map((one) => `${one.schema}.${one.name} ${one.columns[1]?.type.text}`)).toEqual([
    'shop.T citext',
  ]);
  expect(several.extensions.map(({ name }) => name)).toEqual(['citext', 'pgvector']);
  expect(several.schemas.map(({ name }) => name)).toEqual(['base', 'public', 'shop']);
  expect(several.opaque.map(({ cause, mentions, touch }) => [cause.message, mentions, touch])).toEqual([
    ["A Prisma schema does not say the query of 'V'.", ['v'], { kinds: ['view'] }],
  ]);
  const mongo = await catalogOf({
    'schema.prisma': 'datasource db {\n  provider = "mongodb"\n}\nmodel A {\n  id String @id\n}\n',
  });
  expect([mongo.relations, mongo.sources]).toEqual([[], []]);
});
