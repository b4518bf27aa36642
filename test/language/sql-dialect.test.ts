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
      "fail two/migrations/sqlite/1.sql:3:14 | kept. | [It is a table 'main.kept' in the schema.] | [two/migrations/sqlite/1.sql:3:1 created]",
    ]
  `);
});

test('a statement that changes rows and does not parse leaves nothing open about the schema', async () => {
  const policy = policyOf('\nforbid: {schema: {table: $S.$T, primary-key: {absent: true}}}');
  const broken = (statement: string) => ({
    'migrations/mysql/1.sql': `CREATE TABLE kept (id int PRIMARY KEY);\n${statement}\n`,
  });
  const ofFunction = policyOf('\nforbid: {sql: EXECUTE $TEXT, of: {function: $T}}');
  const update = broken('UPDATE kept SET id = CASE CASE;');
  expect(await verdictsOf(policy, update)).toMatchInlineSnapshot(`
    [
      "pass | examined 1 | [Looked for in 1 document and not found: a table '*.*' in the schema whose primary-key is absent.]",
    ]
  `);
  expect(await verdictsOf(ofFunction, update)).toMatchInlineSnapshot(`
    [
      "pass | examined 1 | [Looked for in 1 document and not found: SQL 'EXECUTE *' with of function T.]",
    ]
  `);
  expect(await verdictsOf(policy, broken('CREATE TABEL other (id int);'))).toMatchInlineSnapshot(`
    [
      "open migrations/mysql/1.sql:2:1 | not-read: 'migrations/mysql/1.sql' is not valid sql: The statement at line 2 is no mysql that we can read.",
    ]
  `);
  expect(await verdictsOf(ofFunction, broken('CREATE FUNKTION f() BEGIN'))).toMatchInlineSnapshot(`
    [
      "open migrations/mysql/1.sql | not-read: 'migrations/mysql/1.sql' is not valid sql: The statement at line 2 is no mysql that we can read.",
    ]
  `);
});
