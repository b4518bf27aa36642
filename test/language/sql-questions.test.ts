import { expect, test } from 'vitest';
import { problemsOf, verdictsOf } from './verdicts-of.ts';

const migration = (...files: readonly string[]): Record<string, string> =>
  Object.fromEntries(files.map((text, i) => [`supabase/migrations/${i + 1}.sql`, `${text}\n`]));

const policyOf = (judged: string): string => `
id: asked
title: Asked
severity: high
${judged}
`;

const open = policyOf(`
message: '$P lets everybody in.'
forbid: {sql: 'true', of: {policy: $P}}`);

test('of: the clause of a policy that was not set again, in a file that is folded', async () => {
  const files = {
    ...migration(
      'create table a (id int); create policy one on a using (true); create policy two on a using (true);',
      'create policy three on a with check (true); drop policy one on a;',
      'alter policy two on a using (id = 1); alter policy three on a to anon; create policy two on b using (exists (select true));',
    ),
    'supabase/seed.sql': 'create policy seeded on a using (true);\n',
    'supabase/migrations/x.rollback.sql': 'create policy undone on a using (true);\n',
    'db/migrations/1.sql': `-- +goose Up
create policy up on c using (true);
begin; create policy taken_back on c using (true); rollback;
-- +goose Down
create policy down on c using (true);
`,
  };
  expect(await verdictsOf(open, files)).toMatchInlineSnapshot(`
    [
      "fail db/migrations/1.sql:2:30 | up lets everybody in.",
      "fail supabase/migrations/2.sql:1:38 | three lets everybody in.",
      "fail supabase/migrations/3.sql:1:117 | two lets everybody in.",
    ]
  `);
});

test('of: a statement of which a part is set elsewhere is unknown', async () => {
  const created = policyOf(`forbid: {sql: 'CREATE POLICY $P ON $T', of: {policy: $P}}`);
  const altered = policyOf(`forbid: {sql: 'ALTER POLICY $P ON $T', of: {policy: $P}}`);
  const files = migration(
    'create table a (id int); create policy kept on a using (true); create policy part on a using (true);',
    'alter policy part on a using (false);',
    'alter policy part on a using (id = 1); drop policy if exists other on a;',
    'create policy other on a; drop policy other on a; create policy other on a;',
  );
  expect(await verdictsOf(created, files)).toMatchInlineSnapshot(`
    [
      "fail supabase/migrations/1.sql:1:26 | Asked.",
      "review supabase/migrations/1.sql:1:64 | Asked. Part of policy public.a.part is set by another statement. | not-static: Part of policy public.a.part is set by another statement.",
      "fail supabase/migrations/4.sql:1:51 | Asked.",
    ]
  `);
  expect(await verdictsOf(altered, files)).toMatchInlineSnapshot(`
    [
      "review supabase/migrations/3.sql:1:1 | Asked. Part of policy public.a.part is set by another statement. | not-static: Part of policy public.a.part is set by another statement.",
    ]
  `);
});

test('of: what a block may or may not run is unknown, what it surely runs is judged', async () => {
  const files = migration(
    'create table a (id int); create table b (id int);',
    'do $$ begin if exists (select 1 from a) then create policy perhaps on a using (true); end if; end $$;',
    "do $$ begin if not exists (select 1 from pg_policies where policyname = 'surely' and tablename = 'b') then create policy surely on b using (true); end if; end $$;",
    'create policy later on c using (true); do $$ begin if exists (select 1 from a) then drop policy later on c; end if; end $$;',
    'create policy broken on d using (true); alter policy broken on d usin (false);',
    'do $$ begin if exists (select 1 from pg_class where false) then create policy twice on e using (true); else create policy twice on e using (true); end if; end $$;',
  );
  expect(await verdictsOf(open, files)).toMatchInlineSnapshot(`
    [
      "review supabase/migrations/2.sql:1:80 | perhaps lets everybody in. A DO block may change the schema in ways that are only known when it runs. | not-static: A DO block may change the schema in ways that are only known when it runs.",
      "fail supabase/migrations/3.sql:1:141 | surely lets everybody in.",
      "review supabase/migrations/4.sql:1:33 | later lets everybody in. A DO block may change the schema in ways that are only known when it runs. | not-static: A DO block may change the schema in ways that are only known when it runs.",
      "open supabase/migrations/5.sql:1:34 | not-read: This SQL statement does not parse.",
      "review supabase/migrations/6.sql:1:97 | twice lets everybody in. Which statement of the block defines policy public.e.twice cannot be told. | not-static: Which statement of the block defines policy public.e.twice cannot be told.",
      "review supabase/migrations/6.sql:1:141 | twice lets everybody in. Which statement of the block defines policy public.e.twice cannot be told. | not-static: Which statement of the block defines policy public.e.twice cannot be told.",
      "open supabase/migrations/5.sql | not-read: 'supabase/migrations/5.sql' is not valid sql: The SQL statement does not parse at line 1: syntax error at or near "usin".",
    ]
  `);
});

