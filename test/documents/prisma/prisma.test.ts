import * as prismaWasm from '@prisma/prisma-schema-wasm';
import { expect, test } from 'vitest';
import { readBlocks } from '../../../engine/documents/prisma/blocks.ts';
import { prisma } from '../../../engine/documents/prisma/prisma.ts';
import { problems, rows } from '../config/rows.ts';

await prisma.load?.();

const shop = `// the shop 🛒
generator client {
  provider = "prisma-client-js"
  previewFeatures = ["longGone"]
}
datasource db {
  provider = "postgresql"
  url      = env("DATABASE_🛒")
}

/// Who buys.
model Customer {
  id     Int     @id @default(autoincrement()) // counts
  email  String  @unique @db.VarChar(200)
  /* not yet: phone String */
  tags   String[] @default(["new", "a \\"quoted\\" one"])
  role   Role?
  place  Unsupported("circle")?
  orders Order[]

  @@index([role, email(sort: Desc)], map: "by_role")
  @@map("customers")
}
model Order {
  id         BigInt   @id
  customerId Int
  customer   Customer @relation(fields: [customerId], references: [id], onDelete: Cascade)
}
enum Role {
  ADMIN @map("admin")
  USER
}
`;

test('a schema is a tree of blocks, fields and settings', () => {
  expect(rows(prisma, shop)).toMatchInlineSnapshot(`
    [
      [
        "generator.client.provider",
        "provider",
        ""prisma-client-js"",
        "prisma-client-js",
      ],
      [
        "generator.client.previewFeatures.0",
        null,
        "["longGone"]",
        "longGone",
      ],
      [
        "datasource.db.provider",
        "provider",
        ""postgresql"",
        "postgresql",
      ],
      [
        "datasource.db.url",
        "url",
        "env("DATABASE_🛒")",
        "env("DATABASE_🛒")",
      ],
      [
        "model.Customer.id",
        "id",
        "Int     @id @default(autoincrement())",
        "Int     @id @default(autoincrement())",
      ],
      [
        "model.Customer.email",
        "email",
        "String  @unique @db.VarChar(200)",
        "String  @unique @db.VarChar(200)",
      ],
      [
        "model.Customer.tags",
        "tags",
        "String[] @default(["new", "a \\"quoted\\" one"])",
        "String[] @default(["new", "a \\"quoted\\" one"])",
      ],
      [
        "model.Customer.role",
        "role",
        "Role?",
        "Role?",
      ],
      [
        "model.Customer.place",
        "place",
        "Unsupported("circle")?",
        "Unsupported("circle")?",
      ],
      [
        "model.Customer.orders",
        "orders",
        "Order[]",
        "Order[]",
      ],
      [
        "model.Customer.@@.0",
        null,
        "@@index([role, email(sort: Desc)], map: "by_role")",
        "@@index([role, email(sort: Desc)], map: "by_role")",
      ],
      [
        "model.Customer.@@.1",
        null,
        "@@map("customers")",
        "@@map("customers")",
      ],
      [
        "model.Order.id",
        "id",
        "BigInt   @id",
        "BigInt   @id",
      ],
      [
        "model.Order.customerId",
        "customerId",
        "Int",
        "Int",
      ],
      [
        "model.Order.customer",
        "customer",
        "Customer @relation(fields: [customerId], references: [id], onDelete: Cascade)",
        "Customer @relation(fields: [customerId], references: [id], onDelete: Cascade)",
      ],
      [
        "enum.Role.ADMIN",
        "ADMIN",
        "@map("admin")",
        "@map("admin")",
      ],
      [
        "enum.Role.USER",
        "USER",
        "",
        "",
      ],
    ]
  `);
});

test('what is read agrees with what the parser of Prisma says', () => {
  const own = readBlocks(shop).blocks.filter(({ kind }) => kind === 'model');
  const text = shop.replace(/^.*(url|previewFeatures) .*$/gm, '');
  const dmmf = JSON.parse(prismaWasm.get_dmmf(JSON.stringify({ prismaSchema: [['a.prisma', text]] }))) as {
    datamodel: {
      models: { name: string; fields: { name: string; type: string; isList: boolean; isRequired: boolean }[] }[];
    };
  };
  const theirs = dmmf.datamodel.models.map(({ name, fields }) => [
    name,
    fields.map((field) => [field.name, field.type, field.isList ? 'list' : field.isRequired ? 'required' : 'optional']),
  ]);
  // it leaves out columns of types that it does not support
  const supported = own.map(({ name, fields }) => [
    name,
    fields.filter(({ type }) => type !== 'Unsupported').map((field) => [field.name, field.type, field.arity]),
  ]);
  expect(supported).toEqual(theirs);
});

test('a valid schema has no problems, whatever version of Prisma it is for', () => {
  expect(problems(prisma, shop)).toEqual([]);
});

test('what Prisma refuses is said at its place, and nothing is missing from the tree', () => {
  const text = shop.replace('references: [id]', 'references: [nothing]');
  expect(problems(prisma, text)).toMatchInlineSnapshot(`
    [
      [
        "Error validating: The argument \`references\` must refer only to existing fields in the related model \`Customer\`. The following fields do not exist in the related model: nothing",
        "@relation(fields: [customerId], references: [nothing], onDelete: Cascade)",
      ],
    ]
  `);
  expect(
    prisma.parse({ path: 'a.prisma', text, bom: false, bytes: 0 }).problems.every(({ harmless }) => harmless),
  ).toBe(true);
});

test('a line that is no Prisma is a problem, and the lines around it are read', () => {
  const text = 'model A {\n  id Int @id\n  what is this\n  b String @@@\n  c Int\n}\nmodul B {\nmodel C {\n  d Int';
  expect(problems(prisma, text)).toMatchInlineSnapshot(`
    [
      [
        "This is not valid in a Prisma schema.",
        "what is this",
      ],
      [
        "This is not valid in a Prisma schema.",
        "b String @@@",
      ],
      [
        "The line begins no block of a Prisma schema.",
        "modul B {",
      ],
      [
        "The block of 'C' is not closed.",
        "C",
      ],
    ]
  `);
  expect(rows(prisma, text).map(([path]) => path)).toEqual(['model.A.id', 'model.A.c', 'model.C.d']);
});

test('a file that is a part of a schema is not judged for what stands in the others', () => {
  expect(problems(prisma, 'model A {\n  id Int @id\n  b B[]\n}\n')).toEqual([]);
});

test('reading never throws and every range is inside the text', () => {
  for (let end = 0; end <= shop.length; end++) {
    const text = shop.slice(0, end) + '"\0[({@@';
    const { tree, problems: found } = prisma.parse({ path: 'a.prisma', text, bom: false, bytes: 0 });
    expect(tree).toBeDefined();
    expect(found.every(({ range: [from, to] }) => from <= to && to <= text.length)).toBe(true);
  }
});
