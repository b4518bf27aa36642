import { expect, test } from 'vitest';
import { verdictsOf } from './verdicts-of.ts';

const policyOf = (judged: string): string => `
id: asked
title: Asked
severity: high
message: '$T'
${judged}
`;

const files = {
  'one/supabase/migrations/1.sql':
    'create table a (id serial primary key);\ndrop table a;\ncreate table kept (id int);\n',
  'two/migrations/sqlite/1.sql':
    'CREATE TABLE b (id INTEGER PRIMARY KEY AUTOINCREMENT);\nDROP TABLE b;\nCREATE TABLE kept (id int);\n',
};

test('a statement policy for one dialect says nothing of the others', async () => {
  const forbid = (more: string): string => policyOf(`\nforbid: {sql: 'DROP TABLE $T'${more}}`);
  expect(await verdictsOf(forbid(''), files)).toMatchInlineSnapshot(`
    [
      "fail one/supabase/migrations/1.sql:2:1 | a.",
      "open two/migrations/sqlite/1.sql:2:1 | not-read: SQL patterns are not compared with sqlite statements yet.",
    ]
  `);
  expect(await verdictsOf(forbid(', dialect: postgres'), files)).toMatchInlineSnapshot(`
    [
      "fail one/supabase/migrations/1.sql:2:1 | a.",
    ]
  `);
  expect(await verdictsOf(forbid(', dialect: [mysql, sqlite]'), files)).toMatchInlineSnapshot(`
    [
      "open two/migrations/sqlite/1.sql:2:1 | not-read: SQL patterns are not compared with sqlite statements yet.",
    ]
  `);
});

test('a schema policy for one dialect says nothing of the others', async () => {
  const subject = policyOf(`
subject: {schema: {table: $S.$T, dialect: sqlite}}
forbid: {schema: {table: $S.$T}}`);
  expect(await verdictsOf(subject, files)).toMatchInlineSnapshot(`
    [
      "fail two/migrations/sqlite/1.sql:3:14 | kept. | [two/migrations/sqlite/1.sql:3:1 created]",
    ]
  `);
});