test('of: views and functions are told apart by place, and have attributes', async () => {
  const views = policyOf(`
message: '$S.$V reads $T.'
forbid: {sql: 'SELECT ... FROM $T', of: {view: $S.$V, security-invoker: false}}`);
  const copies = policyOf(`
message: 'A copy of $T.'
forbid: {sql: 'SELECT ... FROM $T', of: {view: 'public.*', materialized: true}}`);
  const files = migration(
    'create table t (id int); create view v as select * from t; create view app.v as select * from t where id in (select id from u);',
    'create or replace view v with (security_invoker = true) as select * from t; create materialized view m as select * from t;',
    'create view v2 as select 1 from t; alter view v2 rename to v3; drop view app.v; create table ctas as select * from t;',
  );
  expect(await verdictsOf(views, files)).toMatchInlineSnapshot(`
    [
      "fail supabase/migrations/2.sql:1:107 | public.m reads t.",
      "fail supabase/migrations/3.sql:1:19 | public.v3 reads t.",
    ]
  `);
  expect(await verdictsOf(copies, files)).toMatchInlineSnapshot(`
    [
      "fail supabase/migrations/2.sql:1:107 | A copy of t.",
    ]
  `);

  const functions = policyOf(`
message: '$F has a default.'
forbid: {sql: 'now()', of: {function: $F, security-definer: true}}`);
  expect(
    await verdictsOf(
      functions,
      migration(
        "create function f(a timestamp default now()) returns int language sql security definer as 'select 1'; create function f(a timestamptz default now()) returns int language sql security definer as 'select 1';",
        "create or replace function f(a timestamp default now()) returns int language sql as 'select 1';",
        "create function g(a date default now()) returns int language sql as 'select 1'; alter function g(date) security definer;",
      ),
    ),
  ).toMatchInlineSnapshot(`
    [
      "fail supabase/migrations/1.sql:1:143 | f has a default.",
      "fail supabase/migrations/3.sql:1:34 | g has a default.",
    ]
  `);
});

test('of: constraints, triggers and indexes', async () => {
  const checks = policyOf(`
message: '$C allows zero.'
forbid: {sql: '$X >= 0', of: {constraint: $C, table: $T}}`);
  expect(
    await verdictsOf(
      checks,
      migration(
        'create table t (a int check (a >= 0), b int constraint b_min check (b >= 0 and a >= 0), c int, constraint "C" check (c >= 0));',
        'alter table t drop constraint b_min; alter table t add constraint b_min check (b > 0), add check (c >= 0); create domain d as int check (value >= 0);',
        'alter table t drop constraint "C"; drop table if exists u;',
      ),
    ),
  ).toMatchInlineSnapshot(`
    [
      "fail supabase/migrations/1.sql:1:30 | t_a_check allows zero.",
      "fail supabase/migrations/2.sql:1:99 | t_c_check allows zero.",
    ]
  `);
  const conditions = policyOf(`
message: '$T'
subject:
  - {sql: '$X IS NULL', of: {trigger: $T}}
  - {sql: '$X IS NULL', of: {index: $T}}
forbid: {sql: '$X IS NULL'}`);
  expect(
    await verdictsOf(
      conditions,
      migration(
        'create table t (a int); create index i on t (a) where a is null; create index on t (a) where (a is null);',
        'create trigger tr after update on t for each row when (old.a is null) execute function f(); drop index i;',
      ),
    ),
  ).toMatchInlineSnapshot(`
    [
      "fail supabase/migrations/1.sql:1:95 | t_a_idx. | [It is SQL 'a IS NULL'.]",
      "fail supabase/migrations/2.sql:1:56 | tr. | [It is SQL 'a IS NULL'.]",
    ]
  `);
});

