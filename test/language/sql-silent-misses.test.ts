import { expect, test } from 'vitest';
import { verdictsOf } from './verdicts-of.ts';

const migration = (...files: readonly string[]): Record<string, string> =>
  Object.fromEntries(files.map((text, i) => [`supabase/migrations/${i + 1}.sql`, `${text}\n`]));

const policyOf = (judged: string): string => `
id: asked
title: Asked
severity: high
message: Asked.
${judged}
`;

const added = policyOf(`forbid: {sql: '$X + 100', where: {$X: {nullable: false}}}`);
const tables =
  'create table t (id int not null, c int not null, n int); create table u (id int not null, c int, n int);\n';

test('nullable: what an outer query leaves out says nothing of a column of the query within it', async () => {
  const files = migration(
    `${tables}
select (select max(c + 100) from u) from t where c is not null;
select (select max(x.c + 100) from u x) from t x where x.c is not null;
select (select max(x.n + 100) from u) from t x where x.n is not null;
select (select max(m + 100) from u) from (select n as m from t) x where m is not null;
select c + 100 from t group by rollup (c);
select c + 100 from t group by c;`,
  );
  expect(await verdictsOf(added, files)).toMatchInlineSnapshot(`
    [
      "fail supabase/migrations/1.sql:5:20 | Asked.",
      "fail supabase/migrations/1.sql:6:20 | Asked.",
      "fail supabase/migrations/1.sql:8:8 | Asked.",
    ]
  `);
});

test('nullable: variables that are set by another name, or by what they are handed to', async () => {
  const body = (declared: string, set: string, options = ''): string =>
    `create function f(a int) returns void language plpgsql ${options} as $$ <<b>> declare ${declared} begin ${set} end $$;`;
  const files = migration(
    body('v int := 1;', 'perform v + 100;'),
    body('v int := 1; w alias for v;', 'w := null; perform v + 100;'),
    body('v int := 1;', 'b.v := null; perform v + 100;'),
    body('v int := 1;', 'call p(v); perform v + 100;'),
    body('', 'perform a + 100; declare a int not null := 1; begin null; end;'),
    body('', '$1 := null; perform a + 100;', 'strict'),
  );
  expect(await verdictsOf(added, files)).toMatchInlineSnapshot(`
    [
      "fail supabase/migrations/1.sql:1:103 | Asked.",
      "review supabase/migrations/2.sql:1:129 | Asked. It is NULL or not depending on what is run before. | not-static: It is NULL or not depending on what is run before.",
      "review supabase/migrations/3.sql:1:116 | Asked. It is NULL or not depending on what is run before. | not-static: It is NULL or not depending on what is run before.",
      "review supabase/migrations/4.sql:1:114 | Asked. What 'v' is set to cannot be told. | not-static: What 'v' is set to cannot be told.",
      "review supabase/migrations/5.sql:1:92 | Asked. Several blocks declare 'a'. | not-static: Several blocks declare 'a'.",
      "review supabase/migrations/6.sql:1:110 | Asked. It is NULL or not depending on what is run before. | not-static: It is NULL or not depending on what is run before.",
    ]
  `);
});

test('nullable: rows are compared value by value, and a range may be open', async () => {
  const compared = policyOf(`forbid: {sql: 'f($X)', where: {$X: {nullable: true}}}`);
  const files = migration('select f(row(1, null) = row(1, 1)), f((1, 2) in ((1, null))), f(int4range(1, null));');
  expect(await verdictsOf(compared, files)).toMatchInlineSnapshot(`
    [
      "fail supabase/migrations/1.sql:1:8 | Asked.",
      "fail supabase/migrations/1.sql:1:37 | Asked.",
    ]
  `);
});

test('of: what a function defines that may be called is unknown', async () => {
  const policy = policyOf(`forbid: {sql: 'DELETE FROM $T', of: {function: $F}}`);
  const made = 'create function f() returns void language sql as $x$ delete from t $x$;';
  const maker = `create function mk() returns void language plpgsql as $$ begin ${made} end $$;`;
  expect(await verdictsOf(policy, migration(maker, 'select mk();'))).toMatchInlineSnapshot(`
    [
      "review supabase/migrations/1.sql:1:117 | Asked. Whether the function 'public.mk' is run cannot be told. | not-static: Whether the function 'public.mk' is run cannot be told.",
    ]
  `);
  expect(await verdictsOf(policy, migration(maker, 'drop function mk();'))).toMatchInlineSnapshot(`
    [
      "pass | examined 2 | [Looked for in 2 documents and not found: SQL 'DELETE FROM *' with of function F.]",
    ]
  `);
});

test('a rule of several statements, DO in code, a comment that a carriage return ends', async () => {
  const policy = policyOf(`forbid: {sql: DELETE FROM $T}`);
  const files = {
    ...migration(
      'do $$ begin create rule r as on delete to v do instead (delete from c; select 1); end $$;',
      '-- a carriage return\rdo $$ begin delete from d; end $$;',
    ),
    'src/do.ts': 'await db.query(`DO $$ BEGIN DELETE FROM e; END $$`);\n',
    'src/plus.ts': 'await db.query("DELETE " + "FROM f");\n',
  };
  expect(await verdictsOf(policy, files)).toMatchInlineSnapshot(`
    [
      "fail src/do.ts:1:29 | Asked.",
      "fail src/plus.ts:1:17 | Asked.",
      "fail supabase/migrations/1.sql:1:57 | Asked.",
      "fail supabase/migrations/2.sql:1:34 | Asked.",
    ]
  `);
});

test('EXECUTE of a text that is put together is unknown where it has the words', async () => {
  const policy = policyOf(`forbid: {sql: DELETE FROM $T}`);
  const body = (text: string): string =>
    `create function f(a text) returns void language plpgsql as $$ declare r record; begin ${text} end $$;`;
  const files = migration(
    body(`execute 'DELETE FROM ' || a;`),
    body(`execute format('delete from x where id = %L', a);`),
    body(`execute 'update ' || a; execute a;`),
    body(`for r in execute 'DELETE FROM ' || a || ' returning 1' loop null; end loop;`),
    body(`for r in execute a loop delete from t; end loop;`),
  );
  expect(await verdictsOf(policy, files)).toMatchInlineSnapshot(`
    [
      "review supabase/migrations/1.sql:1:87 | Asked. The text of this SQL is put together when it runs. | not-static: The text of this SQL is put together when it runs.",
      "review supabase/migrations/2.sql:1:87 | Asked. The text of this SQL is put together when it runs. | not-static: The text of this SQL is put together when it runs.",
      "review supabase/migrations/3.sql:1:111 | Asked. The text of this SQL is put together when it runs. | not-static: The text of this SQL is put together when it runs.",
      "review supabase/migrations/4.sql:1:87 | Asked. The text of this SQL is put together when it runs. | not-static: The text of this SQL is put together when it runs.",
      "review supabase/migrations/5.sql:1:87 | Asked. The text of this SQL is put together when it runs. | not-static: The text of this SQL is put together when it runs.",
      "fail supabase/migrations/5.sql:1:111 | Asked.",
    ]
  `);
});