test('of: what it binds in the reduce joins with the rest of the policy', async () => {
  const granted = policyOf(`
message: '$F'
subject: {sql: 'now()', of: {function: $S.$F}}
require: {not: {exists: {schema: {grant: $S.$F, on: function, grantee: public}}}}`);
  const files = migration(
    "create function f(a timestamp default now()) returns int language sql as 'select 1'; revoke execute on function f from public;",
    "create function g(a timestamp default now()) returns int language sql as 'select 1';",
  );
  expect(await verdictsOf(granted, files)).toMatchInlineSnapshot(`
    [
      "pass supabase/migrations/1.sql:1:39 | [There is no grant 'public.f' in the schema whose on is 'function' and grantee is 'public'.]",
      "fail supabase/migrations/2.sql:1:39 | g. | [supabase/migrations/2.sql:1:17 Found: grant public.g(timestamp without time zone) execute to public.]",
    ]
  `);
  const same = policyOf(`
subject: {sql: 'now()', of: {function: $F}}
require: {inside: {sql: 'CREATE FUNCTION $F(...) RETURNS int'}}`);
  expect(await verdictsOf(same, files)).toMatchInlineSnapshot(`
    [
      "pass supabase/migrations/1.sql:1:39 | [supabase/migrations/1.sql:1:1 It is inside SQL 'CREATE FUNCTION f(...) RETURNS int'.]",
      "pass supabase/migrations/2.sql:1:39 | [supabase/migrations/2.sql:1:1 It is inside SQL 'CREATE FUNCTION g(...) RETURNS int'.]",
    ]
  `);
  const beside = policyOf(`project: true
require: {exists: {sql: 'now()', of: {function: gone}}}`);
  expect(await verdictsOf(beside, files)).toMatchInlineSnapshot(`
    [
      "fail | [There is no SQL 'now()' with of function 'gone'.]",
    ]
  `);
});

test('existed-before: a table is of this file, of an earlier one, or of none', async () => {
  const indexed = policyOf(`
message: '$T'
subject: {sql: 'CREATE INDEX ON $T (...)'}
forbid: {existed-before: {table: $T}}`);
  const files = {
    ...migration(
      'create table a (id int); create index on a (id); create index on legacy (id);',
      'create index on a (id); create index on auth.users (id); create table app.a (id int); create index on app.a (id);',
      'drop table a; create table a (id int); create index on a (id); alter table app.a rename to b; create index on app.b (id);',
      "create table c (id int); do $$ begin if exists (select 1 from c) then execute 'drop table ' || 'c'; end if; end $$;",
      'create index on c (id); create view v as select 1; create index on v (id);',
    ),
    'scripts/run.sql': 'create index on a (id);\n',
    'migrations/old.down.sql': 'create index on a (id);\n',
  };
  expect(await verdictsOf(indexed, files)).toMatchInlineSnapshot(`
    [
      "pass migrations/old.down.sql:1:1 | [The table 'a' did not exist before its file.]",
      "review scripts/run.sql:1:1 | a. 'scripts/run.sql' is no migration, so nothing is known to have existed before it. | not-static: 'scripts/run.sql' is no migration, so nothing is known to have existed before it.",
      "pass supabase/migrations/1.sql:1:26 | [The table 'a' did not exist before its file.]",
      "fail supabase/migrations/1.sql:1:50 | legacy. | [The table 'legacy' existed before its file.]",
      "fail supabase/migrations/2.sql:1:1 | a. | [The table 'a' existed before its file.]",
      "fail supabase/migrations/2.sql:1:25 | users. | [The table 'users' existed before its file.]",
      "pass supabase/migrations/2.sql:1:87 | [The table 'a' did not exist before its file.]",
      "pass supabase/migrations/3.sql:1:40 | [The table 'a' did not exist before its file.]",
      "fail supabase/migrations/3.sql:1:95 | b. | [The table 'b' existed before its file.]",
      "review supabase/migrations/5.sql:1:1 | c. A DO block may change the schema in ways that are only known when it runs. | not-static: A DO block may change the schema in ways that are only known when it runs.",
      "pass supabase/migrations/5.sql:1:52 | [The table 'v' did not exist before its file.]",
    ]
  `);
  const fixed = policyOf(`
subject: {sql: 'DROP TABLE IF EXISTS never'}
require: {not: {existed-before: {table: public.never}}}`);
  expect(
    await verdictsOf(
      fixed,
      migration(
        'drop table if exists never;',
        'create table never (id int); drop table never;',
        'drop table if exists never;',
      ),
    ),
  ).toMatchInlineSnapshot(`
    [
      "open supabase/migrations/1.sql:1:1 | not-read: No migration up to 'supabase/migrations/1.sql' shows the table 'never'.",
      "pass supabase/migrations/3.sql:1:1 | [The table 'public.never' did not exist before its file.]",
    ]
  `);
});

const sums = policyOf(`
message: '$A + $B: $A may be NULL.'
forbid: {sql: '$A + $B', where: {$A: {nullable: true}}}`);
const certain = policyOf(`
message: '$A + $B: $A is never NULL.'
forbid: {sql: '$A + $B', where: {$A: {nullable: false}}}`);

const tables = `
create domain amount as int not null check (value > 0);
create table users (id bigint primary key, manager bigint references users, age int, score int not null default 0, credit amount, checked int check (checked is not null and checked > 0));
create table orders (id bigint generated always as identity, user_id bigint not null, total int, constraint total_known check (total is not null) not valid);
create view totals as select o.id, o.total, coalesce(o.total, 0) as known, u.score from orders o left join users u on u.id = o.user_id;
create view renamed (a, b) as select * from users;
alter table users alter column age set not null; alter table users alter column age drop not null;
`;

/** What of `expressions`, each added to 1 in the query, may be NULL, and what never is. */
async function nullability(
  query: (expression: string) => string,
  expressions: readonly string[],
): Promise<readonly unknown[]> {
  const text = expressions.map((one) => `${query(`(${one}) + 1`)};`).join('\n');
  const lines = async (policy: string): Promise<readonly (string | undefined)[]> => {
    const verdicts = await verdictsOf(policy, { ...migration(tables), 'queries.sql': `${text}\n` });
    return expressions.map((_, i) => verdicts.find((one) => one.includes(` queries.sql:${i + 1}:`)));
  };
  const [may, never] = [await lines(sums), await lines(certain)];
  return expressions.map((one, i) => {
    const [yes, no] = [may[i], never[i]];
    if (yes?.startsWith('fail') && no === undefined) return `${one}: may be NULL`;
    if (no?.startsWith('fail') && yes === undefined) return `${one}: never`;
    return `${one}: ${yes?.split(' | ')[0]?.split(' ')[0]} ${yes?.split(' | ').slice(2).join(' ')}`;
  });
}

test('nullable: constants, operators, functions', async () => {
  const select = (one: string): string => `select ${one}`;
  expect(
    await nullability(select, [
      '1',
      'null',
      'null::int',
      'coalesce(null, nullif(1, 2))',
      'coalesce(null, 2)',
      'greatest(null, 3)',
      'case when true then 1 end',
      'case when true then 1 else 2 end',
      '1 * null',
      "length('a' || 'b')",
      "('{}'::jsonb ->> 'a')::int",
      '(null is null)::int',
      '(null is distinct from 1)::int',
      '(1 in (2, null))::int',
      '(1 = any(array[1, 2]))::int',
      '(1 = any(null::int[]))::int',
      '(not true)::int',
      'count(*)',
      'sum(1)',
      'extract(epoch from now())',
      "current_setting('a')::int",
      "current_setting('a', true)::int",
      'length(auth.uid()::text)',
      'mine(1)',
      '(array[1])[2]',
      '(select 1)',
      '(select count(*) from users)',
      '(select max(id) from users)',
      '(select id from users limit 1)',
      '(exists (select 1))::int',
      '$1',
      '1 <-> 2',
    ]),
  ).toMatchInlineSnapshot(`
    [
      "1: never",
      "null: may be NULL",
      "null::int: may be NULL",
      "coalesce(null, nullif(1, 2)): may be NULL",
      "coalesce(null, 2): never",
      "greatest(null, 3): never",
      "case when true then 1 end: may be NULL",
      "case when true then 1 else 2 end: never",
      "1 * null: may be NULL",
      "length('a' || 'b'): never",
      "('{}'::jsonb ->> 'a')::int: may be NULL",
      "(null is null)::int: never",
      "(null is distinct from 1)::int: never",
      "(1 in (2, null))::int: may be NULL",
      "(1 = any(array[1, 2]))::int: never",
      "(1 = any(null::int[]))::int: review not-static: Whether an element of an array is NULL is not known.",
      "(not true)::int: never",
      "count(*): never",
      "sum(1): may be NULL",
      "extract(epoch from now()): never",
      "current_setting('a')::int: never",
      "current_setting('a', true)::int: may be NULL",
      "length(auth.uid()::text): may be NULL",
      "mine(1): review not-static: Whether the function 'mine' returns NULL is not known.",
      "(array[1])[2]: may be NULL",
      "(select 1): never",
      "(select count(*) from users): never",
      "(select max(id) from users): may be NULL",
      "(select id from users limit 1): may be NULL",
      "(exists (select 1))::int: never",
      "$1: review not-static: What is handed in as a parameter may be anything.",
      "1 <-> 2: review not-static: Whether the operator '<->' gives NULL is not known.",
    ]
  `);
});

test('nullable: columns of tables, through joins, conditions, queries and views', async () => {
  const from = (tail: string) => (one: string) => `select ${one} from ${tail}`;
  expect(
    await nullability(from('users u'), [
      'id',
      'u.manager',
      'age',
      'score',
      'credit',
      'checked',
      'u.ctid',
      'nothing',
      'x.id',
    ]),
  ).toMatchInlineSnapshot(`
    [
      "id: never",
      "u.manager: may be NULL",
      "age: may be NULL",
      "score: never",
      "credit: never",
      "checked: never",
      "u.ctid: never",
      "nothing: open ",
      "x.id: review not-static: What 'x.id' is cannot be told here.",
    ]
  `);
  expect(
    await nullability(from('orders o left join users u on u.id = o.user_id'), [
      'o.id',
      'u.id',
      'score',
      'total',
      'user_id',
      'coalesce(u.id, o.id)',
    ]),
  ).toMatchInlineSnapshot(`
    [
      "o.id: never",
      "u.id: may be NULL",
      "score: may be NULL",
      "total: may be NULL",
      "user_id: never",
      "coalesce(u.id, o.id): never",
    ]
  `);
  expect(
    await nullability(from('orders right join users u using (id) full join public.users v on true'), [
      'id',
      'u.score',
      'user_id',
    ]),
  ).toMatchInlineSnapshot(`
    [
      "id: may be NULL",
      "u.score: may be NULL",
      "user_id: may be NULL",
    ]
  `);
  expect(
    await nullability(from('users u where u.manager is not null and age > 0'), [
      'manager',
      'u.age',
      'case when checked > 0 then manager end',
    ]),
  ).toMatchInlineSnapshot(`
    [
      "manager: never",
      "u.age: never",
      "case when checked > 0 then manager end: may be NULL",
    ]
  `);
  expect(
    await nullability(from('orders o join users u on u.manager = o.total group by u.manager'), [
      'u.manager',
      'sum(o.total)',
      'max(age)',
      'sum(score)',
    ]),
  ).toMatchInlineSnapshot(`
    [
      "u.manager: never",
      "sum(o.total): never",
      "max(age): may be NULL",
      "sum(score): never",
    ]
  `);
  expect(await nullability(from('totals join renamed r on true'), ['known', 'totals.score', 'total', 'a', 'b']))
    .toMatchInlineSnapshot(`
    [
      "known: never",
      "totals.score: may be NULL",
      "total: may be NULL",
      "a: review not-static: Which column of a query 'a' is cannot be told.",
      "b: review not-static: Which column of a query 'b' is cannot be told.",
    ]
  `);
  expect(
    await nullability(from('(select u.*, 1 as one, null as none from users u where manager > 0) s'), [
      's.id',
      'manager',
      'one',
      'none',
      's.age',
      'two',
    ]),
  ).toMatchInlineSnapshot(`
    [
      "s.id: never",
      "manager: never",
      "one: never",
      "none: may be NULL",
      "s.age: may be NULL",
      "two: open ",
    ]
  `);
  expect(
    await nullability(
      (one) =>
        `with a(x) as (select id from users union all select manager from users), b as (select id y from a, users) select ${one} from a, b, generate_series(1, 2) g`,
      ['x', 'y', 'a.x', 'g'],
    ),
  ).toMatchInlineSnapshot(`
    [
      "x: may be NULL",
      "y: never",
      "a.x: may be NULL",
      "g: review not-static: What a function in FROM returns is not known to be NULL or not.",
    ]
  `);
  expect(
    await nullability(
      (one) => `select (select ${one} from orders o where o.user_id = u.id) from users u`,
      ['u.score', 'age', 'total', 'o.id'],
    ),
  ).toMatchInlineSnapshot(`
    [
      "u.score: never",
      "age: may be NULL",
      "total: may be NULL",
      "o.id: never",
    ]
  `);
  expect(await nullability(from('ghost'), ['id'])).toMatchInlineSnapshot(`
    [
      "id: open ",
    ]
  `);
});

test('nullable: in conditions nothing is left out yet; targets of INSERT, UPDATE, DELETE and MERGE', async () => {
  expect(await nullability((one) => `select 1 from users where age is not null and ${one} > 0`, ['age', 'score']))
    .toMatchInlineSnapshot(`
    [
      "age: may be NULL",
      "score: never",
    ]
  `);
  expect(
    await nullability(
      (one) => `update users u set score = ${one} from orders o where age > 1 and o.total < 2`,
      ['score', 'age', 'o.total', 'manager'],
    ),
  ).toMatchInlineSnapshot(`
    [
      "score: never",
      "age: never",
      "o.total: never",
      "manager: may be NULL",
    ]
  `);
  expect(
    await nullability(
      (one) => `insert into users values (1) on conflict (id) do update set score = ${one}`,
      ['score', 'excluded.age', 'excluded.score', 'users.manager'],
    ),
  ).toMatchInlineSnapshot(`
    [
      "score: never",
      "excluded.age: may be NULL",
      "excluded.score: never",
      "users.manager: may be NULL",
    ]
  `);
  expect(await nullability((one) => `insert into orders select ${one} from users`, ['score', 'age']))
    .toMatchInlineSnapshot(`
    [
      "score: never",
      "age: may be NULL",
    ]
  `);
  expect(
    await nullability(
      (one) => `delete from users using orders o where o.total is null returning ${one}`,
      ['score', 'total'],
    ),
  ).toMatchInlineSnapshot(`
    [
      "score: never",
      "total: may be NULL",
    ]
  `);
});

test('nullable: in what migrations define, in a value list, and within other constraints', async () => {
  const files = migration(
    `${tables} create policy p on users using (age + 1 > 0 and score + 1 > 0); create table t (a int not null, b int, check (b + 1 > a), check (a + 1 > b));`,
    'alter table t alter column a drop not null; create index on t ((a + 1)); create trigger g after update on users for each row when (new.score + 1 > old.age + 1) execute function f();',
  );
  expect(await verdictsOf(sums, files)).toMatchInlineSnapshot(`
    [
      "fail supabase/migrations/1.sql:8:34 | age + 1: age may be NULL.",
      "fail supabase/migrations/1.sql:8:112 | b + 1: b may be NULL.",
      "fail supabase/migrations/1.sql:8:131 | a + 1: a may be NULL.",
      "fail supabase/migrations/2.sql:1:65 | a + 1: a may be NULL.",
      "fail supabase/migrations/2.sql:1:148 | age + 1: age may be NULL.",
    ]
  `);
  const values = policyOf(`
message: '$V'
subject: {sql: 'INSERT INTO users VALUES (..., $V, ...)'}
require: {any: [{where: {$V: {nullable: false}}}]}`);
  expect(await verdictsOf(values, { ...migration(tables), 'x.sql': "insert into users values (1, null, 'x', now());" }))
    .toMatchInlineSnapshot(`
      [
        "pass x.sql:1:1 | ['1' is never NULL.]",
        "fail x.sql:1:1 | null. | ['null' may be NULL.]",
        "pass x.sql:1:1 | ['x' is never NULL.]",
        "pass x.sql:1:1 | ['now()' is never NULL.]",
      ]
    `);
  const several = policyOf(`
message: '$A'
forbid: {sql: '$A + 1', where: {$A: {anyOf: [{nullable: false}, {const: 'age'}], not: {pattern: '^s'}}}}`);
  expect(
    await verdictsOf(several, {
      ...migration(tables),
      'x.sql': 'select id + 1, age + 1, score + 1, manager + 1 from users;',
    }),
  ).toMatchInlineSnapshot(`
    [
      "fail x.sql:1:8 | id.",
      "fail x.sql:1:16 | age.",
    ]
  `);
  const code = policyOf(`
message: '$A'
forbid: {code: 'f($A)', where: {$A: {nullable: true}}}`);
  expect(await verdictsOf(code, { 'a.ts': 'f(x);' })).toMatchInlineSnapshot(`
    [
      "review a.ts:1:1 | x. 'x' is no SQL expression that could be NULL. | not-static: 'x' is no SQL expression that could be NULL.",
    ]
  `);
});

test('nullable: arguments and variables of functions', async () => {
  const files = migration(
    `${tables}
create function f(p int, q int default 1, out o int) language plpgsql as $$
declare
  v int := 1; w int; x int not null := 2; y int := 3; z int; n int := 0; s int := 0; r record; again alias for p;
begin
  y := y + 1;
  select manager into z from users where id = p;
  select count(*) into n from users;
  select id, score into strict s, n from users;
  q := p;
  perform v + 1, w + 1, x + 1, y + 1, z + 1, n + 1, s + 1, o + 1, again + 1, p + 1, f.q + 1, r.a + 1;
  perform id + 1, manager + 1, age + 1 from users where age > 0;
  return (select count(*) + 1 from users);
end $$;
create function s(p int) returns int language sql strict as $$ select p + 1, $1 + 1, id + 1 from users $$;
create function later(p int) returns int language sql as $$ select p + 1 $$;
create function never_mind(p int) returns int language sql strict as $$ select p + 1 $$;`,
    'alter function later strict; drop function never_mind; create function never_mind(p int) returns int language sql as $$ select p + 1 $$;',
  );
  const live = (policy: string): string => policy.replace("'$A + $B'", "'$A + $B', of: {function: $F}");
  expect(await verdictsOf(live(sums), files)).toMatchInlineSnapshot(`
    [
      "fail supabase/migrations/1.sql:18:18 | w + 1: w may be NULL.",
      "fail supabase/migrations/1.sql:18:39 | z + 1: z may be NULL.",
      "fail supabase/migrations/1.sql:18:60 | o + 1: o may be NULL.",
      "fail supabase/migrations/1.sql:18:67 | again + 1: again may be NULL.",
      "fail supabase/migrations/1.sql:18:78 | p + 1: p may be NULL.",
      "fail supabase/migrations/1.sql:18:85 | q + 1: q may be NULL.",
      "review supabase/migrations/1.sql:18:94 | a + 1: a may be NULL. What the fields of 'r' hold is not followed. | not-static: What the fields of 'r' hold is not followed.",
      "fail supabase/migrations/1.sql:19:19 | manager + 1: manager may be NULL.",
      "fail supabase/migrations/2.sql:1:128 | p + 1: p may be NULL.",
    ]
  `);
  expect(await verdictsOf(live(certain), files)).toMatchInlineSnapshot(`
    [
      "fail supabase/migrations/1.sql:13:8 | y + 1: y is never NULL.",
      "fail supabase/migrations/1.sql:18:11 | v + 1: v is never NULL.",
      "fail supabase/migrations/1.sql:18:25 | x + 1: x is never NULL.",
      "fail supabase/migrations/1.sql:18:32 | y + 1: y is never NULL.",
      "fail supabase/migrations/1.sql:18:46 | n + 1: n is never NULL.",
      "fail supabase/migrations/1.sql:18:53 | s + 1: s is never NULL.",
      "review supabase/migrations/1.sql:18:94 | a + 1: a is never NULL. What the fields of 'r' hold is not followed. | not-static: What the fields of 'r' hold is not followed.",
      "fail supabase/migrations/1.sql:19:11 | id + 1: id is never NULL.",
      "fail supabase/migrations/1.sql:19:32 | age + 1: age is never NULL.",
      "fail supabase/migrations/1.sql:20:18 | count(*) + 1: count(*) is never NULL.",
      "fail supabase/migrations/1.sql:22:71 | p + 1: p is never NULL.",
      "fail supabase/migrations/1.sql:22:78 | $1 + 1: $1 is never NULL.",
      "fail supabase/migrations/1.sql:22:86 | id + 1: id is never NULL.",
      "fail supabase/migrations/1.sql:23:68 | p + 1: p is never NULL.",
    ]
  `);
});

test('nullable: SQL in strings of code', async () => {
  const files = {
    ...migration(tables),
    'src/db.ts': 'await db.query(`select id + 1, age + 1, u.manager + 1, $1 + 1 from users u where u.manager > 0`);\n',
  };
  expect(await verdictsOf(sums, files)).toMatchInlineSnapshot(`
    [
      "fail src/db.ts:1:32 | age + 1: age may be NULL.",
      "review src/db.ts:1:56 | $1 + 1: $1 may be NULL. What is handed in as a parameter may be anything. | not-static: What is handed in as a parameter may be anything.",
    ]
  `);
  expect(await verdictsOf(certain, files)).toMatchInlineSnapshot(`
    [
      "fail src/db.ts:1:24 | id + 1: id is never NULL.",
      "fail src/db.ts:1:41 | manager + 1: manager is never NULL.",
      "review src/db.ts:1:56 | $1 + 1: $1 is never NULL. What is handed in as a parameter may be anything. | not-static: What is handed in as a parameter may be anything.",
    ]
  `);
});

test('of: bodies of functions, of which only the last counts', async () => {
  const deletes = policyOf(`
message: '$S.$F empties $T.'
forbid: {sql: 'DELETE FROM $T', has-where: false, of: {function: $S.$F}}`);
  const body = (sql: string): string => `returns void language plpgsql as $$ begin ${sql}; end $$`;
  const files = migration(
    `create function f() ${body('delete from a')}; create function g() ${body('delete from b')}; create function app.f() ${body('delete from c')};`,
    `create or replace function f() ${body('delete from a where id = 1')}; drop function g(); create function f(x int) ${body('if x > 0 then delete from d; end if')};`,
    "do $x$ begin execute 'create function made() returns void language sql as $$ delete from e $$'; end $x$; delete from z;",
  );
  expect(await verdictsOf(deletes, files)).toMatchInlineSnapshot(`
    [
      "fail supabase/migrations/1.sql:1:237 | app.f empties c.",
      "fail supabase/migrations/2.sql:1:210 | public.f empties d.",
      "fail supabase/migrations/3.sql:1:78 | public.made empties e.",
    ]
  `);
});

test('what cannot stand there is said when the policy is loaded', async () => {
  const problems = async (judged: string): Promise<readonly string[]> => problemsOf(policyOf(judged));
  expect([
    await problems(`forbid: {sql: 'true', of: {table: $T}}`),
    await problems(`forbid: {sql: 'true', of: {security-definer: true}}`),
    (await problems(`forbid: {sql: 'true', of: {function: $F, colour: red}}`)).map((one) => one.split('.')[0]),
    await problems(`forbid: {code: 'f()', of: {function: $F}}`),
    await problems(`forbid: {sql: 'DROP TABLE $T', existed-before: {table: $U}}`),
    await problems(`forbid: {sql: 'DROP TABLE $T', existed-before: {table: 'a.b.c'}}`),
    await problems(`forbid: {sql: 'DROP TABLE $T', existed-before: {index: $T}}`),
    await problems(`subject: {schema: {table: $T}}\nforbid: {existed-before: {table: $T}}`),
    await problems(`forbid: {sql: '$A + $B', where: {$A: {nullable: maybe}}}`),
    await problems(`forbid: {sql: '$A + $B', where: {$A: {items: {nullable: true}}}}`),
    await problems(`forbid: {sql: '$A + $B', where: {$C: {nullable: true}}}`),
    await problems(`forbid: {schema: {table: $T}, where: {$T: {nullable: true}}}`),
  ]).toMatchInlineSnapshot(`
    [
      [
        "5:27 'of' takes an object of one of the kinds function, policy, view, constraint, trigger, index.",
      ],
      [
        "5:27 'of' takes an object of one of the kinds function, policy, view, constraint, trigger, index.",
      ],
      [
        "5:42 Unknown key 'colour'",
      ],
      [
        "5:23 'of' belongs to 'sql', not to 'code'.",
      ],
      [
        "5:32 Nothing binds '$U' here.",
      ],
      [
        "5:56 'existed-before' takes the name of one table or view, such as $T, $S.$T or public.orders.",
      ],
      [
        "5:32 'existed-before' needs the key 'table'.",
        "5:49 Unknown key 'index'. Allowed here: table.",
      ],
      [
        "6:26 'existed-before' is asked about SQL in a document, not about an object of the schema.",
      ],
      [
        "5:49 'nullable' must be true or false, but it is 'maybe'.",
      ],
      [
        "5:38 This constraint is not valid: 'nullable' is asked about the bound SQL itself; it stands there, or in 'not', 'allOf' and 'anyOf'.",
      ],
      [
        "5:34 Nothing binds '$C' here.",
      ],
      [
        "5:43 'nullable' is asked about SQL in a document, not about an object of the schema.",
      ],
    ]
  `);
});
